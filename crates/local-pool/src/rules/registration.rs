//! New users, whoever creates them.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::formats::{is_email, is_phone_number};
use super::users;
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::second_factor::UserFactors;
use crate::model::user::{User, UserStatus};
use crate::wire::error::{ApiError, ErrorCode};

/// Checks the kind of user name that the pool wants, and takes an address used as name as the attribute.
pub(crate) fn adopt_username(
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
        return match kind.filter(|kind| pool.signs_in_by(kind)) {
            Some("email") => refuse(
                "Username cannot be of email format, since user pool is configured for email alias.",
            ),
            Some(_) => refuse(
                "Username cannot be of phone number format, since user pool is configured for phone_number alias.",
            ),
            None => Ok(()),
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

/// Whether the name, or an attribute that stands for one, leads to another user already.
pub(crate) fn is_taken(
    cx: &Context<'_>,
    pool: &UserPool,
    username: &str,
    given: &BTreeMap<String, String>,
) -> Result<bool, ApiError> {
    if !pool.names_are_generated() {
        return Ok(users::find(cx, pool, username)?.is_some());
    }
    for attribute in &pool.username_attributes {
        let Some(value) = given.get(attribute) else {
            continue;
        };
        if users::find(cx, pool, value)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A user without password, who is yet to be saved.
pub(crate) fn new_user(
    cx: &Context<'_>,
    pool: &UserPool,
    username: &str,
    attributes: BTreeMap<String, String>,
) -> User {
    let sub = Uuid::new_v4().to_string();
    let username = if pool.names_are_generated() {
        sub.clone()
    } else {
        username.to_owned()
    };
    User {
        pool_id: pool.id.clone(),
        key: pool.fold(&username),
        username,
        sub,
        attributes,
        status: UserStatus::Unconfirmed,
        enabled: true,
        groups: BTreeSet::new(),
        verifier: None,
        password_history: Vec::new(),
        temporary_until: None,
        factors: UserFactors::default(),
        created: cx.now,
        modified: cx.now,
    }
}

/// Saves a new user under all its names.
pub(crate) fn save(cx: &Context<'_>, pool: &UserPool, user: &User) -> Result<(), ApiError> {
    cx.tx.put(user)?;
    users::set_alias(cx, pool, user, "sub")?;
    for attribute in &pool.username_attributes {
        users::set_alias(cx, pool, user, attribute)?;
    }
    Ok(())
}
