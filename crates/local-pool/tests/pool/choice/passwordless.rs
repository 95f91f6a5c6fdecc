//! Users who have no password.

use serde_json::{Value, json};

use super::{answer, begin, choices, is_in, prefer};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, confirmation, error};

/// A request of `SignUp`.
fn sign_up(client: &str, password: Option<&str>) -> Value {
    let mut request = json!({"ClientId": client, "Username": EMAIL});
    if let Some(password) = password {
        request["Password"] = json!(password);
    }
    request
}

/// Ann, who signed up without a password.
async fn with_ann() -> Pool {
    let pool = Pool::new();
    pool.ok("SignUp", sign_up(CLIENT, None)).await;
    let code = pool.last_code(EMAIL).await;
    pool.ok("ConfirmSignUp", confirmation(EMAIL, &code)).await;
    pool
}

#[tokio::test]
async fn where_codes_sign_in_users_sign_up_without_a_password() {
    for password in [None, Some("")] {
        let pool = Pool::new();
        pool.ok("SignUp", sign_up(CLIENT, password)).await;
        let code = pool.last_code(EMAIL).await;
        pool.ok("ConfirmSignUp", confirmation(EMAIL, &code)).await;
        let asked = pool.initiate(prefer(EMAIL, "EMAIL_OTP")).await;
        let code = json!({"EMAIL_OTP_CODE": pool.last_code(EMAIL).await});
        assert!(is_in(&pool.respond(answer(&asked, EMAIL, code)).await));
    }
}

#[tokio::test]
async fn elsewhere_a_password_must_be_given() {
    let pool = Pool::new();
    let settings = json!({"UsernameAttributes": ["email"],
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}});
    let (_, client) = pool.create(settings).await;
    let told = "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null";
    for password in [None, Some("")] {
        let refusal = pool.refused("SignUp", sign_up(&client, password)).await;
        assert_eq!(refusal, error("InvalidParameter", told));
    }
}

#[tokio::test]
async fn who_has_no_password_is_not_asked_for_one_and_none_is_right() {
    let pool = with_ann().await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    assert_eq!(choices(&reply), ["EMAIL_OTP"]);
    for preferred in ["PASSWORD", "PASSWORD_SRP"] {
        let reply = pool.initiate(prefer(EMAIL, preferred)).await;
        assert_eq!(choices(&reply), ["EMAIL_OTP"]);
    }
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    let guess = by_password(CLIENT, EMAIL, PASSWORD);
    assert_eq!(pool.refused("InitiateAuth", guess).await, incorrect);

    let password =
        json!({"UserPoolId": POOL, "Username": EMAIL, "Password": PASSWORD, "Permanent": true});
    pool.ok("AdminSetUserPassword", password).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    let all = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"];
    assert_eq!(choices(&reply), all);
}
