//! Setting up an authenticator app while signed in.

use serde_json::{Value, json};

use super::{NEXT_CODE, answer, begin, configure, is_in, optional, prefer, refused};
use crate::support::{Authenticator, EMAIL, POOL, Pool, error, other_than};

async fn associate(pool: &Pool, token: &Value) -> Authenticator {
    let request = json!({"AccessToken": token});
    let reply = pool.ok("AssociateSoftwareToken", request).await;
    assert!(reply.get("Session").is_none());
    Authenticator::with(&reply["SecretCode"])
}

fn verification(token: &Value, code: &str) -> Value {
    json!({"AccessToken": token, "UserCode": code, "FriendlyDeviceName": "My phone"})
}

#[tokio::test]
async fn the_right_code_sets_up_an_app_which_is_asked_once_it_is_turned_on() {
    let (pool, token) = optional().await;
    let app = associate(&pool, &token).await;
    let request = verification(&token, &app.code(pool.seconds()));
    let reply = pool.ok("VerifySoftwareToken", request).await;
    assert_eq!(reply, json!({"Status": "SUCCESS"}));
    assert!(is_in(&pool, &begin(&pool).await).await);

    prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, false)]).await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "SOFTWARE_TOKEN_MFA");
    let parameters = &challenge["ChallengeParameters"];
    assert_eq!(parameters["FRIENDLY_DEVICE_NAME"], "My phone");
}

#[tokio::test]
async fn a_wrong_code_sets_nothing_up_and_a_better_one_can_follow() {
    let (pool, token) = optional().await;
    let app = associate(&pool, &token).await;
    let code = app.code(pool.seconds());
    let wrong = verification(&token, &other_than(&code));
    let refusal = pool.refused("VerifySoftwareToken", wrong).await;
    assert_eq!(refusal, error("EnableSoftwareTokenMFA", "Code mismatch"));
    let turn_on = json!({"AccessToken": token, "SoftwareTokenMfaSettings": {"Enabled": true}});
    let refusal = pool.refused("SetUserMFAPreference", turn_on).await;
    let message = "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA";
    assert_eq!(refusal, error("InvalidParameter", message));
    pool.ok("VerifySoftwareToken", verification(&token, &code))
        .await;
}

#[tokio::test]
async fn the_clocks_may_differ_by_one_step() {
    for (code_of, is_taken) in [
        (-60, false),
        (-30, true),
        (0, true),
        (30, true),
        (60, false),
    ] {
        let (pool, token) = optional().await;
        let app = associate(&pool, &token).await;
        let code = app.code(pool.seconds().checked_add_signed(code_of).unwrap());
        let request = verification(&token, &code);
        let reply = pool.call("VerifySoftwareToken", request).await;
        assert_eq!(reply.status.is_success(), is_taken, "{code_of} s");
    }
}

#[tokio::test]
async fn another_association_takes_the_place_of_one_that_was_not_verified() {
    let (pool, token) = optional().await;
    let first = associate(&pool, &token).await;
    let second = associate(&pool, &token).await;
    let now = pool.seconds();
    assert_ne!(first.code(now), second.code(now));
    let old = verification(&token, &first.code(now));
    let refusal = pool.refused("VerifySoftwareToken", old).await;
    assert_eq!(refusal.0, "EnableSoftwareTokenMFA");
    pool.ok(
        "VerifySoftwareToken",
        verification(&token, &second.code(now)),
    )
    .await;
}

#[tokio::test]
async fn an_app_works_until_the_next_one_is_verified() {
    let (pool, token) = optional().await;
    let first = super::set_up(&pool, &token).await;
    prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, true)]).await;
    let second = associate(&pool, &token).await;

    let challenge = begin(&pool).await;
    let by = |app: &Authenticator, challenge: &Value| {
        answer(
            challenge,
            "SOFTWARE_TOKEN_MFA_CODE",
            &app.code(pool.seconds()),
        )
    };
    assert_eq!(
        refused(&pool, by(&second, &challenge)).await.0,
        "CodeMismatch"
    );
    super::accepted(&pool, by(&first, &challenge)).await;

    let request = verification(&token, &second.code(pool.seconds()));
    pool.ok("VerifySoftwareToken", request).await;
    pool.wait(NEXT_CODE);
    let challenge = begin(&pool).await;
    assert_eq!(
        refused(&pool, by(&first, &challenge)).await.0,
        "CodeMismatch"
    );
    super::accepted(&pool, by(&second, &challenge)).await;
}

