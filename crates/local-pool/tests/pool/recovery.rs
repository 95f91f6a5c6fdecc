//! `ForgotPassword` and `AdminResetUserPassword`: who can recover an account, and where the code goes

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, error, update};

const NEW: &str = "Passw1rd";
const SECRET: &str = "Secret-1";
const NOBODY: &str = "zoe@nowhere.org";
const UNVERIFIED: &str =
    "Cannot reset password for the user as there is no registered/verified email or phone_number";

fn forgot(client: &str, username: &str) -> Value {
    json!({"ClientId": client, "Username": username})
}

fn reset(client: &str, username: &str, code: &str, password: &str) -> Value {
    json!({"ClientId": client, "Username": username, "ConfirmationCode": code, "Password": password})
}

async fn legacy_client(pool: &Pool) -> String {
    let client = pool.client(json!({})).await;
    client["ClientId"].as_str().unwrap().to_owned()
}

/// The code that a user asked for.
async fn code_for(pool: &Pool, email: &str) -> String {
    pool.ok("ForgotPassword", forgot(CLIENT, email)).await;
    pool.last_code(email).await
}

#[tokio::test]
async fn a_legacy_client_says_what_is_wrong() {
    let pool = Pool::new();
    let client = legacy_client(&pool).await;
    pool.sign_up(EMAIL).await;
    let unknown = error("UserNotFound", "Username/client id combination not found.");
    let unverified = error("InvalidParameter", UNVERIFIED);
    for (name, told) in [(NOBODY, unknown), (EMAIL, unverified)] {
        let refusal = pool.refused("ForgotPassword", forgot(&client, name)).await;
        assert_eq!(refusal, told);
        let request = reset(&client, name, "123456", NEW);
        assert_eq!(pool.refused("ConfirmForgotPassword", request).await, told);
    }
}

#[tokio::test]
async fn an_address_that_is_not_verified_any_more_gets_no_code() {
    let pool = Pool::new();
    let client = legacy_client(&pool).await;
    let token = pool.entered(EMAIL).await;
    let change = update(&token, &[("email", "anna@example.org")]);
    pool.ok("UpdateUserAttributes", change).await;
    let refusal = pool
        .refused("ForgotPassword", forgot(&client, "anna@example.org"))
        .await;
    assert_eq!(refusal, error("InvalidParameter", UNVERIFIED));
}

#[tokio::test]
async fn a_code_takes_the_way_that_the_pool_prefers() {
    let pool = Pool::new();
    let mechanisms = |first: &str, second: &str| json!({"RecoveryMechanisms": [{"Name": first, "Priority": 1}, {"Name": second, "Priority": 2}]});
    let (email, phone) = ("verified_email", "verified_phone_number");
    for (setting, attribute) in [
        (json!(null), "phone_number"),
        (mechanisms(phone, email), "phone_number"),
        (mechanisms(email, phone), "email"),
    ] {
        let settings = json!({"AutoVerifiedAttributes": ["email", "phone_number"],
            "AccountRecoverySetting": setting});
        let (_, client) = pool.create(settings).await;
        let sign_up = json!({"ClientId": client, "Username": "ann", "Password": SECRET, "UserAttributes": [
            {"Name": "email", "Value": EMAIL}, {"Name": "phone_number", "Value": "+14155552671"}]});
        pool.ok("SignUp", sign_up).await;
        let code = pool.last_code("+14155552671").await;
        let confirm = json!({"ClientId": client, "Username": "ann", "ConfirmationCode": code});
        pool.ok("ConfirmSignUp", confirm).await;
        let reply = pool
            .ok("InitiateAuth", by_password(&client, "ann", SECRET))
            .await;
        let token = &reply["AuthenticationResult"]["AccessToken"];
        let ask = json!({"AccessToken": token, "AttributeName": "email"});
        pool.ok("GetUserAttributeVerificationCode", ask).await;
        let code = pool.last_code(EMAIL).await;
        let verify = json!({"AccessToken": token, "AttributeName": "email", "Code": code});
        pool.ok("VerifyUserAttribute", verify).await;

        let reply = pool.ok("ForgotPassword", forgot(&client, "ann")).await;
        assert_eq!(reply["CodeDeliveryDetails"]["AttributeName"], attribute);
    }
}

#[tokio::test]
async fn where_only_administrators_recover_accounts_nobody_gets_a_code() {
    let pool = Pool::new();
    let mechanisms = json!({"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]});
    let (_, client) = pool
        .create(json!({"AccountRecoverySetting": mechanisms}))
        .await;
    let refusal = pool.refused("ForgotPassword", forgot(&client, "ann")).await;
    let message = "Contact administrator to reset password.";
    assert_eq!(refusal, error("NotAuthorized", message));
}

#[tokio::test]
async fn a_user_whom_an_administrator_reset_must_choose_a_new_password() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let request = json!({"UserPoolId": POOL, "Username": EMAIL});
    let reply = pool.ok("AdminResetUserPassword", request.clone()).await;
    assert_eq!(reply, json!({}));
    assert_eq!(pool.messages().await[0]["kind"], "forgot_password");

    let required = error(
        "PasswordResetRequired",
        "Password reset required for the user",
    );
    let sign_in = by_password(CLIENT, EMAIL, PASSWORD);
    assert_eq!(pool.refused("InitiateAuth", sign_in).await, required);
    let get_user = json!({"AccessToken": tokens["AccessToken"]});
    assert_eq!(pool.refused("GetUser", get_user.clone()).await, required);

    for (operation, request) in [
        (
            "GetTokensFromRefreshToken",
            json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]}),
        ),
        (
            "InitiateAuth",
            json!({"ClientId": CLIENT, "AuthFlow": "REFRESH_TOKEN_AUTH",
                "AuthParameters": {"REFRESH_TOKEN": tokens["RefreshToken"]}}),
        ),
    ] {
        assert_eq!(pool.refused(operation, request).await, required);
    }

    // Another code can be asked for.
    pool.ok("AdminResetUserPassword", request).await;
    let code = code_for(&pool, EMAIL).await;
    pool.ok("ConfirmForgotPassword", reset(CLIENT, EMAIL, &code, NEW))
        .await;
    pool.ok("InitiateAuth", by_password(CLIENT, EMAIL, NEW))
        .await;
    pool.ok("GetUser", get_user).await;
}

#[tokio::test]
async fn an_administrator_resets_nobody_who_is_unknown_or_unconfirmed() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let state = "User password cannot be reset in the current state.";
    for (name, told) in [
        (NOBODY, error("UserNotFound", "User does not exist.")),
        (EMAIL, error("NotAuthorized", state)),
    ] {
        let request = json!({"UserPoolId": POOL, "Username": name});
        let refusal = pool.refused("AdminResetUserPassword", request).await;
        assert_eq!(refusal, told);
    }
}
