//! The app's own client on a real pool, without a browser.

mod account;
mod credentials;
mod identity_pool;
mod passwords;
mod sessions;
mod transport;

use anyhow::{Context, Result, bail};
use e2e::{EMAIL, Pool};
use transport::HttpTransport;
use vestibule::cognito::authenticate::{
    Authenticated, Beginning, Device, Devices, Progress, SignIn,
};
use vestibule::cognito::ops::{AuthenticationResult, CodeDeliveryDetails, GetUser, GetUserOutput};
use vestibule::cognito::secret::{AccessToken, ConfirmationCode, Password};
use vestibule::cognito::{Client, Error};
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

/// The newest code of that address, which was sent by e-mail if `details` are right.
async fn code(
    pool: &Pool,
    to: &str,
    details: Option<CodeDeliveryDetails>,
) -> Result<ConfirmationCode> {
    let details = details.context("no CodeDeliveryDetails")?;
    assert_eq!(details.delivery_medium, "EMAIL");
    assert_eq!(details.attribute_name.as_deref(), Some("email"));
    assert!(details.destination.contains("***"), "{details:?}");
    Ok(ConfirmationCode::new(pool.latest_code(to).await?))
}

/// A browser that is no device of anybody's.
struct NoDevice;

impl Devices for NoDevice {
    fn device_of(&self, _: &str) -> Option<Device> {
        None
    }

    fn forget_device(&self, _: &str) {}
}

/// Begins to sign in by a password.
async fn begin(
    pool: &Pool,
    client: &Client<HttpTransport>,
    email: &str,
    password: &str,
) -> Result<Progress, Error> {
    let sign_in = SignIn {
        client,
        pool_name: name_of(pool),
        devices: &NoDevice,
        now,
    };
    let beginning = Beginning::Password(Password::new(password));
    sign_in.begin(email, &beginning).await
}

async fn sign_in(
    pool: &Pool,
    client: &Client<HttpTransport>,
    password: &str,
) -> Result<AuthenticationResult> {
    match begin(pool, client, EMAIL, password).await? {
        Progress::Complete(authenticated) => {
            let Authenticated { tokens, .. } = *authenticated;
            Ok(tokens)
        }
        Progress::Asked(asked) => bail!("one more question: {:?}", asked.challenge),
    }
}

async fn get_user(client: &Client<HttpTransport>, token: &AccessToken) -> Result<GetUserOutput> {
    let access_token = token.clone();
    Ok(client.call(&GetUser { access_token }).await?)
}
