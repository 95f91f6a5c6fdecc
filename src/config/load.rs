//! Getting the file to the page.

use futures_util::future::{Either, select};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use web_sys::RequestCache;

use super::{Config, ConfigError};

/// Where the file lies beside the page; it may be exchanged after the build.
pub const CONFIG_PATH: &str = "/amplify_outputs.json";

/// How long the file may take, in milliseconds.
const TIME_LIMIT: u32 = 10_000;

/// Why there is no configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The file did not come: no network, or the server is gone.
    #[error("the file could not be fetched: {0}")]
    Unreachable(String),
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
    let text = match select(Box::pin(fetch()), TimeoutFuture::new(TIME_LIMIT)).await {
        Either::Left((text, _)) => text?,
        Either::Right(_) => return Err(LoadError::Unreachable("it took too long".to_owned())),
    };
    Ok(Config::parse(&text)?)
}

async fn fetch() -> Result<String, LoadError> {
    let unreachable = |error: gloo_net::Error| LoadError::Unreachable(error.to_string());
    let response = Request::get(CONFIG_PATH)
        // The file may have been exchanged since the last visit.
        .cache(RequestCache::NoCache)
        .send()
        .await
        .map_err(unreachable)?;
    if !response.ok() {
        return Err(LoadError::Missing(response.status()));
    }
    response.text().await.map_err(unreachable)
}
