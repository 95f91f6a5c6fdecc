//! Finding users by any of their names.

use crate::app::Context;
use crate::model::alias::Alias;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::store::key;
use crate::wire::error::{ApiError, ErrorCode};

/// The user of that name, subject, or alias.
pub(crate) fn find(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
) -> Result<Option<User>, ApiError> {
    if let Some(user) = cx.tx.get(&User::key_of(pool, login))? {
        return Ok(Some(user));
    }
    let own = ["sub".to_owned()];
    for attribute in own
        .iter()
        .chain(&pool.username_attributes)
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

/// Lets an attribute's value lead to the user, whomever it led to before.
pub(crate) fn set_alias(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    attribute: &str,
) -> Result<(), ApiError> {
    if let Some(value) = user.attribute(attribute) {
        cx.tx.put(&Alias::new(pool, attribute, value, &user.key))?;
    }
    Ok(())
}

/// Writes a user that changed.
pub(crate) fn save(cx: &Context<'_>, user: &mut User) -> Result<(), ApiError> {
    user.modified = cx.now;
    Ok(cx.tx.put(user)?)
}