#[tokio::test]
async fn the_code_that_sets_an_app_up_signs_nobody_in() {
    let (pool, token) = optional().await;
    let app = associate(&pool, &token).await;
    let code = app.code(pool.seconds());
    pool.ok("VerifySoftwareToken", verification(&token, &code))
        .await;
    prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, true)]).await;
    let challenge = begin(&pool).await;
    let refusal = refused(&pool, answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", &code)).await;
    let message = "Your software token has already been used once.";
    assert_eq!(refusal, error("ExpiredCode", message));
}

#[tokio::test]
async fn without_an_association_there_is_nothing_to_verify() {
    let (pool, token) = optional().await;
    let missing = error(
        "SoftwareTokenMFANotFound",
        "Software Token MFA does not exist for the user.",
    );
    let request = verification(&token, "123456");
    assert_eq!(
        pool.refused("VerifySoftwareToken", request.clone()).await,
        missing
    );
    let app = associate(&pool, &token).await;
    let right = verification(&token, &app.code(pool.seconds()));
    pool.ok("VerifySoftwareToken", right.clone()).await;
    assert_eq!(pool.refused("VerifySoftwareToken", right).await, missing);
}

#[tokio::test]
async fn a_pool_that_offers_no_apps_sets_none_up() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let expected = error(
        "SoftwareTokenMFANotFound",
        "Software Token MFA has not been enabled by the userPool",
    );
    for (configuration, factors) in [("OPTIONAL", &["EMAIL_OTP"][..]), ("OFF", &[])] {
        configure(&pool, configuration, factors).await;
        let request = json!({"AccessToken": token});
        let refusal = pool.refused("AssociateSoftwareToken", request).await;
        assert_eq!(refusal, expected, "{factors:?}");
        let request = verification(&token, "123456");
        let refusal = pool.refused("VerifySoftwareToken", request).await;
        assert_eq!(refusal, expected, "{factors:?}");
    }
}

#[tokio::test]
async fn an_app_goes_on_to_be_asked_when_the_pool_lets_no_others_be_set_up() {
    let (pool, app) = super::with_totp().await;
    configure(&pool, "OPTIONAL", &["EMAIL_OTP"]).await;
    let challenge = begin(&pool).await;
    let code = app.code(pool.seconds());
    let right = answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", &code);
    assert!(is_in(&pool, &super::accepted(&pool, right).await).await);

    let off = json!({"UserPoolId": POOL, "MfaConfiguration": "OFF"});
    pool.ok("SetUserPoolMfaConfig", off).await;
    assert!(is_in(&pool, &begin(&pool).await).await);
}

#[tokio::test]
async fn only_the_user_sets_an_app_up() {
    let (pool, _) = optional().await;
    for (request, name, message) in [
        (
            json!({}),
            "InvalidParameter",
            "Missing required parameter AccessToken or Session",
        ),
        (
            json!({"AccessToken": "x"}),
            "NotAuthorized",
            "Invalid Access Token",
        ),
        (
            json!({"Session": "x".repeat(256)}),
            "NotAuthorized",
            "Invalid session for the user.",
        ),
    ] {
        let mut verify = request.clone();
        verify["UserCode"] = json!("123456");
        for (operation, request) in [
            ("AssociateSoftwareToken", request),
            ("VerifySoftwareToken", verify),
        ] {
            let refusal = pool.refused(operation, request).await;
            assert_eq!(refusal, error(name, message), "{operation}");
        }
    }
    for code in ["", "12345", "1234567", "12345a"] {
        let request = json!({"AccessToken": "x", "UserCode": code});
        let refusal = pool.refused("VerifySoftwareToken", request).await;
        assert_eq!(refusal.0, "InvalidParameter", "{code}");
    }
}
