//! A passkey that is used.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Change, answer, completion, options};
use crate::support::{
    BACKED_UP, CLIENT, EMAIL, Pool, SecurityKey, USED, USER_PRESENT, USER_VERIFIED, claims, error,
};

const RESPOND: &str = "RespondToAuthChallenge";
const BOB: &str = "bob@example.com";

fn incorrect() -> (String, String) {
    error("NotAuthorized", "Incorrect username or password.")
}

/// A pool with Ann, who has that key, and her access token.
async fn ann_with(key: &SecurityKey) -> (Pool, Value) {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.register(&token, key).await;
    (pool, token)
}

/// Signs in with the key.
async fn sign_in(pool: &Pool, key: &mut SecurityKey) -> Value {
    let challenge = pool.asked_for_passkey(EMAIL).await;
    let credential = key.get(&options(&challenge));
    let reply = pool.ok(RESPOND, answer(&challenge, &credential)).await;
    reply["AuthenticationResult"]["AccessToken"].clone()
}

/// Tries to sign in with the key, and must not succeed.
async fn is_refused(pool: &Pool, key: &mut SecurityKey) {
    let challenge = pool.asked_for_passkey(EMAIL).await;
    let credential = key.get(&options(&challenge));
    let request = answer(&challenge, &credential);
    assert_eq!(pool.refused(RESPOND, request.clone()).await, incorrect());
    let used = error("NotAuthorized", USED);
    assert_eq!(pool.refused(RESPOND, request).await, used);
}

#[tokio::test]
async fn a_passkey_signs_in_again_and_again() {
    for mut key in [SecurityKey::es256(), SecurityKey::rs256()] {
        let (pool, token) = ann_with(&key).await;
        let sub = claims(&token)["sub"].clone();
        for handle in [None, Some(sub.as_str().unwrap())] {
            key.user_handle = handle.map(|sub| URL_SAFE_NO_PAD.encode(sub));
            let token = sign_in(&pool, &mut key).await;
            assert_eq!(claims(&token)["sub"], sub);
        }
    }
}

#[tokio::test]
async fn the_challenge_names_the_users_passkeys_and_is_another_one_each_time() {
    let key = SecurityKey::es256();
    let (pool, token) = ann_with(&key).await;
    let second = SecurityKey::es256();
    pool.wait(std::time::Duration::from_secs(1));
    let made = pool.creation_options(&token).await;
    let mut made = second.create(&made);
    made["response"]["transports"] = json!([]);
    pool.ok("CompleteWebAuthnRegistration", completion(&token, &made))
        .await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let mut options = options(&pool.asked_for_passkey(EMAIL).await);
        let challenge = options["challenge"].take();
        let bytes = URL_SAFE_NO_PAD.decode(challenge.as_str().unwrap()).unwrap();
        assert_eq!(bytes.len(), 32);
        assert!(!seen.contains(&challenge));
        seen.push(challenge);
        let allowed = json!([
            {"type": "public-key", "id": key.id(), "transports": ["internal", "hybrid"]},
            {"type": "public-key", "id": second.id(), "transports": []},
        ]);
        assert_eq!(
            options,
            json!({"challenge": null, "timeout": 180_000, "rpId": "localhost",
                "allowCredentials": allowed, "userVerification": "preferred"})
        );
    }
}

#[tokio::test]
async fn a_passkey_can_be_chosen_and_is_among_the_users_factors() {
    let mut key = SecurityKey::es256();
    let (pool, token) = ann_with(&key).await;
    let factors = pool
        .ok("GetUserAuthFactors", json!({"AccessToken": token}))
        .await;
    let all = json!(["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"]);
    assert_eq!(factors["ConfiguredUserAuthFactors"], all);

    let begin =
        json!({"ClientId": CLIENT, "AuthFlow": "USER_AUTH", "AuthParameters": {"USERNAME": EMAIL}});
    let choice = pool.ok("InitiateAuth", begin).await;
    let choices = json!(["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN", "EMAIL_OTP"]);
    assert_eq!(choice["AvailableChallenges"], choices);
    let chosen = json!({"ClientId": CLIENT, "ChallengeName": "SELECT_CHALLENGE", "Session": choice["Session"],
        "ChallengeResponses": {"USERNAME": EMAIL, "ANSWER": "WEB_AUTHN"}});
    let challenge = pool.ok(RESPOND, chosen).await;
    let credential = key.get(&options(&challenge));
    let reply = pool.ok(RESPOND, answer(&challenge, &credential)).await;
    assert!(reply["AuthenticationResult"]["AccessToken"].is_string());
}

