//! Whose tokens count.

use crate::{Issuer, IssuerError};

/// A user pool, and the app clients of it whose tokens count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPool {
    pub(crate) issuer: Issuer,
    pub(crate) client_ids: Vec<String>,
}

impl UserPool {
    /// A pool at AWS, by its id such as `eu-west-1_AbCdEfGhI`, and one of its app clients.
    ///
    /// # Errors
    /// If that cannot be a pool's id.
    pub fn new(user_pool_id: &str, client_id: impl Into<String>) -> Result<Self, IssuerError> {
        let issuer = Issuer::of_user_pool(user_pool_id)?;
        Ok(Self::with_issuer(issuer, [client_id.into()]))
    }

    /// A pool that issues tokens under that name, and its app clients.
    pub fn with_issuer(issuer: Issuer, client_ids: impl IntoIterator<Item = String>) -> Self {
        Self {
            issuer,
            client_ids: client_ids.into_iter().collect(),
        }
    }

    /// Who issues the tokens.
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }
}
