//! `CreateUserPoolClient`

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::crypto::random_text;
use crate::model::client::{AppClient, ExistenceErrors, RefreshTokenRotation, TokenValidityUnits};
use crate::rules::pools;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{ResourceName, UserPoolId};

const LETTERS_AND_DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// What a client may use if it is not said.
const DEFAULT_FLOWS: [&str; 3] = [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
];

/// Creates an app client.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolClient {
    user_pool_id: UserPoolId,
    client_name: ResourceName,
    #[serde(default)]
    generate_secret: bool,
    explicit_auth_flows: Option<Vec<String>>,
    access_token_validity: Option<u64>,
    id_token_validity: Option<u64>,
    refresh_token_validity: Option<u64>,
    #[serde(default)]
    token_validity_units: TokenValidityUnits,
    auth_session_validity: Option<u64>,
    #[serde(default)]
    prevent_user_existence_errors: ExistenceErrors,
    enable_token_revocation: Option<bool>,
    refresh_token_rotation: Option<RefreshTokenRotation>,
    read_attributes: Option<Vec<String>>,
    write_attributes: Option<Vec<String>>,
}

/// The new client.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolClientOutput {
    user_pool_client: AppClient,
}

impl Operation for CreateUserPoolClient {
    const NAME: &'static str = "CreateUserPoolClient";
    type Output = CreateUserPoolClientOutput;

    fn run(self, cx: &Context<'_>) -> Result<CreateUserPoolClientOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let secret = self
            .generate_secret
            .then(|| random_text(LETTERS_AND_DIGITS, 51))
            .transpose()?;
        let user_pool_client = AppClient {
            client_id: random_text(LETTERS_AND_DIGITS, 26)?,
            user_pool_id: pool.id,
            client_name: self.client_name.to_string(),
            client_secret: secret,
            explicit_auth_flows: self
                .explicit_auth_flows
                .unwrap_or_else(|| DEFAULT_FLOWS.map(str::to_owned).to_vec()),
            access_token_validity: self.access_token_validity,
            id_token_validity: self.id_token_validity,
            refresh_token_validity: self.refresh_token_validity,
            token_validity_units: self.token_validity_units,
            auth_session_validity: self.auth_session_validity.unwrap_or(3),
            prevent_user_existence_errors: self.prevent_user_existence_errors,
            enable_token_revocation: self.enable_token_revocation.unwrap_or(true),
            refresh_token_rotation: self.refresh_token_rotation,
            read_attributes: self.read_attributes,
            write_attributes: self.write_attributes,
            creation_date: cx.now,
            last_modified_date: cx.now,
        };
        check_lifetimes(&user_pool_client)?;
        cx.tx.put(&user_pool_client)?;
        Ok(CreateUserPoolClientOutput { user_pool_client })
    }
}

/// The ranges that the service documents.
fn check_lifetimes(client: &AppClient) -> Result<(), ApiError> {
    let short = Duration::from_mins(5)..=Duration::from_hours(24);
    let long = Duration::from_hours(1)..=Duration::from_hours(10 * 365 * 24);
    let grace = client
        .refresh_token_rotation
        .as_ref()
        .map_or(0, |rotation| rotation.retry_grace_period_seconds);
    let rules = [
        (
            short.contains(&client.access_token_life()),
            "accessTokenValidity",
        ),
        (short.contains(&client.id_token_life()), "idTokenValidity"),
        (
            long.contains(&client.refresh_token_life()),
            "refreshTokenValidity",
        ),
        (
            (3..=15).contains(&client.auth_session_validity),
            "authSessionValidity",
        ),
        (grace <= 60, "refreshTokenRotation.retryGracePeriodSeconds"),
    ];
    match rules.iter().find(|(kept, _)| !kept) {
        None => Ok(()),
        Some((_, name)) => {
            Err(ErrorCode::InvalidParameter.because(format!("Invalid range for {name}")))
        }
    }
}
