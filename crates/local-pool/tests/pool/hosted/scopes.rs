use serde_json::json;

use super::{request, tokens};
use crate::support::{EMAIL, Pool, claims, error, update};

#[tokio::test]
async fn the_id_token_tells_what_the_scopes_allow() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.ok("UpdateUserAttributes", update(&token, &[("name", "Ann")]))
        .await;
    for (scope, email, name) in [
        ("openid", true, true),
        ("openid email", true, false),
        ("openid profile", true, true),
        ("openid aws.cognito.signin.user.admin", true, true),
    ] {
        let tokens = tokens(&pool, &request(&[("scope", scope)])).await;
        let id = claims(&tokens["id_token"]);
        assert_eq!(id.get("email").is_some(), email, "{scope}");
        assert_eq!(id.get("name").is_some(), name, "{scope}");
        assert_eq!(claims(&tokens["access_token"])["scope"], scope);
    }
}

#[tokio::test]
async fn without_openid_there_is_no_id_token() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let scope = [("scope", "aws.cognito.signin.user.admin")];
    let tokens = tokens(&pool, &request(&scope)).await;
    assert!(tokens.get("id_token").is_none());
    assert!(tokens["refresh_token"].is_string());
    pool.ok("GetUser", json!({"AccessToken": tokens["access_token"]}))
        .await;
}

#[tokio::test]
async fn who_asks_for_no_scope_gets_all_that_the_client_may_have() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for scope in ["", " "] {
        let tokens = tokens(&pool, &request(&[("scope", scope)])).await;
        assert_eq!(
            claims(&tokens["access_token"])["scope"],
            "openid email profile aws.cognito.signin.user.admin"
        );
    }
}

#[tokio::test]
async fn operations_of_the_user_take_only_tokens_with_the_scope_for_them() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = tokens(&pool, &request(&[("scope", "openid email profile")])).await;
    let token = &tokens["access_token"];
    let refusal = error(
        "NotAuthorized",
        "Access Token does not have required scopes",
    );
    for (operation, request) in [
        ("GetUser", json!({"AccessToken": token})),
        ("UpdateUserAttributes", update(token, &[("name", "A")])),
        ("GlobalSignOut", json!({"AccessToken": token})),
        ("DeleteUser", json!({"AccessToken": token})),
    ] {
        assert_eq!(
            pool.refused(operation, request).await,
            refusal,
            "{operation}"
        );
    }
}
