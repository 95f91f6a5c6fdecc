//! What is said to those who are not let through.

use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::CredentialsError;
use crate::VerifyError;

/// A request that is not let through: as a reply, a status, `WWW-Authenticate` (RFC 6750 section 3) and
/// `{"error": ..., "message": ...}`, the first for programs and the second for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no token to be verified.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The token does not do.
    #[error(transparent)]
    Token(#[from] VerifyError),
}

impl Refusal {
    /// 401 unless the token is good, but not enough (403), or cannot be verified now (503).
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Token(VerifyError::KeysUnavailable) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Token(VerifyError::Group { .. } | VerifyError::Scope { .. }) => {
                StatusCode::FORBIDDEN
            }
            _ => StatusCode::UNAUTHORIZED,
        }
    }

    fn code(&self) -> &'static str {
        match self.status() {
            StatusCode::SERVICE_UNAVAILABLE => "temporarily_unavailable",
            StatusCode::FORBIDDEN => "insufficient_scope",
            _ => "invalid_token",
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let code = self.code();
        let body = json!({ "error": code, "message": sentence(&self) });
        let header = match self.status() {
            StatusCode::SERVICE_UNAVAILABLE => (RETRY_AFTER, HeaderValue::from_static("5")),
            StatusCode::FORBIDDEN => (
                WWW_AUTHENTICATE,
                HeaderValue::from_static(r#"Bearer error="insufficient_scope""#),
            ),
            _ => (
                WWW_AUTHENTICATE,
                HeaderValue::from_static(r#"Bearer error="invalid_token""#),
            ),
        };
        (self.status(), [header], Json(body)).into_response()
    }
}

/// An error's text as a sentence.
fn sentence(refusal: &Refusal) -> String {
    let text = refusal.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain(['.'])
        .collect()
}
