//! From the sign-up straight into the first sign-in: the code that confirmed the user is the first factor.

use crate::app::Context;
use crate::auth::challenges::{ask, invalid_session, take, user_of};
use crate::auth::parameters::{Parameters, login};
use crate::auth::{AuthOutput, admission, device};
use crate::model::challenge::{Challenge, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::wire::error::ApiError;

/// The `Session` of a user who signed up, for the confirmation; none for clients that may not use `USER_AUTH`.
pub(crate) fn begin(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
) -> Result<Option<String>, ApiError> {
    offer(cx, client, user, Question::SignUp)
}

/// The `Session` of a user who has just been confirmed, for the sign-in. The one of the sign-up need not be given, and
/// may have expired, since the code outlives it; but it must not be another user's or client's.
pub(crate) fn confirm(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    session: Option<&str>,
) -> Result<Option<String>, ApiError> {
    if let Some(session) = session {
        let key = Challenge::key_of(session);
        let posed: Option<Challenge> = cx.tx.get(&key)?;
        posed
            .filter(|posed| {
                matches!(posed.question, Question::SignUp)
                    && posed.client_id == client.client_id
                    && posed.login == user.sub
            })
            .ok_or_else(invalid_session)?;
        cx.tx.delete::<Challenge>(&key)?;
    }
    offer(cx, client, user, Question::Confirmed)
}

/// Signs in with the `Session` of a confirmation, once, and unless a second factor is wanted.
pub(crate) fn enter(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
    session: &str,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, parameters)?;
    let challenge = take(cx, client, Some(session))?;
    if !matches!(challenge.question, Question::Confirmed) {
        return Err(invalid_session());
    }
    let user = user_of(cx, pool, &challenge, &username)?;
    let device = device::named(cx, pool, &user, parameters)?;
    admission::admit(cx, pool, client, &user, device.as_ref()).map_err(ApiError::keeping_changes)
}

fn offer(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    question: Question,
) -> Result<Option<String>, ApiError> {
    if !client.allows_flow("USER_AUTH") {
        return Ok(None);
    }
    ask(cx, client, &user.sub, question).map(Some)
}
