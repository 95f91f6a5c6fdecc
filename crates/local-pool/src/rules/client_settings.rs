//! The settings of app clients.

use std::time::Duration;

use serde_json::{Map, Value};

use super::{constraints, hosted_settings};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::client_settings::{ClientSettings, HostedSettings};
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::parse;

/// Every flow that the service knows; those without `ALLOW_` are the old names.
const FLOWS: [&str; 9] = [
    "ADMIN_NO_SRP_AUTH",
    "CUSTOM_AUTH_FLOW_ONLY",
    "USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
    "ALLOW_USER_AUTH",
];

/// Reads what is left of a request when the names are taken out. An empty list of flows means the default.
///
/// A second step, and the flattened part by itself first, because the parser does not say where it failed within
/// flattened fields.
pub(crate) fn read(fields: Map<String, Value>) -> Result<ClientSettings, ApiError> {
    let fields = Value::Object(fields);
    parse::fields::<HostedSettings>(fields.clone())?;
    let settings: ClientSettings = parse::fields(fields)?;
    if !settings.explicit_auth_flows.is_empty() {
        return Ok(settings);
    }
    Ok(ClientSettings {
        explicit_auth_flows: ClientSettings::default().explicit_auth_flows,
        ..settings
    })
}

/// Refuses settings that the service does not know, or that contradict each other or the pool.
pub(crate) fn check(cx: &Context<'_>, pool: &UserPool, client: &AppClient) -> Result<(), ApiError> {
    let settings = &client.settings;
    check_flows(&settings.explicit_auth_flows)?;
    check_lifetimes(client)?;
    check_attributes(pool, settings.read_attributes.as_deref(), "read", |_| true)?;
    check_attributes(
        pool,
        settings.write_attributes.as_deref(),
        "write",
        |name| client.may_write(name),
    )?;
    hosted_settings::check(cx, pool, client)
}

fn check_flows(flows: &[String]) -> Result<(), ApiError> {
    constraints::members("explicitAuthFlows", flows, &FLOWS)?;
    let new = flows
        .iter()
        .filter(|flow| flow.starts_with("ALLOW_"))
        .count();
    if new == 0 || new == flows.len() {
        return Ok(());
    }
    Err(ErrorCode::InvalidParameter
        .because("Legacy ExplicitAuthFlows cannot be combined with those that begin with ALLOW_"))
}

/// The ranges that the service documents.
fn check_lifetimes(client: &AppClient) -> Result<(), ApiError> {
    let short = Duration::from_mins(5)..=Duration::from_hours(24);
    let long = Duration::from_hours(1)..=Duration::from_hours(10 * 365 * 24);
    let grace = client
        .settings
        .refresh_token_rotation
        .as_ref()
        .map_or(0, |rotation| rotation.retry_grace_period_seconds);
    let minutes = client.settings.auth_session_validity;
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
        ((3..=15).contains(&minutes), "authSessionValidity"),
        (grace <= 60, "refreshTokenRotation.retryGracePeriodSeconds"),
    ];
    match rules.iter().find(|(kept, _)| !kept) {
        None => Ok(()),
        Some((_, name)) => {
            Err(ErrorCode::InvalidParameter.because(format!("Invalid range for {name}")))
        }
    }
}

fn check_attributes(
    pool: &UserPool,
    names: Option<&[String]>,
    verb: &str,
    is_possible: impl Fn(&str) -> bool,
) -> Result<(), ApiError> {
    let is_valid = |name: &String| pool.attribute(name).is_some() && is_possible(name);
    if names.unwrap_or_default().iter().all(is_valid) {
        return Ok(());
    }
    Err(ErrorCode::InvalidParameter.because(format!(
        "Invalid {verb} attributes specified while creating a client"
    )))
}
