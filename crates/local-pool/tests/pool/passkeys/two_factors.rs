//! A passkey that stands for both factors.

use serde_json::{Value, json};

use super::{answer, options};
use crate::mfa::{prefer, set_up};
use crate::support::{
    CLIENT, EMAIL, PASSWORD, POOL, Pool, SecurityKey, USER_PRESENT, USER_VERIFIED, by_password,
    error,
};

const SET: &str = "SetUserMFAPreference";
const RESPOND: &str = "RespondToAuthChallenge";

/// How the pool takes passkeys.
fn taking(factors: &str) -> Value {
    json!({"RelyingPartyId": "localhost", "UserVerification": "preferred", "FactorConfiguration": factors})
}

/// A pool with Ann, who has that key and an authenticator app, and her access token.
async fn ann_with(key: &SecurityKey) -> (Pool, Value) {
    let pool = Pool::new();
    let multi = taking("MULTI_FACTOR_WITH_USER_VERIFICATION");
    pool.taking_passkeys(multi).await;
    let token = pool.entered(EMAIL).await;
    pool.register(&token, key).await;
    set_up(&pool, &token).await;
    prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, true)]).await;
    (pool, token)
}

fn both(token: &Value, is_on: bool) -> Value {
    json!({"AccessToken": token, "SoftwareTokenMfaSettings": {"Enabled": is_on},
        "WebAuthnMfaSettings": {"Enabled": is_on}})
}

fn password_is_a_must() -> (String, String) {
    error("NotAuthorized", "Password Challenge is Required to SignIn")
}

fn wanting(preferred: Option<&str>) -> Value {
    let mut parameters = json!({"USERNAME": EMAIL});
    if let Some(preferred) = preferred {
        parameters["PREFERRED_CHALLENGE"] = json!(preferred);
    }
    json!({"ClientId": CLIENT, "AuthFlow": "USER_AUTH", "AuthParameters": parameters})
}

/// What Ann can choose from.
async fn choices(pool: &Pool) -> Value {
    let reply = pool.ok("InitiateAuth", wanting(None)).await;
    reply["AvailableChallenges"].clone()
}

async fn is_turned_away(pool: &Pool) {
    assert_eq!(choices(pool).await, json!(["PASSWORD_SRP", "PASSWORD"]));
    let preferring = wanting(Some("WEB_AUTHN"));
    let refusal = pool.refused("InitiateAuth", preferring).await;
    assert_eq!(refusal, password_is_a_must());
    let choice = pool.ok("InitiateAuth", wanting(None)).await;
    let chosen = json!({"ClientId": CLIENT, "ChallengeName": "SELECT_CHALLENGE", "Session": choice["Session"],
        "ChallengeResponses": {"USERNAME": EMAIL, "ANSWER": "WEB_AUTHN"}});
    let refusal = pool.refused(RESPOND, chosen).await;
    assert_eq!(refusal, password_is_a_must());
}

/// `UserMFASettingList` as every operation shows it.
async fn shown(pool: &Pool, token: &Value) -> Value {
    let ann = json!({"UserPoolId": POOL, "Username": EMAIL});
    let own = json!({"AccessToken": token});
    let list = pool.ok("AdminGetUser", ann).await["UserMFASettingList"].clone();
    for operation in ["GetUser", "GetUserAuthFactors"] {
        let reply = pool.ok(operation, own.clone()).await;
        assert_eq!(reply["UserMFASettingList"], list, "{operation}");
    }
    list
}

#[tokio::test]
async fn who_has_a_second_factor_and_did_not_turn_the_passkey_on_begins_with_the_password() {
    for configuration in ["OPTIONAL", "ON"] {
        let (pool, _) = ann_with(&SecurityKey::es256()).await;
        let config = json!({"UserPoolId": POOL, "MfaConfiguration": configuration});
        pool.ok("SetUserPoolMfaConfig", config).await;
        is_turned_away(&pool).await;
    }
}

