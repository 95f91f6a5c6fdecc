//! The proof of `PASSWORD_VERIFIER` and `DEVICE_PASSWORD_VERIFIER`, as it came over the wire.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::auth::parameters::{Parameters, required};
use crate::srp::Proof;
use crate::wire::error::{ApiError, ErrorCode};

/// `Sat Nov 7 08:05:09 UTC 2026`: the day is not padded.
const TIMESTAMP: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short] [month repr:short] [day padding:none] [hour]:[minute]:[second] UTC [year]"
);

/// A signature, and what it is over.
pub(super) struct Claim {
    /// `PASSWORD_CLAIM_SECRET_BLOCK`, with which the client comes back.
    pub(super) secret_block: String,
    decoded_block: Vec<u8>,
    signature: Vec<u8>,
    timestamp: String,
}

impl Claim {
    /// Reads one. What is not base64 proves nothing.
    pub(super) fn read(responses: &Parameters) -> Result<Self, ApiError> {
        let secret_block: String = required(responses, "PASSWORD_CLAIM_SECRET_BLOCK")?;
        let signature: String = required(responses, "PASSWORD_CLAIM_SIGNATURE")?;
        let timestamp: String = required(responses, "TIMESTAMP")?;
        check_timestamp(&timestamp)?;
        Ok(Self {
            decoded_block: STANDARD.decode(&secret_block).unwrap_or_default(),
            secret_block,
            signature: STANDARD.decode(signature).unwrap_or_default(),
            timestamp,
        })
    }

    /// The proof that somebody knows a secret: a user the password, by the pool's name and the user's id; a device its
    /// own, by the group's key and the device's.
    pub(super) fn proof<'a>(&'a self, group: &'a str, user_id: &'a str) -> Proof<'a> {
        Proof {
            group,
            user_id,
            secret_block: &self.decoded_block,
            timestamp: &self.timestamp,
            signature: &self.signature,
        }
    }
}

/// The service takes one spelling only: what it reads, written again, must be the same.
fn check_timestamp(timestamp: &str) -> Result<(), ApiError> {
    let again = PrimitiveDateTime::parse(timestamp, TIMESTAMP)
        .ok()
        .and_then(|moment| moment.format(TIMESTAMP).ok());
    if again.as_deref() == Some(timestamp) {
        return Ok(());
    }
    Err(ErrorCode::InvalidParameter
        .because("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."))
}

#[cfg(test)]
mod tests {
    use super::check_timestamp;

    #[test]
    fn a_timestamp_has_one_spelling() {
        for good in [
            "Sat Nov 7 08:05:09 UTC 2026",
            "Fri Nov 20 18:00:00 UTC 2026",
        ] {
            assert!(check_timestamp(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "Sat Nov 07 08:05:09 UTC 2026",
            "Sat Nov 7 8:05:09 UTC 2026",
            "Sat Nov 7 08:05:09 GMT 2026",
            "Sun Nov 7 08:05:09 UTC 2026",
            "Sam Nov 7 08:05:09 UTC 2026",
            "2026-11-07T08:05:09Z",
            "Sat Nov 31 08:05:09 UTC 2026",
            "sat nov 7 08:05:09 UTC 2026",
        ] {
            assert!(check_timestamp(bad).is_err(), "{bad}");
        }
    }
}
