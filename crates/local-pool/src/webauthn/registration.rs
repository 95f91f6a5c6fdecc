//! A passkey that is made (section 7.1).

use coset::cbor::de::from_reader;
use coset::cbor::value::Value;
use serde::Deserialize;

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
    /// Checks that a passkey was made for what was asked. Nobody asked who made its authenticator: a statement about
    /// that is passed over, whatever its format, and adds no trust.
    pub(crate) fn verify(&self, expected: &Expected<'_>) -> Result<Registered, WebAuthnError> {
        if self.kind != PUBLIC_KEY {
            return Err(WebAuthnError::Malformed("type"));
        }
        let response = &self.response;
        client_data::check(&response.client_data_json.0, client_data::CREATE, expected)?;
        let data = data(&response.attestation_object.0)?;
        let data = AuthenticatorData::read(&data)?;
        data.check(expected)?;
        let attested = data.attested.ok_or(MALFORMED)?;
        if [&self.id.0, &self.raw_id.0].map(Vec::as_slice) != [attested.id; 2] {
            return Err(WebAuthnError::CredentialId);
        }
        Ok(Registered {
            id: self.id.clone(),
            counter: data.counter,
            model: attested.model,
            public_key: PublicKey::read(attested.public_key)?,
        })
    }

    /// How the authenticator can be reached: `internal`, `hybrid`, `usb`, ...
    pub(crate) fn transports(&self) -> &[String] {
        &self.response.transports
    }
}

/// The authenticator's data within an attestation object (section 6.5.4). The format `none` has nothing to say.
fn data(mut attestation: &[u8]) -> Result<Vec<u8>, WebAuthnError> {
    let object: Value = from_reader(&mut attestation).map_err(|_| MALFORMED)?;
    let members = object.into_map().map_err(|_| MALFORMED)?;
    let member = |name: &str| {
        let named = members.iter().find(|(key, _)| key.as_text() == Some(name));
        named.map(|(_, value)| value).ok_or(MALFORMED)
    };
    let format = member("fmt")?.as_text().ok_or(MALFORMED)?;
    let statement = member("attStmt")?.as_map().ok_or(MALFORMED)?;
    if !attestation.is_empty() || (format == "none" && !statement.is_empty()) {
        return Err(MALFORMED);
    }
    member("authData")?.as_bytes().cloned().ok_or(MALFORMED)
}
