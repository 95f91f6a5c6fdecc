//! `DeleteUser`, and what remains of users who are gone or disabled

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, error};

const SECRET: &str = "Secret-1";

async fn get_user(pool: &Pool, token: &Value) -> (String, String) {
    pool.refused("GetUser", json!({"AccessToken": token})).await
}

#[tokio::test]
async fn a_deleted_user_is_gone_with_all_sessions() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (one, two) = (pool.signed_in(EMAIL).await, pool.signed_in(EMAIL).await);
    let request = json!({"AccessToken": one["AccessToken"]});
    assert_eq!(pool.ok("DeleteUser", request.clone()).await, json!({}));
    let unknown = error("UserNotFound", "User does not exist.");
    assert_eq!(pool.refused("DeleteUser", request.clone()).await, unknown);
    assert_eq!(
        pool.refused("GlobalSignOut", request).await,
        error("NotAuthorized", "Access Token has been revoked")
    );
    for tokens in [&one, &two] {
        assert_eq!(get_user(&pool, &tokens["AccessToken"]).await, unknown);
        let refresh = json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]});
        assert_eq!(
            pool.refused("GetTokensFromRefreshToken", refresh).await,
            error("NotAuthorized", "Invalid Refresh Token")
        );
    }
    let sign_in = by_password(CLIENT, EMAIL, PASSWORD);
    assert_eq!(
        pool.refused("InitiateAuth", sign_in).await,
        error("NotAuthorized", "Incorrect username or password.")
    );
}

#[tokio::test]
async fn the_email_of_a_deleted_user_is_free_again_and_old_tokens_do_not_reach_the_next_user() {
    let pool = Pool::new();
    let first = pool.confirmed(EMAIL).await;
    let token = pool.signed_in(EMAIL).await["AccessToken"].clone();
    pool.ok("DeleteUser", json!({"AccessToken": token})).await;
    let second = pool.confirmed(EMAIL).await;
    assert_ne!(first, second);
    pool.signed_in(EMAIL).await;
    assert_eq!(get_user(&pool, &token).await.0, "UserNotFound");
}

#[tokio::test]
async fn a_name_that_was_chosen_again_is_another_user() {
    let pool = Pool::new();
    let (pool_id, client) = pool.create(json!({})).await;
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let sign_up = json!({"ClientId": client, "Username": "ann", "Password": SECRET});
        pool.ok("SignUp", sign_up).await;
        let confirm = json!({"UserPoolId": pool_id, "Username": "ann"});
        pool.ok("AdminConfirmSignUp", confirm).await;
        let reply = pool
            .ok("InitiateAuth", by_password(&client, "ann", SECRET))
            .await;
        let token = reply["AuthenticationResult"]["AccessToken"].clone();
        if tokens.is_empty() {
            pool.ok("DeleteUser", json!({"AccessToken": token})).await;
        }
        tokens.push(token);
    }
    assert_eq!(get_user(&pool, &tokens[0]).await.0, "UserNotFound");
    let user = pool.ok("GetUser", json!({"AccessToken": tokens[1]})).await;
    assert_eq!(user["Username"], "ann");
}

#[tokio::test]
async fn a_disabled_user_can_neither_call_nor_recover() {
    let pool = Pool::new();
    let client = pool.client(json!({})).await["ClientId"].clone();
    let token = pool.entered(EMAIL).await;
    let forgot = |client: &Value| json!({"ClientId": client, "Username": EMAIL});
    pool.ok("ForgotPassword", forgot(&json!(CLIENT))).await;
    let code = pool.last_code(EMAIL).await;
    pool.ok(
        "AdminDisableUser",
        json!({"UserPoolId": POOL, "Username": EMAIL}),
    )
    .await;
    let disabled = error("NotAuthorized", "User is disabled.");
    let refusal = get_user(&pool, &token).await;
    assert_eq!(refusal.0, "NotAuthorized");
    assert_eq!(
        pool.refused("ForgotPassword", forgot(&client)).await,
        disabled
    );

    // A client that hides users treats this one as one who does not exist.
    let reset = json!({"ClientId": CLIENT, "Username": EMAIL, "ConfirmationCode": code, "Password": PASSWORD});
    let refusal = pool.refused("ConfirmForgotPassword", reset).await;
    assert_eq!(refusal.0, "CodeMismatch");
    let sent = pool.messages().await.len();
    let reply = pool.ok("ForgotPassword", forgot(&json!(CLIENT))).await;
    assert_eq!(reply["CodeDeliveryDetails"]["Destination"], "a***@e***");
    assert_eq!(pool.messages().await.len(), sent);
}
