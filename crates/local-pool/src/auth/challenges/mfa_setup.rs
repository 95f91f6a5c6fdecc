//! `MFA_SETUP`: a second factor for a user of a pool that requires one, who has none.
//!
//! With the challenge's session, `AssociateSoftwareToken` and `VerifySoftwareToken` set up an authenticator app; the
//! session that comes of it answers the challenge. Where codes are sent by e-mail, an address answers it as well.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Answer, invalid_session, pose_to, second_factor, take, user_of};
use crate::app::Context;
use crate::auth::parameters::{login, optional};
use crate::auth::{AuthOutput, admission, device};
use crate::model::challenge::{CodeQuestion, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::{attributes, pools, second_factors};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::AttributeValue;

/// `ChallengeName`.
pub(crate) const NAME: &str = "MFA_SETUP";

/// Asks for a second factor, one of these.
pub(crate) fn begin(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    device_key: Option<&str>,
    factors: &[SecondFactor],
) -> Result<AuthOutput, ApiError> {
    let parameters = BTreeMap::from([
        ("USER_ID_FOR_SRP", user.key.clone()),
        ("MFAS_CAN_SETUP", json!(factors).to_string()),
    ]);
    let question = Question::MfaSetup { is_verified: false };
    let session = pose_to(cx, client, user, device_key, question)?;
    Ok(AuthOutput::challenge(NAME, Some(session), parameters))
}

/// Signs in a user whose authenticator app has been verified, or sends a code to an address.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let email: Option<AttributeValue> = optional(answer.responses, "EMAIL")?;

    let challenge = take(cx, client, answer.session)?;
    let Question::MfaSetup { is_verified } = challenge.question else {
        return Err(invalid_session());
    };
    let user = user_of(cx, pool, &challenge, &username)?;
    let device = device::of_answer(cx, pool, &user, &challenge, answer.responses)?;
    match email {
        _ if is_verified => admission::enter(cx, pool, client, &user, device.as_ref())
            .map_err(ApiError::keeping_changes),
        Some(email) => {
            let asked = verify_address(cx, pool, &user, &email)?;
            let device_key = challenge.device_key.as_deref();
            second_factor::ask(cx, client, &user, device_key, asked)
        }
        None => {
            Err(ErrorCode::InvalidParameter.because("User has not verified software token mfa"))
        }
    }
}

fn verify_address(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    email: &str,
) -> Result<CodeQuestion, ApiError> {
    let offered = pools::mfa_factors(cx, pool)?;
    // An address that is there was at hand before this challenge, and is not replaced by the password alone.
    if !offered.offer(SecondFactor::Email) || user.attribute("email").is_some() {
        return Err(ErrorCode::InvalidParameter.because("EMAIL_OTP cannot be set up."));
    }
    attributes::check_value(attributes::declared(pool, "email")?, email)?;
    let sent = second_factors::send(cx, pool, user, SecondFactor::Email, email)?;
    Ok(CodeQuestion {
        is_setup: true,
        ..sent
    })
}
