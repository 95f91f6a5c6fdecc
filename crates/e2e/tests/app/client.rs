//! The app's own client on a real pool, without a browser.

mod operations;
mod passwords;
mod sessions;
mod transport;

use anyhow::Result;
use e2e::Pool;
use transport::HttpTransport;
use vestibule::cognito::Client;
use vestibule::config::Config;

/// The app's client for a pool.
fn client_of(pool: &Pool) -> Client<HttpTransport> {
    Client::new(HttpTransport::default(), pool.endpoint(), pool.client_id())
}

/// The part of the pool's id that SRP mixes into the password's hash.
fn name_of(pool: &Pool) -> &str {
    pool.id().rsplit('_').next().unwrap_or_default()
}

/// The app's configuration for a pool.
fn config_of(pool: &Pool) -> Result<Config> {
    let text = serde_json::json!({
        "auth": {"user_pool_id": pool.id(), "user_pool_client_id": pool.client_id()},
        "custom": {"user_pool_endpoint": pool.endpoint()},
    });
    Ok(Config::parse(&text.to_string())?)
}

/// Milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of this millennium fit 63 bits"
)]
fn now() -> i64 {
    std::time::UNIX_EPOCH
        .elapsed()
        .map_or(0, |time| time.as_millis() as i64)
}
