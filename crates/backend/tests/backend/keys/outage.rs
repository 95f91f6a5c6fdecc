//! The issuer is away, or out of its mind.

use std::time::Duration;

use backend::{
    KeySource, KeyStore, LoadError, MAX_KEY_SET_LENGTH, RefreshPolicy, Verifier, VerifyError,
};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{admits, forged, refusal};
use crate::support::{
    Answer, FIRST, Issuer, MARKER, SECOND, STRANGER, admitted_token, log, pause_of, pool, soon,
    until, verifier,
};

/// The last good set goes on counting, and the log says that it could not be renewed.
async fn survives(name: &str, issuer: &Issuer, verifier: &Verifier) {
    log::keep();
    let fetches = issuer.fetches();
    let (forged, new) = (forged(0), admitted_token(&SECOND));
    for token in [&forged, &new] {
        // Who can say whether the pool has that key?
        let reason = refusal(verifier, token).await;
        assert_eq!(reason, VerifyError::KeysUnavailable, "{name}");
    }
    assert!(admits(verifier, &FIRST).await, "{name}");
    assert!(verifier.is_ready(), "{name}");
    assert!(issuer.fetches() <= fetches + 1, "{name}");
    let log = log::kept();
    assert!(
        log.contains("WARN") && log.contains("keys not loaded"),
        "{name}: {log}"
    );
    for piece in forged.split('.').chain(new.split('.')).chain([MARKER]) {
        assert!(!log.contains(piece), "{name}: {log}");
    }
}

fn elliptic() -> Value {
    json!({ "kid": SECOND.kid, "kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA", "alg": "ES256" })
}

/// A genuine set that is a little too long.
fn oversized() -> String {
    let set = json!({ "keys": [SECOND.jwk()] }).to_string();
    format!("{set}{}", " ".repeat(MAX_KEY_SET_LENGTH + 1 - set.len()))
}

fn nonsense() -> Vec<(&'static str, Answer)> {
    let status =
        |status| Answer::Body(status, json!({ "keys": [SECOND.jwk()] }).to_string().into());
    let mut twin = STRANGER.jwk();
    twin["kid"] = json!(SECOND.kid);
    vec![
        ("500", status(StatusCode::INTERNAL_SERVER_ERROR)),
        ("503", status(StatusCode::SERVICE_UNAVAILABLE)),
        ("404", status(StatusCode::NOT_FOUND)),
        ("203", status(StatusCode::NON_AUTHORITATIVE_INFORMATION)),
        (
            "204",
            Answer::Body(StatusCode::NO_CONTENT, Vec::new().into()),
        ),
        ("nothing", Answer::text("")),
        (
            "a page",
            Answer::text("<!doctype html><title>Sorry</title>"),
        ),
        ("half a set", Answer::text(r#"{"keys": [{"kid": "#)),
        ("another object", Answer::text("{}")),
        ("a list", Answer::text(json!([SECOND.jwk()]).to_string())),
        (
            "keys that are no list",
            Answer::text(json!({ "keys": SECOND.jwk() }).to_string()),
        ),
        (
            "two lists of keys",
            Answer::text(r#"{"keys": [], "keys": []}"#),
        ),
        (
            "nested without end",
            Answer::text(format!(r#"{{"keys": {}"#, "[".repeat(60_000))),
        ),
        ("an empty set", Answer::keys(&[])),
        ("other keys only", Answer::key_set(&[elliptic()])),
        (
            "two keys of one name",
            Answer::key_set(&[SECOND.jwk(), twin]),
        ),
        ("oversized", Answer::text(oversized())),
        ("far oversized", Answer::text("x".repeat(8 * 1024 * 1024))),
    ]
}

#[tokio::test]
async fn the_last_good_keys_survive_whatever_the_issuer_says() {
    for (name, answer) in nonsense() {
        let issuer = Issuer::with_keys(&[&FIRST]);
        let verifier = verifier(&issuer).await;
        issuer.answer(answer);
        survives(name, &issuer, &verifier).await;
    }
}

#[tokio::test]
async fn the_last_good_keys_survive_an_issuer_that_is_away() {
    let mut issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.hang_up().await;
    survives("connection refused", &issuer, &verifier).await;
}

#[tokio::test]
async fn nobody_else_is_asked_for_the_keys() {
    let elsewhere = Issuer::with_keys(&[&STRANGER]);
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.answer(Answer::Redirect(elsewhere.jwks_url()));
    assert!(!admits(&verifier, &STRANGER).await);
    assert!(admits(&verifier, &FIRST).await);
    assert_eq!((issuer.fetches(), elsewhere.fetches()), (2, 0));
}

#[tokio::test]
async fn an_answer_without_end_is_given_up_after_five_seconds() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.answer(Answer::Endless);
    issuer.hold();
    let token = forged(0);
    let asking = verifier.verify(&token);
    let waited = async {
        issuer.fetched(2).await;
        // From here on, time passes whenever nothing else happens.
        tokio::time::pause();
        issuer.release();
        tokio::time::Instant::now()
    };
    let (result, begin) = soon(async { tokio::join!(asking, waited) }).await;
    assert_eq!(result.unwrap_err(), VerifyError::KeysUnavailable);
    let waited = begin.elapsed();
    assert!(waited < Duration::from_secs(6), "{waited:?}");
    assert!(admits(&verifier, &FIRST).await);
}

#[tokio::test]
async fn without_keys_nothing_is_wrong_with_a_token_and_they_come_by_themselves() {
    let mut issuer = Issuer::refusing(Answer::keys(&[&FIRST]));
    let source = KeySource::Url(issuer.jwks_url());
    let keys = soon(KeyStore::open(source, pause_of(50))).await.unwrap();
    let verifier = Verifier::new(pool(), keys.clone());
    assert!(!keys.is_ready() && !verifier.is_ready());
    let token = admitted_token(&FIRST);
    assert_eq!(
        refusal(&verifier, &token).await,
        VerifyError::KeysUnavailable
    );
    assert_eq!(
        refusal(&verifier, &forged(0)).await,
        VerifyError::KeysUnavailable
    );

    issuer.listen();
    until(async || verifier.is_ready()).await;
    assert!(admits(&verifier, &FIRST).await);
    assert!(keys.is_ready());
}

#[tokio::test]
async fn an_issuer_that_knows_no_such_pool_is_an_error_at_once() {
    for code in [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST] {
        let issuer = Issuer::with_keys(&[]);
        issuer.answer(Answer::Body(code, "{}".into()));
        let source = KeySource::Url(issuer.jwks_url());
        let error = KeyStore::open(source, RefreshPolicy::default()).await;
        let error = error.unwrap_err();
        assert!(
            matches!(error, LoadError::Status { status, .. } if status == code),
            "{error}"
        );
    }
}

#[tokio::test]
async fn without_keys_a_crowd_does_not_flood_the_issuer() {
    let issuer = Issuer::with_keys(&[]);
    let verifier = verifier(&issuer).await;
    for number in 0..100 {
        let refused = refusal(&verifier, &forged(number)).await;
        assert_eq!(refused, VerifyError::KeysUnavailable);
    }
    assert_eq!(issuer.fetches(), 1, "the one at the start");
}
