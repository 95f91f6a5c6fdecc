//! A key of the pool.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::seen_tokens::SeenTokens;
use crate::token::CompactToken;

/// The algorithm of a pool's keys (Amazon Cognito developer guide, "Verifying JSON web tokens").
pub(crate) const ALGORITHM: &str = "RS256";

/// An RSA key for RS256, ready for use: taking its numbers apart costs as much as a sixth of a verification.
#[derive(Clone)]
pub(crate) struct PublicKey(Arc<Parts>);

struct Parts {
    key: ParsedPublicKey,
    signed: SeenTokens,
}

impl PublicKey {
    /// Modulus and exponent in base64url.
    pub(super) fn new(n: &str, e: &str) -> Option<Self> {
        let components = PublicKeyComponents {
            n: number(n)?,
            e: number(e)?,
        };
        // The algorithm checks the length itself, but only when a signature comes.
        let key_length = 2048 / 8..=8192 / 8;
        if !key_length.contains(&components.n.len()) {
            return None;
        }
        let key = components
            .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
            .ok()?;
        let signed = SeenTokens::default();
        Some(Self(Arc::new(Parts { key, signed })))
    }

    /// Whether this key has signed that token: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 section 3.3), whatever the token says.
    pub(crate) fn has_signed(&self, token: &CompactToken<'_>) -> bool {
        let Parts { key, signed } = &*self.0;
        let digest = SeenTokens::digest(token.text);
        if signed.has(&digest) {
            return true;
        }
        let message = token.signing_input.as_bytes();
        let good = key.verify_sig(message, &token.signature).is_ok();
        if good {
            signed.add(digest);
        }
        good
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(ALGORITHM)
    }
}

/// An unsigned big-endian number without leading zeros.
fn number(encoded: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(encoded).ok()?;
    let first = bytes.iter().position(|byte| *byte != 0)?;
    Some(bytes[first..].to_vec())
}
