//! `SELECT_MFA_TYPE`: which second factor it shall be, for users who have several and prefer none.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Answer, invalid_session, pose_to, second_factor, take, user_of};
use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::parameters::{login, required};
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};

/// `ChallengeName`.
pub(crate) const NAME: &str = "SELECT_MFA_TYPE";

/// Asks for a choice.
pub(crate) fn begin(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    device_key: Option<&str>,
    factors: Vec<SecondFactor>,
) -> Result<AuthOutput, ApiError> {
    let parameters = BTreeMap::from([
        ("USER_ID_FOR_SRP", user.key.clone()),
        ("MFAS_CAN_CHOOSE", json!(factors).to_string()),
    ]);
    let session = pose_to(
        cx,
        client,
        user,
        device_key,
        Question::SelectMfaType(factors),
    )?;
    Ok(AuthOutput::challenge(NAME, Some(session), parameters))
}

/// Takes the choice, and asks for a code. What cannot be chosen leaves the session as it is.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let choice: String = required(answer.responses, "ANSWER")?;

    let challenge = take(cx, client, answer.session)?;
    let Question::SelectMfaType(factors) = &challenge.question else {
        return Err(invalid_session());
    };
    let user = user_of(cx, pool, &challenge, &username)?;
    let device_key = challenge.device_key.as_deref();
    let chosen = factors.iter().find(|factor| factor.name() == choice);
    let chosen = chosen.ok_or_else(|| {
        ErrorCode::InvalidParameter.because("The chosen MFA type is not one of MFAS_CAN_CHOOSE.")
    })?;
    second_factor::begin(cx, pool, client, &user, device_key, *chosen)
}
