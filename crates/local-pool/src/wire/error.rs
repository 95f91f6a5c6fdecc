//! Refusals with the service's own error names, and failures of our own.

use std::borrow::Cow;
use std::fmt;

use crate::crypto::RandomError;
use crate::store::StoreError;

/// Declares the error codes: variant, and HTTP status.
macro_rules! error_codes {
    ($($name:ident $status:literal,)+) => {
        /// The error names of the service, without the ending `Exception`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum ErrorCode { $(#[doc = concat!("`", stringify!($name), "Exception`")] $name),+ }

        impl ErrorCode {
            /// The name, without the ending.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),+ }
            }

            /// The HTTP status that goes with it.
            pub(crate) const fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }
        }
    };
}

error_codes! {
    AliasExists 400,
    CodeMismatch 400,
    DeviceKeyExists 400,
    DuplicateProvider 400,
    EnableSoftwareTokenMFA 400,
    ExpiredCode 400,
    Forbidden 403,
    GroupExists 400,
    InternalError 500,
    InvalidIdentityPoolConfiguration 400,
    InvalidOAuthFlow 400,
    InvalidParameter 400,
    InvalidPassword 400,
    LimitExceeded 400,
    MFAMethodNotFound 400,
    NotAuthorized 400,
    PasswordHistoryPolicyViolation 400,
    PasswordResetRequired 400,
    RefreshTokenReuse 400,
    RequestEntityTooLarge 413,
    RequestTimeout 408,
    ResourceConflict 400,
    ResourceNotFound 400,
    ScopeDoesNotExist 400,
    Serialization 400,
    SoftwareTokenMFANotFound 400,
    TooManyFailedAttempts 400,
    TooManyRequests 400,
    Unauthorized 400,
    UnknownOperation 400,
    UnsupportedOperation 400,
    UnsupportedTokenType 400,
    UnsupportedUserState 400,
    UserNotConfirmed 400,
    UserNotFound 400,
    UsernameExists 400,
    WebAuthnChallengeNotFound 400,
    WebAuthnClientMismatch 400,
    WebAuthnConfigurationMissing 400,
    WebAuthnCredentialNotSupported 400,
    WebAuthnNotEnabled 400,
    WebAuthnOriginNotAllowed 400,
    WebAuthnRelyingPartyMismatch 400,
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Exception", self.name())
    }
}

impl ErrorCode {
    /// A refusal for which nothing changes: the operation's transaction is rolled back.
    pub(crate) fn because(self, message: impl Into<Cow<'static, str>>) -> ApiError {
        ApiError::Refused {
            code: self,
            message: message.into(),
            keeps_changes: false,
        }
    }
}

/// Why an operation did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// The request was refused.
    #[error("{code}: {message}")]
    Refused {
        /// The service's name for it.
        code: ErrorCode,
        /// The service's words for it.
        message: Cow<'static, str>,
        /// Whether what the operation wrote stays all the same, such as the count of wrong tries.
        keeps_changes: bool,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no randomness.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// A token could not be signed.
    #[error("signing: {0}")]
    Signing(#[from] jsonwebtoken::errors::Error),
    /// The pool's own key is unusable.
    #[error("the signing key is unusable")]
    SigningKey,
    /// The operation panicked or was cancelled.
    #[error("operation ended early: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl ApiError {
    /// The same refusal, but what was written so far stays written.
    #[must_use]
    pub(crate) fn keeping_changes(self) -> Self {
        match self {
            Self::Refused { code, message, .. } => Self::Refused {
                code,
                message,
                keeps_changes: true,
            },
            failure => failure,
        }
    }

    /// Whether the transaction of the refused operation is committed.
    pub(crate) const fn keeps_changes(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                keeps_changes: true,
                ..
            }
        )
    }
}
