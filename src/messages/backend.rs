//! The backend's errors in words for people.

use super::{Errand, explain};
use crate::{
    backend::BackendError, cognito::transport::TransportError, config::PasswordPolicy,
    form::Problem,
};

/// The words for an error of the backend. Its own come first: it knows best.
pub fn explain_backend(error: &BackendError, policy: &PasswordPolicy) -> Problem {
    match error {
        BackendError::Renewal(error) => explain(error, Errand::CallBackend, policy),
        BackendError::Refused { status, message } if message.is_empty() => {
            Problem::general(words_for(*status))
        }
        BackendError::Refused { message, .. } => Problem::general(message.clone()),
        BackendError::Transport(TransportError::Unreachable(_)) => Problem::general(
            "The backend could not be reached. Check your connection, then try again.",
        ),
        BackendError::Transport(TransportError::TimedOut) => {
            Problem::general("The backend did not answer in time. Try again in a moment.")
        }
        BackendError::Malformed { .. } => Problem::general(
            "The backend's answer could not be understood. Contact whoever runs this app.",
        ),
    }
}

fn words_for(status: u16) -> &'static str {
    match status {
        403 => {
            "You are signed in, but you are not allowed to do this. Contact whoever runs this app."
        }
        429 => "Too many attempts. Wait a few minutes, then try again.",
        500.. => "The backend has a problem. Try again in a moment.",
        _ => "The backend does not know this request. Contact whoever runs this app.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cognito;

    const POLICY: PasswordPolicy = PasswordPolicy {
        min_length: 8,
        require_lowercase: false,
        require_uppercase: false,
        require_numbers: false,
        require_symbols: false,
    };

    fn words(error: impl Into<BackendError>) -> String {
        explain_backend(&error.into(), &POLICY).text.into_owned()
    }

    fn refused(status: u16, message: &str) -> BackendError {
        BackendError::Refused {
            status,
            message: message.to_owned(),
        }
    }

    #[test]
    fn backends_own_words_come_first() {
        assert_eq!(words(refused(403, "Not you.")), "Not you.");
        assert_eq!(words(refused(503, "No keys yet.")), "No keys yet.");
    }

    #[test]
    fn whatever_goes_wrong_the_user_is_told_what_to_do() {
        let unreachable = || TransportError::Unreachable("x".to_owned());
        for (error, advice) in [
            (unreachable().into(), "Check your connection"),
            (TransportError::TimedOut.into(), "Try again"),
            (
                cognito::Error::from(unreachable()).into(),
                "Check your connection",
            ),
            (BackendError::Malformed { column: 1 }, "Contact whoever"),
            (refused(403, ""), "Contact whoever"),
            (refused(404, ""), "Contact whoever"),
            (refused(429, ""), "Wait a few minutes"),
            (refused(500, ""), "Try again"),
            (refused(503, ""), "Try again"),
        ] {
            let told = words(error);
            assert!(told.contains(advice), "{told}");
        }
    }
}
