//! What is said of the authenticator of a new passkey (sections 6.5 and 8). Nobody asked for it, so that no maker's word
//! is taken: it may say nothing (`none`), or no more than that the passkey has its key (`packed`, self attestation).

use coset::cbor::de::from_reader;
use coset::cbor::value::Value;

use super::{PublicKey, WebAuthnError};
use crate::crypto::sha256;

const MALFORMED: WebAuthnError = WebAuthnError::Malformed("attestationObject");

type Members = Vec<(Value, Value)>;

/// An attestation object (section 6.5.4).
pub(super) struct Attestation {
    format: String,
    statement: Members,
    /// The authenticator's data.
    pub(super) data: Vec<u8>,
}

impl Attestation {
    /// Reads the bytes, to the last one.
    pub(super) fn read(mut bytes: &[u8]) -> Result<Self, WebAuthnError> {
        let object: Value = from_reader(&mut bytes).map_err(|_| MALFORMED)?;
        let members = object.into_map().map_err(|_| MALFORMED)?;
        let required = |name: &str| member(&members, name).ok_or(MALFORMED);
        if !bytes.is_empty() {
            return Err(MALFORMED);
        }
        Ok(Self {
            format: required("fmt")?.as_text().ok_or(MALFORMED)?.to_owned(),
            statement: required("attStmt")?.as_map().cloned().ok_or(MALFORMED)?,
            data: required("authData")?.as_bytes().cloned().ok_or(MALFORMED)?,
        })
    }

    /// Checks the statement about the passkey of that key, made for that client data.
    pub(super) fn check(&self, key: &PublicKey, client_data: &[u8]) -> Result<(), WebAuthnError> {
        match self.format.as_str() {
            "none" if self.statement.is_empty() => Ok(()),
            "none" => Err(MALFORMED),
            "packed" if member(&self.statement, "x5c").is_none() => {
                self.check_self_signed(key, client_data)
            }
            _ => Err(WebAuthnError::Attestation),
        }
    }

    /// Section 8.2, self attestation.
    fn check_self_signed(&self, key: &PublicKey, client_data: &[u8]) -> Result<(), WebAuthnError> {
        let required = |name: &str| member(&self.statement, name).ok_or(MALFORMED);
        let algorithm = required("alg")?.as_integer();
        let signature = required("sig")?.as_bytes().ok_or(MALFORMED)?;
        let signed = [&self.data[..], &sha256(client_data)].concat();
        if algorithm == Some(key.algorithm().into()) && key.verifies(&signed, signature) {
            return Ok(());
        }
        Err(WebAuthnError::Signature)
    }
}

fn member<'m>(members: &'m Members, name: &str) -> Option<&'m Value> {
    let named = members.iter().find(|(key, _)| key.as_text() == Some(name));
    named.map(|(_, value)| value)
}
