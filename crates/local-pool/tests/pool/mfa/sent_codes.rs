//! Codes by SMS and e-mail after the password.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    PHONE, accepted, answer, begin, configure, give_phone, is_in, optional, prefer, refused,
};
use crate::support::{EMAIL, POOL, Pool, USED, error, other_than};

const MISMATCH: &str = "Invalid code or auth state for the user.";

/// Ann, who is asked for a code by SMS.
async fn with_sms() -> Pool {
    let (pool, token) = optional().await;
    give_phone(&pool).await;
    prefer(&pool, &token, &[("SMSMfaSettings", true, true)]).await;
    pool
}

async fn attribute(pool: &Pool, name: &str) -> Value {
    let ann = json!({"UserPoolId": POOL, "Username": EMAIL});
    let user = pool.ok("AdminGetUser", ann).await;
    let mut attributes = user["UserAttributes"].as_array().unwrap().iter();
    attributes
        .find(|one| one["Name"] == name)
        .map_or(Value::Null, |one| one["Value"].clone())
}

#[tokio::test]
async fn a_code_by_sms_signs_in() {
    let pool = with_sms().await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "SMS_MFA");
    let parameters = &challenge["ChallengeParameters"];
    assert_eq!(parameters["CODE_DELIVERY_DELIVERY_MEDIUM"], "SMS");
    assert_eq!(parameters["CODE_DELIVERY_DESTINATION"], "+*******2671");
    assert!(parameters["USER_ID_FOR_SRP"].is_string());
    let code = pool.last_code(PHONE).await;
    let message = &pool.messages().await[0];
    assert_eq!(message["kind"], "mfa");
    assert_eq!(message["body"], format!("SMS: {code}"));
    let reply = accepted(&pool, answer(&challenge, "SMS_MFA_CODE", &code)).await;
    assert!(is_in(&pool, &reply).await);
}

#[tokio::test]
async fn a_code_by_email_signs_in() {
    let (pool, token) = optional().await;
    prefer(&pool, &token, &[("EmailMfaSettings", true, true)]).await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "EMAIL_OTP");
    let parameters = &challenge["ChallengeParameters"];
    assert_eq!(parameters["CODE_DELIVERY_DELIVERY_MEDIUM"], "EMAIL");
    assert_eq!(parameters["CODE_DELIVERY_DESTINATION"], "a***@e***");
    let code = pool.last_code(EMAIL).await;
    let message = &pool.messages().await[0];
    assert_eq!(message["kind"], "mfa");
    assert_eq!(message["subject"], "Sign in");
    assert_eq!(message["body"], format!("Mail: {code}"));
    let reply = accepted(&pool, answer(&challenge, "EMAIL_OTP_CODE", &code)).await;
    assert!(is_in(&pool, &reply).await);
}

#[tokio::test]
async fn a_wrong_code_is_refused_and_the_session_takes_another_one() {
    let pool = with_sms().await;
    let challenge = begin(&pool).await;
    let code = pool.last_code(PHONE).await;
    let wrong = answer(&challenge, "SMS_MFA_CODE", &other_than(&code));
    let refusal = refused(&pool, wrong.clone()).await;
    assert_eq!(refusal, error("CodeMismatch", MISMATCH));
    let right = answer(&challenge, "SMS_MFA_CODE", &code);
    for _ in 0..4 {
        refused(&pool, wrong.clone()).await;
    }
    let refusal = refused(&pool, right.clone()).await;
    assert_eq!(
        refusal,
        error("NotAuthorized", "Password attempts exceeded")
    );
    pool.wait(Duration::from_secs(1));
    accepted(&pool, right.clone()).await;
    let refusal = refused(&pool, right).await;
    assert_eq!(refusal, error("NotAuthorized", USED));
}

#[tokio::test]
async fn a_code_is_for_its_own_sign_in() {
    let pool = with_sms().await;
    let first = begin(&pool).await;
    let old = pool.last_code(PHONE).await;
    let second = begin(&pool).await;
    let new = pool.last_code(PHONE).await;
    assert_ne!(old, new);
    let crossed = answer(&second, "SMS_MFA_CODE", &old);
    let refusal = refused(&pool, crossed).await;
    assert_eq!(refusal, error("CodeMismatch", MISMATCH));
    accepted(&pool, answer(&first, "SMS_MFA_CODE", &old)).await;
    accepted(&pool, answer(&second, "SMS_MFA_CODE", &new)).await;
}

#[tokio::test]
async fn a_code_lives_as_long_as_its_session() {
    let pool = with_sms().await;
    let challenge = begin(&pool).await;
    let code = pool.last_code(PHONE).await;
    pool.wait(Duration::from_mins(3));
    let message = "Invalid session for the user, session is expired.";
    let refusal = refused(&pool, answer(&challenge, "SMS_MFA_CODE", &code)).await;
    assert_eq!(refusal, error("NotAuthorized", message));
}

