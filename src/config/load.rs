//! Getting the file to the page.

use super::{Config, ConfigError};
use crate::{cognito::transport::TransportError, fetch::FetchTransport};

/// Where the file lies beside the page; it may be exchanged after the build.
pub const CONFIG_PATH: &str = "/amplify_outputs.json";

/// Why there is no configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The file did not come: no network, or the server is gone.
    #[error("the file could not be fetched: {0}")]
    Unreachable(#[from] TransportError),
    /// The server has no such file.
    #[error("the server answered with status {0}")]
    Missing(u16),
    /// The file came and is not good.
    #[error(transparent)]
    Invalid(#[from] ConfigError),
}

/// Fetches and validates the file.
///
/// # Errors
/// A [`LoadError`] that the page can explain.
pub async fn load() -> Result<Config, LoadError> {
    let reply = FetchTransport::default().file(CONFIG_PATH).await?;
    if !reply.is_success() {
        return Err(LoadError::Missing(reply.status));
    }
    Ok(Config::parse(&reply.body)?)
}
