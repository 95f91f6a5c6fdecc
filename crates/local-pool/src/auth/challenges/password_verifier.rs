//! `PASSWORD_VERIFIER`: the proof that the client knows the password.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::{Answer, invalid_session, take};
use crate::app::Context;
use crate::auth::claimant::Claimant;
use crate::auth::parameters::{login, required};
use crate::auth::{AuthOutput, admission, password};
use crate::model::challenge::{Challenge, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::srp::Proof;
use crate::wire::error::{ApiError, ErrorCode};

/// `Sat Nov 7 08:05:09 UTC 2026`: the day is not padded.
const TIMESTAMP: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short] [month repr:short] [day padding:none] [hour]:[minute]:[second] UTC [year]"
);

/// Checks the client's signature.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let secret_block: String = required(answer.responses, "PASSWORD_CLAIM_SECRET_BLOCK")?;
    let signature: String = required(answer.responses, "PASSWORD_CLAIM_SIGNATURE")?;
    let timestamp: String = required(answer.responses, "TIMESTAMP")?;
    check_timestamp(&timestamp)?;

    let challenge = take(cx, client, Some(&secret_block))?;
    let claim = Claim {
        username: &username,
        secret_block: &STANDARD.decode(&secret_block).unwrap_or_default(),
        signature: &STANDARD.decode(&signature).unwrap_or_default(),
        timestamp: &timestamp,
    };
    conclude(cx, pool, client, challenge, &claim).map_err(ApiError::keeping_changes)
}

struct Claim<'a> {
    username: &'a str,
    secret_block: &'a [u8],
    signature: &'a [u8],
    timestamp: &'a str,
}

fn conclude(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    challenge: Challenge,
    claim: &Claim<'_>,
) -> Result<AuthOutput, ApiError> {
    let Challenge {
        login,
        question: Question::PasswordVerifier { exchange },
        ..
    } = challenge
    else {
        return Err(invalid_session());
    };
    let claimant = Claimant::find(cx, pool, client, &login)?;
    let is_meant = claimant.is_meant_by(pool, &login, claim.username);
    let proof = Proof {
        group: pool.srp_group(),
        user_id: &claimant.user_id,
        secret_block: claim.secret_block,
        timestamp: claim.timestamp,
        signature: claim.signature,
    };
    password::attempt(cx, pool, &claimant.user_id, || {
        is_meant && exchange.verify(&claimant.verifier, &proof)
    })?;
    let user = claimant.user.ok_or_else(password::incorrect)?;
    admission::admit(cx, pool, client, &user)
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
