//! The keys of an issuer: fetched once for all, exchanged, withdrawn, and kept while the issuer is away.

mod crowd;
mod file;
mod outage;
mod renewal;
mod rotation;
mod set;

use backend::{Verifier, VerifyError};
use serde_json::json;

use crate::support::{FIRST, SigningKey, access_claims, admitted_token, compact};

/// A token that names a key that nobody has.
fn forged(number: usize) -> String {
    let header = json!({ "alg": "RS256", "kid": format!("forged-{number}") });
    compact(&header.to_string(), &access_claims().to_string(), &FIRST)
}

async fn admits(verifier: &Verifier, key: &SigningKey) -> bool {
    verifier.verify(&admitted_token(key)).await.is_ok()
}

/// Why the token is refused, as it must be.
async fn refusal(verifier: &Verifier, token: &str) -> VerifyError {
    verifier.verify(token).await.unwrap_err()
}

fn unknown_key(kid: &str) -> VerifyError {
    let actual = kid.to_owned();
    VerifyError::UnknownKey { actual }
}
