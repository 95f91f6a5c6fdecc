//! Tokens before and after their time.

use std::time::Duration;

use backend::{Leeway, VerifyError};
use serde_json::{Value, json};

use super::{
    Attack, all_are_refused, attack, expired, issued_in_future, not_yet_valid, without_clock,
};
use crate::support::{FIRST, Issuer, access_claims, compact, header, now, token_of, verifier};

/// A token where that stands there, in these very characters.
fn written(claim: &str, text: &str) -> String {
    let mut claims = access_claims();
    claims.as_object_mut().unwrap().remove(claim);
    let claims = claims.to_string();
    let claims = format!(r#"{{"{claim}":{text},{}"#, &claims[1..]);
    compact(&header().to_string(), &claims, &FIRST)
}

fn at(claim: &str, seconds: i64, reason: VerifyError) -> Attack {
    let name = format!("{claim} {seconds:+} s");
    attack(name, written(claim, &(now() + seconds).to_string()), reason)
}

#[tokio::test]
async fn a_token_whose_time_is_over_is_refused() {
    all_are_refused([
        at("exp", 0, expired()),
        at("exp", -1, expired()),
        at("exp", -86_400, expired()),
        attack("exp 0", written("exp", "0"), expired()),
    ])
    .await;
}

#[tokio::test]
async fn a_token_from_the_future_is_refused() {
    all_are_refused([
        at("nbf", 60, not_yet_valid()),
        at("iat", 60, issued_in_future()),
        attack(
            "nbf at the end of time",
            written("nbf", "9223372036854775807"),
            not_yet_valid(),
        ),
        attack(
            "iat at the end of time",
            written("iat", "9223372036854775807"),
            issued_in_future(),
        ),
    ])
    .await;
}

#[tokio::test]
async fn what_is_not_a_time_in_whole_seconds_is_refused() {
    let far = [
        "9223372036854775808", // 2^63
        "18446744073709551615",
        "18446744073709551616", // 2^64
        "1e400",
        "1e18",
        "1e3",
        "4102444800.0",
        "4102444800.5",
        "-1",
        "-0",
        "-9223372036854775808",
        "\"4102444800\"",
        "[4102444800]",
        "{\"seconds\":4102444800}",
        "\"never\"",
        "true",
        "null",
    ];
    let attacks = ["exp", "nbf", "iat"].into_iter().flat_map(|claim| {
        far.map(|text| {
            let actual = match &text[..1] {
                "\"" => "text",
                "[" => "a list",
                "{" => "an object",
                "t" => "true or false",
                "n" => "null",
                _ => "another number",
            };
            let reason = VerifyError::ClaimType {
                claim,
                expected: "a time in seconds",
                actual,
            };
            attack(format!("{claim} {text}"), written(claim, text), reason)
        })
    });
    all_are_refused(attacks).await;
    let mut timeless = access_claims();
    timeless.as_object_mut().unwrap().remove("exp");
    let reason = VerifyError::MissingClaim { claim: "exp" };
    all_are_refused([attack("no exp", token_of(&timeless, &FIRST), reason)]).await;
}

#[tokio::test]
async fn clocks_may_be_apart_by_the_leeway_and_no_more() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let strict = verifier(&issuer).await;
    let lenient = strict.clone().leeway(Leeway {
        after_expiry: Duration::from_mins(1),
        before_issue: Duration::from_mins(2),
    });
    let refused = async |claim: &str, seconds: i64| {
        let token = written(claim, &(now() + seconds).to_string());
        let by = async |verifier: &backend::Verifier| {
            verifier.verify(&token).await.err().map(without_clock)
        };
        (by(&strict).await, by(&lenient).await)
    };
    // Time goes on while the test runs, so that nothing here depends on the very second except in the direction in which it goes.
    assert_eq!(refused("nbf", 5).await, (None, None));
    assert_eq!(refused("iat", 5).await, (None, None));
    assert_eq!(refused("nbf", 100).await, (Some(not_yet_valid()), None));
    assert_eq!(refused("iat", 100).await, (Some(issued_in_future()), None));
    assert_eq!(refused("exp", -1).await, (Some(expired()), None));
    assert_eq!(
        refused("exp", -60).await,
        (Some(expired()), Some(expired()))
    );
    let later = (Some(not_yet_valid()), Some(not_yet_valid()));
    assert_eq!(refused("nbf", 300).await, later);
}

#[tokio::test]
async fn a_token_need_not_say_since_when_it_counts() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    let mut claims = access_claims();
    claims.as_object_mut().unwrap().remove("iat");
    let admitted = verifier.verify(&token_of(&claims, &FIRST)).await.unwrap();
    assert_eq!(admitted.get::<Value>("iat"), None);
    claims["exp"] = json!(i64::MAX);
    let admitted = verifier.verify(&token_of(&claims, &FIRST)).await.unwrap();
    assert_eq!(admitted.expires_at, i64::MAX);
}
