//! AWS services, called in the user's name: every request is signed with temporary credentials.
//!
//! Pure but for a [`Transport`]. A [`Client`] signs ([`sigv4`]) and sends; [`Sts`] asks the one
//! service that everybody may ask.

mod client;
mod error;
pub mod sigv4;
mod sts;

#[cfg(test)]
mod tests;

use std::{fmt, future::Future};

pub use client::Client;
pub use error::Error;
pub use sts::{CallerIdentity, Sts};

use crate::cognito::{
    ops::Credentials,
    transport::{Reply, TransportError},
};

/// Somebody whom an identity pool knows, with what requests in that name are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The identity: `<region>:<UUID>`.
    pub id: String,
    /// What requests are signed with.
    pub credentials: Credentials,
    /// What must be added to this machine's clock to get the services', in milliseconds.
    pub clock_drift: i64,
}

impl Identity {
    /// For how long the credentials are good from `now` on (milliseconds since 1970), in
    /// milliseconds; negative once they have expired.
    pub fn life_left(&self, now: i64) -> i64 {
        let service_time = now.saturating_add(self.clock_drift);
        self.credentials.expires_at.saturating_sub(service_time)
    }
}

/// A request to a service.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, in upper case.
    pub method: &'static str,
    /// The absolute URL, encoded as it is sent (RFC 3986).
    pub url: String,
    /// The headers, without those that a browser sets by itself.
    pub headers: Vec<(&'static str, String)>,
    /// The payload; empty for none.
    pub body: String,
}

/// Once signed, the headers hold secrets; the URL and the body may.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// What a signature is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The service's name in signatures, for example `sts`, `s3`, `execute-api`.
    pub service: &'a str,
    /// The region.
    pub region: &'a str,
}

/// A service's reply, and when it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The reply.
    pub reply: Reply,
    /// The header `date` in milliseconds since 1970, where the page may read it.
    pub date: Option<i64>,
}

/// Sends requests. The client needs nothing else of the world outside.
pub trait Transport {
    /// Sends a request as it is.
    ///
    /// # Errors
    /// A [`TransportError`] when no reply came. A reply with an error status is an [`Answer`].
    fn send(&self, request: &Request) -> impl Future<Output = Result<Answer, TransportError>>;
}
