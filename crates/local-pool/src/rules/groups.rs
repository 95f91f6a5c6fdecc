//! Groups of users.

use crate::app::Context;
use crate::model::group::Group;
use crate::model::user::User;
use crate::store::key;
use crate::wire::error::{ApiError, ErrorCode};

/// The group of that name.
pub(crate) fn existing(cx: &Context<'_>, pool_id: &str, name: &str) -> Result<Group, ApiError> {
    let group = cx.tx.get(&Group::key_of(pool_id, name))?;
    group.ok_or_else(|| ErrorCode::ResourceNotFound.because("Group not found."))
}

/// The groups of a pool, by name.
pub(crate) fn of_pool(cx: &Context<'_>, pool_id: &str) -> Result<Vec<Group>, ApiError> {
    Ok(cx.tx.scan(&key(&[pool_id, ""]))?)
}

/// The members of a group.
pub(crate) fn members(cx: &Context<'_>, group: &Group) -> Result<Vec<User>, ApiError> {
    let mut users = cx.tx.scan::<User>(&key(&[&group.user_pool_id, ""]))?;
    users.retain(|user| user.groups.contains(&group.group_name));
    Ok(users)
}

/// The groups that a user is a member of, by precedence, then by name.
pub(crate) fn of(cx: &Context<'_>, user: &User) -> Result<Vec<Group>, ApiError> {
    let mut groups = Vec::new();
    for name in &user.groups {
        groups.extend(cx.tx.get::<Group>(&Group::key_of(&user.pool_id, name))?);
    }
    groups.sort_by_key(|group| group.precedence.unwrap_or(u64::MAX));
    Ok(groups)
}

/// The role of the groups that go first, if they agree on one.
pub(crate) fn preferred_role(groups: &[Group]) -> Option<&str> {
    let first = groups.first()?;
    let mut equals = groups
        .iter()
        .take_while(|group| group.precedence == first.precedence);
    let role = first.role_arn.as_deref()?;
    equals
        .all(|group| group.role_arn.as_deref() == Some(role))
        .then_some(role)
}
