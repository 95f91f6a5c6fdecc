//! Binary values in JSON.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// Bytes that JSON has as base64url without padding (RFC 4648 section 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Base64Url(pub(crate) Vec<u8>);

impl TryFrom<String> for Base64Url {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('='));
        bytes.map(Self).map_err(|_| "Member must be base64url")
    }
}

impl From<Base64Url> for String {
    fn from(bytes: Base64Url) -> Self {
        bytes.text()
    }
}

impl Base64Url {
    /// The bytes as text.
    pub(crate) fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0)
    }
}
