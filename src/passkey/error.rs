//! Why there is no credential.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Why the browser gave no credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// The user declined, took too long, or has no passkey here: browsers do not tell which.
    #[error("no passkey was chosen")]
    Cancelled,
    /// The browser has no passkeys, or none that the service would take.
    #[error("this browser has no passkeys of the kind")]
    NotSupported,
    /// There is a passkey for this account already where a new one was to be made.
    #[error("this device has a passkey for the account already")]
    AlreadyRegistered,
    /// The service's passkeys belong to another domain than this page's.
    #[error("the passkeys belong to another domain than this page's")]
    WrongDomain,
    /// The options, or the credential, are not what they should be.
    #[error("the options or the credential could not be read")]
    Malformed,
    /// Anything else, by the name that the browser gave it.
    #[error("the browser failed: {0}")]
    Failed(String),
}

impl PasskeyError {
    /// Reads what a browser threw.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the shape that map_err takes"
    )]
    pub(super) fn of(thrown: JsValue) -> Self {
        let name = Reflect::get(&thrown, &"name".into()).unwrap_or_default();
        Self::named(&name.as_string().unwrap_or_default())
    }

    /// The meaning of a `DOMException`'s name ("Web Authentication", sections 5.1.3 and 5.1.4).
    fn named(name: &str) -> Self {
        match name {
            "NotAllowedError" | "AbortError" | "TimeoutError" => Self::Cancelled,
            "NotSupportedError" | "ConstraintError" => Self::NotSupported,
            "InvalidStateError" => Self::AlreadyRegistered,
            "SecurityError" => Self::WrongDomain,
            "TypeError" | "SyntaxError" | "EncodingError" => Self::Malformed,
            other => Self::Failed(other.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_throw_has_a_meaning() {
        for (name, meaning) in [
            ("NotAllowedError", PasskeyError::Cancelled),
            ("AbortError", PasskeyError::Cancelled),
            ("NotSupportedError", PasskeyError::NotSupported),
            ("InvalidStateError", PasskeyError::AlreadyRegistered),
            ("SecurityError", PasskeyError::WrongDomain),
            ("TypeError", PasskeyError::Malformed),
            ("", PasskeyError::Failed(String::new())),
        ] {
            assert_eq!(PasskeyError::named(name), meaning, "{name}");
        }
    }
}
