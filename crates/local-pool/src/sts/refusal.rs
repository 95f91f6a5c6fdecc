//! Why a request is refused, by the service's names (its "Common Errors").

use crate::wire::error::{ApiError, ErrorCode};

/// A refusal of a request, or a failure of our own.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// The signature lacks something.
    #[error("{0}")]
    IncompleteSignature(String),
    /// Nobody has been given this key with this session token.
    #[error("The security token included in the request is invalid.")]
    InvalidClientTokenId,
    /// The credentials have expired.
    #[error("The security token included in the request is expired")]
    ExpiredToken,
    /// The signature is not one of this request, at this time, for this service.
    #[error("{0}")]
    SignatureDoesNotMatch(String),
    /// The request is not signed.
    #[error("Request is missing Authentication Token")]
    MissingAuthenticationToken,
    /// The request names no operation.
    #[error("The request must contain the parameter Action.")]
    MissingAction,
    /// The operation is not known.
    #[error("Could not find operation {action} for version {version}")]
    InvalidAction {
        /// What it is called in the request.
        action: String,
        /// The version that is asked for.
        version: String,
    },
    /// The request did not arrive as a whole.
    #[error("{message}")]
    Unreadable {
        /// What was wrong.
        code: ErrorCode,
        /// In words.
        message: String,
    },
    /// The server failed.
    #[error("The local pool failed; its log says why.")]
    Failed(#[source] ApiError),
}

impl Refusal {
    /// The service's name for it.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::IncompleteSignature(_) => "IncompleteSignature",
            Self::InvalidClientTokenId => "InvalidClientTokenId",
            Self::ExpiredToken => "ExpiredToken",
            Self::SignatureDoesNotMatch(_) => "SignatureDoesNotMatch",
            Self::MissingAuthenticationToken => "MissingAuthenticationToken",
            Self::MissingAction => "MissingAction",
            Self::InvalidAction { .. } => "InvalidAction",
            Self::Unreadable { code, .. } => code.name(),
            Self::Failed(_) => "InternalFailure",
        }
    }

    /// The HTTP status.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::IncompleteSignature(_) | Self::MissingAction | Self::InvalidAction { .. } => 400,
            Self::InvalidClientTokenId
            | Self::ExpiredToken
            | Self::SignatureDoesNotMatch(_)
            | Self::MissingAuthenticationToken => 403,
            Self::Unreadable { code, .. } => code.status(),
            Self::Failed(_) => 500,
        }
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Refused { code, message, .. } => Self::Unreadable {
                code,
                message: message.into_owned(),
            },
            failure => Self::Failed(failure),
        }
    }
}
