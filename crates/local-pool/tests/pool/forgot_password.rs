//! `ForgotPassword`, `ConfirmForgotPassword` and `AdminResetUserPassword`

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, error, other_than, update};

const NEW: &str = "Passw1rd";
const SECRET: &str = "Secret-1";
const NOBODY: &str = "zoe@nowhere.org";
const EXPIRED: &str = "Invalid code provided, please request a code again.";
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
async fn a_code_sets_a_new_password_and_sessions_go_on() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let reply = pool.ok("ForgotPassword", forgot(CLIENT, EMAIL)).await;
    let details =
        json!({"Destination": "a***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"});
    assert_eq!(reply, json!({"CodeDeliveryDetails": details}));
    assert_eq!(pool.messages().await[0]["kind"], "forgot_password");
    // Until then the old one is good: anybody may ask for a code.
    pool.signed_in(EMAIL).await;

    let code = pool.last_code(EMAIL).await;
    let request = reset(CLIENT, "Ann@Example.com", &code, NEW);
    assert_eq!(pool.ok("ConfirmForgotPassword", request).await, json!({}));
    pool.ok("InitiateAuth", by_password(CLIENT, EMAIL, NEW))
        .await;
    let old = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    assert_eq!(
        old,
        error("NotAuthorized", "Incorrect username or password.")
    );
    pool.ok("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
        .await;
    let refresh = json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]});
    pool.ok("GetTokensFromRefreshToken", refresh).await;
}

#[tokio::test]
async fn a_code_works_once_and_for_an_hour() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let code = code_for(&pool, EMAIL).await;
    pool.wait(Duration::from_millis(3_599_999));
    let request = reset(CLIENT, EMAIL, &code, NEW);
    pool.ok("ConfirmForgotPassword", request.clone()).await;
    let expired = error("ExpiredCode", EXPIRED);
    let again = pool.refused("ConfirmForgotPassword", request).await;
    assert_eq!(again, expired);

    let code = code_for(&pool, EMAIL).await;
    pool.wait(Duration::from_hours(1));
    let late = reset(CLIENT, EMAIL, &code, PASSWORD);
    assert_eq!(pool.refused("ConfirmForgotPassword", late).await, expired);
}

#[tokio::test]
async fn a_password_that_breaks_the_policy_does_not_use_the_code_up() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let code = code_for(&pool, EMAIL).await;
    let rule = "Password did not conform with policy: Password not long enough";
    for _ in 0..6 {
        let weak = reset(CLIENT, EMAIL, &code, "Pass1");
        assert_eq!(
            pool.refused("ConfirmForgotPassword", weak).await,
            error("InvalidPassword", rule)
        );
    }
    pool.ok("ConfirmForgotPassword", reset(CLIENT, EMAIL, &code, NEW))
        .await;
}

#[tokio::test]
async fn a_password_that_the_pool_remembers_does_not_use_the_code_up() {
    let pool = Pool::new();
    let policy = json!({"MinimumLength": 8, "PasswordHistorySize": 1});
    let settings = json!({"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"],
        "Policies": {"PasswordPolicy": policy}});
    let (_, client) = pool.create(settings).await;
    let sign_up = json!({"ClientId": client, "Username": EMAIL, "Password": PASSWORD});
    pool.ok("SignUp", sign_up).await;
    let code = pool.last_code(EMAIL).await;
    let confirm = json!({"ClientId": client, "Username": EMAIL, "ConfirmationCode": code});
    pool.ok("ConfirmSignUp", confirm).await;
    pool.ok("ForgotPassword", forgot(&client, EMAIL)).await;
    let code = pool.last_code(EMAIL).await;
    let same = reset(&client, EMAIL, &code, PASSWORD);
    let refusal = pool.refused("ConfirmForgotPassword", same).await;
    assert_eq!(refusal.0, "PasswordHistoryPolicyViolation");
    pool.ok("ConfirmForgotPassword", reset(&client, EMAIL, &code, NEW))
        .await;
}

#[tokio::test]
async fn wrong_codes_end_after_five_tries_for_those_as_well_who_do_not_exist() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.sign_up("bob@example.com").await;
    let code = code_for(&pool, EMAIL).await;
    let wrong = other_than(&code);
    let mismatch = error(
        "CodeMismatch",
        "Invalid verification code provided, please try again.",
    );
    let too_many = error(
        "TooManyFailedAttempts",
        "Too many failed attempts, please request a code again.",
    );
    for name in [EMAIL, "bob@example.com", NOBODY, "Zoe@Nowhere.org"] {
        if name != EMAIL {
            pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        }
        for told in [
            &mismatch, &mismatch, &mismatch, &mismatch, &too_many, &too_many,
        ] {
            let guess = reset(CLIENT, name, &wrong, NEW);
            let refusal = pool.refused("ConfirmForgotPassword", guess).await;
            assert_eq!(&refusal, told, "{name}");
        }
    }
    let right = reset(CLIENT, EMAIL, &code, NEW);
    assert_eq!(pool.refused("ConfirmForgotPassword", right).await, too_many);
    let code = code_for(&pool, EMAIL).await;
    pool.ok("ConfirmForgotPassword", reset(CLIENT, EMAIL, &code, NEW))
        .await;
}

#[tokio::test]
async fn without_a_request_every_code_is_expired_whether_or_not_the_user_exists() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for name in [EMAIL, NOBODY] {
        let request = reset(CLIENT, name, "123456", NEW);
        let refusal = pool.refused("ConfirmForgotPassword", request).await;
        assert_eq!(refusal, error("ExpiredCode", EXPIRED));
    }
}

#[tokio::test]
async fn a_client_that_hides_users_tells_where_a_code_would_have_gone() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let sent = pool.messages().await.len();
    for (name, destination) in [(NOBODY, "z***@n***"), (EMAIL, "a***@e***")] {
        let reply = pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        assert_eq!(reply["CodeDeliveryDetails"]["Destination"], destination);
    }
    let first = pool.ok("ForgotPassword", forgot(CLIENT, "zoe")).await;
    let again = pool.ok("ForgotPassword", forgot(CLIENT, "Zoe")).await;
    assert_eq!(first, again);
    assert_eq!(pool.messages().await.len(), sent);
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
    let token = pool.entered(EMAIL).await;
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
    let get_user = json!({"AccessToken": token});
    assert_eq!(pool.refused("GetUser", get_user.clone()).await, required);

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

#[tokio::test]
async fn twenty_codes_in_an_hour_are_enough_for_those_as_well_who_do_not_exist() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let exceeded = error(
        "LimitExceeded",
        "Attempt limit exceeded, please try after some time.",
    );
    for name in [EMAIL, NOBODY] {
        pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        pool.wait(Duration::from_mins(30));
        for _ in 0..19 {
            pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        }
        let request = forgot(CLIENT, name);
        let refusal = pool.refused("ForgotPassword", request.clone()).await;
        assert_eq!(refusal, exceeded, "{name}");
        // One of the twenty is an hour old by now.
        pool.wait(Duration::from_mins(30));
        pool.ok("ForgotPassword", request.clone()).await;
        assert_eq!(pool.refused("ForgotPassword", request).await, exceeded);
    }
}
