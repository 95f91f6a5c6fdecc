//! A passkey that is used (section 7.2).

use serde::Deserialize;

use super::authenticator_data::AuthenticatorData;
use super::{Base64Url, Expected, PUBLIC_KEY, PublicKey, WebAuthnError, client_data};
use crate::crypto::sha256;

/// `AuthenticationResponseJSON`, as browsers write it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AssertionCredential {
    /// The passkey's id.
    pub(crate) id: Base64Url,
    raw_id: Base64Url,
    #[serde(rename = "type")]
    kind: String,
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data_json: Base64Url,
    authenticator_data: Base64Url,
    signature: Base64Url,
    user_handle: Option<Base64Url>,
}

impl AssertionCredential {
    /// Checks that the user of that handle used the passkey of that key, which had signed `counter` times, for what was
    /// asked. Returns how often it has signed now.
    pub(crate) fn verify(
        &self,
        expected: &Expected<'_>,
        (public_key, counter): (&PublicKey, u32),
        user_handle: &[u8],
    ) -> Result<u32, WebAuthnError> {
        if self.kind != PUBLIC_KEY {
            return Err(WebAuthnError::Malformed("type"));
        }
        if self.id != self.raw_id {
            return Err(WebAuthnError::CredentialId);
        }
        let response = &self.response;
        let is_other = |handle: &Base64Url| handle.0 != user_handle;
        if response.user_handle.as_ref().is_some_and(is_other) {
            return Err(WebAuthnError::UserHandle);
        }
        let Base64Url(client_data) = &response.client_data_json;
        client_data::check(client_data, client_data::GET, expected)?;
        let data = AuthenticatorData::read(&response.authenticator_data.0)?;
        data.check(expected)?;
        let signed = [&response.authenticator_data.0, &sha256(client_data)[..]].concat();
        if !public_key.verifies(&signed, &response.signature.0) {
            return Err(WebAuthnError::Signature);
        }
        let counts = (counter, data.counter) != (0, 0);
        if counts && data.counter <= counter {
            return Err(WebAuthnError::Counter);
        }
        Ok(data.counter)
    }
}
