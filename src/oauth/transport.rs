//! What the hosted pages need of the network.

use std::future::Future;

use crate::cognito::transport::{Reply, TransportError};

/// Sends requests; browsers go to the pages by themselves.
pub trait Transport {
    /// Posts a form (`application/x-www-form-urlencoded`) to `url`.
    ///
    /// # Errors
    /// A [`TransportError`] when no reply came. A reply with an error status is a [`Reply`].
    fn post_form(
        &self,
        url: &str,
        form: String,
    ) -> impl Future<Output = Result<Reply, TransportError>>;
}
