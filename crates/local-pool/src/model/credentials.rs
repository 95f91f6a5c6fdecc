//! Temporary AWS credentials.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::Record;

/// Credentials that an identity was given. The secret is kept, because every signature is checked with it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Credentials {
    /// `ASIA` and 16 letters or digits.
    pub(crate) access_key_id: String,
    /// The key that signs requests.
    pub(crate) secret_key: String,
    /// SHA-256 of the token that goes with every signed request.
    pub(crate) session_fingerprint: String,
    /// The ARN of the role that they act in.
    pub(crate) role_arn: String,
    /// From when on they are of no use.
    pub(crate) expires: Timestamp,
}

impl Record for Credentials {
    const TABLE: &'static str = "credentials";

    fn key(&self) -> String {
        self.access_key_id.clone()
    }
}
