//! What is said to those who are not let through.

use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, StatusCode};
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
        self.reply().0
    }

    /// Status, code for programs, and the header that goes with it.
    fn reply(&self) -> (StatusCode, &'static str, (HeaderName, &'static str)) {
        match self {
            Self::Token(VerifyError::KeysUnavailable) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                (RETRY_AFTER, "5"),
            ),
            Self::Token(VerifyError::Group { .. } | VerifyError::Scope { .. }) => (
                StatusCode::FORBIDDEN,
                "insufficient_scope",
                (WWW_AUTHENTICATE, r#"Bearer error="insufficient_scope""#),
            ),
            _ => (
                StatusCode::UNAUTHORIZED,
                "invalid_token",
                (WWW_AUTHENTICATE, r#"Bearer error="invalid_token""#),
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, header) = self.reply();
        let body = json!({ "error": code, "message": sentence(&self) });
        (status, [header], Json(body)).into_response()
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
