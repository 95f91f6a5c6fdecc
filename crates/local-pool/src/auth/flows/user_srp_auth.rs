//! `USER_SRP_AUTH`: the client proves that it knows the password without sending it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::challenges;
use crate::auth::claimant::Claimant;
use crate::auth::device;
use crate::auth::parameters::{Parameters, login, optional, public_value};
use crate::crypto::random;
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::srp::Exchange;
use crate::wire::error::ApiError;
use crate::wire::field::DeviceKey;

/// Answers the client's public value with the challenge `PASSWORD_VERIFIER`.
pub(in crate::auth) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    ask(cx, pool, client, parameters, false)
}

/// The same, where a custom challenge follows.
pub(super) fn begin_custom(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    ask(cx, pool, client, parameters, true)
}

fn ask(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
    is_custom: bool,
) -> Result<AuthOutput, ApiError> {
    let login = login(client, parameters)?;
    let a_public = public_value(parameters)?;
    let device_key: Option<DeviceKey> = optional(parameters, device::PARAMETER)?;

    let claimant = Claimant::find(cx, pool, client, &login)?;
    let exchange = Exchange::begin(&a_public, &claimant.verifier)?;
    let secret_block = STANDARD.encode(random::<192>()?);
    let parameters = BTreeMap::from([
        ("SALT", claimant.verifier.salt),
        ("SRP_B", exchange.b_public().to_owned()),
        ("SECRET_BLOCK", secret_block.clone()),
        ("USERNAME", claimant.user_id.clone()),
        ("USER_ID_FOR_SRP", claimant.user_id),
    ]);
    let question = Question::PasswordVerifier {
        exchange,
        is_custom,
    };
    let device_key = device_key.as_deref();
    challenges::pose_at(cx, client, &login, device_key, &secret_block, question)?;
    Ok(AuthOutput::challenge("PASSWORD_VERIFIER", None, parameters))
}
