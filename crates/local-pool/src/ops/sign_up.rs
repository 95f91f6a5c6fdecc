//! `SignUp`

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

use super::Operation;
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::user::{User, UserStatus};
use crate::rules::attributes::{self, AttributeInput, is_email, is_phone_number};
use crate::rules::delivery::{self, CodeDeliveryDetails};
use crate::rules::{clients, codes, passwords, users};
use crate::srp::Verifier;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{ClientId, Password, SecretHash, Username};

/// Creates a user who is yet to be confirmed.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SignUp {
    client_id: ClientId,
    secret_hash: Option<SecretHash>,
    username: Username,
    password: Password,
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
        adopt_username(&pool, &self.username, &mut given)?;
        passwords::check_policy(&pool.policies.password_policy, &self.password)?;
        attributes::check_values(&pool, &given)?;
        attributes::check_required(&pool, &given)?;
        if is_taken(cx, &pool, &self.username)? {
            return Err(ErrorCode::UsernameExists.because("User already exists"));
        }
        let user = create(cx, &pool, &self.username, &self.password, given)?;
        Ok(SignUpOutput {
            user_confirmed: false,
            user_sub: user.sub.clone(),
            code_delivery_details: send_code(cx, &pool, &user)?,
        })
    }
}

/// Checks the kind of user name that the pool wants, and takes an address used as name as the attribute.
fn adopt_username(
    pool: &UserPool,
    username: &str,
    given: &mut BTreeMap<String, String>,
) -> Result<(), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::InvalidParameter.because(words));
    let kind = if is_email(username) {
        Some("email")
    } else if is_phone_number(username) {
        Some("phone_number")
    } else {
        None
    };
    if !pool.names_are_generated() {
        return match kind {
            Some("email") if pool.alias_attributes.iter().any(|alias| alias == "email") => refuse(
                "Username cannot be of email format, since user pool is configured for email alias.",
            ),
            _ => Ok(()),
        };
    }
    let Some(attribute) =
        kind.filter(|kind| pool.username_attributes.iter().any(|name| name == kind))
    else {
        let both = pool.username_attributes.len() > 1;
        let phone = pool
            .username_attributes
            .iter()
            .any(|name| name == "phone_number");
        return refuse(match (both, phone) {
            (true, _) => "Username should be either an email or a phone number.",
            (false, true) => "Username should be a phone number.",
            (false, false) => "Username should be an email.",
        });
    };
    let value = given
        .entry(attribute.to_owned())
        .or_insert_with(|| username.to_owned());
    if pool.fold(value) != pool.fold(username) {
        return refuse("The username and the attribute that it stands for differ.");
    }
    Ok(())
}

fn is_taken(cx: &Context<'_>, pool: &UserPool, username: &str) -> Result<bool, ApiError> {
    if pool.names_are_generated() {
        return Ok(users::find(cx, pool, username)?.is_some());
    }
    Ok(cx.tx.get::<User>(&User::key_of(pool, username))?.is_some())
}

fn create(
    cx: &Context<'_>,
    pool: &UserPool,
    username: &str,
    password: &str,
    attributes: BTreeMap<String, String>,
) -> Result<User, ApiError> {
    let sub = Uuid::new_v4().to_string();
    let username = if pool.names_are_generated() {
        sub.clone()
    } else {
        username.to_owned()
    };
    let verifier = Verifier::of_password(pool.srp_group(), &username, password)?;
    let mut user = User {
        pool_id: pool.id.clone(),
        key: pool.fold(&username),
        username,
        sub,
        attributes,
        status: UserStatus::Unconfirmed,
        enabled: true,
        groups: std::collections::BTreeSet::new(),
        verifier: Some(verifier),
        temporary_until: None,
        password_history: Vec::new(),
        created: cx.now,
        modified: cx.now,
    };
    for attribute in ["email", "phone_number"] {
        if user.attribute(attribute).is_some() {
            user.set_attribute(&format!("{attribute}_verified"), "false");
        }
    }
    cx.tx.put(&user)?;
    users::set_alias(cx, pool, &user, "sub")?;
    for attribute in &pool.username_attributes {
        users::set_alias(cx, pool, &user, attribute)?;
    }
    Ok(user)
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
