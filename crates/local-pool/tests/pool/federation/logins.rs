//! Which tokens prove who somebody is.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{DEFAULT, PROVIDER, create, entered, id, local_name, provider_of, refused, with_ann};
use crate::support::{CLIENT, EMAIL, POOL, Pool, by_password, error};

const UNSUPPORTED: &str = "Token is not from a supported provider of this identity pool.";

fn invalid(reason: &str) -> (String, String) {
    error("NotAuthorized", &format!("Invalid login token. {reason}"))
}

fn unsupported() -> (String, String) {
    error("NotAuthorized", UNSUPPORTED)
}

#[tokio::test]
async fn the_provider_may_be_named_as_the_service_or_by_the_local_issuer() {
    let (pool, logins) = with_ann().await;
    let local = json!({local_name(): logins[PROVIDER]});
    assert_eq!(
        id(&pool, DEFAULT, &logins).await,
        id(&pool, DEFAULT, &local).await
    );
}

#[tokio::test]
async fn a_provider_that_the_identity_pool_does_not_list_is_refused() {
    let (pool, logins) = with_ann().await;
    let (other, _) = pool.create(json!({})).await;
    for name in [
        provider_of(&other),
        provider_of("us-east-1_Nowhere"),
        "cognito-idp.eu-west-1.amazonaws.com/us-east-1_Vestibule".to_owned(),
        format!("127.0.0.1:9230/{POOL}"),
        format!("http://127.0.0.1:9229/{POOL}"),
        POOL.to_owned(),
        "www.amazon.com".to_owned(),
    ] {
        let refusal = refused(&pool, DEFAULT, &json!({&name: logins[PROVIDER]})).await;
        assert_eq!(refusal, unsupported(), "{name}");
    }
}

#[tokio::test]
async fn a_token_for_another_client_is_refused_until_the_identity_pool_lists_it() {
    let (pool, _) = with_ann().await;
    let client = pool.client(json!({})).await["ClientId"].clone();
    let sign_in = by_password(client.as_str().unwrap(), EMAIL, "Passw0rd");
    let reply = pool.ok("InitiateAuth", sign_in).await;
    let logins = json!({PROVIDER: reply["AuthenticationResult"]["IdToken"]});
    assert_eq!(refused(&pool, DEFAULT, &logins).await, unsupported());
    let both = json!({"CognitoIdentityProviders": [
        {"ProviderName": PROVIDER, "ClientId": CLIENT},
        {"ProviderName": local_name(), "ClientId": client},
    ]});
    let both = create(&pool, both).await;
    id(&pool, &both, &logins).await;
}

#[tokio::test]
async fn a_token_of_another_pool_is_refused() {
    let (pool, _) = with_ann().await;
    let (other, client) = pool.create(json!({})).await;
    let admin = json!({"UserPoolId": other, "Username": "bob", "Password": "any-Passw0rd", "Permanent": true});
    let created = json!({"UserPoolId": other, "Username": "bob"});
    pool.ok("AdminCreateUser", created).await;
    pool.ok("AdminSetUserPassword", admin).await;
    let reply = pool
        .ok("InitiateAuth", by_password(&client, "bob", "any-Passw0rd"))
        .await;
    let token = &reply["AuthenticationResult"]["IdToken"];
    let refusal = refused(&pool, DEFAULT, &json!({PROVIDER: token})).await;
    assert_eq!(refusal, invalid("Issuer doesn't match providerName"));
}

#[tokio::test]
async fn an_access_token_is_refused() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let refusal = refused(&pool, DEFAULT, &json!({PROVIDER: tokens["AccessToken"]})).await;
    assert_eq!(refusal, invalid("Missing a required claim: aud"));
}

#[tokio::test]
async fn a_token_is_refused_from_the_second_at_which_it_expires() {
    let (pool, logins) = with_ann().await;
    pool.wait_nearly(Duration::from_hours(1));
    id(&pool, DEFAULT, &logins).await;
    pool.wait(Duration::from_millis(1));
    let expired = invalid("Token expired: 1795003600 >= 1795003600");
    assert_eq!(refused(&pool, DEFAULT, &logins).await, expired);
}

#[tokio::test]
async fn garbled_tokens_are_refused() {
    let (pool, _) = with_ann().await;
    for token in ["x", "a.b.c", "..", "{}", "eyJhbGciOiJSUzI1NiJ9.e30.AA"] {
        let (name, message) = refused(&pool, DEFAULT, &json!({PROVIDER: token})).await;
        assert_eq!(name, "NotAuthorized", "{token}");
        assert!(message.starts_with("Invalid login token. "), "{message}");
    }
    for bad in [json!(""), json!(5), json!({})] {
        let (name, _) = refused(&pool, DEFAULT, &json!({PROVIDER: bad})).await;
        assert_eq!(name, "InvalidParameter", "{bad}");
    }
}

