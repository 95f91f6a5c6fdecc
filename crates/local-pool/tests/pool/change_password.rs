//! `ChangePassword`

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, SrpClient, by_password, error};

const NEW: &str = "Passw1rd";
const INCORRECT: &str = "Incorrect username or password.";

fn change(token: &Value, previous: &str, proposed: &str) -> Value {
    json!({"AccessToken": token, "PreviousPassword": previous, "ProposedPassword": proposed})
}

#[tokio::test]
async fn the_new_password_signs_in_and_the_old_one_does_not() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let request = change(&tokens["AccessToken"], PASSWORD, NEW);
    assert_eq!(pool.ok("ChangePassword", request).await, json!({}));
    for (password, operation_succeeds) in [(PASSWORD, false), (NEW, true)] {
        let plain = by_password(CLIENT, EMAIL, password);
        let reply = pool.call("InitiateAuth", plain).await;
        assert_eq!(reply.status.is_success(), operation_succeeds);
        let srp = SrpClient::new();
        let question = pool.ok("InitiateAuth", srp.begin(EMAIL)).await;
        let answer = srp.answer(&question, password);
        let reply = pool.call("RespondToAuthChallenge", answer).await;
        assert_eq!(reply.status.is_success(), operation_succeeds);
    }
    // Sessions go on.
    pool.ok("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
        .await;
    let refresh = json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]});
    pool.ok("GetTokensFromRefreshToken", refresh).await;
}

#[tokio::test]
async fn a_wrong_present_password_is_refused_and_counts_as_at_a_sign_in() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let wrong = change(&token, "Passw0rD", NEW);
    for _ in 0..5 {
        assert_eq!(
            pool.refused("ChangePassword", wrong.clone()).await,
            error("NotAuthorized", INCORRECT)
        );
    }
    let right = change(&token, PASSWORD, NEW);
    let exceeded = "Attempt limit exceeded, please try after some time.";
    assert_eq!(
        pool.refused("ChangePassword", right.clone()).await,
        error("LimitExceeded", exceeded)
    );
    let sign_in = by_password(CLIENT, EMAIL, PASSWORD);
    assert_eq!(
        pool.refused("InitiateAuth", sign_in).await,
        error("NotAuthorized", "Password attempts exceeded")
    );
    pool.wait(Duration::from_secs(1));
    pool.ok("ChangePassword", right).await;
}

#[tokio::test]
async fn the_policy_holds_for_the_new_password() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let rule = "Password did not conform with policy: Password must have uppercase characters";
    let refusal = pool
        .refused("ChangePassword", change(&token, PASSWORD, "passw0rd"))
        .await;
    assert_eq!(refusal, error("InvalidPassword", rule));
    pool.signed_in(EMAIL).await;
}

#[tokio::test]
async fn who_has_a_password_must_give_it() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let request = json!({"AccessToken": token, "ProposedPassword": NEW});
    let message = "Missing required parameter PreviousPassword";
    assert_eq!(
        pool.refused("ChangePassword", request).await,
        error("InvalidParameter", message)
    );
}

#[tokio::test]
async fn a_password_can_be_chosen_again_unless_the_pool_remembers_it() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.ok("ChangePassword", change(&token, PASSWORD, PASSWORD))
        .await;

    let policy = json!({"MinimumLength": 8, "PasswordHistorySize": 2});
    let settings = json!({"Policies": {"PasswordPolicy": policy}});
    let (pool_id, client) = pool.create(settings).await;
    let sign_up = json!({"ClientId": client, "Username": "ann", "Password": "Secret-1"});
    pool.ok("SignUp", sign_up).await;
    let confirm = json!({"UserPoolId": pool_id, "Username": "ann"});
    pool.ok("AdminConfirmSignUp", confirm).await;
    let reply = pool
        .ok("InitiateAuth", by_password(&client, "ann", "Secret-1"))
        .await;
    let token = &reply["AuthenticationResult"]["AccessToken"];
    let violation = error(
        "PasswordHistoryPolicyViolation",
        "Password has been used before, please choose another one.",
    );
    let refused = async |previous: &str, proposed: &str| {
        pool.refused("ChangePassword", change(token, previous, proposed))
            .await
    };
    assert_eq!(refused("Secret-1", "Secret-1").await, violation);
    pool.ok("ChangePassword", change(token, "Secret-1", "Secret-2"))
        .await;
    assert_eq!(refused("Secret-2", "Secret-1").await, violation);
    pool.ok("ChangePassword", change(token, "Secret-2", "Secret-3"))
        .await;
    assert_eq!(refused("Secret-3", "Secret-2").await, violation);
    pool.ok("ChangePassword", change(token, "Secret-3", "Secret-1"))
        .await;
}
