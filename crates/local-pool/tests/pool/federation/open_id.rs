//! Tokens that say who an identity is.

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use super::{DEFAULT, PROVIDER, create, id, with_ann, with_logins};
use crate::support::{claims, error};

const OPERATION: &str = "GetOpenIdToken";
const NOW: i64 = 1_795_000_000;

#[tokio::test]
async fn the_token_of_a_user_names_identity_pool_and_login_for_ten_minutes() {
    let (pool, ann) = with_ann().await;
    let identity = id(&pool, DEFAULT, &ann).await;
    let reply = pool
        .identity_ok(OPERATION, with_logins(&identity, &ann))
        .await;
    assert_eq!(reply["IdentityId"], identity);
    let sub = claims(&ann[PROVIDER])["sub"].clone();
    let login = format!("{PROVIDER}:CognitoSignIn:{}", sub.as_str().unwrap());
    assert_eq!(
        claims(&reply["Token"]),
        json!({"iss": "https://cognito-identity.amazonaws.com", "aud": DEFAULT, "sub": identity,
            "amr": ["authenticated", PROVIDER, login], "iat": NOW, "exp": NOW + 600})
    );
}

#[tokio::test]
async fn the_token_of_a_guest_says_so_and_verifies_with_the_published_key() {
    let (pool, _) = with_ann().await;
    let own = create(&pool, json!({})).await;
    let identity = id(&pool, &own, &json!({})).await;
    let reply = pool
        .identity_ok(OPERATION, json!({"IdentityId": identity}))
        .await;
    let token = reply["Token"].as_str().unwrap();
    let keys = pool
        .get("/cognito-identity/.well-known/jwks.json")
        .await
        .json();
    let key = &keys["keys"][0];
    let part = |name: &str| key[name].as_str().unwrap().to_owned();
    let key = DecodingKey::from_rsa_components(&part("n"), &part("e")).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    validation.set_audience(&[&own]);
    let verified = jsonwebtoken::decode::<Value>(token, &key, &validation).unwrap();
    assert_eq!(verified.claims["amr"], json!(["unauthenticated"]));
}

#[tokio::test]
async fn an_identity_pool_can_do_without_such_tokens() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({"AllowClassicFlow": false})).await;
    let identity = id(&pool, &own, &ann).await;
    let refusal = pool
        .identity_refused(OPERATION, with_logins(&identity, &ann))
        .await;
    let words = "Basic (classic) flow is not enabled, please use enhanced flow.";
    assert_eq!(refusal, error("InvalidParameter", words));
}