#[tokio::test]
async fn where_a_factor_is_a_must_a_phone_number_is_enough_and_the_code_verifies_it() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let phone = json!([{"Name": "phone_number", "Value": PHONE}]);
    let request = json!({"UserPoolId": POOL, "Username": EMAIL, "UserAttributes": phone});
    pool.ok("AdminUpdateUserAttributes", request).await;
    assert_ne!(attribute(&pool, "phone_number_verified").await, "true");
    configure(&pool, "ON", &["SMS_MFA", "SOFTWARE_TOKEN_MFA"]).await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "SMS_MFA");
    let code = pool.last_code(PHONE).await;
    let wrong = answer(&challenge, "SMS_MFA_CODE", &other_than(&code));
    refused(&pool, wrong).await;
    assert_ne!(attribute(&pool, "phone_number_verified").await, "true");
    accepted(&pool, answer(&challenge, "SMS_MFA_CODE", &code)).await;
    assert_eq!(attribute(&pool, "phone_number_verified").await, "true");
}

#[tokio::test]
async fn no_code_is_sent_before_the_password_was_right() {
    let pool = with_sms().await;
    let before = pool.messages().await.len();
    let request = crate::support::by_password(crate::support::CLIENT, EMAIL, "Passw0rD");
    pool.refused("InitiateAuth", request).await;
    assert_eq!(pool.messages().await.len(), before);
}

#[tokio::test]
async fn a_code_that_went_to_an_old_number_signs_in_and_does_not_bring_the_number_back() {
    let pool = with_sms().await;
    let challenge = begin(&pool).await;
    let code = pool.last_code(PHONE).await;
    for (number, verified) in [("+14155550602", "true"), ("+14155550603", "false")] {
        let phone = json!([{"Name": "phone_number", "Value": number}, {"Name": "phone_number_verified", "Value": verified}]);
        let request = json!({"UserPoolId": POOL, "Username": EMAIL, "UserAttributes": phone});
        pool.ok("AdminUpdateUserAttributes", request).await;
    }
    accepted(&pool, answer(&challenge, "SMS_MFA_CODE", &code)).await;
    assert_eq!(attribute(&pool, "phone_number").await, "+14155550603");
    assert_eq!(attribute(&pool, "phone_number_verified").await, "false");

    // Nor one that was taken away.
    let pool = with_sms().await;
    let challenge = begin(&pool).await;
    let code = pool.last_code(PHONE).await;
    let phone = json!([{"Name": "phone_number", "Value": ""}]);
    let request = json!({"UserPoolId": POOL, "Username": EMAIL, "UserAttributes": phone});
    pool.ok("AdminUpdateUserAttributes", request).await;
    accepted(&pool, answer(&challenge, "SMS_MFA_CODE", &code)).await;
    assert_eq!(attribute(&pool, "phone_number").await, Value::Null);
}

#[tokio::test]
async fn a_right_code_is_right_even_if_another_user_has_come_to_sign_in_by_the_address() {
    let pool = Pool::new();
    let (pool_id, client) = pool.create(json!({"AliasAttributes": ["email"]})).await;
    let config =
        json!({"UserPoolId": pool_id, "MfaConfiguration": "ON", "EmailMfaConfiguration": {}});
    pool.ok("SetUserPoolMfaConfig", config).await;
    for (name, verified) in [("ann", "false"), ("bob", "true")] {
        let email = json!([{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": verified}]);
        let user = json!({"UserPoolId": pool_id, "Username": name, "UserAttributes": email});
        pool.ok("AdminCreateUser", user).await;
    }
    let password = json!({"UserPoolId": pool_id, "Username": "ann", "Password": "Passw0rd!", "Permanent": true});
    pool.ok("AdminSetUserPassword", password).await;
    let request = crate::support::by_password(&client, "ann", "Passw0rd!");
    let challenge = pool.ok("InitiateAuth", request).await;
    let code = pool.last_code(EMAIL).await;
    let mut request = answer(&challenge, "EMAIL_OTP_CODE", &code);
    request["ClientId"] = json!(client);
    request["ChallengeResponses"]["USERNAME"] = json!("ann");
    let reply = accepted(&pool, request).await;
    let token = &reply["AuthenticationResult"]["AccessToken"];
    let verified = pool.attribute(token, "email_verified").await;
    assert_eq!(verified.unwrap(), "false");
    let bob = json!({"UserPoolId": pool_id, "Username": EMAIL});
    assert_eq!(pool.ok("AdminGetUser", bob).await["Username"], "bob");
}

#[tokio::test]
async fn twenty_codes_in_an_hour_are_enough() {
    let pool = with_sms().await;
    for _ in 0..20 {
        assert_eq!(begin(&pool).await["ChallengeName"], "SMS_MFA");
    }
    let sent = pool.messages().await.len();
    let request =
        crate::support::by_password(crate::support::CLIENT, EMAIL, crate::support::PASSWORD);
    let refusal = pool.refused("InitiateAuth", request).await;
    assert_eq!(refusal.0, "TooManyRequests");
    assert_eq!(pool.messages().await.len(), sent);
    pool.wait(std::time::Duration::from_hours(1));
    assert_eq!(begin(&pool).await["ChallengeName"], "SMS_MFA");
}
