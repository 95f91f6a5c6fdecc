//! Whether a token is genuine, current, and meant for us.

mod claims;
mod error;
mod rules;
mod verifier;

pub use claims::Claims;
pub use error::VerifyError;
pub use rules::{Leeway, Requirement, TokenUse};
pub use verifier::Verifier;
