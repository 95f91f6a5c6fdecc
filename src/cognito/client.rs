//! The user pool, as one app client sees it.

use super::{Endpoint, Error, Operation, Request, Transport, transport::Reply};

/// A client of one app client of one user pool.
#[derive(Debug, Clone)]
pub struct Client<T> {
    endpoint: Endpoint<T>,
    client_id: String,
}

impl<T: Transport> Client<T> {
    /// A client that posts to `endpoint` (an absolute URL) as the app client `client_id`.
    pub fn new(transport: T, endpoint: impl Into<String>, client_id: impl Into<String>) -> Self {
        Self {
            endpoint: Endpoint::new(transport, endpoint),
            client_id: client_id.into(),
        }
    }

    /// The app client's id, which most requests without a token carry.
    pub fn client_id(&self) -> String {
        self.client_id.clone()
    }

    /// Carries out one operation.
    ///
    /// # Errors
    /// Those of [`Endpoint::call`].
    pub async fn call<O: Operation>(&self, request: &O) -> Result<O::Output, Error> {
        self.endpoint.call(request).await
    }

    /// Asks for an operation whose outcome nobody waits for. It is tried once.
    pub fn call_unawaited<O: Operation>(&self, request: &O) {
        self.endpoint.call_unawaited(request);
    }

    /// Sends a request, whichever operation's it is.
    ///
    /// # Errors
    /// Those of [`Endpoint::send`].
    pub async fn send(&self, request: Request) -> Result<Reply, Error> {
        self.endpoint.send(request).await
    }
}
