//! Many requests at once, and requests that are given up.

use futures_util::future::join_all;

use super::{admits, forged, refusal, unknown_key};
use crate::support::{Answer, FIRST, Issuer, SECOND, admitted_token, soon, until, verifier};

#[tokio::test]
async fn a_hundred_requests_with_a_new_key_cause_one_fetch_and_all_are_let_in() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.answer(Answer::keys(&[&FIRST, &SECOND]));
    issuer.hold();
    let token = admitted_token(&SECOND);
    let requests = join_all((0..100).map(|_| verifier.verify(&token)));
    let (results, ()) = soon(async {
        tokio::join!(requests, async {
            issuer.fetched(2).await;
            issuer.release();
        })
    })
    .await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(issuer.fetches(), 2, "one at the start, one for all of them");
}

#[tokio::test]
async fn a_hundred_requests_with_forged_keys_cause_one_fetch() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.hold();
    let tokens: Vec<_> = (0..100).map(forged).collect();
    let requests = join_all(tokens.iter().map(|token| refusal(&verifier, token)));
    let (results, ()) = soon(async {
        tokio::join!(requests, async {
            issuer.fetched(2).await;
            issuer.release();
        })
    })
    .await;
    for (number, refusal) in results.into_iter().enumerate() {
        assert_eq!(refusal, unknown_key(&format!("forged-{number}")));
    }
    assert_eq!(issuer.fetches(), 2, "one at the start, one for all of them");
    assert!(admits(&verifier, &FIRST).await);
}

#[tokio::test]
async fn who_hangs_up_does_not_abort_what_others_wait_for() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.answer(Answer::keys(&[&SECOND]));
    issuer.hold();
    let request = || {
        let (verifier, token) = (verifier.clone(), admitted_token(&SECOND));
        tokio::spawn(async move { verifier.verify(&token).await.is_ok() })
    };
    let first = request();
    issuer.fetched(2).await;
    let second = request();
    tokio::task::yield_now().await;
    first.abort();
    assert!(soon(first).await.unwrap_err().is_cancelled());
    issuer.release();
    assert!(soon(second).await.unwrap());
    assert_eq!(issuer.fetches(), 2);
}

#[tokio::test]
async fn a_fetch_goes_on_though_all_who_asked_for_it_have_hung_up() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    issuer.answer(Answer::keys(&[&SECOND]));
    issuer.hold();
    let (asking, token) = (verifier.clone(), admitted_token(&SECOND));
    let asking = tokio::spawn(async move { asking.verify(&token).await.is_ok() });
    issuer.fetched(2).await;
    asking.abort();
    issuer.release();
    let old = admitted_token(&FIRST);
    until(async || verifier.verify(&old).await.is_err()).await;
    assert!(admits(&verifier, &SECOND).await);
}
