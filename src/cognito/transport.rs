//! What the client needs of the network.

use std::{fmt, future::Future, time::Duration};

/// The service's reply, whatever its status.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status code.
    pub status: u16,
    /// The header `x-amzn-errortype`, where the service names an error.
    pub error_type: Option<String>,
    /// The body as text.
    pub body: String,
}

impl Reply {
    /// Whether the status is a success (RFC 9110, section 15.3).
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Prints nothing of the body: there may be tokens in it.
impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Reply")
            .field("status", &self.status)
            .field("error_type", &self.error_type)
            .finish_non_exhaustive()
    }
}

/// Why no reply came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The request did not get through: no network, a refused connection, a CORS refusal.
    #[error("the service could not be reached: {0}")]
    Unreachable(String),
    /// The service took longer than the time limit.
    #[error("the service did not answer in time")]
    TimedOut,
}

/// Sends requests. The client needs nothing else of the world outside.
pub trait Transport {
    /// Posts `body` to `url` with the given `x-amz-target`.
    ///
    /// # Errors
    /// A [`TransportError`] when no reply came. A reply with an error status is a [`Reply`].
    fn post(
        &self,
        url: &str,
        target: &str,
        body: String,
    ) -> impl Future<Output = Result<Reply, TransportError>>;

    /// Posts the same, and has the request go on after this call and after whoever made it: nobody waits for the
    /// reply, and nobody hears of a failure.
    fn post_unawaited(&self, url: &str, target: &str, body: String);

    /// Waits before a request is sent once more.
    fn pause(&self, duration: Duration) -> impl Future<Output = ()>;
}
