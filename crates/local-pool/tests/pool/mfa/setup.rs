//! `MFA_SETUP`

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    INVALID_SESSION, NEXT_CODE, accepted, answer, begin, configure, is_in, refused, with_totp,
};
use crate::support::{Authenticator, CLIENT, EMAIL, POOL, Pool, USED, error, other_than};

/// A pool that requires a second factor, and Ann, who has none.
async fn required(factors: &[&str]) -> Pool {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    configure(&pool, "ON", factors).await;
    pool
}

async fn associate(pool: &Pool, session: &Value) -> (Authenticator, Value) {
    let request = json!({"Session": session});
    let reply = pool.ok("AssociateSoftwareToken", request).await;
    assert_ne!(reply["Session"], *session);
    (
        Authenticator::with(&reply["SecretCode"]),
        reply["Session"].clone(),
    )
}

fn verification(session: &Value, code: &str) -> Value {
    json!({"Session": session, "UserCode": code})
}

fn finish(session: &Value) -> Value {
    json!({"ClientId": CLIENT, "ChallengeName": "MFA_SETUP", "Session": session,
        "ChallengeResponses": {"USERNAME": EMAIL}})
}

#[tokio::test]
async fn who_must_have_a_factor_and_has_none_sets_one_up_to_sign_in() {
    let pool = required(&["SOFTWARE_TOKEN_MFA"]).await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "MFA_SETUP");
    assert!(challenge.get("AuthenticationResult").is_none());
    let parameters = &challenge["ChallengeParameters"];
    assert_eq!(parameters["MFAS_CAN_SETUP"], r#"["SOFTWARE_TOKEN_MFA"]"#);
    let (app, session) = associate(&pool, &challenge["Session"]).await;
    let code = app.code(pool.seconds());
    let reply = pool
        .ok("VerifySoftwareToken", verification(&session, &code))
        .await;
    assert_eq!(reply["Status"], "SUCCESS");
    let reply = accepted(&pool, finish(&reply["Session"])).await;
    assert!(is_in(&pool, &reply).await);
    let token = &reply["AuthenticationResult"]["AccessToken"];
    let user = pool.ok("GetUser", json!({"AccessToken": token})).await;
    assert_eq!(user["UserMFASettingList"], json!(["SOFTWARE_TOKEN_MFA"]));

    pool.wait(NEXT_CODE);
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "SOFTWARE_TOKEN_MFA");
    let code = app.code(pool.seconds());
    let request = answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", &code);
    assert!(is_in(&pool, &accepted(&pool, request).await).await);
}

#[tokio::test]
async fn without_a_verified_app_there_are_no_tokens() {
    let pool = required(&["SOFTWARE_TOKEN_MFA"]).await;
    let challenge = begin(&pool).await;
    let message = "User has not verified software token mfa";
    let expected = error("InvalidParameter", message);
    assert_eq!(
        refused(&pool, finish(&challenge["Session"])).await,
        expected
    );
    let (app, session) = associate(&pool, &challenge["Session"]).await;
    assert_eq!(refused(&pool, finish(&session)).await, expected);
    let code = app.code(pool.seconds());
    let wrong = verification(&session, &other_than(&code));
    let refusal = pool.refused("VerifySoftwareToken", wrong).await;
    assert_eq!(refusal, error("EnableSoftwareTokenMFA", "Code mismatch"));
    assert_eq!(refused(&pool, finish(&session)).await, expected);
    let right = verification(&session, &code);
    pool.ok("VerifySoftwareToken", right).await;
}

#[tokio::test]
async fn each_session_is_good_for_one_step_in_its_order() {
    let pool = required(&["SOFTWARE_TOKEN_MFA"]).await;
    let challenge = begin(&pool).await;
    let (app, second) = associate(&pool, &challenge["Session"]).await;
    let code = app.code(pool.seconds());
    let used = error("NotAuthorized", USED);
    let first = json!({"Session": challenge["Session"]});
    let refusal = pool.refused("AssociateSoftwareToken", first).await;
    assert_eq!(refusal, used);
    let early = verification(&challenge["Session"], &code);
    assert_eq!(pool.refused("VerifySoftwareToken", early).await, used);

    let right = verification(&second, &code);
    let third = pool.ok("VerifySoftwareToken", right.clone()).await["Session"].clone();
    assert_eq!(pool.refused("VerifySoftwareToken", right).await, used);
    assert_eq!(refused(&pool, finish(&second)).await, used);
    accepted(&pool, finish(&third)).await;
    assert_eq!(refused(&pool, finish(&third)).await, used);
}

