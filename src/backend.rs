//! A client for the resource server: the backend that admits requests by Cognito's access tokens.

use std::future::Future;

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    cognito::{
        self,
        secret::AccessToken,
        transport::{Reply, TransportError},
    },
    config::BaseUrl,
    session::{AuthorizedError, TokenVerdict},
};

/// Sends requests. The client needs nothing else of the world outside.
pub trait Transport {
    /// Gets `url` with the token as bearer token (RFC 6750, section 2.1).
    ///
    /// # Errors
    /// A [`TransportError`] when no reply came. A reply with an error status is a [`Reply`].
    fn get(
        &self,
        url: &str,
        token: &AccessToken,
    ) -> impl Future<Output = Result<Reply, TransportError>>;
}

/// A request to the backend that brought no result.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// No reply came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The access token had to be renewed first, and could not be.
    #[error(transparent)]
    Renewal(#[from] cognito::Error),
    /// The backend, or something on the way to it, refused the request.
    #[error("HTTP {status}: {message}")]
    Refused {
        /// HTTP status code.
        status: u16,
        /// The backend's own sentence for people; empty where the reply holds none.
        message: String,
    },
    /// The reply is not of the form that the request has.
    #[error("the backend's reply could not be understood (column {column})")]
    Malformed {
        /// Where reading it failed, in bytes.
        column: usize,
    },
}

impl AuthorizedError for BackendError {
    fn token_verdict(&self) -> TokenVerdict {
        match self {
            Self::Refused { status: 401, .. } => TokenVerdict::Refused,
            _ => TokenVerdict::NotAtFault,
        }
    }
}

/// Reply to [`Backend::auth_test`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AuthTest {
    /// A sentence for people.
    pub message: String,
    /// The name that the pool keeps the user under, as the token told the backend.
    pub username: Option<String>,
    /// The user's unchanging id.
    pub sub: Option<String>,
}

impl AuthTest {
    /// Who the backend says the user is.
    pub fn user(&self) -> Option<&str> {
        self.username.as_deref().or(self.sub.as_deref())
    }
}

/// A client of the backend at one address.
#[derive(Debug, Clone)]
pub struct Backend<T> {
    transport: T,
    api_url: BaseUrl,
}

impl<T: Transport> Backend<T> {
    /// A client of the backend at that address.
    pub fn new(transport: T, api_url: BaseUrl) -> Self {
        Self { transport, api_url }
    }

    /// `GET /auth_test`: asks the backend to verify the token and to tell whose it is.
    ///
    /// # Errors
    /// See [`BackendError`].
    pub async fn auth_test(&self, token: &AccessToken) -> Result<AuthTest, BackendError> {
        let url = self.api_url.join("auth_test");
        understand(&self.transport.get(&url, token).await?)
    }
}

fn understand<R: DeserializeOwned>(reply: &Reply) -> Result<R, BackendError> {
    if !reply.is_success() {
        return Err(refusal(reply));
    }
    serde_json::from_str(&reply.body).map_err(|error| BackendError::Malformed {
        column: error.column(),
    })
}

fn refusal(reply: &Reply) -> BackendError {
    #[derive(Default, Deserialize)]
    struct Body {
        message: String,
    }
    // Whatever stands between here and the backend may answer with a page of its own.
    let body: Body = serde_json::from_str(&reply.body).unwrap_or_default();
    BackendError::Refused {
        status: reply.status,
        message: body.message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Result<AuthTest, BackendError> {
        understand(&Reply {
            status,
            error_type: None,
            body: body.to_owned(),
        })
    }

    #[test]
    fn nothing_but_the_message_has_to_be_there() {
        let answer = reply(200, r#"{"message":"Hello.","expires_at":1,"new":{}}"#).unwrap();
        assert_eq!((answer.message.as_str(), answer.user()), ("Hello.", None));
        let answer = reply(200, r#"{"message":"","username":null,"sub":"1"}"#).unwrap();
        assert_eq!(answer.user(), Some("1"));
        for malformed in ["", "{}", "null", "<html>", r#"{"message":null}"#] {
            let outcome = reply(200, malformed);
            assert!(
                matches!(outcome, Err(BackendError::Malformed { .. })),
                "{malformed}"
            );
        }
    }

    #[test]
    fn refusal_is_told_in_the_backends_words_if_it_has_any() {
        for (body, words) in [
            (r#"{"error":"forbidden","message":"Not you."}"#, "Not you."),
            (r#"{"error":"forbidden"}"#, ""),
            ("<html>Forbidden</html>", ""),
            ("", ""),
        ] {
            let outcome = reply(403, body);
            assert!(
                matches!(&outcome, Err(BackendError::Refused { status: 403, message }) if message == words),
                "{outcome:?}"
            );
        }
    }

    #[test]
    fn token_is_at_fault_where_the_backend_says_unauthorized_and_nowhere_else() {
        for (status, verdict) in [
            (401, TokenVerdict::Refused),
            (403, TokenVerdict::NotAtFault),
            (503, TokenVerdict::NotAtFault),
        ] {
            assert_eq!(reply(status, "").unwrap_err().token_verdict(), verdict);
        }
        let offline = BackendError::from(TransportError::TimedOut);
        assert_eq!(offline.token_verdict(), TokenVerdict::NotAtFault);
    }
}
