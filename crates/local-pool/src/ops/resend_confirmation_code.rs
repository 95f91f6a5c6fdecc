//! `ResendConfirmationCode`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::user::UserStatus;
use crate::rules::delivery::{self, CodeDeliveryDetails};
use crate::rules::{clients, codes, limits, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{ClientId, SecretHash, Username};

/// Sends another code to a user who is not confirmed yet.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ResendConfirmationCode {
    client_id: ClientId,
    secret_hash: Option<SecretHash>,
    username: Username,
}

/// Where it went.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ResendConfirmationCodeOutput {
    code_delivery_details: CodeDeliveryDetails,
}

impl Operation for ResendConfirmationCode {
    const NAME: &'static str = "ResendConfirmationCode";
    type Output = ResendConfirmationCodeOutput;

    fn run(self, cx: &Context<'_>) -> Result<ResendConfirmationCodeOutput, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        clients::check_secret_hash(&client, &self.username, self.secret_hash.as_deref())?;
        let user = users::find(cx, &pool, &self.username)?;
        let key = users::key_or_login(&pool, user.as_ref(), &self.username);
        limits::count(cx, &pool.id, &key, &codes::SIGN_UP)?;
        let code_delivery_details = match user {
            None if client.hides_users() => CodeDeliveryDetails::decoy(cx, &pool, &self.username),
            Some(user) if !user.enabled && client.hides_users() => {
                CodeDeliveryDetails::decoy(cx, &pool, &self.username)
            }
            None => {
                return Err(
                    ErrorCode::UserNotFound.because("Username/client id combination not found.")
                );
            }
            Some(user) if !user.enabled => {
                return Err(ErrorCode::NotAuthorized.because("User is disabled."));
            }
            Some(user) if user.status != UserStatus::Unconfirmed => {
                return Err(ErrorCode::InvalidParameter.because("User is already confirmed."));
            }
            Some(user) => {
                let destination = delivery::verifiable(&pool, &user).ok_or_else(|| {
                    ErrorCode::InvalidParameter.because("Auto verification not turned on.")
                })?;
                codes::send(cx, &user, &codes::SIGN_UP, destination)?
            }
        };
        Ok(ResendConfirmationCodeOutput {
            code_delivery_details,
        })
    }
}
