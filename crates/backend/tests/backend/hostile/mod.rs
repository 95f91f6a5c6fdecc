//! Attacks, each a token and the reason for which it must be refused: by the verifier, and once more over HTTP.

mod algorithms;
mod claims;
mod embedded_keys;
mod key_ids;
mod shape;
mod signatures;
mod times;

use backend::{Malformed, Part, TokenUse, Verifier, VerifyError};
use reqwest::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use serde_json::Value;

use crate::support::{
    FIRST, Issuer, MARKER, Server, admitted_token, id_claims, token_of, verifier,
};

/// What an attacker sends, and what it is to be refused for.
struct Attack {
    name: String,
    token: String,
    reason: VerifyError,
}

fn attack(name: impl Into<String>, token: impl Into<String>, reason: VerifyError) -> Attack {
    Attack {
        name: name.into(),
        token: token.into(),
        reason,
    }
}

/// Tries the attacks on the pool's access tokens.
async fn all_are_refused(attacks: impl IntoIterator<Item = Attack>) {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    let genuine = admitted_token(&FIRST);
    all_are_refused_by(verifier, &genuine, attacks).await;
}

async fn all_are_refused_by(
    verifier: Verifier,
    genuine: &str,
    attacks: impl IntoIterator<Item = Attack>,
) {
    let server = Server::start(verifier.clone()).await;
    for Attack {
        name,
        token,
        reason,
    } in attacks
    {
        let refused_for = verifier.verify(&token).await.err().map(without_clock);
        assert_eq!(refused_for, Some(reason), "{name}");
        // White space around a header's value is not part of it (RFC 9110 section 5.5), and some tokens are no text at all.
        if HeaderValue::from_str(&token).is_ok() && token.trim() == token {
            is_refused_over_http(&server, &name, &token).await;
        }
    }
    let admitted = server.get("/me").bearer_auth(genuine).send().await.unwrap();
    assert_eq!(
        admitted.status(),
        200,
        "the genuine token is still admitted"
    );
}

async fn is_refused_over_http(server: &Server, name: &str, token: &str) {
    let authorization = format!("Bearer {token}");
    let request = server
        .get("/auth_test")
        .header(AUTHORIZATION, authorization);
    let reply = request.send().await.unwrap();
    assert_eq!(reply.status(), 401, "{name}");
    let challenge = reply.headers()[WWW_AUTHENTICATE].to_str().unwrap();
    assert!(challenge.starts_with("Bearer "), "{name}: {challenge}");
    assert!(
        challenge.contains(r#"error="invalid_token""#),
        "{name}: {challenge}"
    );
    let headers = format!("{:?}", reply.headers());
    let body = reply.text().await.unwrap();
    let members: serde_json::Map<String, Value> = serde_json::from_str(&body).unwrap();
    assert_eq!(members.len(), 2, "{name}: {body}");
    assert_eq!(members["error"], "invalid_token", "{name}");
    assert!(members["message"].is_string(), "{name}: {body}");
    // Shorter pieces stand in a reply by chance.
    for piece in token
        .split('.')
        .filter(|piece| piece.len() > 8)
        .chain([MARKER])
    {
        assert!(!body.contains(piece), "{name}: {body}");
        assert!(!headers.contains(piece), "{name}: {headers}");
    }
}

/// An error that is the same whenever the test runs.
fn without_clock(error: VerifyError) -> VerifyError {
    match error {
        VerifyError::Expired { .. } => expired(),
        VerifyError::NotYetValid { .. } => not_yet_valid(),
        VerifyError::IssuedInFuture { .. } => issued_in_future(),
        error => error,
    }
}

fn expired() -> VerifyError {
    VerifyError::Expired {
        expected_before: 0,
        actual: 0,
    }
}

fn not_yet_valid() -> VerifyError {
    VerifyError::NotYetValid {
        expected_from: 0,
        actual: 0,
    }
}

fn issued_in_future() -> VerifyError {
    VerifyError::IssuedInFuture {
        expected_from: 0,
        actual: 0,
    }
}

fn algorithm(actual: Option<&str>) -> VerifyError {
    VerifyError::Algorithm {
        expected: "RS256",
        actual: actual.map(str::to_owned),
    }
}

fn unknown_key(actual: &str) -> VerifyError {
    VerifyError::UnknownKey {
        actual: actual.to_owned(),
    }
}

fn not_base64url(part: Part) -> VerifyError {
    Malformed::NotBase64Url(part).into()
}

fn not_an_object(part: Part) -> VerifyError {
    Malformed::NotAnObject(part).into()
}

fn not_three_parts() -> VerifyError {
    Malformed::NotThreeParts.into()
}

#[tokio::test]
async fn an_access_token_is_no_id_token() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await.token_use(TokenUse::Id);
    let reason = VerifyError::TokenUse {
        expected: TokenUse::Id,
        actual: "access".to_owned(),
    };
    let attacks = [attack("access token", admitted_token(&FIRST), reason)];
    let genuine = token_of(&id_claims(), &FIRST);
    all_are_refused_by(verifier, &genuine, attacks).await;
}
