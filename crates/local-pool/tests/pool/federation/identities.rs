//! Identities: one for each login.

use std::time::Duration;

use local_pool::Storage;
use serde_json::{Value, json};

use super::{
    DEFAULT, MISMATCH, PROVIDER, create, entered, id, local_name, refused, with_ann, with_logins,
};
use crate::support::{EMAIL, Pool, error};

const BOB: &str = "bob@example.com";

#[tokio::test]
async fn a_login_leads_to_the_same_identity_each_time_and_another_login_to_another() {
    let (pool, ann) = with_ann().await;
    let bob = json!({PROVIDER: entered(&pool, BOB).await});
    let first = id(&pool, DEFAULT, &ann).await;
    let text = first.as_str().unwrap();
    assert!(text.starts_with("us-east-1:") && text.len() == 46, "{text}");
    assert_eq!(id(&pool, DEFAULT, &ann).await, first);
    assert_ne!(id(&pool, DEFAULT, &bob).await, first);
    let later = json!({PROVIDER: pool.signed_in(EMAIL).await["IdToken"]});
    assert_eq!(id(&pool, DEFAULT, &later).await, first);
}

#[tokio::test]
async fn an_identity_lasts_when_the_server_starts_again() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(directory.path().to_owned());
    let before = Pool::with(storage.clone());
    let logins = json!({PROVIDER: entered(&before, EMAIL).await});
    let first = id(&before, DEFAULT, &logins).await;
    drop(before);
    let after = Pool::with(storage);
    assert_eq!(id(&after, DEFAULT, &logins).await, first);
}

#[tokio::test]
async fn each_identity_pool_has_identities_of_its_own() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({})).await;
    assert_ne!(id(&pool, DEFAULT, &ann).await, id(&pool, &own, &ann).await);
}

#[tokio::test]
async fn credentials_are_for_the_identity_of_the_login_alone() {
    let (pool, ann) = with_ann().await;
    let bob = json!({PROVIDER: entered(&pool, BOB).await});
    let (anns, bobs) = (
        id(&pool, DEFAULT, &ann).await,
        id(&pool, DEFAULT, &bob).await,
    );
    for operation in ["GetCredentialsForIdentity", "GetOpenIdToken"] {
        let own = pool.identity_ok(operation, with_logins(&anns, &ann)).await;
        assert_eq!(own["IdentityId"], anns);
        let refusal = pool
            .identity_refused(operation, with_logins(&anns, &bob))
            .await;
        assert_eq!(refusal, error("NotAuthorized", MISMATCH));
        let forbidden = format!(
            "Access to Identity '{}' is forbidden.",
            bobs.as_str().unwrap()
        );
        for none in [json!({"IdentityId": bobs}), with_logins(&bobs, &json!({}))] {
            let refusal = pool.identity_refused(operation, none).await;
            assert_eq!(refusal, error("NotAuthorized", &forbidden));
        }
    }
}

#[tokio::test]
async fn one_request_cannot_be_two_users() {
    let (pool, ann) = with_ann().await;
    let both = json!({PROVIDER: ann[PROVIDER], local_name(): entered(&pool, BOB).await});
    let conflict = error(
        "ResourceConflict",
        "Login is already linked to another account.",
    );
    assert_eq!(refused(&pool, DEFAULT, &both).await, conflict);
    let anns = id(&pool, DEFAULT, &ann).await;
    let refusal = pool
        .identity_refused("GetCredentialsForIdentity", with_logins(&anns, &both))
        .await;
    assert_eq!(refusal, conflict);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let pool = Pool::new();
    let unknown = "us-east-1:00000000-0000-4000-8000-000000000000";
    for (operation, member, what) in [
        ("GetId", "IdentityPoolId", "IdentityPool"),
        ("ListIdentities", "IdentityPoolId", "IdentityPool"),
        ("DeleteIdentityPool", "IdentityPoolId", "IdentityPool"),
        ("UpdateIdentityPool", "IdentityPoolId", "IdentityPool"),
        ("GetCredentialsForIdentity", "IdentityId", "Identity"),
        ("GetOpenIdToken", "IdentityId", "Identity"),
        ("DescribeIdentity", "IdentityId", "Identity"),
    ] {
        let mut request = json!({"MaxResults": 1, "IdentityPoolName": "x", "AllowUnauthenticatedIdentities": true});
        request[member] = json!(unknown);
        let refusal = pool.identity_refused(operation, request).await;
        let message = format!("{what} '{unknown}' not found.");
        assert_eq!(refusal, error("ResourceNotFound", &message), "{operation}");
    }
}

