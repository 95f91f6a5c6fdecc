//! `USER_PASSWORD_AUTH`: the client sends the password.

use crate::app::Context;
use crate::auth::claimant::Claimant;
use crate::auth::parameters::{Parameters, login, required};
use crate::auth::{AuthOutput, admission, device, password};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::ApiError;

/// Signs in by user name and password.
pub(in crate::auth) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    let login = login(client, parameters)?;
    // Not in the form of a new password: what nobody could choose is wrong like any other.
    let given: String = required(parameters, "PASSWORD")?;

    let claimant = Claimant::find(cx, pool, client, &login)?;
    password::attempt(cx, pool, &claimant.user_id, || {
        claimant.has_password(pool, &given)
    })?;
    let user = claimant.user.ok_or_else(password::incorrect)?;
    let device = device::named(cx, pool, &user, parameters)?;
    admission::admit(cx, pool, client, &user, device.as_ref()).map_err(ApiError::keeping_changes)
}
