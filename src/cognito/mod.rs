//! A client for the part of the Amazon Cognito user pools API that a browser calls.
//!
//! Knows nothing of Yew or the page. One [`Client`] sends every [`Operation`] through a
//! [`Transport`]; [`authenticate`] joins two operations and the SRP proof into a sign-in.

pub mod authenticate;
pub mod challenge;
mod client;
pub mod error;
pub mod jwt;
mod operation;
pub mod ops;
pub mod secret;
pub mod srp;
pub mod transport;

pub use client::Client;
pub use error::{Error, ErrorCode};
pub use operation::Operation;
pub use transport::Transport;