#[tokio::test]
async fn an_identity_is_described_with_the_providers_of_its_logins() {
    let (pool, ann) = with_ann().await;
    let identity = id(&pool, DEFAULT, &json!({local_name(): ann[PROVIDER]})).await;
    let described = pool
        .identity_ok("DescribeIdentity", json!({"IdentityId": identity}))
        .await;
    assert_eq!(
        described,
        json!({"IdentityId": identity, "Logins": [PROVIDER],
            "CreationDate": 1_795_000_000.0, "LastModifiedDate": 1_795_000_000.0})
    );
}

async fn listed(pool: &Pool, request: Value) -> (Vec<Value>, Value) {
    let page = pool.identity_ok("ListIdentities", request).await;
    let identities = page["Identities"].as_array().unwrap().iter();
    let ids = identities.map(|identity| identity["IdentityId"].clone());
    (ids.collect(), page["NextToken"].clone())
}

#[tokio::test]
async fn identities_are_listed_a_page_at_a_time_and_merged_ones_can_be_hidden() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({})).await;
    id(&pool, DEFAULT, &ann).await;
    let anns = id(&pool, &own, &ann).await;
    let guest = id(&pool, &own, &json!({})).await;
    pool.wait(Duration::from_secs(1));
    pool.identity_ok("GetCredentialsForIdentity", with_logins(&guest, &ann))
        .await;

    let request = json!({"IdentityPoolId": own, "MaxResults": 1});
    let (first, token) = listed(&pool, request.clone()).await;
    let mut next = request.clone();
    next["NextToken"] = token;
    let (second, end) = listed(&pool, next).await;
    assert_eq!(end, Value::Null);
    let mut all = [first, second].concat();
    all.sort_by_key(ToString::to_string);
    let mut expected = vec![anns.clone(), guest];
    expected.sort_by_key(ToString::to_string);
    assert_eq!(all, expected);

    let mut visible = request;
    visible["HideDisabled"] = json!(true);
    assert_eq!(listed(&pool, visible).await, (vec![anns], Value::Null));
}

#[tokio::test]
async fn identity_pools_are_listed_replaced_and_deleted_with_all_that_is_theirs() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({"DeveloperProviderName": "login.example"})).await;
    let identity = id(&pool, &own, &ann).await;
    let request = json!({"MaxResults": 60});
    let list = pool.identity_ok("ListIdentityPools", request.clone()).await;
    let summary = json!({"IdentityPoolId": own, "IdentityPoolName": "own"});
    assert!(list["IdentityPools"].as_array().unwrap().contains(&summary));
    assert_eq!(list["IdentityPools"].as_array().unwrap().len(), 2);

    let update = json!({"IdentityPoolId": own, "IdentityPoolName": "new", "AllowUnauthenticatedIdentities": false});
    let updated = pool.identity_ok("UpdateIdentityPool", update.clone()).await;
    let mut expected = update;
    expected["CognitoIdentityProviders"] = json!([]);
    assert_eq!(updated, expected);
    let named = json!({"IdentityPoolId": own});
    let described = pool
        .identity_ok("DescribeIdentityPool", named.clone())
        .await;
    assert_eq!(described, updated);

    pool.identity_ok("DeleteIdentityPool", named.clone()).await;
    for (operation, request) in [
        ("DescribeIdentityPool", named.clone()),
        ("GetIdentityPoolRoles", named),
        ("DescribeIdentity", json!({"IdentityId": identity})),
    ] {
        let (name, _) = pool.identity_refused(operation, request).await;
        assert_eq!(name, "ResourceNotFound", "{operation}");
    }
}

#[tokio::test]
async fn names_of_providers_that_cannot_be_are_refused() {
    let pool = Pool::new();
    for providers in [
        json!({"SupportedLoginProviders": {"a b": "1"}}),
        json!({"SupportedLoginProviders": {"graph.facebook.com": ""}}),
        json!({"CognitoIdentityProviders": [{"ProviderName": "a b", "ClientId": "c"}]}),
        json!({"CognitoIdentityProviders": [{"ProviderName": "p", "ClientId": "c c"}]}),
    ] {
        let mut request = json!({"IdentityPoolName": "x", "AllowUnauthenticatedIdentities": true});
        let own = providers.as_object().unwrap().clone();
        request.as_object_mut().unwrap().extend(own);
        let (name, _) = pool.identity_refused("CreateIdentityPool", request).await;
        assert_eq!(name, "InvalidParameter", "{providers}");
    }
}
