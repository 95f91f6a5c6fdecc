//! `CUSTOM_AUTH`: a question of the pool's own, after the password if the client says so.

use super::user_srp_auth;
use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::challenges::custom_challenge;
use crate::auth::claimant::Claimant;
use crate::auth::parameters::{Parameters, login, optional};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// Asks the question, or for the proof of the password first where `CHALLENGE_NAME` is `SRP_A`.
pub(super) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    let login = login(client, parameters)?;
    let first: Option<String> = optional(parameters, "CHALLENGE_NAME")?;
    match first.as_deref() {
        None => {
            let claimant = Claimant::find(cx, pool, client, &login)?;
            let user = claimant.without_password();
            custom_challenge::begin(cx, pool, client, (&login, &claimant.user_id), user)
        }
        Some("SRP_A") => user_srp_auth::begin_custom(cx, pool, client, parameters),
        Some(_) => {
            Err(ErrorCode::InvalidParameter.because("CHALLENGE_NAME must be SRP_A, if anything."))
        }
    }
}
