//! Codes of authenticator apps (RFC 6238): SHA-1, 6 digits, 30 seconds, one step of drift either way.

use totp_rs::{Builder, Secret};

use crate::clock::Timestamp;
use crate::crypto::{RandomError, random};

/// A fresh secret of 256 bits, in base32.
pub(crate) fn new_secret() -> Result<String, RandomError> {
    Ok(Secret::from(random::<32>()?.to_vec()).to_base32())
}

/// The time step to which a code belongs that is right at `now`.
pub(crate) fn step_of(secret: &str, code: &str, now: Timestamp) -> Option<u64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let totp = Builder::new().with_secret(secret).build().ok()?;
    totp.check(code, u64::try_from(now.seconds()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `12345678901234567890`, the secret of RFC 6238, appendix B.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn step(code: &str, seconds: i64) -> Option<u64> {
        step_of(SECRET, code, Timestamp::from_millis(seconds * 1000))
    }

    #[test]
    fn the_codes_are_those_of_the_rfc_and_one_step_of_drift_is_allowed() {
        for (code, seconds, expected) in [
            ("287082", 59, 1),
            ("081804", 1_111_111_109, 37_037_036),
            ("050471", 1_111_111_111, 37_037_037),
            ("353130", 20_000_000_000, 666_666_666),
        ] {
            assert_eq!(step(code, seconds), Some(expected));
        }
        for (seconds, is_taken) in [(0, true), (29, true), (30, true), (89, true), (90, false)] {
            assert_eq!(step("287082", seconds).is_some(), is_taken, "{seconds}");
        }
    }

    #[test]
    fn what_is_no_code_is_wrong() {
        for code in ["", "28708", "2870820", "28708a", " 287082", "94287082"] {
            assert_eq!(step(code, 59), None, "{code}");
        }
    }

    #[test]
    fn a_secret_has_256_bits_and_is_never_the_same() {
        let (one, two) = (new_secret().unwrap(), new_secret().unwrap());
        let is_base32 = |c: char| c.is_ascii_uppercase() || ('2'..='7').contains(&c);
        assert!(one.len() == 52 && one.chars().all(is_base32));
        assert_ne!(one, two);
    }
}
