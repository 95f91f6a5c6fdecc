//! `DEVICE_SRP_AUTH`: a remembered device begins to prove that it has its secret.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Answer, device_password_verifier, invalid_session, pose, take, user_of};
use crate::app::Context;
use crate::auth::parameters::{login, public_value, required};
use crate::auth::{AuthOutput, device};
use crate::crypto::{equal, fingerprint, random, random_token};
use crate::model::challenge::Question;
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
    let session = random_token::<192>()?;
    let question = Question::DeviceSrpAuth {
        session: fingerprint(&session),
    };
    let ticket = ticket(client, user, &device.device_key);
    pose(cx, client, &user.sub, &ticket, question)?;
    let parameters = BTreeMap::from([
        ("USER_ID_FOR_SRP", user.key.clone()),
        ("DEVICE_KEY", device.device_key.clone()),
    ]);
    Ok(AuthOutput::challenge(NAME, Some(session), parameters))
}

/// Clients come back with the device's key; not all of them with the session as well.
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
    let ticket = ticket(client, &user, &device_key);
    let challenge = take(cx, client, Some(&ticket))?;
    let Question::DeviceSrpAuth { session } = &challenge.question else {
        return Err(invalid_session());
    };
    let is_other = |given| !equal(fingerprint(given).as_bytes(), session.as_bytes());
    if answer.session.is_some_and(is_other) {
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
