//! The browser's refusals about passkeys in words for people.

use crate::{form::Problem, passkey::PasskeyError};

/// The words for what the browser said.
pub fn explain_passkey(error: &PasskeyError) -> Problem {
    Problem::general(match error {
        PasskeyError::Cancelled => {
            "No passkey was used. Try again, or choose another way to go on."
        }
        PasskeyError::NotSupported => {
            "This browser, or this device, has no passkeys of the kind that is needed."
        }
        PasskeyError::AlreadyRegistered => "This device has a passkey for your account already.",
        PasskeyError::WrongDomain => {
            "This app is not set up correctly: its passkeys belong to another address. \
             Contact whoever runs it."
        }
        PasskeyError::Malformed | PasskeyError::Failed(_) => {
            "The passkey could not be used. Try again in a moment."
        }
    })
}

/// The same where a passkey was to be made.
pub fn explain_new_passkey(error: &PasskeyError) -> Problem {
    match error {
        PasskeyError::Cancelled => {
            Problem::general("No passkey was made. Try again when you are ready.")
        }
        error => explain_passkey(error),
    }
}
