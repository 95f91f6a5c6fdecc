//! Everything that can go wrong between a request and its reply.

use serde::Deserialize;

use super::{
    srp::SrpError,
    transport::{Reply, TransportError},
};

/// A call that brought no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No reply came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The service refused the request.
    #[error("{code:?} (HTTP {status}): {message}")]
    Service {
        /// The error's name.
        code: ErrorCode,
        /// The service's own words, for developers.
        message: String,
        /// HTTP status code.
        status: u16,
    },
    /// The reply is not of the form that the operation has. What stands in it is not told: it
    /// may be a token.
    #[error("the reply to {operation} could not be understood (column {column})")]
    Malformed {
        /// The operation's name.
        operation: &'static str,
        /// Where reading it failed, in bytes.
        column: usize,
    },
    /// The reply lacks a part that this step of a sign-in needs.
    #[error("the service's answer lacks {0}")]
    Incomplete(&'static str),
    /// The service's part of the password proof is not acceptable.
    #[error(transparent)]
    Srp(#[from] SrpError),
    /// The service asks for a step that this app does not know.
    #[error("the service asks for the unknown step {0}")]
    UnsupportedChallenge(String),
    /// The answer to a question of the pool's own was not right: the service asks the same again.
    #[error("the service asks the same question again")]
    WrongAnswer,
    /// The service no longer takes this browser's proof to be a device of the user.
    #[error("the service does not know this device")]
    UnknownDevice,
    /// Nobody is signed in, and this identity pool is not for guests.
    #[error("the identity pool admits no guests")]
    NoGuests,
    /// The platform gave no random numbers.
    #[error("no secure random numbers: {0}")]
    Random(getrandom::Error),
}

impl Error {
    /// The service's name for this error, if it is the service that refused.
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Service { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Whether the service certainly did not do what was asked, but may the next time.
    pub fn was_throttled(&self) -> bool {
        match self {
            Self::Service { code, status, .. } => {
                *status == 429 || matches!(code, ErrorCode::TooManyRequests | ErrorCode::Throttling)
            }
            _ => false,
        }
    }

    /// Whether the way there or the service failed for a moment, so that nobody knows if the
    /// request was carried out. A reply that took too long is not of that kind: the user has
    /// waited enough.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Transport(TransportError::Unreachable(_)) => true,
            Self::Service { status, .. } => matches!(status, 500 | 502 | 503 | 504),
            _ => false,
        }
    }

    /// Whether this answer to a refresh, or to a request with a fresh token, means that the
    /// session is over. A network error, throttling or a failing service never does.
    pub fn ends_session(&self) -> bool {
        matches!(
            self.code(),
            Some(
                ErrorCode::NotAuthorized
                    | ErrorCode::RefreshTokenReuse
                    | ErrorCode::UserNotFound
                    | ErrorCode::PasswordResetRequired
                    | ErrorCode::UserNotConfirmed
            )
        )
    }

    /// Whether it is a password in the request that the service refused. It has one name for that
    /// and for an access token that is no good; only the words are others.
    pub fn refuses_password(&self) -> bool {
        matches!(
            self,
            Self::Service { code: ErrorCode::NotAuthorized, message, .. }
                if message.starts_with("Incorrect username or password")
        )
    }

    /// Whether an identity pool does not take the token of a login: expired, revoked, or signed by
    /// a key that is no more. It has one name for that, for an identity that is not for this login,
    /// and for a provider that it does not list; only the words are others.
    pub fn refuses_login(&self) -> bool {
        matches!(
            self,
            Self::Service { code: ErrorCode::NotAuthorized, message, .. }
                if message.starts_with("Invalid login token")
        )
    }

    /// Whether the service does not know the device that the request names.
    pub fn is_about_device(&self) -> bool {
        matches!(
            self,
            Self::Service { code: ErrorCode::ResourceNotFound, message, .. }
                if message.to_ascii_lowercase().contains("device")
        )
    }

    /// Whether the service refuses a device's proof, and would refuse it for ever.
    pub fn refuses_device(&self) -> bool {
        matches!(
            self.code(),
            Some(ErrorCode::NotAuthorized | ErrorCode::ResourceNotFound)
        )
    }

    /// Whether the pool has no passkeys, or the service is older than they are.
    pub fn is_without_passkeys(&self) -> bool {
        matches!(
            self.code(),
            Some(
                ErrorCode::WebAuthnNotEnabled
                    | ErrorCode::WebAuthnConfigurationMissing
                    | ErrorCode::UnknownOperation
            )
        )
    }

    /// Whether the service refused for a reason that may lie in the account. Of a request for a
    /// code the user must not learn it: the answer for an address without an account is another.
    pub fn may_tell_of_the_account(&self) -> bool {
        match self {
            Self::Service { code, status, .. } => {
                *status < 500
                    && !self.was_throttled()
                    && !matches!(code, ErrorCode::LimitExceeded | ErrorCode::ResourceNotFound)
            }
            _ => false,
        }
    }

    /// Reads the service's error out of a reply whose status is not a success.
    ///
    /// The name stands in the header `x-amzn-errortype`, else in the body's `code`, else in its
    /// `__type`; what follows `:` or `,` and what precedes `#` is no part of it.
    pub(super) fn from_reply(reply: &Reply) -> Self {
        #[derive(Default, Deserialize)]
        struct Body {
            code: Option<String>,
            #[serde(rename = "__type")]
            kind: Option<String>,
            #[serde(alias = "Message")]
            message: Option<String>,
        }
        let body: Body = serde_json::from_str(&reply.body).unwrap_or_default();
        let name = reply.error_type.clone().or(body.code).or(body.kind);
        Self::Service {
            code: ErrorCode::from_name(name.as_deref().unwrap_or_default()),
            message: body.message.unwrap_or_default(),
            status: reply.status,
        }
    }
}

