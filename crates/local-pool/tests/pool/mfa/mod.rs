//! Second factors.

mod choice;
mod preferences;
mod sent_codes;
mod setup;
mod sign_in;
mod software_token;
mod unreachable;

use serde_json::{Value, json};

use crate::support::{Authenticator, CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password};

pub(super) const PHONE: &str = "+14155552671";
/// Longer than a code of an authenticator app lives.
pub(super) const NEXT_CODE: std::time::Duration = std::time::Duration::from_secs(30);
pub(super) const INVALID_SESSION: &str = "Invalid session for the user.";

/// Sets the second factors of the default pool: `OPTIONAL` or `ON`, and which ones.
pub(super) async fn configure(pool: &Pool, configuration: &str, factors: &[&str]) {
    let offers = |factor: &str| factors.contains(&factor);
    let mut request = json!({"UserPoolId": POOL, "MfaConfiguration": configuration,
        "SoftwareTokenMfaConfiguration": {"Enabled": offers("SOFTWARE_TOKEN_MFA")}});
    if offers("SMS_MFA") {
        request["SmsMfaConfiguration"] = json!({"SmsAuthenticationMessage": "SMS: {####}"});
    }
    if offers("EMAIL_OTP") {
        request["EmailMfaConfiguration"] = json!({"Subject": "Sign in", "Message": "Mail: {####}"});
    }
    pool.ok("SetUserPoolMfaConfig", request).await;
}

/// A pool in which second factors are optional, and the access token of Ann.
pub(super) async fn optional() -> (Pool, Value) {
    let pool = Pool::new();
    let all = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];
    configure(&pool, "OPTIONAL", &all).await;
    let token = pool.entered(EMAIL).await;
    (pool, token)
}

/// An authenticator app that Ann has set up, and whose next code is yet to come.
pub(super) async fn set_up(pool: &Pool, token: &Value) -> Authenticator {
    let associate = json!({"AccessToken": token});
    let reply = pool.ok("AssociateSoftwareToken", associate).await;
    let app = Authenticator::with(&reply["SecretCode"]);
    let verify = json!({"AccessToken": token, "UserCode": app.code(pool.seconds())});
    pool.ok("VerifySoftwareToken", verify).await;
    pool.wait(NEXT_CODE);
    app
}

/// Sets what Ann is asked: the name of the setting, and whether it is enabled and preferred.
pub(super) async fn prefer(pool: &Pool, token: &Value, settings: &[(&str, bool, bool)]) {
    let mut request = json!({"AccessToken": token});
    for (name, is_enabled, is_preferred) in settings {
        request[name] = json!({"Enabled": is_enabled, "PreferredMfa": is_preferred});
    }
    pool.ok("SetUserMFAPreference", request).await;
}

/// Ann, who is asked for a code of her authenticator app, and another user, Bob.
pub(super) async fn with_totp() -> (Pool, Authenticator) {
    let (pool, token) = optional().await;
    let app = set_up(&pool, &token).await;
    prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, true)]).await;
    pool.confirmed("bob@example.com").await;
    (pool, app)
}

/// Gives Ann a phone number that is verified.
pub(super) async fn give_phone(pool: &Pool) {
    let phone = json!([{"Name": "phone_number", "Value": PHONE}, {"Name": "phone_number_verified", "Value": "true"}]);
    let request = json!({"UserPoolId": POOL, "Username": EMAIL, "UserAttributes": phone});
    pool.ok("AdminUpdateUserAttributes", request).await;
}

/// The reply to Ann's right password.
pub(super) async fn begin(pool: &Pool) -> Value {
    let request = by_password(CLIENT, EMAIL, PASSWORD);
    pool.ok("InitiateAuth", request).await
}

/// Ann's answer to a challenge, with one response beside her name.
pub(super) fn answer(challenge: &Value, response: &str, value: &str) -> Value {
    json!({"ClientId": CLIENT, "ChallengeName": challenge["ChallengeName"], "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": EMAIL, response: value}})
}

pub(super) async fn accepted(pool: &Pool, request: Value) -> Value {
    pool.ok("RespondToAuthChallenge", request).await
}

pub(super) async fn refused(pool: &Pool, request: Value) -> (String, String) {
    pool.refused("RespondToAuthChallenge", request).await
}

/// Whether the reply has tokens with which the profile can be read.
pub(super) async fn is_in(pool: &Pool, reply: &Value) -> bool {
    let result = &reply["AuthenticationResult"];
    if result.is_null() {
        return false;
    }
    let request = json!({"AccessToken": result["AccessToken"]});
    pool.ok("GetUser", request).await["Username"].is_string()
}
