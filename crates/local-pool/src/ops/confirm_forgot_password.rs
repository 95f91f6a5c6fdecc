//! `ConfirmForgotPassword`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::user::UserStatus;
use crate::rules::{clients, codes, passwords, recovery, users};
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, ConfirmationCode, Password, SecretHash, Username};

/// Sets a new password for the code of a forgotten one. Sessions go on: the service withdraws no token.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ConfirmForgotPassword {
    client_id: ClientId,
    secret_hash: Option<SecretHash>,
    username: Username,
    confirmation_code: ConfirmationCode,
    password: Password,
}

impl Operation for ConfirmForgotPassword {
    const NAME: &'static str = "ConfirmForgotPassword";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        clients::check_secret_hash(&client, &self.username, self.secret_hash.as_deref())?;
        passwords::check_policy(&pool.policies.password_policy, &self.password)?;
        let user = users::find(cx, &pool, &self.username)?;
        let mut user = match recovery::candidate(&pool, user.as_ref()) {
            Ok((user, _)) => user.clone(),
            Err(_) if client.hides_users() => {
                let key = users::key_or_login(&pool, user.as_ref(), &self.username);
                return Err(codes::refuse(cx, &pool.id, &key, &codes::FORGOT_PASSWORD));
            }
            Err(refusal) => return Err(refusal),
        };
        codes::redeem(cx, &user, &codes::FORGOT_PASSWORD, &self.confirmation_code)?;
        passwords::set(&pool, &mut user, &self.password)?;
        user.status = UserStatus::Confirmed;
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
