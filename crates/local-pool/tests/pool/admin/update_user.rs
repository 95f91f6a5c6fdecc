//! `AdminUpdateUserAttributes`

use serde_json::{Value, json};

use super::{ann, ann_with, look_up, value, with};
use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, by_password, error};

const NEW: &str = "new@example.com";

fn update(attributes: &[(&str, &str)]) -> Value {
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| json!({"Name": name, "Value": value}))
        .collect();
    ann_with(json!({"UserAttributes": attributes}))
}

#[tokio::test]
async fn attributes_change_and_tokens_tell_of_it() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.ok(
        "AdminUpdateUserAttributes",
        update(&[("custom:agentName", "007"), ("name", "Ann")]),
    )
    .await;
    let name = pool.attribute(&token, "custom:agentName").await;
    assert_eq!(name.as_deref(), Some("007"));
    pool.ok("AdminUpdateUserAttributes", update(&[("name", "")]))
        .await;
    assert_eq!(pool.attribute(&token, "name").await, None);
}

#[tokio::test]
async fn an_email_that_the_administrator_vouches_for_is_verified_at_once() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let sent = pool.messages().await.len();
    pool.ok(
        "AdminUpdateUserAttributes",
        update(&[("email", NEW), ("email_verified", "True")]),
    )
    .await;
    assert_eq!(pool.messages().await.len(), sent);
    let renamed = with(ann(), json!({"Username": NEW}));
    let user = pool.ok("AdminGetUser", renamed).await;
    assert_eq!(value(&user["UserAttributes"], "email"), Some(NEW));
    assert_eq!(
        value(&user["UserAttributes"], "email_verified"),
        Some("true")
    );
    pool.ok("InitiateAuth", by_password(CLIENT, NEW, PASSWORD))
        .await;
    assert_eq!(pool.refused("AdminGetUser", ann()).await.0, "UserNotFound");
}

#[tokio::test]
async fn an_email_that_nobody_vouches_for_is_unverified_and_gets_a_code() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.ok("AdminUpdateUserAttributes", update(&[("email", NEW)]))
        .await;
    let verified = pool.attribute(&token, "email_verified").await;
    assert_eq!(verified.as_deref(), Some("false"));
    let code = pool.last_code(NEW).await;
    let verify = json!({"AccessToken": token, "AttributeName": "email", "Code": code});
    pool.ok("VerifyUserAttribute", verify).await;
    let verified = pool.attribute(&token, "email_verified").await;
    assert_eq!(verified.as_deref(), Some("true"));
}

#[tokio::test]
async fn an_alias_works_while_the_administrator_vouches_for_it() {
    let pool = Pool::new();
    let (pool_id, client) = pool.create(json!({"AliasAttributes": ["email"]})).await;
    let bob = json!({"UserPoolId": pool_id, "Username": "bob"});
    let attributes = json!([{"Name": "email", "Value": EMAIL}]);
    let create = with(
        bob.clone(),
        json!({"TemporaryPassword": "Temp0rary!", "UserAttributes": attributes}),
    );
    pool.ok("AdminCreateUser", create).await;
    let sign_in = by_password(&client, EMAIL, "Temp0rary!");
    for (vouched, works) in [("true", true), ("false", false), ("true", true)] {
        let attributes = json!([{"Name": "email_verified", "Value": vouched}]);
        let update = with(bob.clone(), json!({"UserAttributes": attributes}));
        pool.ok("AdminUpdateUserAttributes", update).await;
        let reply = pool.call("InitiateAuth", sign_in.clone()).await;
        assert_eq!(reply.status.is_success(), works);
    }
}

#[tokio::test]
async fn what_the_schema_forbids_is_refused_and_changes_nothing() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.confirmed("bob@example.com").await;
    let before = look_up(&pool).await;
    for attributes in [
        [("sub", "me")].as_slice(),
        &[("name", "Ann"), ("shoe", "42")],
        &[("name", "Ann"), ("email", "nonsense")],
        &[
            ("name", "Ann"),
            ("email", "nonsense"),
            ("email_verified", "true"),
        ],
        &[("phone_number_verified", "true")],
        &[("email_verified", "maybe")],
    ] {
        let refusal = pool
            .refused("AdminUpdateUserAttributes", update(attributes))
            .await;
        assert_eq!(refusal.0, "InvalidParameter", "{attributes:?}");
    }
    for marks in [[].as_slice(), &[("email_verified", "true")]] {
        let attributes = [&[("email", "bob@example.com")], marks].concat();
        let refusal = pool
            .refused("AdminUpdateUserAttributes", update(&attributes))
            .await;
        let message = "An account with the email already exists.";
        assert_eq!(refusal, error("AliasExists", message));
    }
    assert_eq!(look_up(&pool).await, before);
}
