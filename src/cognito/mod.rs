//! A client for the part of the Amazon Cognito APIs that a browser calls: user pools and identity
//! pools.
//!
//! Knows nothing of Yew or the page. An [`Endpoint`] sends every [`Operation`] through a
//! [`Transport`]; a [`Client`] is that of a user pool. [`authenticate`] joins two operations and the
//! SRP proof into a sign-in.

pub mod authenticate;
pub mod challenge;
mod client;
mod endpoint;
pub mod error;
pub mod jwt;
mod operation;
pub mod ops;
mod request;
pub mod secret;
pub mod srp;
pub mod transport;

pub use client::Client;
pub use endpoint::Endpoint;
pub use error::{Error, ErrorCode};
pub use operation::Operation;
pub use request::{Request, understand};
pub use transport::Transport;
