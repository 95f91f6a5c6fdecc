//! The role that an identity takes (developer guide, "Using role-based access control").

use serde_json::Value;

use super::identities::Caller;
use super::login::Login;
use super::user_pools;
use crate::app::Context;
use crate::model::identity_pool::{IdentityPool, IdentityPoolRoles};
use crate::model::role_mapping::{
    AmbiguousRoleResolution, MappingRule, MappingType, MatchType, RoleMapping,
};
use crate::wire::error::{ApiError, ErrorCode};

/// The parts of a role's ARN: `arn:<partition>:iam::<account>:role/<path and name>`.
pub(crate) struct RoleArn<'a> {
    /// `aws`, `aws-cn`, ...
    pub(crate) partition: &'a str,
    /// The number of the account.
    pub(crate) account: &'a str,
    /// The name, without the path.
    pub(crate) name: &'a str,
}

impl<'a> RoleArn<'a> {
    /// The parts, if it is the ARN of a role.
    pub(crate) fn parse(arn: &'a str) -> Option<Self> {
        let parts: Vec<&str> = arn.split(':').collect();
        let ["arn", partition, "iam", "", account, role] = *parts.as_slice() else {
            return None;
        };
        let (_, name) = role
            .strip_prefix("role/")
            .map(|path| path.rsplit_once('/').unwrap_or(("", path)))?;
        (!name.is_empty() && !account.is_empty()).then_some(Self {
            partition,
            account,
            name,
        })
    }
}

/// Whether the identity pool chooses roles by what a token says.
pub(crate) fn are_mapped(cx: &Context<'_>, pool: &IdentityPool) -> Result<bool, ApiError> {
    Ok(of(cx, pool)?.is_some_and(|roles| !roles.role_mappings.is_empty()))
}

fn of(cx: &Context<'_>, pool: &IdentityPool) -> Result<Option<IdentityPoolRoles>, ApiError> {
    Ok(cx.tx.get(&pool.identity_pool_id)?)
}

/// The ARN of the role that the caller gets, or asks for.
pub(super) fn choose(
    cx: &Context<'_>,
    caller: &Caller,
    custom: Option<&str>,
) -> Result<String, ApiError> {
    let roles = of(cx, &caller.pool)?.ok_or_else(misconfigured)?;
    let mapped = caller.logins.iter().find_map(|login| {
        let mut mappings = roles.role_mappings.iter();
        let own = mappings.find(|(name, _)| user_pools::mapping_name(cx, name) == login.mapping);
        own.map(|(_, mapping)| (mapping, login))
    });
    let by_mapping = match (mapped, custom) {
        (Some((mapping, login)), _) => map(mapping, login, custom)?,
        (None, None) => None,
        (None, Some(_)) => return Err(forbidden()),
    };
    let kind = if caller.logins.is_empty() {
        "unauthenticated"
    } else {
        "authenticated"
    };
    let role = by_mapping.or_else(|| roles.roles.get(kind).cloned());
    role.filter(|role| RoleArn::parse(role).is_some())
        .ok_or_else(misconfigured)
}

/// The role of a mapping; none: the one of all who are signed in.
fn map(
    mapping: &RoleMapping,
    login: &Login,
    custom: Option<&str>,
) -> Result<Option<String>, ApiError> {
    let role = match (mapping.kind, custom) {
        (MappingType::Token, None) => claim(login, "cognito:preferred_role"),
        (MappingType::Token, Some(custom)) => {
            let own = claims(login, "cognito:roles").any(|role| role == custom);
            return own.then(|| Some(custom.to_owned())).ok_or_else(forbidden);
        }
        (MappingType::Rules, None) => {
            let rules = mapping
                .rules_configuration
                .iter()
                .flat_map(|configuration| &configuration.rules);
            let mut matching = rules.filter(|rule| matches(rule, login));
            matching.next().map(|rule| rule.role_arn.clone())
        }
        (MappingType::Rules, Some(_)) => return Err(forbidden()),
    };
    if role.is_none() && mapping.ambiguous_role_resolution == Some(AmbiguousRoleResolution::Deny) {
        return Err(ErrorCode::NotAuthorized.because("The login leads to no role."));
    }
    Ok(role)
}

fn matches(rule: &MappingRule, login: &Login) -> bool {
    let Some(value) = claim(login, &rule.claim) else {
        return false;
    };
    match rule.match_type {
        MatchType::Equals => value == rule.value,
        MatchType::Contains => value.contains(&rule.value),
        MatchType::StartsWith => value.starts_with(&rule.value),
        MatchType::NotEqual => value != rule.value,
    }
}

/// A claim as text. Of a list, the service compares the text of the whole.
fn claim(login: &Login, name: &str) -> Option<String> {
    match login.claims.get(name)? {
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn claims<'l>(login: &'l Login, name: &str) -> impl Iterator<Item = &'l str> {
    let values = login.claims.get(name).and_then(Value::as_array);
    values.into_iter().flatten().filter_map(Value::as_str)
}

fn misconfigured() -> ApiError {
    ErrorCode::InvalidIdentityPoolConfiguration
        .because("Invalid identity pool configuration. Check assigned IAM roles for this pool.")
}

fn forbidden() -> ApiError {
    ErrorCode::NotAuthorized.because("The role is not one that the login may choose.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arn_of_a_role_has_an_account_and_a_name() {
        let arn = RoleArn::parse("arn:aws-cn:iam::123456789012:role/teams/blue/Reader").unwrap();
        assert_eq!(
            (arn.partition, arn.account, arn.name),
            ("aws-cn", "123456789012", "Reader")
        );
        for bad in [
            "",
            "Reader",
            "arn:aws:iam::123456789012:user/Reader",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role/teams/",
            "arn:aws:iam:::role/Reader",
            "arn:aws:sts::123456789012:role/Reader",
            "arn:aws:iam:us-east-1:123456789012:role/Reader",
            "arn:aws:iam::123456789012:role/Reader:1",
        ] {
            assert!(RoleArn::parse(bad).is_none(), "{bad}");
        }
    }
}
