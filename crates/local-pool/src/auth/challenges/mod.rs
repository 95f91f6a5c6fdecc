//! The questions that a sign-in can meet: one per file, and the table of all.

pub(crate) mod new_password_required;
mod password_verifier;

use super::AuthOutput;
use super::parameters::Parameters;
use crate::app::Context;
use crate::crypto::fingerprint;
use crate::model::challenge::{Challenge, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// A kind of challenge.
pub(crate) struct Kind {
    /// `ChallengeName`.
    pub(crate) name: &'static str,
    /// Takes the answer.
    pub(crate) answer:
        fn(&Context<'_>, &UserPool, &AppClient, &Answer<'_>) -> Result<AuthOutput, ApiError>,
}

/// Every challenge.
pub(crate) const CHALLENGES: &[Kind] = &[
    Kind {
        name: "PASSWORD_VERIFIER",
        answer: password_verifier::answer,
    },
    Kind {
        name: new_password_required::NAME,
        answer: new_password_required::answer,
    },
];

/// What the client came back with.
pub(crate) struct Answer<'a> {
    /// `ChallengeResponses`.
    pub(crate) responses: &'a Parameters,
    /// `Session`.
    pub(crate) session: Option<&'a str>,
}

/// Remembers a challenge until its answer comes, or its time is over. `ticket` is what the client comes back with.
pub(crate) fn pose(
    cx: &Context<'_>,
    client: &AppClient,
    login: &str,
    ticket: &str,
    question: Question,
) -> Result<(), ApiError> {
    Ok(cx.tx.put(&Challenge {
        fingerprint: fingerprint(ticket),
        client_id: client.client_id.clone(),
        login: login.to_owned(),
        expires: cx.now.after(client.challenge_life()),
        question,
    })?)
}

/// The challenge whose client came back with `ticket`. It is gone with the changes of this transaction: a refusal
/// that keeps them leaves no second try, one that does not leaves the challenge as it was.
pub(crate) fn take(
    cx: &Context<'_>,
    client: &AppClient,
    ticket: Option<&str>,
) -> Result<Challenge, ApiError> {
    let ticket = ticket
        .ok_or_else(|| ErrorCode::InvalidParameter.because("Missing required parameter Session"))?;
    let key = Challenge::key_of(ticket);
    let challenge: Challenge = cx.tx.get(&key)?.ok_or_else(invalid_session)?;
    if challenge.client_id != client.client_id {
        return Err(invalid_session());
    }
    cx.tx.delete::<Challenge>(&key)?;
    if challenge.expires <= cx.now {
        return Err(ErrorCode::NotAuthorized
            .because("Invalid session for the user, session is expired.")
            .keeping_changes());
    }
    Ok(challenge)
}

/// There is no such session, or it is another's, or it waits for another answer.
fn invalid_session() -> ApiError {
    ErrorCode::NotAuthorized.because("Invalid session for the user.")
}
