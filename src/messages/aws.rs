//! The errors of AWS services in words for people.

use super::{Errand, explain};
use crate::{
    aws,
    cognito::{Error, ErrorCode, transport::TransportError},
    config::PasswordPolicy,
    form::Problem,
};

/// The words for an error of a service, or of getting the credentials for it.
pub fn explain_aws(error: &aws::Error, policy: &PasswordPolicy) -> Problem {
    let words = match error {
        aws::Error::Transport(TransportError::Unreachable(_))
        | aws::Error::Credentials(Error::Transport(TransportError::Unreachable(_))) => {
            "AWS could not be reached. Check your connection, then try again."
        }
        aws::Error::Transport(TransportError::TimedOut) => {
            "AWS did not answer in time. Try again in a moment."
        }
        aws::Error::Credentials(error) => match error.code().and_then(refusal_of_credentials) {
            Some(words) => words,
            None => return explain(error, Errand::CallAws, policy),
        },
        _ if error.is_about_the_clock() => {
            "The clock of this device is not right, so AWS refuses what it sends. \
             Set the clock, then try again."
        }
        _ if error.refuses_credentials() => {
            "AWS does not accept your credentials. Sign out and in again."
        }
        aws::Error::Refused { status, code, .. } => refusal(*status, code),
        aws::Error::Signing(_) | aws::Error::Malformed { .. } => {
            "This app and AWS do not understand each other. Contact whoever runs this app."
        }
    };
    Problem::general(words)
}

fn refusal_of_credentials(code: &ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::NotAuthorized => {
            "You get no AWS credentials with this sign-in. Sign out and in again; \
             if that does not help, contact whoever runs this app."
        }
        ErrorCode::ResourceNotFound
        | ErrorCode::InvalidIdentityPoolConfiguration
        | ErrorCode::InvalidParameter => {
            "This app is not set up correctly: its identity pool gives nobody credentials. \
             Contact whoever runs it."
        }
        ErrorCode::ResourceConflict => {
            "Your account is linked to two AWS identities. Contact whoever runs this app."
        }
        _ => return None,
    })
}

fn refusal(status: u16, code: &str) -> &'static str {
    match (status, code) {
        (429, _) | (_, "Throttling" | "ThrottlingException" | "RequestLimitExceeded") => {
            "Too many attempts. Wait a few minutes, then try again."
        }
        (_, "AccessDenied" | "AccessDeniedException") => {
            "You are not allowed to do this. Contact whoever runs this app."
        }
        (500.., _) => "AWS has a problem. Try again in a moment.",
        _ => "AWS does not accept this request. Contact whoever runs this app.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: PasswordPolicy = PasswordPolicy {
        min_length: 8,
        require_lowercase: false,
        require_uppercase: false,
        require_numbers: false,
        require_symbols: false,
    };

    fn unreachable() -> TransportError {
        TransportError::Unreachable("x".to_owned())
    }

    fn refused(status: u16, code: &str, message: &str) -> aws::Error {
        aws::Error::Refused {
            code: code.to_owned(),
            message: message.to_owned(),
            status,
        }
    }

    fn no_credentials(name: &str) -> aws::Error {
        aws::Error::Credentials(Error::Service {
            code: ErrorCode::from_name(name),
            message: "secret details".to_owned(),
            status: 400,
        })
    }

    #[test]
    fn whatever_goes_wrong_the_user_is_told_what_to_do() {
        for (error, advice) in [
            (unreachable().into(), "Check your connection"),
            (Error::from(unreachable()).into(), "Check your connection"),
            (TransportError::TimedOut.into(), "Try again"),
            (Error::from(TransportError::TimedOut).into(), "Try again"),
            (no_credentials("NotAuthorizedException"), "Sign out and in"),
            (no_credentials("ResourceNotFoundException"), "set up"),
            (
                no_credentials("InvalidIdentityPoolConfigurationException"),
                "set up",
            ),
            (no_credentials("ResourceConflictException"), "two AWS"),
            (no_credentials("TooManyRequestsException"), "Wait a few"),
            (no_credentials("InternalErrorException"), "Try again"),
            (refused(403, "ExpiredToken", ""), "Sign out and in"),
            (refused(403, "RequestTimeTooSkewed", ""), "Set the clock"),
            (
                refused(403, "SignatureDoesNotMatch", "Signature expired: 1 is"),
                "Set the clock",
            ),
            (refused(403, "SignatureDoesNotMatch", ""), "Contact whoever"),
            (refused(403, "AccessDenied", ""), "not allowed"),
            (refused(400, "Throttling", ""), "Wait a few minutes"),
            (refused(503, "", ""), "Try again"),
            (aws::Error::Malformed { column: 1 }, "Contact whoever"),
        ] {
            let told = explain_aws(&error, &POLICY).text;
            assert!(told.contains(advice), "{told}");
            assert!(!told.contains("secret details"), "{told}");
        }
    }
}
