//! Tokens that say who an identity is.

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use super::{DEFAULT, GUEST_ROLE, PROVIDER, ROLE, create, id, with_ann, with_logins};
use crate::support::{CLIENT, claims, error};

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

#[tokio::test]
async fn an_identity_pool_that_maps_roles_has_no_such_tokens_and_gives_credentials_all_the_same() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({"AllowClassicFlow": true})).await;
    let identity = id(&pool, &own, &ann).await;
    let set = async |mappings: Value| {
        let roles = json!({"authenticated": ROLE, "unauthenticated": GUEST_ROLE});
        let request = json!({"IdentityPoolId": own, "Roles": roles, "RoleMappings": mappings});
        pool.identity_ok("SetIdentityPoolRoles", request).await;
    };
    let by_token = json!({"Type": "Token", "AmbiguousRoleResolution": "AuthenticatedRole"});
    set(json!({format!("{PROVIDER}:{CLIENT}"): by_token})).await;
    let guest = id(&pool, &own, &json!({})).await;
    for request in [
        with_logins(&identity, &ann),
        with_logins(&guest, &json!({})),
    ] {
        let refusal = pool.identity_refused(OPERATION, request.clone()).await;
        let words =
            "Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.";
        assert_eq!(refusal, error("InvalidParameter", words));
        pool.identity_ok("GetCredentialsForIdentity", request).await;
    }
    set(json!({})).await;
    pool.identity_ok(OPERATION, with_logins(&identity, &ann))
        .await;
}
