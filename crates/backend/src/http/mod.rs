//! Requests and replies: where the token stands, who is let through, and what the others are told.

mod credentials;
mod extract;
mod refusal;
mod require_token;

pub use credentials::CredentialsError;
pub use refusal::Refusal;
pub use require_token::{RequireToken, TokenRequired};
