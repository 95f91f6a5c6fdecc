//! `AdminCreateUser`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::user::{User, UserStatus};
use crate::rules::attributes::{self, AttributeInput};
use crate::rules::invitations::{self, Medium};
use crate::rules::profiles::UserProfile;
use crate::rules::{passwords, pools, registration, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{Password, UserPoolId, Username, blank_is_none};

/// Creates a user who chooses a password at the first sign-in, or invites one again.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminCreateUser {
    user_pool_id: UserPoolId,
    username: Username,
    #[serde(default)]
    user_attributes: Vec<AttributeInput>,
    #[serde(default, deserialize_with = "blank_is_none")]
    temporary_password: Option<Password>,
    #[serde(default)]
    force_alias_creation: bool,
    message_action: Option<MessageAction>,
    #[serde(default)]
    desired_delivery_mediums: Vec<Medium>,
}

/// What becomes of the invitation.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum MessageAction {
    /// It is sent again, with a password that is valid from now on.
    Resend,
    /// It is not sent.
    Suppress,
}

/// The user.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminCreateUserOutput {
    user: UserProfile,
}

impl Operation for AdminCreateUser {
    const NAME: &'static str = "AdminCreateUser";
    type Output = AdminCreateUserOutput;

    fn run(self, cx: &Context<'_>) -> Result<AdminCreateUserOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = if self.message_action == Some(MessageAction::Resend) {
            self.invited(cx, &pool)?
        } else {
            self.new_user(cx, &pool)?
        };
        let password = self.password(&pool, &user)?;
        if let Some(password) = &password {
            passwords::set_temporary(cx, &pool, &mut user, password)?;
        } else {
            user.status = UserStatus::Confirmed;
        }
        users::save(cx, &mut user)?;
        if self.message_action != Some(MessageAction::Suppress) {
            let password = password.as_deref().unwrap_or_default();
            let mediums = &self.desired_delivery_mediums;
            invitations::send(cx, &pool, &user, &self.username, password, mediums)?;
        }
        Ok(AdminCreateUserOutput {
            user: UserProfile::of(&user, |_| true),
        })
    }
}

impl AdminCreateUser {
    fn invited(&self, cx: &Context<'_>, pool: &UserPool) -> Result<User, ApiError> {
        let user = users::existing(cx, pool, &self.username)?;
        if user.status == UserStatus::ForceChangePassword {
            return Ok(user);
        }
        Err(ErrorCode::UnsupportedUserState.because(format!(
            "Resend not possible. {} status is not FORCE_CHANGE_PASSWORD",
            user.username
        )))
    }

    fn new_user(&self, cx: &Context<'_>, pool: &UserPool) -> Result<User, ApiError> {
        let mut given = attributes::collect_as_admin(&self.user_attributes)?;
        registration::adopt_username(pool, &self.username, &mut given)?;
        attributes::check_values(pool, &given)?;
        if registration::is_taken(cx, pool, &self.username, &given)? {
            return Err(ErrorCode::UsernameExists.because("User account already exists"));
        }
        let verified = verified(&given)?;
        let user = registration::new_user(cx, pool, &self.username, given);
        registration::save(cx, pool, &user)?;
        for attribute in verified {
            self.claim(cx, pool, &user, attribute)?;
        }
        Ok(user)
    }

    /// Lets a verified address be a name of the user, where the pool has such names.
    fn claim(
        &self,
        cx: &Context<'_>,
        pool: &UserPool,
        user: &User,
        attribute: &str,
    ) -> Result<(), ApiError> {
        if !pool.alias_attributes.iter().any(|alias| alias == attribute) {
            return Ok(());
        }
        if !self.force_alias_creation {
            let value = user.attribute(attribute).unwrap_or_default();
            users::check_alias(cx, pool, user, attribute, value)?;
        }
        users::set_alias(cx, pool, user, attribute)
    }

    /// The one that was given or made up; none for a new user of a pool where users can do without.
    fn password(&self, pool: &UserPool, user: &User) -> Result<Option<String>, ApiError> {
        if let Some(given) = &self.temporary_password {
            return Ok(Some(given.to_string()));
        }
        let is_new = user.verifier.is_none();
        if is_new && pool.lets_users_do_without_password() {
            return Ok(None);
        }
        invitations::temporary_password(&pool.policies.password_policy).map(Some)
    }
}

/// The addresses that the administrator vouches for.
fn verified(given: &BTreeMap<String, String>) -> Result<Vec<&'static str>, ApiError> {
    let mut verified = Vec::new();
    for attribute in ["email", "phone_number"] {
        if given
            .get(&format!("{attribute}_verified"))
            .map(String::as_str)
            != Some("true")
        {
            continue;
        }
        if !given.contains_key(attribute) {
            return Err(ErrorCode::InvalidParameter.because(format!(
                "{attribute}_verified needs the attribute {attribute}."
            )));
        }
        verified.push(attribute);
    }
    Ok(verified)
}
