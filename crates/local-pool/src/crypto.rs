//! The few primitives that the pool needs, all from aws-lc.

use aws_lc_rs::{constant_time, digest, hmac, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The random source of the machine failed.
#[derive(Debug, thiserror::Error)]
#[error("the system's random source failed")]
pub(crate) struct RandomError;

/// `N` bytes of the system's random source.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| RandomError)?;
    Ok(bytes)
}

/// `N` random bytes as base64url without padding, for opaque tokens.
pub(crate) fn random_token<const N: usize>() -> Result<String, RandomError> {
    Ok(URL_SAFE_NO_PAD.encode(random::<N>()?))
}

/// `length` random characters of `alphabet`, each equally likely.
///
/// The alphabet must have between 1 and 256 characters.
pub(crate) fn random_text(alphabet: &[u8], length: usize) -> Result<String, RandomError> {
    // Bytes at or above the largest multiple of the alphabet's size would favour its first letters.
    let fair = 256 - 256 % alphabet.len();
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let [byte] = random::<1>()?;
        if usize::from(byte) < fair {
            text.push(char::from(alphabet[usize::from(byte) % alphabet.len()]));
        }
    }
    Ok(text)
}

/// SHA-256.
pub(crate) fn sha256(message: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, message).as_ref().to_vec()
}

/// HMAC-SHA-256.
pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message)
        .as_ref()
        .to_vec()
}

/// The name under which a secret is stored without storing the secret: base64url of its SHA-256.
pub(crate) fn fingerprint(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(sha256(secret.as_bytes()))
}

/// Compares in a time that depends on the lengths alone.
pub(crate) fn equal(left: &[u8], right: &[u8]) -> bool {
    constant_time::verify_slices_are_equal(left, right).is_ok()
}
