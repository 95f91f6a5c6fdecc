//! What users want to be asked after the password.

use serde_json::{Value, json};

use super::{begin, configure, give_phone, is_in, optional, prefer, set_up};
use crate::support::{EMAIL, POOL, Pool, error, update};

const SMS: &str = "SMSMfaSettings";
const APP: &str = "SoftwareTokenMfaSettings";
const MAIL: &str = "EmailMfaSettings";

async fn refused(pool: &Pool, token: &Value, settings: Value) -> (String, String) {
    let mut request = settings;
    request["AccessToken"] = token.clone();
    pool.refused("SetUserMFAPreference", request).await
}

/// `UserMFASettingList` and `PreferredMfaSetting`, which the user and administrators see alike.
async fn shown(pool: &Pool, token: &Value) -> (Value, Value) {
    let own = pool.ok("GetUser", json!({"AccessToken": token})).await;
    let ann = json!({"UserPoolId": POOL, "Username": EMAIL});
    let admin = pool.ok("AdminGetUser", ann).await;
    for name in ["UserMFASettingList", "PreferredMfaSetting", "MFAOptions"] {
        assert_eq!(own.get(name), admin.get(name), "{name}");
    }
    let sms = json!([{"AttributeName": "phone_number", "DeliveryMedium": "SMS"}]);
    let list = own["UserMFASettingList"].clone();
    let has_sms = list.to_string().contains("SMS_MFA");
    assert_eq!(own.get("MFAOptions"), has_sms.then_some(&sms));
    (list, own["PreferredMfaSetting"].clone())
}