#[tokio::test]
async fn each_session_lives_three_minutes() {
    let pool = required(&["SOFTWARE_TOKEN_MFA"]).await;
    let challenge = begin(&pool).await;
    pool.wait_nearly(Duration::from_mins(3));
    let (app, session) = associate(&pool, &challenge["Session"]).await;
    pool.wait_nearly(Duration::from_mins(3));
    let request = verification(&session, &app.code(pool.seconds()));
    let session = pool.ok("VerifySoftwareToken", request).await["Session"].clone();
    pool.wait(Duration::from_mins(3));
    let message = "Invalid session for the user, session is expired.";
    let expected = error("NotAuthorized", message);
    assert_eq!(refused(&pool, finish(&session)).await, expected);

    pool.wait(NEXT_CODE);
    let admin = json!({"UserPoolId": POOL, "Username": EMAIL, "SoftwareTokenMfaSettings": {"Enabled": false}});
    pool.ok("AdminSetUserMFAPreference", admin).await;
    let session = begin(&pool).await["Session"].clone();
    pool.wait(Duration::from_mins(3));
    let late = json!({"Session": session});
    assert_eq!(pool.refused("AssociateSoftwareToken", late).await, expected);
}

#[tokio::test]
async fn the_session_is_for_its_user_and_client() {
    let pool = required(&["SOFTWARE_TOKEN_MFA"]).await;
    pool.confirmed("bob@example.com").await;
    let challenge = begin(&pool).await;
    let (app, session) = associate(&pool, &challenge["Session"]).await;
    let request = verification(&session, &app.code(pool.seconds()));
    let session = pool.ok("VerifySoftwareToken", request).await["Session"].clone();
    let other = pool.client(json!({})).await["ClientId"].clone();
    let mut as_bob = finish(&session);
    as_bob["ChallengeResponses"]["USERNAME"] = json!("bob@example.com");
    let mut elsewhere = finish(&session);
    elsewhere["ClientId"] = other;
    for request in [as_bob, elsewhere] {
        let refusal = refused(&pool, request).await;
        assert_eq!(refusal, error("NotAuthorized", INVALID_SESSION));
    }
    accepted(&pool, finish(&session)).await;
}

#[tokio::test]
async fn a_user_who_was_disabled_sets_nothing_up() {
    let pool = required(&["SOFTWARE_TOKEN_MFA"]).await;
    let challenge = begin(&pool).await;
    let ann = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminDisableUser", ann).await;
    let request = json!({"Session": challenge["Session"]});
    let refusal = pool.refused("AssociateSoftwareToken", request).await;
    assert_eq!(refusal, error("NotAuthorized", "User is disabled."));
}

