//! Backend authentication: only genuine, current tokens of a Cognito user pool get in.
//!
//! Three lines put it in front of an axum service:
//!
//! ```no_run
//! use axum::{Router, routing::get};
//! use backend::{Claims, KeyStore, UserPool, Verifier};
//!
//! async fn greet(claims: Claims) -> String {
//!     format!("Hello, {}!", claims.username.unwrap_or_default())
//! }
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let pool = UserPool::new("eu-west-1_AbCdEfGhI", "1h57kf5cpq17m0eml12EXAMPLE")?;
//! let keys = KeyStore::of_issuer(pool.issuer()).await?;
//! let app: Router = Router::new().route("/", get(greet)).with_state(Verifier::new(pool, keys));
//! # Ok(())
//! # }
//! ```
//!
//! A handler that takes [`Claims`] is reached by nobody without a good token. For whole routers, and for groups and scopes, there is
//! the layer [`RequireToken`]; without axum, [`Verifier::verify`].
//!
//! In reading order: [`Verifier::verify`] takes a token apart (`token`), finds its key (`jwks`), and checks what it says
//! (`verify`); `http` says where requests carry tokens and what the others are told; [`router`] and [`serve`] are the server.

mod config;
mod http;
mod issuer;
mod jwks;
mod origin;
mod router;
mod server;
mod token;
mod user_pool;
mod verify;

pub use config::{Config, ConfigError, Overrides};
pub use http::{CredentialsError, Refusal, RequireToken, TokenRequired};
pub use issuer::{Issuer, IssuerError};
pub use jwks::{
    KeySet, KeySetError, KeySource, KeyStore, LoadError, MAX_KEY_SET_LENGTH, RefreshPolicy,
};
pub use origin::{Origin, OriginError};
pub use router::{Admitted, MAX_BODY_LENGTH, router};
pub use server::serve;
pub use token::{MAX_TOKEN_LENGTH, Malformed, Part};
pub use user_pool::UserPool;
pub use verify::{Claims, Leeway, Requirement, TokenUse, Verifier, VerifyError};