#[tokio::test]
async fn a_passkey_that_is_turned_on_and_checks_who_holds_it_is_both_factors() {
    let mut key = SecurityKey::es256();
    let (pool, token) = ann_with(&key).await;
    pool.ok(SET, both(&token, true)).await;
    let list = json!(["SOFTWARE_TOKEN_MFA", "WEB_AUTHN_MFA"]);
    assert_eq!(shown(&pool, &token).await, list);
    let with_passkey = json!(["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]);
    for configuration in ["OPTIONAL", "ON"] {
        let config = json!({"UserPoolId": POOL, "MfaConfiguration": configuration});
        pool.ok("SetUserPoolMfaConfig", config).await;
        assert_eq!(choices(&pool).await, with_passkey);
        let asked = pool.asked_for_passkey(EMAIL).await;
        assert_eq!(options(&asked)["userVerification"], "required");
        key.flags = USER_PRESENT;
        let credential = key.get(&options(&asked));
        let refusal = pool.refused(RESPOND, answer(&asked, &credential)).await;
        let incorrect = error("NotAuthorized", "Incorrect username or password.");
        assert_eq!(refusal, incorrect);

        key.flags = USER_PRESENT | USER_VERIFIED;
        let asked = pool.asked_for_passkey(EMAIL).await;
        let credential = key.get(&options(&asked));
        let reply = pool.ok(RESPOND, answer(&asked, &credential)).await;
        assert!(reply["AuthenticationResult"]["AccessToken"].is_string());
    }
    let by_password = by_password(CLIENT, EMAIL, PASSWORD);
    let reply = pool.ok("InitiateAuth", by_password).await;
    assert_eq!(reply["ChallengeName"], "SOFTWARE_TOKEN_MFA");
}

#[tokio::test]
async fn a_passkey_is_turned_on_beside_another_factor_only() {
    let (pool, token) = ann_with(&SecurityKey::es256()).await;
    let alone = json!({"WebAuthnMfaSettings": {"Enabled": true}});
    let told = "WebAuthn MFA requires enabling an additional MFA setting.";
    let mut own = alone.clone();
    own["AccessToken"] = token.clone();
    let refusal = pool.refused(SET, own).await;
    assert_eq!(refusal, error("InvalidParameter", told));
    let mut admin = alone;
    admin["UserPoolId"] = json!(POOL);
    admin["Username"] = json!(EMAIL);
    let refusal = pool
        .refused("AdminSetUserMFAPreference", admin.clone())
        .await;
    assert_eq!(refusal, error("InvalidParameter", told));
    assert_eq!(shown(&pool, &token).await, json!(["SOFTWARE_TOKEN_MFA"]));

    admin["SoftwareTokenMfaSettings"] = json!({"Enabled": true});
    pool.ok("AdminSetUserMFAPreference", admin).await;
    let list = json!(["SOFTWARE_TOKEN_MFA", "WEB_AUTHN_MFA"]);
    assert_eq!(shown(&pool, &token).await, list);
    // It goes with the last one beside it.
    let off = json!({"AccessToken": token, "SoftwareTokenMfaSettings": {"Enabled": false}});
    pool.ok(SET, off).await;
    assert_eq!(shown(&pool, &token).await, Value::Null);
}

#[tokio::test]
async fn a_passkey_that_is_turned_off_is_one_factor_again() {
    let (pool, token) = ann_with(&SecurityKey::es256()).await;
    pool.ok(SET, both(&token, true)).await;
    let off = json!({"AccessToken": token, "WebAuthnMfaSettings": {"Enabled": false}});
    pool.ok(SET, off).await;
    assert_eq!(shown(&pool, &token).await, json!(["SOFTWARE_TOKEN_MFA"]));
    is_turned_away(&pool).await;
    pool.ok(SET, both(&token, false)).await;
    assert_eq!(
        pool.asked_for_passkey(EMAIL).await["ChallengeName"],
        "WEB_AUTHN"
    );
}

#[tokio::test]
async fn who_has_no_passkey_cannot_turn_it_on() {
    let pool = Pool::new();
    let multi = taking("MULTI_FACTOR_WITH_USER_VERIFICATION");
    pool.taking_passkeys(multi).await;
    let token = pool.entered(EMAIL).await;
    set_up(&pool, &token).await;
    let told = "User does not have applicable WebAuthn credentials to enable WebAuthn MFA.";
    let refusal = pool.refused(SET, both(&token, true)).await;
    assert_eq!(refusal, error("InvalidParameter", told));
    assert_eq!(shown(&pool, &token).await, Value::Null);
}

#[tokio::test]
async fn where_a_passkey_is_one_factor_it_is_neither_turned_on_nor_any_longer_two() {
    let (pool, token) = ann_with(&SecurityKey::es256()).await;
    pool.ok(SET, both(&token, true)).await;
    pool.taking_passkeys(taking("SINGLE_FACTOR")).await;
    is_turned_away(&pool).await;
    let refusal = pool.refused(SET, both(&token, true)).await;
    assert_eq!(refusal.0, "InvalidParameter");
}

#[tokio::test]
async fn who_turns_a_second_factor_on_meanwhile_is_not_let_in_by_one_alone() {
    let mut key = SecurityKey::es256();
    let (pool, token) = ann_with(&key).await;
    pool.ok(SET, both(&token, false)).await;
    let asked = pool.asked_for_passkey(EMAIL).await;
    let mail = json!({"ClientId": CLIENT, "AuthFlow": "USER_AUTH",
        "AuthParameters": {"USERNAME": EMAIL, "PREFERRED_CHALLENGE": "EMAIL_OTP"}});
    let mail = pool.ok("InitiateAuth", mail).await;
    let code = pool.last_code(EMAIL).await;
    prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, true)]).await;

    key.flags = USER_PRESENT | USER_VERIFIED;
    let credential = key.get(&options(&asked));
    let refusal = pool.refused(RESPOND, answer(&asked, &credential)).await;
    assert_eq!(refusal.0, "NotAuthorized");
    let request = json!({"ClientId": CLIENT, "ChallengeName": "EMAIL_OTP", "Session": mail["Session"],
        "ChallengeResponses": {"USERNAME": EMAIL, "EMAIL_OTP_CODE": code}});
    let refusal = pool.refused(RESPOND, request).await;
    assert_eq!(refusal, password_is_a_must());
}
