//! What the browser says (section 5.8.1).

use serde::Deserialize;

use super::{Expected, WebAuthnError, origin};
use crate::crypto::equal;

/// `type` when a passkey is made.
pub(super) const CREATE: &str = "webauthn.create";
/// `type` when one is used.
pub(super) const GET: &str = "webauthn.get";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// Checks `clientDataJSON`. A page within another site's page is not one of the relying party's.
pub(super) fn check(json: &[u8], kind: &str, expected: &Expected<'_>) -> Result<(), WebAuthnError> {
    let malformed = |_| WebAuthnError::Malformed("clientDataJSON");
    let data: ClientData = serde_json::from_slice(json).map_err(malformed)?;
    if data.kind != kind {
        return Err(WebAuthnError::Ceremony);
    }
    if !equal(data.challenge.as_bytes(), expected.challenge.as_bytes()) {
        return Err(WebAuthnError::Challenge);
    }
    if data.cross_origin || !origin::is_allowed(&data.origin, expected.relying_party_id) {
        return Err(WebAuthnError::Origin);
    }
    Ok(())
}
