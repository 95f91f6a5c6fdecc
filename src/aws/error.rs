//! Requests in the user's name that bring no result.

use serde_json::Value;

use super::sigv4::SigningError;
use crate::cognito::{
    self,
    transport::{Reply, TransportError},
};

/// A request to an AWS service that brought no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No reply came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// There are no credentials to sign it with.
    #[error(transparent)]
    Credentials(#[from] cognito::Error),
    /// It could not be signed.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The service refused it.
    #[error("{code} (HTTP {status}): {message}")]
    Refused {
        /// The error's name; empty where the reply holds none.
        code: String,
        /// The service's own words, for developers.
        message: String,
        /// HTTP status code.
        status: u16,
    },
    /// The reply is not of the form that the request has.
    #[error("the service's reply could not be understood (column {column})")]
    Malformed {
        /// Where reading it failed, in bytes; 0 where something is missing.
        column: usize,
    },
}

impl Error {
    /// Whether the credentials are the reason: they expired, or nobody knows them any more.
    pub fn refuses_credentials(&self) -> bool {
        const NAMES: [&str; 6] = [
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidToken",
            "UnrecognizedClientException",
        ];
        matches!(self, Self::Refused { code, .. } if NAMES.contains(&code.as_str()))
    }

    /// Whether this machine's clock is the reason.
    pub fn is_about_the_clock(&self) -> bool {
        const NAMES: [&str; 3] = [
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed",
        ];
        match self {
            Self::Refused { code, message, .. } => {
                NAMES.contains(&code.as_str())
                    || message.starts_with("Signature expired")
                    || message.starts_with("Signature not yet current")
            }
            _ => false,
        }
    }

    /// Reads the service's error out of a reply whose status is not a success. The services have
    /// several forms for it: a header, two of JSON, and one of XML.
    pub(super) fn from_reply(reply: &Reply) -> Self {
        let body = &reply.body;
        let json: Value = serde_json::from_str(body).unwrap_or_default();
        let words = json.get("Error").unwrap_or(&json);
        let text = |names: &[&str]| {
            let found = names.iter().find_map(|name| words.get(name)?.as_str());
            found.map(str::to_owned)
        };
        let code = text(&["Code", "code", "__type"]);
        let in_xml = |open, close| {
            let (_, rest) = body.split_once(open)?;
            Some(rest.split_once(close)?.0.to_owned())
        };
        let in_code = || in_xml("<Code>", "</Code>");
        let in_message = || in_xml("<Message>", "</Message>");
        let message = text(&["Message", "message"]).or_else(in_message);
        let name = reply.error_type.clone().or(code).or_else(in_code);
        let name = name.as_deref().unwrap_or_default();
        let name = name.split([':', ',']).next().unwrap_or_default();
        Self::Refused {
            code: name.rsplit('#').next().unwrap_or_default().to_owned(),
            message: message.unwrap_or_default(),
            status: reply.status,
        }
    }
}
