//! Sends operations and reads their replies.

use std::time::Duration;

use super::{Error, Operation, Request, Transport, transport::Reply, understand};

const ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// The one address at which a service takes its operations.
#[derive(Debug, Clone)]
pub struct Endpoint<T> {
    transport: T,
    url: String,
}

impl<T: Transport> Endpoint<T> {
    /// The service at `url`, an absolute URL.
    pub fn new(transport: T, url: impl Into<String>) -> Self {
        Self {
            transport,
            url: url.into(),
        }
    }

    /// Carries out one operation.
    ///
    /// # Errors
    /// Those of [`send`](Self::send), or [`Error::Malformed`].
    pub async fn call<O: Operation>(&self, request: &O) -> Result<O::Output, Error> {
        let reply = self.send(Request::new(request)?).await?;
        understand::<O>(&reply)
    }

    /// Asks for an operation whose outcome nobody waits for. It is tried once.
    pub fn call_unawaited<O: Operation>(&self, request: &O) {
        // Every operation here can be written as JSON.
        if let Ok(Request { target, body, .. }) = Request::new(request) {
            self.transport.post_unawaited(&self.url, &target, body);
        }
    }

    /// Sends a request, whichever operation's it is.
    ///
    /// Tries up to three times: whenever the service says that it is too busy, and for
    /// [repeatable](Operation::REPEATABLE) operations also when the network or the service failed.
    ///
    /// # Errors
    /// [`Error::Transport`] or [`Error::Service`].
    pub async fn send(&self, request: Request) -> Result<Reply, Error> {
        let Request {
            target,
            body,
            repeatable,
        } = request;
        let mut attempt = 1;
        loop {
            let error = match self.transport.post(&self.url, &target, body.clone()).await {
                Ok(reply) if reply.is_success() => return Ok(reply),
                Ok(reply) => Error::from_reply(&reply),
                Err(error) => Error::from(error),
            };
            let may_repeat = error.was_throttled() || (repeatable && error.is_transient());
            if !may_repeat || attempt == ATTEMPTS {
                return Err(error);
            }
            self.transport
                .pause(FIRST_PAUSE * 2_u32.pow(attempt - 1))
                .await;
            attempt += 1;
        }
    }
}
