//! `SELECT_CHALLENGE`: the first factor of the user's choice.

use std::collections::BTreeMap;

use super::{Answer, ask, invalid_session, take_claimed};
use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::choice::{Choice, check_password_is_no_must, choices, enter};
use crate::auth::parameters::required;
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// `ChallengeName`.
pub(crate) const NAME: &str = "SELECT_CHALLENGE";

/// Asks which one it shall be.
pub(in crate::auth) fn begin(
    cx: &Context<'_>,
    client: &AppClient,
    login: &str,
    choices: &[Choice],
) -> Result<AuthOutput, ApiError> {
    let session = ask(cx, client, login, Question::SelectChallenge)?;
    Ok(AuthOutput::challenge(NAME, Some(session), BTreeMap::new()).with_choices(choices))
}

/// Begins with the one that was chosen. One that is not offered leaves the session as it is.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let choice: Choice = required(answer.responses, "ANSWER")?;
    let (challenge, claimant) = take_claimed(cx, pool, client, answer)?;
    if !matches!(challenge.question, Question::SelectChallenge) {
        return Err(invalid_session());
    }
    let login = &challenge.login;
    if !choices(cx, pool, login, &claimant)?.contains(&choice) {
        if choice == Choice::WebAuthn {
            check_password_is_no_must(cx, pool, login, &claimant)?;
        }
        return Err(ErrorCode::InvalidParameter
            .because(format!("{} is not an available challenge.", choice.name())));
    }
    enter(
        cx,
        (pool, client),
        (login, &claimant),
        choice,
        answer.responses,
    )
}
