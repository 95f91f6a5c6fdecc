//! Identity pools.

use serde::{Deserialize, Serialize};

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
    /// The user pools whose ID tokens it takes.
    #[serde(default)]
    pub(crate) cognito_identity_providers: Vec<IdentityProvider>,
}

/// A user pool and client whose ID tokens an identity pool takes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IdentityProvider {
    /// `cognito-idp.<region>.amazonaws.com/<poolId>`.
    pub(crate) provider_name: String,
    /// The app client that the token must be for.
    pub(crate) client_id: String,
}

impl Record for IdentityPool {
    const TABLE: &'static str = "identity_pools";

    fn key(&self) -> String {
        self.identity_pool_id.clone()
    }
}
