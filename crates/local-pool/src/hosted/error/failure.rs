//! Refusals, and failures of our own.

use super::{OAuthError, OAuthErrorCode};
use crate::crypto::RandomError;
use crate::store::StoreError;
use crate::wire::error::{ApiError, ErrorCode};

/// Why an endpoint does not do what it is asked.
pub(in crate::hosted) enum Failure {
    /// The request was refused.
    Refused(OAuthError),
    /// Something of our own failed.
    Failed(ApiError),
}

impl From<OAuthError> for Failure {
    fn from(error: OAuthError) -> Self {
        Self::Refused(error)
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<RandomError> for Failure {
    fn from(error: RandomError) -> Self {
        Self::Failed(error.into())
    }
}

impl Failure {
    /// A refusal of the API as one of OAuth; a failure stays what it is.
    pub(in crate::hosted) fn of(
        error: ApiError,
        code: impl FnOnce(ErrorCode) -> OAuthErrorCode,
    ) -> Self {
        match error {
            ApiError::Refused {
                code: own, message, ..
            } => Self::Refused(code(own).because(message)),
            failure => Self::Failed(failure),
        }
    }
}
