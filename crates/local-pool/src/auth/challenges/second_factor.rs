//! `SMS_MFA`, `SOFTWARE_TOKEN_MFA`, `EMAIL_OTP`: a code after the password.

use std::collections::BTreeMap;

use super::{Answer, invalid_session, pose_to, take, user_of};
use crate::app::Context;
use crate::auth::parameters::{login, required};
use crate::auth::{AuthOutput, admission, code_attempt, device};
use crate::model::challenge::{CodeQuestion, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::delivery::CodeDeliveryDetails;
use crate::rules::{second_factors, users};
use crate::wire::error::ApiError;

/// Asks for a code, which is sent now if it is one that is sent.
pub(crate) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    device_key: Option<&str>,
    factor: SecondFactor,
) -> Result<AuthOutput, ApiError> {
    let asked = second_factors::ask(cx, pool, user, factor)?;
    ask(cx, client, user, device_key, asked)
}

/// Asks for a code that has been sent, if it is one that is sent.
pub(super) fn ask(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    device_key: Option<&str>,
    asked: CodeQuestion,
) -> Result<AuthOutput, ApiError> {
    let mut parameters = BTreeMap::from([("USER_ID_FOR_SRP", user.key.clone())]);
    if let (Some(attribute), Some(sent)) = (asked.factor.attribute(), &asked.sent) {
        let details = CodeDeliveryDetails::masking(attribute, &sent.destination);
        let medium = details.delivery_medium.to_owned();
        parameters.insert("CODE_DELIVERY_DELIVERY_MEDIUM", medium);
        parameters.insert("CODE_DELIVERY_DESTINATION", details.destination);
    } else if let Some(name) = second_factors::friendly_device_name(user) {
        parameters.insert("FRIENDLY_DEVICE_NAME", name.to_owned());
    }
    let name = asked.factor.name();
    let session = pose_to(cx, client, user, device_key, Question::SecondFactor(asked))?;
    Ok(AuthOutput::challenge(name, Some(session), parameters))
}

/// Takes the code. After a wrong one the session is good for another try.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
    factor: SecondFactor,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let code: String = required(answer.responses, factor.response())?;

    let challenge = take(cx, client, answer.session)?;
    let asked = match &challenge.question {
        Question::SecondFactor(asked) if asked.factor == factor => asked,
        _ => return Err(invalid_session()),
    };
    let mut user = user_of(cx, pool, &challenge, &username)?;
    let device = device::of_answer(cx, pool, &user, &challenge, answer.responses)?;
    if let Err(refusal) = code_attempt::redeem(cx, pool, &mut user, asked, &code) {
        cx.tx.put(&challenge)?;
        return Err(refusal);
    }
    users::save(cx, &mut user)?;
    admission::enter(cx, pool, client, &user, device.as_ref()).map_err(ApiError::keeping_changes)
}
