//! The parameters of a request, in its query or its form (`application/x-www-form-urlencoded`).

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};

use super::error::{OAuthError, OAuthErrorCode};
use crate::wire::dispatch;
use crate::wire::error::ApiError;

/// Parameters by name. They hold secrets, and are not to be printed.
#[derive(Default)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Those of a query.
    pub(super) fn of_query(query: Option<&str>) -> Self {
        Self::read(query.unwrap_or_default().as_bytes())
    }

    /// Those of a form that was posted. Whoever posts nothing need not say what it is.
    pub(super) async fn of_form(request: Request) -> Result<Self, OAuthError> {
        let refuse = |words: &'static str| OAuthErrorCode::InvalidRequest.because(words);
        let is_form = is_form(request.headers());
        let body = dispatch::body(request).await;
        let body = body.map_err(unread)?;
        if !is_form && !body.is_empty() {
            return Err(refuse(
                "The content type is not application/x-www-form-urlencoded.",
            ));
        }
        Ok(Self::read(&body))
    }

    fn read(bytes: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(bytes).into_owned();
        Self(pairs.collect())
    }

    /// A parameter, which must not stand there twice. An empty one counts as absent (RFC 6749, section 3.1).
    pub(super) fn get(&self, name: &'static str) -> Result<Option<&str>, OAuthError> {
        let mut values = self.0.iter().filter(|(own, _)| own == name);
        let first = values.next();
        if values.next().is_some() {
            return Err(OAuthErrorCode::InvalidRequest
                .because(format!("The parameter {name} is there twice.")));
        }
        Ok(first
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty()))
    }

    /// A parameter that must be there.
    pub(super) fn required(&self, name: &'static str) -> Result<&str, OAuthError> {
        self.get(name)?.ok_or_else(|| {
            OAuthErrorCode::InvalidRequest.because(format!("The parameter {name} is missing."))
        })
    }

    /// All of them, in the form of a query.
    pub(super) fn to_query(&self) -> String {
        self.to_query_with(&[])
    }

    /// All of them with these in their place or besides, in the form of a query.
    pub(super) fn to_query_with(&self, changes: &[(&str, &str)]) -> String {
        let is_kept = |(name, _): &&(String, String)| changes.iter().all(|(own, _)| own != name);
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(changes)
            .extend_pairs(self.0.iter().filter(is_kept))
            .finish()
    }
}

/// Why a body could not be read, with the service's words and status.
fn unread(error: ApiError) -> OAuthError {
    let (status, words) = match error {
        ApiError::Refused { code, message, .. } => (code.status(), message),
        _ => (400, "The request could not be read to its end.".into()),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    OAuthErrorCode::InvalidRequest
        .because(words)
        .with_status(status)
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| {
        essence
            .trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}
