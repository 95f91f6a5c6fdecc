//! What lasts when the server stops and starts again.

use std::sync::Arc;

use local_pool::{AmplifyOutputs, App, Config, OpenError, Storage, SystemClock};
use serde_json::json;

use crate::support::{BASE, CLIENT, EMAIL, POOL, Pool};

#[tokio::test]
async fn users_sessions_keys_and_messages_last() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(directory.path().join("data"));
    let jwks = format!("/{POOL}/.well-known/jwks.json");
    let before = Pool::with(storage.clone());
    before.confirmed(EMAIL).await;
    let tokens = before.signed_in(EMAIL).await;
    let (key, messages) = (before.get(&jwks).await.json(), before.messages().await);
    drop(before);

    let after = Pool::with(storage);
    assert_eq!(after.get(&jwks).await.json(), key);
    assert_eq!(after.messages().await, messages);
    after
        .ok("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
        .await;
    after
        .ok(
            "GetTokensFromRefreshToken",
            json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]}),
        )
        .await;
    after.signed_in(EMAIL).await;
}

fn config(storage: &Storage, seed: &str) -> Config {
    Config {
        storage: storage.clone(),
        base_url: BASE.to_owned(),
        clock: Arc::new(SystemClock),
        seed: AmplifyOutputs::parse(seed).unwrap(),
    }
}

fn seed_with(attribute: &str) -> String {
    json!({
        "auth": {"aws_region": "us-east-1", "user_pool_id": POOL, "user_pool_client_id": CLIENT,
            "username_attributes": ["email"], "user_verification_types": ["email"]},
        "custom": {"attributes": [{"name": "email"}, {"name": attribute}]},
    })
    .to_string()
}

#[tokio::test]
async fn an_attribute_that_is_declared_later_is_added_to_the_pool() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(directory.path().to_owned());
    let sign_up = |email: &str, attribute: &str| {
        json!({"ClientId": CLIENT, "Username": email, "Password": "any-Passw0rd",
            "UserAttributes": [{"Name": attribute, "Value": "x"}]})
    };
    let before = Pool::open(config(&storage, &seed_with("custom:first")));
    before
        .ok("SignUp", sign_up("a@example.com", "custom:first"))
        .await;
    let (_, message) = before
        .refused("SignUp", sign_up("b@example.com", "custom:second"))
        .await;
    assert!(message.contains("{custom:second}"), "{message}");
    drop(before);

    let after = Pool::open(config(&storage, &seed_with("custom:second")));
    after
        .ok("SignUp", sign_up("b@example.com", "custom:second"))
        .await;
    after
        .ok("SignUp", sign_up("c@example.com", "custom:first"))
        .await;
    assert_eq!(
        after
            .refused("SignUp", sign_up("a@example.com", "custom:first"))
            .await
            .0,
        "UsernameExists"
    );
}

#[test]
fn a_database_in_use_is_said_to_be_in_use() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(directory.path().to_owned());
    let seed =
        json!({"auth": {"aws_region": "r", "user_pool_id": "r_P", "user_pool_client_id": "c"}})
            .to_string();
    let _first = App::open(config(&storage, &seed)).unwrap();
    let second = App::open(config(&storage, &seed));
    assert!(matches!(second, Err(OpenError::Locked(_))));
}

#[test]
fn a_configuration_without_a_pool_is_refused() {
    for text in ["", "{}", "{\"auth\": {}}", "[]"] {
        assert!(AmplifyOutputs::parse(text).is_err(), "{text}");
    }
}
