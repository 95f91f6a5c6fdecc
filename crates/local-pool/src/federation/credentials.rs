//! Issuing temporary AWS credentials.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::identities::Caller;
use super::roles;
use crate::app::Context;
use crate::clock::Timestamp;
use crate::crypto::{fingerprint, random, random_text};
use crate::model::credentials::Credentials;
use crate::wire::error::ApiError;

/// How long they can be used.
const LIFE: Duration = Duration::from_hours(1);
/// The letters of access keys and of role ids: base32 (RFC 4648).
pub(crate) const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Credentials as a client gets them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IssuedCredentials {
    access_key_id: String,
    secret_key: String,
    session_token: String,
    /// Whole seconds since the epoch.
    expiration: Timestamp,
}

/// Fresh credentials for the caller, in the role that the caller gets or asks for.
pub(crate) fn issue(
    cx: &Context<'_>,
    caller: &Caller,
    custom_role: Option<&str>,
) -> Result<IssuedCredentials, ApiError> {
    let role_arn = roles::choose(cx, caller, custom_role)?;
    let end = cx.now.after(LIFE).seconds();
    let issued = IssuedCredentials {
        access_key_id: format!("ASIA{}", random_text(BASE32, 16)?),
        secret_key: STANDARD.encode(random::<30>()?),
        session_token: STANDARD.encode(random::<190>()?),
        expiration: Timestamp::from_millis(end.saturating_mul(1000)),
    };
    cx.tx.put(&Credentials {
        access_key_id: issued.access_key_id.clone(),
        secret_key: issued.secret_key.clone(),
        session_fingerprint: fingerprint(&issued.session_token),
        role_arn,
        expires: issued.expiration,
    })?;
    Ok(issued)
}
