//! Guests: identities without a login.

use serde_json::{Value, json};

use super::{DEFAULT, MISMATCH, PROVIDER, create, entered, id, refused, with_ann, with_logins};
use crate::support::{Pool, error};

const CREDENTIALS: &str = "GetCredentialsForIdentity";

#[tokio::test]
async fn guests_are_refused_where_the_identity_pool_does_not_admit_them() {
    let pool = Pool::new();
    let words = "Unauthenticated access is not supported for this identity pool.";
    let refusal = refused(&pool, DEFAULT, &json!({})).await;
    assert_eq!(refusal, error("NotAuthorized", words));

    let own = create(&pool, json!({})).await;
    let guest = id(&pool, &own, &json!({})).await;
    let closed = json!({"IdentityPoolId": own, "IdentityPoolName": "own", "AllowUnauthenticatedIdentities": false});
    pool.identity_ok("UpdateIdentityPool", closed).await;
    for operation in [CREDENTIALS, "GetOpenIdToken"] {
        let refusal = pool
            .identity_refused(operation, json!({"IdentityId": guest}))
            .await;
        assert_eq!(refusal, error("NotAuthorized", words));
    }
}

#[tokio::test]
async fn each_guest_is_a_new_one() {
    let pool = Pool::new();
    let own = create(&pool, json!({})).await;
    let (one, two) = (
        id(&pool, &own, &json!({})).await,
        id(&pool, &own, &json!({})).await,
    );
    assert_ne!(one, two);
    let reply = pool
        .identity_ok(CREDENTIALS, json!({"IdentityId": one}))
        .await;
    assert_eq!(reply["IdentityId"], one);
}

async fn with_guest() -> (Pool, Value, String, Value) {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({})).await;
    let guest = id(&pool, &own, &json!({})).await;
    (pool, ann, own, guest)
}

#[tokio::test]
async fn a_guest_who_signs_in_for_the_first_time_keeps_the_identity() {
    let (pool, ann, own, guest) = with_guest().await;
    let reply = pool
        .identity_ok(CREDENTIALS, with_logins(&guest, &ann))
        .await;
    assert_eq!(reply["IdentityId"], guest);
    assert_eq!(id(&pool, &own, &ann).await, guest);
    // It is no guest's any more.
    let (name, message) = pool
        .identity_refused(CREDENTIALS, json!({"IdentityId": guest}))
        .await;
    assert_eq!(name, "NotAuthorized");
    assert!(message.ends_with("is forbidden."), "{message}");
    let bob = json!({PROVIDER: entered(&pool, "bob@example.com").await});
    let refusal = pool
        .identity_refused(CREDENTIALS, with_logins(&guest, &bob))
        .await;
    assert_eq!(refusal, error("NotAuthorized", MISMATCH));
}

#[tokio::test]
async fn a_guest_who_turns_out_to_have_an_identity_already_becomes_that_one() {
    let (pool, ann, own, guest) = with_guest().await;
    let anns = id(&pool, &own, &ann).await;
    for _ in 0..2 {
        let reply = pool
            .identity_ok(CREDENTIALS, with_logins(&guest, &ann))
            .await;
        assert_eq!(reply["IdentityId"], anns);
    }
    let refusal = pool
        .identity_refused(CREDENTIALS, json!({"IdentityId": guest}))
        .await;
    let words = format!(
        "Access to Identity '{}' is forbidden.",
        guest.as_str().unwrap()
    );
    assert_eq!(refusal, error("NotAuthorized", &words));
    let bob = json!({PROVIDER: entered(&pool, "bob@example.com").await});
    for _ in 0..2 {
        let refusal = pool
            .identity_refused(CREDENTIALS, with_logins(&guest, &bob))
            .await;
        assert_eq!(refusal, error("NotAuthorized", MISMATCH));
        id(&pool, &own, &bob).await;
    }
}

#[tokio::test]
async fn a_guest_who_shows_a_bad_token_stays_a_guest() {
    let (pool, _, _, guest) = with_guest().await;
    let (name, _) = pool
        .identity_refused(CREDENTIALS, with_logins(&guest, &json!({PROVIDER: "x"})))
        .await;
    assert_eq!(name, "NotAuthorized");
    pool.identity_ok(CREDENTIALS, json!({"IdentityId": guest}))
        .await;
}