#[tokio::test]
async fn a_passkey_that_does_anything_wrong_does_not_sign_in() {
    let changes: [Change; 12] = [
        |key| key.kind = Some("webauthn.create"),
        |key| key.challenge = Some("AAAA".to_owned()),
        |key| key.origin = "https://example.com".to_owned(),
        |key| key.origin = "https://localhost.example.com".to_owned(),
        |key| key.origin = "http://127.0.0.1:8080".to_owned(),
        |key| key.is_embedded = true,
        |key| key.relying_party = Some("example.com"),
        |key| key.flags = USER_VERIFIED,
        |key| key.flags |= BACKED_UP,
        |key| key.is_forging = true,
        |key| key.user_handle = Some("AAAA".to_owned()),
        |key| key.trailer = vec![0],
    ];
    for new in [SecurityKey::es256, SecurityKey::rs256] {
        let mut key = new();
        let (pool, _) = ann_with(&key).await;
        for change in changes {
            let mut wrong = key;
            let before = (wrong.origin.clone(), wrong.flags);
            change(&mut wrong);
            is_refused(&pool, &mut wrong).await;
            (wrong.origin, wrong.flags) = before;
            wrong.kind = None;
            wrong.challenge = None;
            wrong.relying_party = None;
            wrong.user_handle = None;
            wrong.is_embedded = false;
            wrong.is_forging = false;
            wrong.trailer = Vec::new();
            key = wrong;
            sign_in(&pool, &mut key).await;
        }
    }
}

#[tokio::test]
async fn a_counter_that_does_not_go_forward_betrays_a_copy() {
    let mut key = SecurityKey::es256();
    let (pool, _) = ann_with(&key).await;
    sign_in(&pool, &mut key).await;
    let last = key.counter;
    // `get` counts one further.
    for copied in [last - 1, last - 2] {
        key.counter = copied;
        is_refused(&pool, &mut key).await;
    }
    key.counter = 0;
    is_refused(&pool, &mut key).await;
    key.counter = last + 10;
    sign_in(&pool, &mut key).await;
}

#[tokio::test]
async fn an_authenticator_that_does_not_count_signs_in_all_the_same() {
    let mut key = SecurityKey::es256();
    key.counter = 0;
    let (pool, _) = ann_with(&key).await;
    for _ in 0..2 {
        sign_in(&pool, &mut key).await;
    }
}

#[tokio::test]
async fn an_answer_is_good_once_and_for_its_own_challenge() {
    let mut key = SecurityKey::es256();
    let (pool, _) = ann_with(&key).await;
    let first = pool.asked_for_passkey(EMAIL).await;
    let second = pool.asked_for_passkey(EMAIL).await;
    let credential = key.get(&options(&first));
    let refusal = pool.refused(RESPOND, answer(&second, &credential)).await;
    assert_eq!(refusal, incorrect());
    pool.ok(RESPOND, answer(&first, &credential)).await;
    let refusal = pool.refused(RESPOND, answer(&first, &credential)).await;
    assert_eq!(refusal, error("NotAuthorized", USED));
}

#[tokio::test]
async fn nobody_signs_in_with_a_passkey_of_somebody_else_or_one_that_is_gone() {
    let mut key = SecurityKey::es256();
    let (pool, token) = ann_with(&key).await;
    let mut bobs = SecurityKey::es256();
    let bob = pool.entered(BOB).await;
    pool.register(&bob, &bobs).await;
    is_refused(&pool, &mut bobs).await;

    // A passkey of Bob that pretends to be Ann's.
    let own = std::mem::replace(&mut bobs.id, key.id.clone());
    is_refused(&pool, &mut bobs).await;
    bobs.id = own;

    let challenge = pool.asked_for_passkey(EMAIL).await;
    let delete = json!({"AccessToken": token, "CredentialId": key.id()});
    pool.ok("DeleteWebAuthnCredential", delete).await;
    let credential = key.get(&options(&challenge));
    let refusal = pool.refused(RESPOND, answer(&challenge, &credential)).await;
    assert_eq!(refusal, incorrect());
    let reply = pool.asked_for_passkey(EMAIL).await;
    assert_eq!(reply["ChallengeName"], "SELECT_CHALLENGE");
}

#[tokio::test]
async fn what_is_no_credential_is_refused_and_may_be_tried_again() {
    let mut key = SecurityKey::es256();
    let (pool, _) = ann_with(&key).await;
    let challenge = pool.asked_for_passkey(EMAIL).await;
    let good = key.get(&options(&challenge));
    for bad in ["", "{}", "null", "[]", &good[1..]] {
        let (told, _) = pool.refused(RESPOND, answer(&challenge, bad)).await;
        assert_eq!(told, "InvalidParameter", "{bad}");
    }
    pool.ok(RESPOND, answer(&challenge, &good)).await;
}

#[tokio::test]
async fn where_users_must_be_verified_a_touch_is_not_enough() {
    let mut key = SecurityKey::es256();
    key.flags = USER_PRESENT;
    let (pool, _) = ann_with(&key).await;
    sign_in(&pool, &mut key).await;
    let required = json!({"RelyingPartyId": "localhost", "UserVerification": "required"});
    pool.taking_passkeys(required).await;
    let asked = options(&pool.asked_for_passkey(EMAIL).await);
    assert_eq!(asked["userVerification"], "required");
    is_refused(&pool, &mut key).await;
    key.flags |= USER_VERIFIED;
    sign_in(&pool, &mut key).await;
}

#[tokio::test]
async fn passkeys_of_another_host_are_not_asked_for() {
    let key = SecurityKey::es256();
    let (pool, _) = ann_with(&key).await;
    pool.taking_passkeys(json!({"RelyingPartyId": "example.com"}))
        .await;
    let reply = pool.asked_for_passkey(EMAIL).await;
    assert_eq!(reply["ChallengeName"], "SELECT_CHALLENGE");
}
