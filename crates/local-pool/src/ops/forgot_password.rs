//! `ForgotPassword`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::rules::delivery::CodeDeliveryDetails;
use crate::rules::{clients, codes, limits, recovery, users};
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, SecretHash, Username};

/// Sends a code with which the user can choose a new password.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ForgotPassword {
    client_id: ClientId,
    secret_hash: Option<SecretHash>,
    username: Username,
}

/// Where it went.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ForgotPasswordOutput {
    code_delivery_details: CodeDeliveryDetails,
}

impl Operation for ForgotPassword {
    const NAME: &'static str = "ForgotPassword";
    type Output = ForgotPasswordOutput;

    fn run(self, cx: &Context<'_>) -> Result<ForgotPasswordOutput, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        clients::check_secret_hash(&client, &self.username, self.secret_hash.as_deref())?;
        recovery::check_allowed(&pool)?;
        let user = users::find(cx, &pool, &self.username)?;
        let key = users::key_or_login(&pool, user.as_ref(), &self.username);
        limits::count(cx, &pool.id, &key, &codes::FORGOT_PASSWORD)?;
        let code_delivery_details = match recovery::candidate(&pool, user.as_ref()) {
            Ok((user, destination)) => codes::send(cx, user, &codes::FORGOT_PASSWORD, destination)?,
            Err(_) if client.hides_users() => {
                codes::pretend(cx, &pool.id, &key, &codes::FORGOT_PASSWORD)?;
                CodeDeliveryDetails::decoy(cx, &pool, &self.username)
            }
            Err(refusal) => return Err(refusal),
        };
        Ok(ForgotPasswordOutput {
            code_delivery_details,
        })
    }
}
