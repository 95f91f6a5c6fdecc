//! Identity pools.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::role_mapping::RoleMapping;
use crate::store::Record;

/// An identity pool, as `DescribeIdentityPool` shows it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IdentityPool {
    /// `region:uuid`.
    pub(crate) identity_pool_id: String,
    /// The name for people.
    pub(crate) identity_pool_name: String,
    /// Whether guests get credentials.
    pub(crate) allow_unauthenticated_identities: bool,
    /// Whose tokens it takes.
    #[serde(flatten)]
    pub(crate) providers: Providers,
}

impl IdentityPool {
    /// The region in its id.
    pub(crate) fn region(&self) -> &str {
        let id = &self.identity_pool_id;
        id.split_once(':').map_or(id, |(region, _)| region)
    }
}

/// Whose tokens an identity pool takes.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Providers {
    /// The user pools.
    pub(crate) cognito_identity_providers: Vec<IdentityProvider>,
    /// The app id by the name of the provider: `graph.facebook.com`, ... Several are divided by `;`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) supported_login_providers: BTreeMap<String, String>,
    /// Whether `GetOpenIdToken` is allowed; absent: it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) allow_classic_flow: Option<bool>,
    /// Kept for those who ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) developer_provider_name: Option<String>,
    /// Kept for those who ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) identity_pool_tags: Option<BTreeMap<String, String>>,
    /// Kept for those who ask.
    #[serde(
        rename = "OpenIdConnectProviderARNs",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) open_id_connect_provider_arns: Option<Vec<String>>,
    /// Kept for those who ask.
    #[serde(rename = "SamlProviderARNs", skip_serializing_if = "Option::is_none")]
    pub(crate) saml_provider_arns: Option<Vec<String>>,
}

/// A user pool and client whose ID tokens an identity pool takes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IdentityProvider {
    /// `cognito-idp.<region>.amazonaws.com/<poolId>`.
    pub(crate) provider_name: String,
    /// The app client that the token must be for.
    pub(crate) client_id: String,
    /// Whether the user must still be there, and signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) server_side_token_check: Option<bool>,
}

impl Record for IdentityPool {
    const TABLE: &'static str = "identity_pools";

    fn key(&self) -> String {
        self.identity_pool_id.clone()
    }
}

/// The roles of an identity pool, as `GetIdentityPoolRoles` shows them.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IdentityPoolRoles {
    /// The identity pool.
    pub(crate) identity_pool_id: String,
    /// The ARN by the kind of identity: `authenticated`, `unauthenticated`.
    #[serde(default)]
    pub(crate) roles: BTreeMap<String, String>,
    /// Other ways to choose a role, by the name of the provider; of a user pool, with `:` and the client's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) role_mappings: BTreeMap<String, RoleMapping>,
}

impl Record for IdentityPoolRoles {
    const TABLE: &'static str = "identity_pool_roles";

    fn key(&self) -> String {
        self.identity_pool_id.clone()
    }
}
