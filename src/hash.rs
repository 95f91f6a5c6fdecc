//! SHA-256 and HMAC-SHA256 (FIPS 180-4, RFC 2104), over several parts as if they were one.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let hash = Sha256::new();
    let hash = parts.iter().fold(hash, Sha256::chain_update);
    hash.finalize().into()
}

pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    let mac = parts.iter().fold(mac, Hmac::chain_update);
    mac.finalize().into_bytes().into()
}
