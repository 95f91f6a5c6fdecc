//! The server's half of SRP-6a as Cognito speaks it: the 3072-bit group of RFC 5054 with SHA-256,
//! and a session key that signs the pool's name, the user's id, the secret block and a timestamp.

mod exchange;
mod group;
mod verifier;

pub(crate) use exchange::{Exchange, Proof};
pub(crate) use group::public_value;
pub(crate) use verifier::Verifier;
