//! The tokens that an app gets from a provider itself.

use serde_json::{Value, json};

use super::federated_users::{ZOE, tokens};
use super::{Browser, Pairs, form, granted, refused};
use crate::support::{POOL, Pool, claims, header};

const DEFAULT: &str = "us-east-1:5e57b1e0-0000-4000-8000-000000000001";

async fn ask(pool: &Pool, provider: &str, email: &str) -> Value {
    let fields = vec![
        ("user_pool_id", POOL),
        ("provider", provider),
        ("email", email),
    ];
    granted(&form(pool, "/stand-in/token", &fields).await)
}

async fn id(pool: &Pool, provider: &str, token: &Value) -> Value {
    let request = json!({"IdentityPoolId": DEFAULT, "Logins": {provider: token}});
    pool.identity_ok("GetId", request).await["IdentityId"].clone()
}

#[tokio::test]
async fn googles_id_token_says_who_and_for_whom_and_verifies_with_its_published_key() {
    let pool = Pool::new();
    let reply = ask(&pool, "Google", ZOE).await;
    assert_eq!(reply["expires_in"], 3600);
    let id_token = claims(&reply["id_token"]);
    assert_eq!(id_token["iss"], "https://accounts.google.com");
    assert_eq!(id_token["aud"], "000000000000000");
    assert_eq!(id_token["email"], ZOE);
    let keys = pool.get("/accounts.google.com/.well-known/jwks.json").await;
    assert_eq!(
        keys.json()["keys"][0]["kid"],
        header(&reply["id_token"])["kid"]
    );

    let identity = id(&pool, "accounts.google.com", &reply["id_token"]).await;
    let again = ask(&pool, "Google", ZOE).await["id_token"].clone();
    assert_eq!(id(&pool, "accounts.google.com", &again).await, identity);
    let other = ask(&pool, "Google", "").await["id_token"].clone();
    assert_eq!(claims(&other)["email"], "user@example.com");
    assert_ne!(id(&pool, "accounts.google.com", &other).await, identity);
}

#[tokio::test]
async fn facebook_has_an_access_token_alone_for_the_account_that_its_page_knows() {
    let pool = Pool::new();
    let mapping = json!({"email": "email", "custom:agentName": "access_token"});
    let mapping =
        json!({"UserPoolId": POOL, "ProviderName": "Facebook", "AttributeMapping": mapping});
    pool.ok("UpdateIdentityProvider", mapping).await;
    let signed_in = tokens(&pool, &Browser::new(&pool), ZOE, "Zoe").await;
    let of_the_page = claims(&signed_in["id_token"])["custom:agentName"].clone();
    let reply = ask(&pool, "Facebook", ZOE).await;
    assert!(reply.get("id_token").is_none());
    let facebook = "graph.facebook.com";
    assert_eq!(
        id(&pool, facebook, &reply["access_token"]).await,
        id(&pool, facebook, &of_the_page).await
    );
}

#[tokio::test]
async fn what_a_stand_in_does_not_know_is_refused() {
    let pool = Pool::new();
    let google = [("user_pool_id", POOL), ("provider", "Google")];
    let longer = "n".repeat(257);
    for fields in [
        vec![],
        vec![("user_pool_id", POOL)],
        vec![("user_pool_id", POOL), ("provider", "Apple")],
        vec![
            ("user_pool_id", "us-east-1_Nothing"),
            ("provider", "Google"),
        ],
        [&google[..], &[("email", "zoe")]].concat(),
        [&google[..], &[("name", &longer)]].concat(),
    ] {
        let fields: Pairs<'_> = fields;
        let reply = form(&pool, "/stand-in/token", &fields).await;
        assert_eq!(refused(&reply), (400, "invalid_request".to_owned()));
    }
}