#[tokio::test]
async fn nobody_who_has_a_factor_sets_another_one_up_by_the_password_alone() {
    let (pool, app) = with_totp().await;
    configure(&pool, "ON", &["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]).await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "SOFTWARE_TOKEN_MFA");
    let invalid = error("NotAuthorized", INVALID_SESSION);
    assert_eq!(refused(&pool, finish(&challenge["Session"])).await, invalid);
    let request = json!({"Session": challenge["Session"]});
    let refusal = pool.refused("AssociateSoftwareToken", request).await;
    assert_eq!(refusal, invalid);
    let code = app.code(pool.seconds());
    let right = answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", &code);
    accepted(&pool, right).await;
}

/// A pool whose users have names of their choice and need no address.
async fn without_address(pool: &Pool, factors: &Value) -> (String, Value) {
    let (pool_id, client) = pool
        .create(json!({"Policies": {"PasswordPolicy": {"MinimumLength": 8}}}))
        .await;
    let ann = json!({"UserPoolId": pool_id, "Username": "ann"});
    pool.ok("AdminCreateUser", ann.clone()).await;
    let mut password = ann.clone();
    password["Password"] = json!("Passw0rd");
    password["Permanent"] = json!(true);
    pool.ok("AdminSetUserPassword", password).await;
    let mut request = factors.clone();
    request["UserPoolId"] = json!(pool_id);
    request["MfaConfiguration"] = json!("ON");
    pool.ok("SetUserPoolMfaConfig", request).await;
    let begin = crate::support::by_password(&client, "ann", "Passw0rd");
    (client, pool.ok("InitiateAuth", begin).await)
}

#[tokio::test]
async fn an_address_is_set_up_by_the_code_that_is_sent_to_it() {
    let pool = Pool::new();
    let (client, challenge) = without_address(&pool, &json!({"EmailMfaConfiguration": {}})).await;
    assert_eq!(challenge["ChallengeName"], "MFA_SETUP");
    let setup = |email: &str| {
        json!({"ClientId": client, "ChallengeName": "MFA_SETUP", "Session": challenge["Session"],
            "ChallengeResponses": {"USERNAME": "ann", "EMAIL": email}})
    };
    assert_eq!(
        refused(&pool, setup("nonsense")).await.0,
        "InvalidParameter"
    );
    let challenge = accepted(&pool, setup(EMAIL)).await;
    assert_eq!(challenge["ChallengeName"], "EMAIL_OTP");
    let code = pool.last_code(EMAIL).await;
    let mut request = answer(&challenge, "EMAIL_OTP_CODE", &code);
    request["ClientId"] = json!(client);
    request["ChallengeResponses"]["USERNAME"] = json!("ann");
    let reply = accepted(&pool, request).await;
    let token = &reply["AuthenticationResult"]["AccessToken"];
    assert_eq!(pool.attribute(token, "email").await.unwrap(), EMAIL);
    let verified = pool.attribute(token, "email_verified").await;
    assert_eq!(verified.unwrap(), "true");
    let begin = crate::support::by_password(&client, "ann", "Passw0rd");
    let next = pool.ok("InitiateAuth", begin).await;
    assert_eq!(next["ChallengeName"], "EMAIL_OTP");
}

#[tokio::test]
async fn an_address_is_no_factor_where_the_pool_sends_no_codes_by_email() {
    let pool = Pool::new();
    let token = json!({"SoftwareTokenMfaConfiguration": {"Enabled": true}});
    let (client, challenge) = without_address(&pool, &token).await;
    let request = json!({"ClientId": client, "ChallengeName": "MFA_SETUP", "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": "ann", "EMAIL": EMAIL}});
    let refusal = refused(&pool, request).await;
    assert_eq!(
        refusal,
        error("InvalidParameter", "EMAIL_OTP cannot be set up.")
    );
}

#[tokio::test]
async fn who_lacks_a_phone_number_is_told_what_the_pool_wants() {
    let pool = required(&["SMS_MFA"]).await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "MFA_SETUP");
    let parameters = &challenge["ChallengeParameters"];
    assert_eq!(parameters["MFAS_CAN_SETUP"], r#"["SMS_MFA"]"#);
}

#[tokio::test]
async fn an_address_that_came_meanwhile_is_not_replaced_by_the_one_to_set_up() {
    let pool = Pool::new();
    let (client, challenge) = without_address(&pool, &json!({"EmailMfaConfiguration": {}})).await;
    let setup = json!({"ClientId": client, "ChallengeName": "MFA_SETUP", "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": "ann", "EMAIL": EMAIL}});
    let challenge = accepted(&pool, setup).await;
    let code = pool.last_code(EMAIL).await;
    let pools = pool.ok("ListUserPools", json!({"MaxResults": 60})).await;
    let other = pools["UserPools"].as_array().unwrap().iter();
    let mut other = other.filter(|listed| listed["Id"] != POOL);
    let pool_id = other.next().unwrap()["Id"].clone();
    let email = json!([{"Name": "email", "Value": "new@example.com"}]);
    let update = json!({"UserPoolId": pool_id, "Username": "ann", "UserAttributes": email});
    pool.ok("AdminUpdateUserAttributes", update).await;

    let mut request = answer(&challenge, "EMAIL_OTP_CODE", &code);
    request["ClientId"] = json!(client);
    request["ChallengeResponses"]["USERNAME"] = json!("ann");
    let reply = accepted(&pool, request).await;
    let token = &reply["AuthenticationResult"]["AccessToken"];
    let email = pool.attribute(token, "email").await;
    assert_eq!(email.unwrap(), "new@example.com");
}
