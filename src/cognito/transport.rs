//! The client's way to the network: a trait, and its implementation over `fetch`.

use std::{fmt, future::Future, time::Duration};

use futures_util::future::{Either, select};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use web_sys::AbortController;

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

    /// Waits before a request is sent once more.
    fn pause(&self, duration: Duration) -> impl Future<Output = ()>;
}

/// The browser's `fetch`.
#[derive(Debug, Clone, Copy)]
pub struct FetchTransport {
    /// How long one request may take, reply included.
    pub time_limit: Duration,
}

impl Default for FetchTransport {
    /// Ten seconds for a request.
    fn default() -> Self {
        Self {
            time_limit: Duration::from_secs(10),
        }
    }
}

impl Transport for FetchTransport {
    async fn post(&self, url: &str, target: &str, body: String) -> Result<Reply, TransportError> {
        // `None` only where the browser is too old to abort; the time limit holds without it.
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        let request = Request::post(url)
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", target)
            .header("cache-control", "no-store")
            .abort_signal(signal.as_ref())
            .body(body)
            .map_err(unreachable)?;
        let exchange = Box::pin(async {
            let response = request.send().await.map_err(unreachable)?;
            Ok(Reply {
                status: response.status(),
                error_type: response.headers().get("x-amzn-errortype"),
                body: response.text().await.map_err(unreachable)?,
            })
        });
        match select(exchange, timeout(self.time_limit)).await {
            Either::Left((reply, _)) => reply,
            Either::Right(_) => {
                if let Some(controller) = controller {
                    controller.abort();
                }
                Err(TransportError::TimedOut)
            }
        }
    }

    async fn pause(&self, duration: Duration) {
        timeout(duration).await;
    }
}

fn timeout(duration: Duration) -> TimeoutFuture {
    TimeoutFuture::new(u32::try_from(duration.as_millis()).unwrap_or(u32::MAX))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn unreachable(error: gloo_net::Error) -> TransportError {
    TransportError::Unreachable(error.to_string())
}
