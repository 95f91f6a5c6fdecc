//! A passkey that is made (section 7.1).

use serde::Deserialize;

use super::attestation::Attestation;
use super::authenticator_data::AuthenticatorData;
use super::{Base64Url, Expected, PUBLIC_KEY, PublicKey, WebAuthnError, client_data};

const MALFORMED: WebAuthnError = WebAuthnError::Malformed("attestationObject");

/// `RegistrationResponseJSON`, as browsers write it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RegistrationCredential {
    id: Base64Url,
    raw_id: Base64Url,
    #[serde(rename = "type")]
    kind: String,
    response: Response,
    /// `platform` or `cross-platform`.
    pub(crate) authenticator_attachment: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data_json: Base64Url,
    attestation_object: Base64Url,
    #[serde(default)]
    transports: Vec<String>,
}

/// A passkey that is good.
pub(crate) struct Registered {
    /// Its id.
    pub(crate) id: Base64Url,
    /// Its key.
    pub(crate) public_key: PublicKey,
    /// How often it has signed.
    pub(crate) counter: u32,
    /// The model of its authenticator (AAGUID).
    pub(crate) model: [u8; 16],
}

impl RegistrationCredential {
    /// Checks that a passkey was made for what was asked.
    pub(crate) fn verify(&self, expected: &Expected<'_>) -> Result<Registered, WebAuthnError> {
        if self.kind != PUBLIC_KEY {
            return Err(WebAuthnError::Malformed("type"));
        }
        let response = &self.response;
        let Base64Url(client_data) = &response.client_data_json;
        client_data::check(client_data, client_data::CREATE, expected)?;
        let attestation = Attestation::read(&response.attestation_object.0)?;
        let data = AuthenticatorData::read(&attestation.data)?;
        data.check(expected)?;
        let attested = data.attested.ok_or(MALFORMED)?;
        if [&self.id.0, &self.raw_id.0].map(Vec::as_slice) != [attested.id; 2] {
            return Err(WebAuthnError::CredentialId);
        }
        let public_key = PublicKey::read(attested.public_key)?;
        attestation.check(&public_key, client_data)?;
        Ok(Registered {
            id: self.id.clone(),
            counter: data.counter,
            model: attested.model,
            public_key,
        })
    }

    /// How the authenticator can be reached: `internal`, `hybrid`, `usb`, ...
    pub(crate) fn transports(&self) -> &[String] {
        &self.response.transports
    }
}