#[tokio::test]
async fn what_is_turned_on_and_preferred_is_shown() {
    let (pool, token) = optional().await;
    assert_eq!(shown(&pool, &token).await, (Value::Null, Value::Null));
    set_up(&pool, &token).await;
    give_phone(&pool).await;
    for (settings, list, preferred) in [
        (vec![(MAIL, true, false)], json!(["EMAIL_OTP"]), json!(null)),
        (
            vec![(APP, true, true), (SMS, true, false)],
            json!(["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]),
            json!("SOFTWARE_TOKEN_MFA"),
        ),
        (
            vec![(SMS, true, true)],
            json!(["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]),
            json!("SMS_MFA"),
        ),
        (
            vec![(SMS, false, false)],
            json!(["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]),
            json!(null),
        ),
        (
            vec![(APP, false, false), (MAIL, true, true)],
            json!(["EMAIL_OTP"]),
            json!("EMAIL_OTP"),
        ),
        (vec![(MAIL, true, false)], json!(["EMAIL_OTP"]), json!(null)),
        (vec![(MAIL, false, false)], json!(null), json!(null)),
    ] {
        prefer(&pool, &token, &settings).await;
        assert_eq!(
            shown(&pool, &token).await,
            (list, preferred),
            "{settings:?}"
        );
    }
    assert!(is_in(&pool, &begin(&pool).await).await);
}

#[tokio::test]
async fn what_is_not_said_stays_as_it_is() {
    let (pool, token) = optional().await;
    prefer(&pool, &token, &[(MAIL, true, true)]).await;
    for settings in [
        json!({}),
        json!({MAIL: {}}),
        json!({MAIL: {"Enabled": true}}),
    ] {
        let mut request = settings;
        request["AccessToken"] = token.clone();
        pool.ok("SetUserMFAPreference", request).await;
        let expected = (json!(["EMAIL_OTP"]), json!("EMAIL_OTP"));
        assert_eq!(shown(&pool, &token).await, expected);
    }
}

#[tokio::test]
async fn an_app_that_is_turned_off_can_be_turned_on_again_without_setting_it_up() {
    let (pool, token) = optional().await;
    set_up(&pool, &token).await;
    prefer(&pool, &token, &[(APP, true, true)]).await;
    prefer(&pool, &token, &[(APP, false, false)]).await;
    assert!(is_in(&pool, &begin(&pool).await).await);
    prefer(&pool, &token, &[(APP, true, false)]).await;
    assert_eq!(begin(&pool).await["ChallengeName"], "SOFTWARE_TOKEN_MFA");
}

#[tokio::test]
async fn a_factor_needs_an_app_or_an_address_that_proved_to_be_the_users() {
    let (pool, token) = optional().await;
    pool.ok(
        "UpdateUserAttributes",
        update(
            &token,
            &[("phone_number", super::PHONE), ("email", "new@example.com")],
        ),
    )
    .await;
    for (setting, name) in [
        (SMS, "SMS_MFA"),
        (APP, "SOFTWARE_TOKEN_MFA"),
        (MAIL, "EMAIL_OTP"),
    ] {
        let message = format!("User does not have delivery config set to turn on {name}");
        let settings = json!({setting: {"Enabled": true, "PreferredMfa": true}});
        let refusal = refused(&pool, &token, settings.clone()).await;
        assert_eq!(refusal, error("InvalidParameter", &message));
        let mut request = settings;
        request["UserPoolId"] = json!(POOL);
        request["Username"] = json!("new@example.com");
        let refusal = pool.refused("AdminSetUserMFAPreference", request).await;
        assert_eq!(refusal, error("InvalidParameter", &message));
    }
    let own = pool.ok("GetUser", json!({"AccessToken": token})).await;
    assert!(own.get("UserMFASettingList").is_none());
}

#[tokio::test]
async fn what_the_pool_does_not_offer_cannot_be_turned_on() {
    let (pool, token) = optional().await;
    set_up(&pool, &token).await;
    give_phone(&pool).await;
    let off = json!({"UserPoolId": POOL, "MfaConfiguration": "OFF"});
    pool.ok("SetUserPoolMfaConfig", off).await;
    for setting in [SMS, APP, MAIL] {
        let refusal = refused(&pool, &token, json!({setting: {"Enabled": true}})).await;
        assert_eq!(refusal.0, "InvalidParameter", "{setting}");
    }
    let pool = Pool::new();
    configure(&pool, "OPTIONAL", &["SOFTWARE_TOKEN_MFA"]).await;
    let token = pool.entered(EMAIL).await;
    let refusal = refused(&pool, &token, json!({MAIL: {"Enabled": true}})).await;
    assert_eq!(refusal.0, "InvalidParameter");
}

#[tokio::test]
async fn one_factor_at_most_is_preferred_and_only_one_that_is_turned_on() {
    let (pool, token) = optional().await;
    give_phone(&pool).await;
    let both = json!({SMS: {"Enabled": true, "PreferredMfa": true}, MAIL: {"Enabled": true, "PreferredMfa": true}});
    let message = "Only one MFA type can be preferred.";
    let refusal = refused(&pool, &token, both).await;
    assert_eq!(refusal, error("InvalidParameter", message));
    for preference in [
        json!({"PreferredMfa": true}),
        json!({"Enabled": false, "PreferredMfa": true}),
    ] {
        let message = "EMAIL_OTP cannot be preferred without being enabled.";
        let refusal = refused(&pool, &token, json!({MAIL: preference})).await;
        assert_eq!(refusal, error("InvalidParameter", message));
    }
    assert_eq!(shown(&pool, &token).await, (Value::Null, Value::Null));
}

#[tokio::test]
async fn where_a_factor_is_a_must_users_cannot_turn_theirs_off_and_administrators_can() {
    let pool = Pool::new();
    configure(&pool, "OPTIONAL", &["SOFTWARE_TOKEN_MFA"]).await;
    let token = pool.entered(EMAIL).await;
    let app = set_up(&pool, &token).await;
    prefer(&pool, &token, &[(APP, true, true)]).await;
    configure(&pool, "ON", &["SOFTWARE_TOKEN_MFA"]).await;
    let code = app.code(pool.seconds());
    let challenge = begin(&pool).await;
    let request = super::answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", &code);
    let reply = super::accepted(&pool, request).await;
    let token = &reply["AuthenticationResult"]["AccessToken"];
    let off = json!({APP: {"Enabled": false}});
    let message = "MFA is required by the user pool and cannot be turned off.";
    let refusal = refused(&pool, token, off.clone()).await;
    assert_eq!(refusal, error("InvalidParameter", message));
    assert_eq!(begin(&pool).await["ChallengeName"], "SOFTWARE_TOKEN_MFA");

    let mut request = off;
    request["UserPoolId"] = json!(POOL);
    request["Username"] = json!(EMAIL);
    pool.ok("AdminSetUserMFAPreference", request).await;
    assert_eq!(begin(&pool).await["ChallengeName"], "MFA_SETUP");
}

#[tokio::test]
async fn only_the_user_or_an_administrator_sets_them() {
    let (pool, _) = optional().await;
    let refusal = refused(&pool, &json!("x"), json!({})).await;
    assert_eq!(refusal, error("NotAuthorized", "Invalid Access Token"));
    let zoe = json!({"UserPoolId": POOL, "Username": "zoe@example.com"});
    let refusal = pool.refused("AdminSetUserMFAPreference", zoe).await;
    assert_eq!(refusal, error("UserNotFound", "User does not exist."));
    let nowhere = json!({"UserPoolId": "us-east-1_Nothing", "Username": EMAIL});
    let refusal = pool.refused("AdminSetUserMFAPreference", nowhere).await;
    assert_eq!(refusal.0, "ResourceNotFound");
}

#[tokio::test]
async fn the_old_way_turns_codes_by_sms_on_and_off() {
    let (pool, token) = optional().await;
    let request = |options: Value| json!({"AccessToken": token, "MFAOptions": options});
    let sms = json!([{"DeliveryMedium": "SMS", "AttributeName": "phone_number"}]);
    let refusal = pool.refused("SetUserSettings", request(sms.clone())).await;
    let told = "User does not have delivery config set to turn on SMS_MFA";
    assert_eq!(refusal, error("InvalidParameter", told));
    give_phone(&pool).await;
    for (options, list) in [
        (sms, json!(["SMS_MFA", "EMAIL_OTP"])),
        (json!([]), json!(["EMAIL_OTP"])),
    ] {
        prefer(&pool, &token, &[(MAIL, true, false)]).await;
        pool.ok("SetUserSettings", request(options)).await;
        assert_eq!(shown(&pool, &token).await, (list, Value::Null));
    }
    for options in [
        json!([{"DeliveryMedium": "EMAIL", "AttributeName": "email"}]),
        json!([{"DeliveryMedium": "SMS", "AttributeName": "email"}]),
        json!([{}]),
    ] {
        let refusal = pool.refused("SetUserSettings", request(options)).await;
        assert_eq!(refusal.0, "InvalidParameter");
    }
}
