//! The resource server: it admits requests by Cognito's access tokens.
//!
//! Token verification is not available yet, so nobody is admitted: [`router`].

mod config;
mod router;

pub use config::{Config, ConfigError};
pub use router::router;
