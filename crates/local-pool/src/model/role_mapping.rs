//! How an identity pool chooses a role by what a token says.

use serde::{Deserialize, Serialize};

/// How the role of a provider's users is chosen.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RoleMapping {
    /// By what.
    #[serde(rename = "Type")]
    pub(crate) kind: MappingType,
    /// What happens if no role is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ambiguous_role_resolution: Option<AmbiguousRoleResolution>,
    /// The rules, if it goes by rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rules_configuration: Option<RulesConfiguration>,
}

/// What decides on the role.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum MappingType {
    /// The claims `cognito:preferred_role` and `cognito:roles`.
    Token,
    /// The first rule that a claim matches.
    Rules,
}

/// What happens if the token leads to no role.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AmbiguousRoleResolution {
    /// The role of all who are signed in.
    AuthenticatedRole,
    /// No credentials.
    Deny,
}

/// The rules of a mapping.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RulesConfiguration {
    /// In the order in which they are tried.
    pub(crate) rules: Vec<MappingRule>,
}

/// A claim, and the role that goes with it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MappingRule {
    /// The claim's name.
    pub(crate) claim: String,
    /// How its value is compared.
    pub(crate) match_type: MatchType,
    /// What it is compared with.
    pub(crate) value: String,
    /// The role.
    #[serde(rename = "RoleARN")]
    pub(crate) role_arn: String,
}

/// How a claim is compared.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) enum MatchType {
    /// The same text.
    Equals,
    /// The text is somewhere in it.
    Contains,
    /// It begins with the text.
    StartsWith,
    /// Another text.
    NotEqual,
}
