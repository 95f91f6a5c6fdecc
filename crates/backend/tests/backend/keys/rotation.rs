//! The issuer begins to sign with another key.

use std::time::{Duration, Instant};

use super::{admits, forged, refusal, unknown_key};
use crate::support::{
    Answer, FIRST, Issuer, SECOND, admitted_token, pause_of, until, verifier, verifier_with,
};

#[tokio::test]
async fn a_new_key_is_fetched_when_a_token_names_it() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    assert!(admits(&verifier, &FIRST).await);
    assert_eq!(issuer.fetches(), 1, "known keys are not fetched again");

    issuer.answer(Answer::keys(&[&FIRST, &SECOND]));
    assert!(admits(&verifier, &SECOND).await);
    assert!(admits(&verifier, &FIRST).await);
    assert!(admits(&verifier, &SECOND).await);
    assert_eq!(issuer.fetches(), 2);
}

#[tokio::test]
async fn a_withdrawn_key_counts_no_longer_once_the_new_keys_are_there() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.answer(Answer::keys(&[&SECOND]));
    assert!(admits(&verifier, &SECOND).await);
    let old = admitted_token(&FIRST);
    assert_eq!(refusal(&verifier, &old).await, unknown_key(FIRST.kid));
}

#[tokio::test]
async fn one_rotation_after_another_needs_no_pause() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    for key in [&SECOND, &FIRST, &SECOND, &FIRST] {
        issuer.answer(Answer::keys(&[key]));
        assert!(admits(&verifier, key).await, "{}", key.kid);
    }
}

#[tokio::test]
async fn whoever_forges_key_ids_neither_floods_the_issuer_nor_keeps_the_new_key_out() {
    const PAUSE: u64 = 100;
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier_with(&issuer, pause_of(PAUSE)).await;
    let begin = Instant::now();
    for number in 0..300 {
        let token = forged(number);
        let kid = format!("forged-{number}");
        assert_eq!(refusal(&verifier, &token).await, unknown_key(&kid));
    }
    issuer.answer(Answer::keys(&[&FIRST, &SECOND]));
    let (token, other) = (admitted_token(&SECOND), forged(0));
    until(async || {
        assert!(verifier.verify(&other).await.is_err());
        verifier.verify(&token).await.is_ok()
    })
    .await;
    let pauses = begin.elapsed().as_millis() / u128::from(PAUSE);
    // One at the start, one for the new key, and one in each pause that has begun.
    let most = usize::try_from(pauses).unwrap() + 3;
    assert!(
        (2..=most).contains(&issuer.fetches()),
        "{} fetches",
        issuer.fetches()
    );
    assert!(admits(&verifier, &FIRST).await);
}

#[tokio::test]
async fn known_keys_wait_for_nobody() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.hold();
    let (waiting, token) = (verifier.clone(), forged(0));
    let waiting = tokio::spawn(async move { waiting.verify(&token).await.is_err() });
    issuer.fetched(2).await;
    let begin = Instant::now();
    assert!(admits(&verifier, &FIRST).await);
    assert!(begin.elapsed() < Duration::from_secs(2) && !waiting.is_finished());
    issuer.release();
    assert!(waiting.await.unwrap());
}
