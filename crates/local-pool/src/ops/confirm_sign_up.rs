//! `ConfirmSignUp`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::sign_up_session;
use crate::model::pool::UserPool;
use crate::model::user::{User, UserStatus};
use crate::rules::{clients, codes, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{ClientId, ConfirmationCode, SecretHash, Session, Username};

/// Confirms a user by the code that was sent at sign-up.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ConfirmSignUp {
    client_id: ClientId,
    secret_hash: Option<SecretHash>,
    username: Username,
    confirmation_code: ConfirmationCode,
    #[serde(default)]
    force_alias_creation: bool,
    session: Option<Session>,
}

/// What leads on to the sign-in.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ConfirmSignUpOutput {
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

impl Operation for ConfirmSignUp {
    const NAME: &'static str = "ConfirmSignUp";
    type Output = ConfirmSignUpOutput;

    fn run(self, cx: &Context<'_>) -> Result<ConfirmSignUpOutput, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        clients::check_secret_hash(&client, &self.username, self.secret_hash.as_deref())?;
        let Some(mut user) = users::find(cx, &pool, &self.username)? else {
            return Err(if client.hides_users() {
                codes::expired()
            } else {
                ErrorCode::UserNotFound.because("Username/client id combination not found.")
            });
        };
        if user.status != UserStatus::Unconfirmed {
            let status = user.status.name();
            return Err(ErrorCode::NotAuthorized.because(format!(
                "User cannot be confirmed. Current status is {status}"
            )));
        }
        let address = codes::redeem(cx, &user, &codes::SIGN_UP, &self.confirmation_code)?;
        verify(cx, &pool, &mut user, &address, self.force_alias_creation)?;
        user.status = UserStatus::Confirmed;
        users::save(cx, &mut user)?;
        let session = sign_up_session::confirm(cx, &client, &user, self.session.as_deref())?;
        Ok(ConfirmSignUpOutput { session })
    }
}

/// Who has the code owns the address that it was sent to; from now on it may serve as an alias.
fn verify(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    address: &str,
    force: bool,
) -> Result<(), ApiError> {
    let went_to = |name: &&str| user.attribute(name) == Some(address);
    let Some(attribute) = ["phone_number", "email"].into_iter().find(went_to) else {
        return Ok(());
    };
    if pool.alias_attributes.iter().any(|alias| alias == attribute) {
        if !force {
            users::check_alias(cx, pool, user, attribute, address)?;
        }
        users::set_alias(cx, pool, user, attribute)?;
    }
    user.set_attribute(&format!("{attribute}_verified"), "true");
    Ok(())
}
