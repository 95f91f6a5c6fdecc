//! `SignUp`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::sign_up_session;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::attributes::{self, AttributeInput};
use crate::rules::delivery::{self, CodeDeliveryDetails};
use crate::rules::{clients, codes, passwords, registration};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{ClientId, Password, SecretHash, Username, blank_is_none};

/// Creates a user who is yet to be confirmed; without a password where codes sign in.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SignUp {
    client_id: ClientId,
    secret_hash: Option<SecretHash>,
    username: Username,
    #[serde(default, deserialize_with = "blank_is_none")]
    password: Option<Password>,
    #[serde(default)]
    user_attributes: Vec<AttributeInput>,
}

/// The new user.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SignUpOutput {
    user_confirmed: bool,
    user_sub: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_delivery_details: Option<CodeDeliveryDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

impl Operation for SignUp {
    const NAME: &'static str = "SignUp";
    type Output = SignUpOutput;

    fn run(self, cx: &Context<'_>) -> Result<SignUpOutput, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        clients::check_secret_hash(&client, &self.username, self.secret_hash.as_deref())?;
        if pool.admin_create_user_config.allow_admin_create_user_only {
            return Err(
                ErrorCode::NotAuthorized.because("SignUp is not permitted for this user pool")
            );
        }
        let mut given = attributes::collect(&self.user_attributes);
        attributes::check_writable(&client, given.keys().map(String::as_str))?;
        registration::adopt_username(&pool, &self.username, &mut given)?;
        match &self.password {
            Some(password) => passwords::check_policy(&pool.policies.password_policy, password)?,
            None if pool.lets_users_do_without_password() => {}
            None => return Err(password_is_missing()),
        }
        attributes::check_values(&pool, &given)?;
        attributes::check_required(&pool, &given)?;
        if registration::is_taken(cx, &pool, &self.username, &given)? {
            return Err(ErrorCode::UsernameExists.because("User already exists"));
        }
        mark_unverified(&mut given);
        let mut user = registration::new_user(cx, &pool, &self.username, given);
        if let Some(password) = &self.password {
            passwords::set(&pool, &mut user, password)?;
        }
        registration::save(cx, &pool, &user)?;
        Ok(SignUpOutput {
            user_confirmed: false,
            user_sub: user.sub.clone(),
            code_delivery_details: send_code(cx, &pool, &user)?,
            session: sign_up_session::begin(cx, &client, &user)?,
        })
    }
}

fn password_is_missing() -> ApiError {
    ErrorCode::InvalidParameter.because(
        "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
    )
}

fn mark_unverified(given: &mut BTreeMap<String, String>) {
    for attribute in ["email", "phone_number"] {
        if given.contains_key(attribute) {
            given.insert(format!("{attribute}_verified"), "false".to_owned());
        }
    }
}

fn send_code(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
) -> Result<Option<CodeDeliveryDetails>, ApiError> {
    delivery::verifiable(pool, user)
        .map(|destination| codes::send(cx, user, &codes::SIGN_UP, destination))
        .transpose()
}
