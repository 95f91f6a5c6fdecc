//! Requests and replies as they travel, whichever operation's they are.

use super::{Error, Operation, transport::Reply};

/// The request of any operation, ready to be sent.
pub struct Request {
    pub(super) target: String,
    pub(super) body: String,
    pub(super) repeatable: bool,
}

impl Request {
    /// The request of an operation.
    ///
    /// # Errors
    /// [`Error::Malformed`] if it cannot be written as JSON; all operations here can.
    pub fn new<O: Operation>(operation: &O) -> Result<Self, Error> {
        Ok(Self {
            target: format!("{}.{}", O::SERVICE, O::NAME),
            body: serde_json::to_string(operation).map_err(malformed::<O>)?,
            repeatable: O::REPEATABLE,
        })
    }
}

/// Reads an operation's reply.
///
/// # Errors
/// [`Error::Malformed`].
pub fn understand<O: Operation>(reply: &Reply) -> Result<O::Output, Error> {
    // Several operations answer with nothing at all, which stands for the empty object.
    let body = match reply.body.as_str() {
        "" => "{}",
        body => body,
    };
    serde_json::from_str(body).map_err(malformed::<O>)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn malformed<O: Operation>(error: serde_json::Error) -> Error {
    Error::Malformed {
        operation: O::NAME,
        column: error.column(),
    }
}
