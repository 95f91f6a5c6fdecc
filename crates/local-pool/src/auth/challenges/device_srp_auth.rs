//! `DEVICE_SRP_AUTH`: a remembered device begins to prove that it has its secret.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Answer, device_password_verifier, invalid_session, pose, pose_at, take_at, user_of};
use crate::app::Context;
use crate::auth::parameters::{login, public_value, required};
use crate::auth::{AuthOutput, device};
use crate::crypto::{fingerprint, random, random_token};
use crate::model::challenge::{Challenge, Question};
use crate::model::client::AppClient;
use crate::model::device::Device;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::{devices, users};
use crate::srp::Exchange;
use crate::wire::error::ApiError;
use crate::wire::field::DeviceKey;

/// `ChallengeName`.
pub(super) const NAME: &str = "DEVICE_SRP_AUTH";

/// Asks for the device's public value.
pub(crate) fn begin(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    device: &Device,
) -> Result<AuthOutput, ApiError> {
    let device_key = device.device_key.as_str();
    let session = random_token::<192>()?;
    for ticket in [&session, &ticket(client, user, device_key)] {
        let question = Question::DeviceSrpAuth {
            session: fingerprint(&session),
        };
        pose_at(cx, client, &user.sub, Some(device_key), ticket, question)?;
    }
    let parameters = BTreeMap::from([
        ("USER_ID_FOR_SRP", user.key.clone()),
        ("DEVICE_KEY", device.device_key.clone()),
    ]);
    Ok(AuthOutput::challenge(NAME, Some(session), parameters))
}

/// Not all clients come back with the session; those that do not are led to the one that was given last to the device.
fn ticket(client: &AppClient, user: &User, device_key: &str) -> String {
    format!("{NAME} {} {} {device_key}", client.client_id, user.sub)
}

/// Takes the public value, and answers with the challenge `DEVICE_PASSWORD_VERIFIER`.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let device_key: DeviceKey = required(answer.responses, device::PARAMETER)?;
    let a_public = public_value(answer.responses)?;

    let user = users::find(cx, pool, &username)?.ok_or_else(invalid_session)?;
    let session = match answer.session {
        Some(session) => fingerprint(session),
        None => last_session(cx, client, &user, &device_key)?,
    };
    let challenge = take_at(cx, client, &session)?;
    let is_meant = challenge.device_key.as_deref() == Some(&*device_key);
    if !is_meant || !matches!(challenge.question, Question::DeviceSrpAuth { .. }) {
        return Err(invalid_session());
    }
    let user = user_of(cx, pool, &challenge, &username)?;
    let device = devices::existing(cx, &user, &device_key)?;
    let exchange = Exchange::begin(&a_public, &device.verifier)?;
    let secret_block = STANDARD.encode(random::<192>()?);
    let parameters = BTreeMap::from([
        ("SALT", device.verifier.salt),
        ("SRP_B", exchange.b_public().to_owned()),
        ("SECRET_BLOCK", secret_block.clone()),
        ("USERNAME", user.key.clone()),
        ("DEVICE_KEY", device.device_key.clone()),
    ]);
    let question = Question::DevicePasswordVerifier {
        device_key: device.device_key,
        exchange,
    };
    pose(cx, client, &user.sub, &secret_block, question)?;
    let name = device_password_verifier::NAME;
    Ok(AuthOutput::challenge(name, None, parameters))
}

/// The fingerprint of the session that was given last to that device.
fn last_session(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    device_key: &str,
) -> Result<String, ApiError> {
    let key = Challenge::key_of(&ticket(client, user, device_key));
    match cx.tx.get::<Challenge>(&key)?.map(|posed| posed.question) {
        Some(Question::DeviceSrpAuth { session }) => Ok(session),
        _ => Err(invalid_session()),
    }
}
