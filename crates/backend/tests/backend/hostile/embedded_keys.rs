//! Keys that a token brings along, and extensions that it asks for (RFC 7515 section 4.1).

use backend::{Part, VerifyError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{all_are_refused, attack, not_an_object, not_base64url, unknown_key};
use crate::support::{FIRST, Issuer, STRANGER, access_claims, compact, encode};

/// Signed with the attacker's key, with that header besides `alg`.
fn forged(kid: &str, name: &str, value: &Value) -> String {
    let header = json!({ "alg": "RS256", "kid": kid, name: value });
    compact(&header.to_string(), &access_claims().to_string(), &STRANGER)
}

#[tokio::test]
async fn a_key_that_the_token_brings_or_points_to_is_not_even_looked_at() {
    let attacker = Issuer::with_keys(&[&STRANGER]);
    let url = attacker.jwks_url().to_string();
    let certificate = STANDARD.encode(STRANGER.public_der());
    let mut jwk = STRANGER.jwk();
    jwk["kid"] = json!(FIRST.kid);
    let members = [
        ("jwk", jwk),
        ("jwk", STRANGER.jwk()),
        ("jku", json!(url)),
        ("x5u", json!(url)),
        ("x5c", json!([certificate])),
        ("x5t", json!(encode([0; 20]))),
    ];
    let attacks = members.into_iter().flat_map(|(name, value)| {
        let known = forged(FIRST.kid, name, &value);
        let unknown = forged(STRANGER.kid, name, &value);
        [
            attack(
                format!("{name} under our kid"),
                known,
                VerifyError::Signature,
            ),
            attack(
                format!("{name} under its kid"),
                unknown,
                unknown_key(STRANGER.kid),
            ),
        ]
    });
    all_are_refused(attacks).await;
    assert_eq!(attacker.fetches(), 0);
}

#[tokio::test]
async fn a_token_that_demands_extensions_is_refused() {
    let values = [
        json!(["exp"]),
        json!(["b64"]),
        json!([]),
        json!(null),
        json!("exp"),
    ];
    let attacks = values.map(|crit| {
        let header = json!({ "alg": "RS256", "kid": FIRST.kid, "crit": crit, "b64": false });
        let token = compact(&header.to_string(), &access_claims().to_string(), &FIRST);
        attack(
            format!("crit {crit}"),
            token,
            VerifyError::CriticalExtensions,
        )
    });
    all_are_refused(attacks).await;
}

#[tokio::test]
async fn a_payload_that_is_not_encoded_or_is_compressed_is_refused() {
    // RFC 7797: with `b64` false the payload stands there as it is.
    let header = json!({ "alg": "RS256", "kid": FIRST.kid, "b64": false });
    let claims = json!({ "sub": "ann" });
    let message = format!("{}.{claims}", encode(header.to_string()));
    let raw = format!("{message}.{}", encode(FIRST.sign(message.as_bytes())));
    // An empty block of RFC 1951.
    let header = json!({ "alg": "RS256", "kid": FIRST.kid, "zip": "DEF" });
    let compressed = compact(&header.to_string(), "\u{3}\0", &FIRST);
    all_are_refused([
        attack("b64 false", raw, not_base64url(Part::Payload)),
        attack("zip DEF", compressed, not_an_object(Part::Payload)),
    ])
    .await;
}
