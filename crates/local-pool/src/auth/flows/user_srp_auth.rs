//! `USER_SRP_AUTH`: the client proves that it knows the password without sending it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::challenges;
use crate::auth::claimant::Claimant;
use crate::auth::parameters::{Parameters, login, required};
use crate::crypto::random;
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::srp::{Exchange, public_value};
use crate::wire::error::{ApiError, ErrorCode};

/// Answers the client's public value with the challenge `PASSWORD_VERIFIER`.
pub(in crate::auth) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    let login = login(client, parameters)?;
    let a_public: String = required(parameters, "SRP_A")?;
    let a_public = public_value(&a_public)
        .ok_or_else(|| ErrorCode::InvalidParameter.because("SRP_A is not a valid public value."))?;

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
    challenges::pose(
        cx,
        client,
        &login,
        &secret_block,
        Question::PasswordVerifier { exchange },
    )?;
    Ok(AuthOutput::challenge("PASSWORD_VERIFIER", None, parameters))
}
