//! Changing what a user's attributes say, with all that hangs on an address or phone number: the code that
//! verifies the new one, and the name under which the user signs in.

use std::collections::BTreeMap;

use super::attributes::{check_value, declared};
use super::delivery::CodeDeliveryDetails;
use super::{codes, limits, second_factors, users};
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};

/// Changes attributes, and says where codes went. The user is yet to be saved.
///
/// An empty value clears a custom attribute, which stays as a blank, and removes a standard one.
pub(crate) fn apply(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    changes: &BTreeMap<String, String>,
) -> Result<Vec<CodeDeliveryDetails>, ApiError> {
    let mut sent = Vec::new();
    for (name, value) in changes {
        let attribute = declared(pool, name)?;
        if !attribute.mutable {
            return Err(immutable(name));
        }
        if value.is_empty() && !name.starts_with("custom:") {
            remove(cx, pool, user, name)?;
            continue;
        }
        check_value(attribute, value)?;
        if user.attribute(name) != Some(value) {
            sent.extend(set(cx, pool, user, name, value)?);
        }
    }
    Ok(sent)
}

/// Removes an attribute, which need not be set. The user is yet to be saved.
pub(crate) fn remove(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    name: &str,
) -> Result<(), ApiError> {
    let attribute = declared(pool, name)?;
    if attribute.required || pool.username_attributes.iter().any(|own| own == name) {
        return Err(ErrorCode::InvalidParameter.because(format!(
            "user.{name}: Required attribute cannot be deleted."
        )));
    }
    if !attribute.mutable {
        return Err(immutable(name));
    }
    second_factors::check_is_no_must(cx, pool, user, name)?;
    give_up(cx, pool, user, name)?;
    user.attributes.remove(name);
    if let Some(purpose) = codes::verification_of(name) {
        user.attributes.remove(&format!("{name}_verified"));
        codes::withdraw(cx, user, purpose)?;
    }
    Ok(())
}

/// Gives an address or phone number that proved to be the user's, and lets the user sign in by it.
pub(crate) fn set_verified(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    name: &str,
    value: &str,
) -> Result<(), ApiError> {
    users::check_alias(cx, pool, user, name, value)?;
    if user.attribute(name) != Some(value) {
        give_up(cx, pool, user, name)?;
    }
    if let Some(purpose) = codes::verification_of(name) {
        codes::withdraw(cx, user, purpose)?;
    }
    user.set_attribute(name, value);
    user.set_attribute(&format!("{name}_verified"), "true");
    if pool.signs_in_by(name) {
        users::set_alias(cx, pool, user, name)?;
    }
    Ok(())
}

fn set(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    name: &str,
    value: &str,
) -> Result<Option<CodeDeliveryDetails>, ApiError> {
    let purpose = codes::verification_of(name);
    users::check_alias(cx, pool, user, name, value)?;
    if !(purpose.is_some() && pool.verifies_before_update(name)) {
        replace(cx, pool, user, name, value)?;
    }
    let Some(purpose) = purpose else {
        return Ok(None);
    };
    if pool
        .auto_verified_attributes
        .iter()
        .any(|auto| auto == name)
    {
        limits::count(cx, &pool.id, &user.key, purpose)?;
        return codes::send(cx, user, purpose, (name, value)).map(Some);
    }
    codes::withdraw(cx, user, purpose)?;
    Ok(None)
}

/// In place of a user name a new address works at once, as an alias not before it is verified; the old one is
/// given up in either case. A preferred user name needs no verification.
fn replace(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    name: &str,
    value: &str,
) -> Result<(), ApiError> {
    give_up(cx, pool, user, name)?;
    user.set_attribute(name, value);
    let is_verifiable = codes::verification_of(name).is_some();
    if is_verifiable {
        user.set_attribute(&format!("{name}_verified"), "false");
    }
    let works_at_once = pool.username_attributes.iter().any(|own| own == name) || !is_verifiable;
    if pool.signs_in_by(name) && works_at_once {
        users::set_alias(cx, pool, user, name)?;
    }
    Ok(())
}

/// The present value signs nobody in any more, and a code that went to it proves nothing.
fn give_up(cx: &Context<'_>, pool: &UserPool, user: &User, name: &str) -> Result<(), ApiError> {
    users::drop_alias(cx, pool, user, name)?;
    user.attribute(name)
        .map_or(Ok(()), |value| codes::withdraw_sent_to(cx, user, value))
}

/// The attribute was set for good.
pub(crate) fn immutable(name: &str) -> ApiError {
    ErrorCode::InvalidParameter.because(format!("user.{name}: Attribute cannot be updated."))
}