macro_rules! error_codes {
    ($($variant:ident)*) => {
        /// The service's error names, without the ending `Exception`
        /// (Amazon Cognito API references, "Common errors" and each operation's page).
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "the names are the service's, which documents them")]
        pub enum ErrorCode {
            $($variant,)*
            /// A name that this list does not hold.
            Other(String),
        }

        impl ErrorCode {
            /// Takes the name as it stands on the wire.
            pub fn from_name(name: &str) -> Self {
                let name = name.split([':', ',']).next().unwrap_or_default();
                let name = name.rsplit('#').next().unwrap_or_default().trim();
                let name = name.strip_suffix("Exception").unwrap_or(name);
                match name {
                    $(stringify!($variant) => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

error_codes! {
    AliasExists
    CodeDeliveryFailure
    CodeMismatch
    EnableSoftwareTokenMFA
    ExpiredCode
    InternalError
    InvalidIdentityPoolConfiguration
    InvalidParameter
    InvalidPassword
    InvalidUserPoolConfiguration
    LimitExceeded
    MFAMethodNotFound
    NotAuthorized
    PasswordHistoryPolicyViolation
    PasswordResetRequired
    RefreshTokenReuse
    ResourceConflict
    ResourceNotFound
    SoftwareTokenMFANotFound
    Throttling
    TooManyFailedAttempts
    TooManyRequests
    UnknownOperation
    UserLambdaValidation
    UserNotConfirmed
    UserNotFound
    UsernameExists
    WebAuthnChallengeNotFound
    WebAuthnClientMismatch
    WebAuthnConfigurationMissing
    WebAuthnCredentialNotSupported
    WebAuthnNotEnabled
    WebAuthnOriginNotAllowed
    WebAuthnRelyingPartyMismatch
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(error_type: Option<&str>, body: &str) -> Reply {
        Reply {
            status: 400,
            error_type: error_type.map(str::to_owned),
            body: body.to_owned(),
        }
    }

    fn code(error_type: Option<&str>, body: &str) -> ErrorCode {
        Error::from_reply(&reply(error_type, body))
            .code()
            .cloned()
            .unwrap()
    }

    #[test]
    fn error_name_is_read_from_the_header_then_code_then_type() {
        let body = r#"{"code":"LimitExceededException","__type":"ExpiredCodeException"}"#;
        assert_eq!(
            code(Some("CodeMismatchException"), body),
            ErrorCode::CodeMismatch
        );
        assert_eq!(code(None, body), ErrorCode::LimitExceeded);
        let body = r#"{"__type":"ExpiredCodeException"}"#;
        assert_eq!(code(None, body), ErrorCode::ExpiredCode);
    }

    #[test]
    fn error_name_is_stripped_of_namespace_and_address() {
        for name in [
            "NotAuthorizedException:http://internal.amazon.com/coral/",
            "NotAuthorizedException,extra",
            "com.amazonaws.cognito#NotAuthorizedException",
        ] {
            assert_eq!(code(Some(name), "{}"), ErrorCode::NotAuthorized, "{name}");
        }
    }

    #[test]
    fn reply_that_is_no_json_is_an_error_without_a_known_name() {
        let error = Error::from_reply(&reply(None, "<html>Bad gateway</html>"));
        assert_eq!(error.code(), Some(&ErrorCode::Other(String::new())));
    }

    #[test]
    fn only_definite_answers_end_a_session() {
        let service = |name: &str, status| Error::Service {
            code: ErrorCode::from_name(name),
            message: String::new(),
            status,
        };
        assert!(service("NotAuthorizedException", 400).ends_session());
        assert!(service("RefreshTokenReuseException", 400).ends_session());
        assert!(!service("TooManyRequestsException", 400).ends_session());
        assert!(!service("InternalErrorException", 500).ends_session());
        assert!(!service("", 503).ends_session());
        assert!(!Error::from(TransportError::TimedOut).ends_session());
    }
}
