//! The parameters of flows and the responses to challenges: text by name.

use std::collections::BTreeMap;
use std::fmt::Display;

use num_bigint::BigUint;

use crate::model::client::AppClient;
use crate::rules::clients;
use crate::srp;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{SecretHash, Username};

/// Parameters by name.
pub(crate) type Parameters = BTreeMap<String, String>;

/// A parameter that must be there, in its checked form.
pub(crate) fn required<T>(parameters: &Parameters, name: &str) -> Result<T, ApiError>
where
    T: TryFrom<String>,
    T::Error: Display,
{
    optional(parameters, name)?.ok_or_else(|| {
        ErrorCode::InvalidParameter.because(format!("Missing required parameter {name}"))
    })
}

/// A parameter that may be there, in its checked form.
pub(crate) fn optional<T>(parameters: &Parameters, name: &str) -> Result<Option<T>, ApiError>
where
    T: TryFrom<String>,
    T::Error: Display,
{
    let checked = parameters.get(name).cloned().map(T::try_from).transpose();
    checked.map_err(|rule| {
        ErrorCode::InvalidParameter.because(format!(
            "1 validation error detected: Value at '{name}' failed to satisfy constraint: {rule}"
        ))
    })
}

/// `USERNAME`, with the `SECRET_HASH` over it that a client with a secret owes.
pub(crate) fn login(client: &AppClient, parameters: &Parameters) -> Result<Username, ApiError> {
    let login: Username = required(parameters, "USERNAME")?;
    let secret_hash: Option<SecretHash> = optional(parameters, "SECRET_HASH")?;
    clients::check_secret_hash(client, &login, secret_hash.as_deref())?;
    Ok(login)
}

/// `SRP_A`, the client's public value.
pub(crate) fn public_value(parameters: &Parameters) -> Result<BigUint, ApiError> {
    let text: String = required(parameters, "SRP_A")?;
    srp::public_value(&text)
        .ok_or_else(|| ErrorCode::InvalidParameter.because("SRP_A is not a valid public value."))
}