/// The token with one of its JSON parts changed, and whatever signature.
fn tampered(token: &Value, part: usize, change: impl FnOnce(&mut Value), signature: &str) -> Value {
    let token = token.as_str().unwrap();
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let mut json = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&parts[part]).unwrap()).unwrap();
    change(&mut json);
    parts[part] = URL_SAFE_NO_PAD.encode(json.to_string());
    if signature != "same" {
        parts[2] = signature.to_owned();
    }
    json!(parts.join("."))
}

#[tokio::test]
async fn tampered_tokens_are_refused() {
    let (pool, logins) = with_ann().await;
    let token = &logins[PROVIDER];
    for forged in [
        tampered(token, 1, |claims| claims["sub"] = json!("x"), "same"),
        tampered(
            token,
            1,
            |claims| claims["exp"] = json!(9_999_999_999_i64),
            "same",
        ),
        tampered(token, 0, |header| header["kid"] = json!("other"), "same"),
        tampered(token, 0, |header| header["alg"] = json!("HS256"), "same"),
        tampered(token, 0, |header| header["alg"] = json!("none"), ""),
        tampered(token, 0, |header| header["alg"] = json!("RS512"), "same"),
        tampered(token, 1, |_| {}, "AAAA"),
    ] {
        let refusal = refused(&pool, DEFAULT, &json!({PROVIDER: forged})).await;
        assert_eq!(
            refusal,
            invalid("Couldn't verify signed token."),
            "{forged}"
        );
    }
}

#[tokio::test]
async fn one_bad_login_spoils_the_others() {
    let (pool, mut logins) = with_ann().await;
    logins["www.amazon.com"] = json!("x");
    assert_eq!(refused(&pool, DEFAULT, &logins).await, unsupported());
    let social = json!({"SupportedLoginProviders": {"www.amazon.com": "123"}});
    let social = create(&pool, social).await;
    let refusal = refused(&pool, &social, &logins).await;
    assert_eq!(refusal, invalid("The provider does not know the token."));
}

#[tokio::test]
async fn more_than_ten_logins_are_refused() {
    let pool = Pool::new();
    let names = (0..11).map(|index| (format!("p{index}"), json!("x")));
    let (name, message) = refused(&pool, DEFAULT, &names.collect()).await;
    assert_eq!(name, "InvalidParameter");
    assert!(message.contains("'logins'"), "{message}");
}

async fn checked(pool: &Pool) -> String {
    let provider =
        json!({"ProviderName": PROVIDER, "ClientId": CLIENT, "ServerSideTokenCheck": true});
    create(pool, json!({"CognitoIdentityProviders": [provider]})).await
}

#[tokio::test]
async fn with_the_server_side_check_the_user_must_still_be_signed_in() {
    let gone = invalid("The user is signed out, disabled or deleted.");
    let named = json!({"UserPoolId": POOL, "Username": EMAIL});
    for operation in [
        "AdminUserGlobalSignOut",
        "AdminDisableUser",
        "AdminDeleteUser",
    ] {
        let (pool, logins) = with_ann().await;
        let strict = checked(&pool).await;
        id(&pool, &strict, &logins).await;
        pool.ok(operation, named.clone()).await;
        assert_eq!(refused(&pool, &strict, &logins).await, gone, "{operation}");
        // Without the check, the token alone counts.
        id(&pool, DEFAULT, &logins).await;
    }
}

#[tokio::test]
async fn with_the_server_side_check_a_revoked_token_is_refused_and_a_later_one_is_taken() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let strict = checked(&pool).await;
    let tokens = pool.signed_in(EMAIL).await;
    let logins = json!({PROVIDER: tokens["IdToken"]});
    let request = json!({"ClientId": CLIENT, "Token": tokens["RefreshToken"]});
    pool.ok("RevokeToken", request).await;
    let (name, _) = refused(&pool, &strict, &logins).await;
    assert_eq!(name, "NotAuthorized");
    let later = pool.signed_in(EMAIL).await["IdToken"].clone();
    id(&pool, &strict, &json!({PROVIDER: later})).await;
}

#[tokio::test]
async fn a_user_who_takes_the_place_of_a_deleted_one_is_another() {
    let (pool, logins) = with_ann().await;
    let first = id(&pool, DEFAULT, &logins).await;
    let strict = checked(&pool).await;
    let named = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminDeleteUser", named).await;
    let later = json!({PROVIDER: entered(&pool, EMAIL).await});
    assert_ne!(id(&pool, DEFAULT, &later).await, first);
    assert_eq!(refused(&pool, &strict, &logins).await.0, "NotAuthorized");
}
