//! `PASSWORD` and `PASSWORD_SRP`: what a sign-in lacks that began with the choice of the password.

use super::{Answer, invalid_session, take_claimed};
use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::flows::{user_password_auth, user_srp_auth};
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::ApiError;

/// Takes the password. A wrong one ends the session.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let (challenge, _) = take_claimed(cx, pool, client, answer)?;
    match challenge.question {
        Question::Password => user_password_auth::begin(cx, pool, client, answer.responses),
        _ => Err(invalid_session()),
    }
}

/// Takes the client's public value.
pub(super) fn answer_by_srp(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let (challenge, _) = take_claimed(cx, pool, client, answer)?;
    match challenge.question {
        Question::PasswordSrp => user_srp_auth::begin(cx, pool, client, answer.responses),
        _ => Err(invalid_session()),
    }
}
