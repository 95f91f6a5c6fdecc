//! The values of SRP, by their names in RFC 5054, and the signature with which
//! Cognito replaces the proof of RFC 2945.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::UtcDateTime;

use super::SrpError;
use super::group::{BYTES, GENERATOR, N, Number};
use super::limbs::add_product;
use super::modpow::Residue;
use super::pad::{from_bytes, pad, to_bytes};
use crate::hash::{hmac_sha256, sha256};

/// 256 bits, the most significant byte first: a hash, or an exponent.
pub(super) type Bits256 = [u8; 32];

/// k = H(pad(N) | pad(g)).
pub(super) fn multiplier() -> Bits256 {
    sha256(&[&pad(&to_bytes(&N)), &pad(&[GENERATOR])])
}

/// U = H(pad(A) | pad(B)).
pub(super) fn scrambler(client_public: &Number, server_public: &Number) -> Bits256 {
    let [a, b] = [client_public, server_public].map(|public| pad(&to_bytes(public)));
    sha256(&[&a, &b])
}

/// x = H(pad(salt) | H(pool name | user id | ":" | password)).
pub(super) fn private_key(pool_name: &str, user_id: &str, password: &str, salt: &[u8]) -> Bits256 {
    let identity = [pool_name, user_id, ":", password].map(str::as_bytes);
    sha256(&[&pad(salt), &sha256(&identity)])
}

/// S = (B - k * g^x)^(a + U * x) mod N.
///
/// # Errors
/// [`SrpError::ServerKeyIsZero`] and [`SrpError::ScramblerIsZero`]: S would
/// then be known to someone who does not know the password.
pub(super) fn shared_secret(
    a: &Bits256,
    server_public: &Number,
    u: &Bits256,
    x: &Bits256,
) -> Result<Number, SrpError> {
    let server_public = Residue::new(server_public);
    if server_public.is_zero() {
        return Err(SrpError::ServerKeyIsZero);
    }
    if u.iter().all(|&byte| byte == 0) {
        return Err(SrpError::ScramblerIsZero);
    }
    let k = Residue::new(&from_bytes(&multiplier()));
    let base = server_public.minus(&k.times(&Residue::generator_to(x)));
    Ok(base.to_the(&exponent(a, u, x)).to_number())
}

/// a + U * x as an integer. It has at most 512 bits, which are the bytes
/// returned: (2^256 - 1) + (2^256 - 1)^2 < 2^512.
fn exponent(a: &Bits256, u: &Bits256, x: &Bits256) -> Vec<u8> {
    let [mut sum, u, x] = [a, u, x].map(|bits| from_bytes(bits));
    add_product(&mut sum[..16], &x[..8], &u[..8]);
    to_bytes(&sum).split_off(BYTES - 64)
}

/// The key of the signature: the first 16 bytes of HKDF-SHA256 (RFC 5869) with
/// U as salt and S as input.
pub(super) fn session_key(u: &Bits256, shared_secret: &Number) -> [u8; 16] {
    let extracted = hmac_sha256(&pad(u), &[&pad(&to_bytes(shared_secret))]);
    let expanded = hmac_sha256(&extracted, &[b"Caldera Derived Key", &[1]]);
    std::array::from_fn(|i| expanded[i])
}

/// The claim that the client knows the password, in base64.
pub(super) fn signature(
    key: &[u8],
    pool_name: &str,
    user_id: &str,
    secret_block: &[u8],
    timestamp: &str,
) -> String {
    let [pool_name, user_id, timestamp] = [pool_name, user_id, timestamp].map(str::as_bytes);
    STANDARD.encode(hmac_sha256(
        key,
        &[pool_name, user_id, secret_block, timestamp],
    ))
}

/// Seconds since 1970 in the form that the service reads, such as
/// `Tue Feb 4 09:05:00 UTC 2025`: English, the day alone without leading zero.
///
/// # Errors
/// [`SrpError::Time`] beyond the year 9999.
pub(super) fn timestamp(at: i64) -> Result<String, SrpError> {
    let at = UtcDateTime::from_unix_timestamp(at)?;
    let [weekday, month] = [at.weekday().to_string(), at.month().to_string()];
    Ok(format!(
        "{weekday:.3} {month:.3} {} {:02}:{:02}:{:02} UTC {:04}",
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.year(),
    ))
}
