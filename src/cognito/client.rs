//! Sends operations and reads their replies.

use std::time::Duration;

use super::{Error, Operation, Transport, transport::Reply};

const TARGET_PREFIX: &str = "AWSCognitoIdentityProviderService.";
const ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// A client of one app client of one user pool.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
    endpoint: String,
    client_id: String,
}

impl<T: Transport> Client<T> {
    /// A client that posts to `endpoint` (an absolute URL) as the app client `client_id`.
    pub fn new(transport: T, endpoint: impl Into<String>, client_id: impl Into<String>) -> Self {
        Self {
            transport,
            endpoint: endpoint.into(),
            client_id: client_id.into(),
        }
    }

    /// The app client's id, which most requests without a token carry.
    pub fn client_id(&self) -> String {
        self.client_id.clone()
    }

    /// Carries out one operation.
    ///
    /// Tries up to three times: whenever the service says that it is too busy, and for
    /// [repeatable](Operation::REPEATABLE) operations also when the network or the service failed.
    ///
    /// # Errors
    /// [`Error::Transport`], [`Error::Service`] or [`Error::Malformed`].
    pub async fn call<O: Operation>(&self, request: &O) -> Result<O::Output, Error> {
        let malformed = |error: serde_json::Error| Error::Malformed {
            operation: O::NAME,
            column: error.column(),
        };
        let body = serde_json::to_string(request).map_err(malformed)?;
        let reply = self.send(O::NAME, body, O::REPEATABLE).await?;
        // Several operations answer with nothing at all, which stands for the empty object.
        let body = if reply.body.is_empty() {
            "{}"
        } else {
            &reply.body
        };
        serde_json::from_str(body).map_err(malformed)
    }

    async fn send(&self, name: &str, body: String, repeatable: bool) -> Result<Reply, Error> {
        let target = format!("{TARGET_PREFIX}{name}");
        let mut attempt = 1;
        loop {
            let error = match self
                .transport
                .post(&self.endpoint, &target, body.clone())
                .await
            {
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
