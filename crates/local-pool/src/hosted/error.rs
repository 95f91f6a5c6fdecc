//! The errors of OAuth 2.0 (RFC 6749, sections 4.1.2.1 and 5.2; RFC 7009, section 2.2.1; RFC 6750, section 3.1).

mod failure;

use std::borrow::Cow;
use std::fmt;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

pub(super) use self::failure::Failure;

/// Declares the errors: variant, name, and HTTP status.
macro_rules! error_codes {
    ($($variant:ident $name:literal $status:ident,)+) => {
        /// The name of an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum OAuthErrorCode { $(#[doc = concat!("`", $name, "`")] $variant),+ }

        impl OAuthErrorCode {
            /// The name on the wire.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }
        }
    };
}

error_codes! {
    AccessDenied "access_denied" FORBIDDEN,
    InsufficientScope "insufficient_scope" FORBIDDEN,
    InvalidClient "invalid_client" BAD_REQUEST,
    InvalidGrant "invalid_grant" BAD_REQUEST,
    InvalidRequest "invalid_request" BAD_REQUEST,
    InvalidScope "invalid_scope" BAD_REQUEST,
    InvalidToken "invalid_token" UNAUTHORIZED,
    LoginRequired "login_required" BAD_REQUEST,
    RedirectMismatch "redirect_mismatch" BAD_REQUEST,
    ServerError "server_error" INTERNAL_SERVER_ERROR,
    UnauthorizedClient "unauthorized_client" BAD_REQUEST,
    UnsupportedGrantType "unsupported_grant_type" BAD_REQUEST,
    UnsupportedResponseType "unsupported_response_type" BAD_REQUEST,
    UnsupportedTokenType "unsupported_token_type" BAD_REQUEST,
}

impl OAuthErrorCode {
    /// A refusal, with words for developers: without quotation marks, which the RFC forbids there.
    pub(super) fn because(self, description: impl Into<Cow<'static, str>>) -> OAuthError {
        OAuthError {
            code: self,
            description: description.into(),
            status: self.status(),
            challenge: None,
        }
    }
}

/// A refusal.
#[derive(Debug)]
pub(super) struct OAuthError {
    /// Its name.
    pub(super) code: OAuthErrorCode,
    /// Words for developers.
    pub(super) description: Cow<'static, str>,
    status: StatusCode,
    /// How to prove oneself, for whoever tried that in a header.
    challenge: Option<HeaderValue>,
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.name())
    }
}

impl OAuthError {
    /// The refusal of a client that tried to prove itself in the header `Authorization`.
    pub(super) fn asking_for_basic(self) -> Self {
        self.asking_for("Basic realm=\"local pool\"")
    }

    /// The refusal of a bearer of a token that is not good enough (RFC 6750, section 3).
    pub(super) fn asking_for_bearer(self) -> Self {
        let (name, words) = (self.code.name(), &self.description);
        let challenge = format!("Bearer error=\"{name}\", error_description=\"{words}\"");
        self.asking_for(&challenge)
    }

    /// The refusal of one who comes without anything, and is told of no error there.
    pub(super) fn asking_for_any_bearer(self) -> Self {
        self.asking_for("Bearer")
    }

    fn asking_for(mut self, challenge: &str) -> Self {
        self.challenge = HeaderValue::from_str(challenge).ok();
        self
    }

    /// The refusal with the status that HTTP has for it.
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The HTTP status. A client that proved itself in the form is not asked for a header (RFC 6749, section 5.2).
    pub(super) fn status(&self) -> StatusCode {
        match self.code {
            OAuthErrorCode::InvalidClient if self.challenge.is_some() => StatusCode::UNAUTHORIZED,
            _ => self.status,
        }
    }

    /// The refusal as JSON.
    pub(super) fn respond(&self) -> Response {
        let body = json!({"error": self.code.name(), "error_description": self.description});
        let mut response = (self.status(), NO_STORE, Json(body)).into_response();
        if let Some(challenge) = &self.challenge {
            let headers = response.headers_mut();
            headers.insert(header::WWW_AUTHENTICATE, challenge.clone());
        }
        response
    }
}

/// What is in an answer is for whom asked alone.
pub(super) const NO_STORE: [(header::HeaderName, &str); 2] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::PRAGMA, "no-cache"),
];
