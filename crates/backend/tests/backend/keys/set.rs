//! Which keys of a set count.

use backend::{KeySet, KeySetError};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::admits;
use crate::support::{Answer, FIRST, Issuer, SECOND, encode, verifier};

/// The second key with other members; `null` takes one away.
fn changed(members: Value) -> Value {
    let mut jwk = SECOND.jwk();
    let Value::Object(members) = members else {
        panic!("an object");
    };
    for (name, value) in members {
        match value {
            Value::Null => jwk.as_object_mut().unwrap().remove(&name),
            value => jwk.as_object_mut().unwrap().insert(name, value),
        };
    }
    jwk
}

/// Whether tokens of the second key are admitted when it stands in the set like this.
async fn counts(jwk: Value) -> bool {
    let issuer = Issuer::with_keys(&[]);
    issuer.answer(Answer::key_set(&[FIRST.jwk(), jwk]));
    let verifier = verifier(&issuer).await;
    assert!(
        admits(&verifier, &FIRST).await,
        "the other key counts in any case"
    );
    admits(&verifier, &SECOND).await
}

#[tokio::test]
async fn what_a_key_is_for_need_not_be_said() {
    for members in [
        json!({}),
        json!({ "alg": null }),
        json!({ "use": null }),
        json!({ "alg": null, "use": null }),
        json!({ "x5t": "AAAA", "key_ops": ["verify"], "other": { "a": [1] } }),
    ] {
        let jwk = changed(members);
        assert!(counts(jwk.clone()).await, "{jwk}");
    }
}

#[tokio::test]
async fn keys_for_something_else_are_passed_over() {
    for members in [
        json!({ "use": "enc" }),
        json!({ "use": "SIG" }),
        json!({ "use": ["sig"] }),
        json!({ "key_ops": ["encrypt"] }),
        json!({ "key_ops": [] }),
        json!({ "key_ops": "verify" }),
        json!({ "alg": "RS512" }),
        json!({ "alg": "RS384" }),
        json!({ "alg": "PS256" }),
        json!({ "alg": "RSA-OAEP" }),
        json!({ "alg": "none" }),
        json!({ "alg": 256 }),
        json!({ "kty": "EC" }),
        json!({ "kty": "oct", "k": "AAAA" }),
        json!({ "kty": "rsa" }),
        json!({ "kty": null }),
        json!({ "kid": null }),
        json!({ "kid": 1 }),
        json!({ "n": null }),
        json!({ "e": null }),
        json!({ "n": "" }),
        json!({ "e": "" }),
        json!({ "e": encode([1]) }),
        json!({ "e": encode([2]) }),
        json!({ "e": encode([0]) }),
        json!({ "n": "not base64url!" }),
        json!({ "n": STANDARD.encode(SECOND.modulus()) }),
        json!({ "n": 5 }),
    ] {
        let jwk = changed(members);
        assert!(!counts(jwk.clone()).await, "{jwk}");
    }
    for jwk in [json!(null), json!([]), json!("key"), json!({}), json!(7)] {
        assert!(!counts(jwk.clone()).await, "{jwk}");
    }
}

#[test]
fn short_and_endless_keys_are_passed_over() {
    let of_bytes = |length: usize| {
        let n = [vec![0xc1; length - 1], vec![1]].concat();
        let set = json!({ "keys": [changed(json!({ "n": encode(n) }))] });
        KeySet::parse(set.to_string().as_bytes())
    };
    for bits in [512, 1024, 2040, 16_384] {
        let set = of_bytes(bits / 8);
        assert!(matches!(set, Err(KeySetError::NoUsableKey)), "{bits} bits");
    }
    for bits in [2048, 3072, 4096, 8192] {
        assert_eq!(of_bytes(bits / 8).unwrap().len(), 1, "{bits} bits");
    }
}

#[tokio::test]
async fn zeros_in_front_of_a_keys_numbers_do_not_count() {
    let n = encode([&[0, 0], &SECOND.modulus()[..]].concat());
    let e = encode([0, 1, 0, 1]);
    let jwk = changed(json!({ "n": n, "e": e }));
    assert_eq!(URL_SAFE_NO_PAD.decode(e).unwrap().len(), 4);
    assert!(counts(jwk).await);
}
