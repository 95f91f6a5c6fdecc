//! `RevokeToken` for clients with a secret, and clients whose tokens cannot be revoked

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, claims, error};

#[tokio::test]
async fn who_is_not_the_client_is_unauthorized() {
    let pool = Pool::new();
    let client = pool.client(json!({"GenerateSecret": true})).await;
    let (id, secret) = (&client["ClientId"], &client["ClientSecret"]);
    let unknown = json!({"ClientId": "nobody", "Token": "x"});
    let without = json!({"ClientId": id, "Token": "x"});
    let wrong = json!({"ClientId": id, "ClientSecret": "wrong", "Token": "x"});
    let public = json!({"ClientId": CLIENT, "ClientSecret": secret, "Token": "x"});
    for request in [unknown, without, wrong, public] {
        let (code, _) = pool.refused("RevokeToken", request.clone()).await;
        assert_eq!(code, "Unauthorized", "{request}");
    }
    let right = json!({"ClientId": id, "ClientSecret": secret, "Token": "x"});
    pool.ok("RevokeToken", right).await;
}

#[tokio::test]
async fn tokens_that_cannot_be_revoked_do_not_say_what_they_came_of_and_work_all_the_same() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = pool.client(json!({"EnableTokenRevocation": false})).await;
    let id = client["ClientId"].as_str().unwrap();
    let result = pool
        .ok("InitiateAuth", by_password(id, EMAIL, PASSWORD))
        .await["AuthenticationResult"]
        .clone();
    let refresh = json!({"ClientId": id, "RefreshToken": result["RefreshToken"]});
    let fresh = pool.ok("GetTokensFromRefreshToken", refresh).await["AuthenticationResult"].clone();
    let names = ["AccessToken", "IdToken"];
    let tokens: Vec<&Value> = [&result, &fresh]
        .into_iter()
        .flat_map(|result| names.map(|name| &result[name]))
        .collect();
    for token in tokens {
        for claim in ["origin_jti", "jti"] {
            assert!(claims(token).get(claim).is_none(), "{claim}");
        }
    }
    pool.ok("GetUser", json!({"AccessToken": fresh["AccessToken"]}))
        .await;
    let user = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminUserGlobalSignOut", user).await;
    for result in [&result, &fresh] {
        let get_user = json!({"AccessToken": result["AccessToken"]});
        assert_eq!(
            pool.refused("GetUser", get_user).await,
            error("NotAuthorized", "Access Token has been revoked")
        );
    }
}
