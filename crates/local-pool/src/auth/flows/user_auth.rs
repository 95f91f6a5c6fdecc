//! `USER_AUTH`: the user has a choice of the first factor.

use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::challenges::select_challenge;
use crate::auth::choice::{Choice, check_password_is_no_must, choices, enter};
use crate::auth::claimant::Claimant;
use crate::auth::parameters::{Parameters, login, optional};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::ApiError;

/// Begins with `PREFERRED_CHALLENGE`, or asks what the user prefers.
pub(super) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    let login = login(client, parameters)?;
    let preferred: Option<Choice> = optional(parameters, "PREFERRED_CHALLENGE")?;

    let claimant = Claimant::find(cx, pool, client, &login)?;
    let choices = choices(cx, pool, &login, &claimant)?;
    match preferred {
        Some(choice) if choices.contains(&choice) => {
            let reply = enter(cx, (pool, client), (&login, &claimant), choice, parameters)?;
            Ok(reply.with_choices_beside(choice, &choices))
        }
        Some(Choice::WebAuthn) => {
            check_password_is_no_must(cx, pool, &login, &claimant)?;
            select_challenge::begin(cx, client, &login, &choices)
        }
        _ => select_challenge::begin(cx, client, &login, &choices),
    }
}
