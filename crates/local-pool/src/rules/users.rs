//! Finding users by any of their names, and what goes with a user.

use super::{codes, devices, passkeys, second_factors};
use crate::app::Context;
use crate::model::alias::Alias;
use crate::model::code::Code;
use crate::model::code_requests::CodeRequests;
use crate::model::device::Device;
use crate::model::lockout::Lockout;
use crate::model::pool::UserPool;
use crate::model::session::{RefreshToken, Session};
use crate::model::user::User;
use crate::store::{Record as _, key};
use crate::wire::error::{ApiError, ErrorCode};

/// The user of that name, subject, or alias.
pub(crate) fn find(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
) -> Result<Option<User>, ApiError> {
    match find_by_name(cx, pool, login)? {
        Some(user) => Ok(Some(user)),
        None => find_by_alias(cx, pool, "sub", login),
    }
}

/// The user who signs in under that name or alias. The subject is none, unless it is the name as well.
pub(crate) fn find_by_name(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
) -> Result<Option<User>, ApiError> {
    if let Some(user) = cx.tx.get(&User::key_of(pool, login))? {
        return Ok(Some(user));
    }
    for attribute in pool
        .username_attributes
        .iter()
        .chain(&pool.alias_attributes)
    {
        if let Some(user) = find_by_alias(cx, pool, attribute, login)? {
            return Ok(Some(user));
        }
    }
    Ok(None)
}

/// The user that an administrator names.
pub(crate) fn existing(cx: &Context<'_>, pool: &UserPool, login: &str) -> Result<User, ApiError> {
    find(cx, pool, login)?.ok_or_else(|| ErrorCode::UserNotFound.because("User does not exist."))
}

/// The user to whom an attribute's value leads.
pub(crate) fn find_by_alias(
    cx: &Context<'_>,
    pool: &UserPool,
    attribute: &str,
    value: &str,
) -> Result<Option<User>, ApiError> {
    let Some(alias) = cx.tx.get::<Alias>(&Alias::key_of(pool, attribute, value))? else {
        return Ok(None);
    };
    Ok(cx.tx.get(&key(&[&pool.id, &alias.user_key]))?)
}

/// Lets an attribute's value lead to the user. It is verified no longer for whomever it led to before.
pub(crate) fn set_alias(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    attribute: &str,
) -> Result<(), ApiError> {
    let Some(value) = user
        .attribute(attribute)
        .filter(|_| is_name_of(user, attribute))
    else {
        return Ok(());
    };
    let before = find_by_alias(cx, pool, attribute, value)?;
    if let Some(mut loser) = before.filter(|before| before.key != user.key) {
        codes::withdraw_sent_to(cx, &loser, value)?;
        loser.set_attribute(&format!("{attribute}_verified"), "false");
        save(cx, &mut loser)?;
    }
    Ok(cx.tx.put(&Alias::new(pool, attribute, value, &user.key))?)
}

/// A user of another provider is found by the subject alone: the address is the name of the user who proved it here.
fn is_name_of(user: &User, attribute: &str) -> bool {
    attribute == "sub" || !user.is_federated()
}

/// The key under which codes are kept and counted, for those as well who do not exist.
pub(crate) fn key_or_login(pool: &UserPool, user: Option<&User>, login: &str) -> String {
    user.map_or_else(|| pool.fold(login), |user| user.key.clone())
}

/// Refuses a value under which another user signs in, for an attribute by which users do.
pub(crate) fn check_alias(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    attribute: &str,
    value: &str,
) -> Result<(), ApiError> {
    if leads_to_another(cx, pool, user, attribute, value)? {
        return Err(ErrorCode::AliasExists
            .because(format!("An account with the {attribute} already exists.")));
    }
    Ok(())
}

/// Whether another user signs in under that value of an attribute by which users do.
pub(crate) fn leads_to_another(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    attribute: &str,
    value: &str,
) -> Result<bool, ApiError> {
    if !pool.signs_in_by(attribute) || !is_name_of(user, attribute) {
        return Ok(false);
    }
    let other = find(cx, pool, value)?;
    Ok(other.is_some_and(|other| other.key != user.key))
}

/// Lets the present value of an attribute lead to the user no longer.
pub(crate) fn drop_alias(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    attribute: &str,
) -> Result<(), ApiError> {
    let Some(value) = user.attribute(attribute) else {
        return Ok(());
    };
    let led_to = find_by_alias(cx, pool, attribute, value)?;
    if led_to.is_some_and(|led_to| led_to.key == user.key) {
        cx.tx
            .delete::<Alias>(&Alias::key_of(pool, attribute, value))?;
    }
    Ok(())
}

/// Removes a user, and all that leads to it.
pub(crate) fn delete(cx: &Context<'_>, user: &User) -> Result<(), ApiError> {
    for alias in cx.tx.scan::<Alias>(&format!("{} ", user.pool_id))? {
        if alias.user_key == user.key {
            cx.tx.delete::<Alias>(&alias.key())?;
        }
    }
    let own = format!("{} ", user.key());
    for token in cx.tx.scan::<RefreshToken>("")? {
        if token.session_key.starts_with(&own) {
            cx.tx.delete::<RefreshToken>(&token.key())?;
        }
    }
    passkeys::delete_all(cx, user)?;
    for session in cx.tx.scan::<Session>(&own)? {
        cx.tx.delete::<Session>(&session.key())?;
    }
    for code in cx.tx.scan::<Code>(&own)? {
        cx.tx.delete::<Code>(&code.key())?;
    }
    for device in devices::of(cx, user)? {
        cx.tx.delete::<Device>(&device.key())?;
    }
    for requests in cx.tx.scan::<CodeRequests>(&own)? {
        cx.tx.delete::<CodeRequests>(&requests.key())?;
    }
    for attempts in [user.key.clone(), second_factors::attempts_of(user)] {
        cx.tx
            .delete::<Lockout>(&Lockout::key_of(&user.pool_id, &attempts))?;
    }
    Ok(cx.tx.delete::<User>(&user.key())?)
}

/// Writes a user that changed.
pub(crate) fn save(cx: &Context<'_>, user: &mut User) -> Result<(), ApiError> {
    user.modified = cx.now;
    Ok(cx.tx.put(user)?)
}
