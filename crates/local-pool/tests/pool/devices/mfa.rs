//! Devices and second factors.

use serde_json::{Value, json};

use super::{ANN, Tracking};
use crate::support::{Device, EMAIL, PASSWORD, claims};

/// A pool in which Ann is asked for a code by e-mail, and a device that she has confirmed.
async fn with_email(is_trusted: bool) -> (Tracking, Device) {
    let configuration = json!({"ChallengeRequiredOnNewDevice": is_trusted, "DeviceOnlyRememberedOnUserPrompt": false});
    let tracking = Tracking::with(configuration).await;
    let request = json!({"UserPoolId": tracking.pool_id, "MfaConfiguration": "OPTIONAL", "EmailMfaConfiguration": {}});
    tracking.pool.ok("SetUserPoolMfaConfig", request).await;
    let mut request = tracking.user(ANN);
    request["EmailMfaSettings"] = json!({"Enabled": true, "PreferredMfa": true});
    tracking.pool.ok("AdminSetUserMFAPreference", request).await;
    let challenge = tracking.begin(None).await;
    let reply = tracking
        .accepted(by_code(&tracking, &challenge).await)
        .await;
    let device = tracking.confirm(&reply).await;
    (tracking, device)
}

/// The answer to a code by e-mail.
async fn by_code(tracking: &Tracking, challenge: &Value) -> Value {
    assert_eq!(challenge["ChallengeName"], "EMAIL_OTP");
    let code = tracking.pool.last_code(EMAIL).await;
    json!({"ClientId": tracking.client, "ChallengeName": "EMAIL_OTP", "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": ANN, "EMAIL_OTP_CODE": code}})
}

#[tokio::test]
async fn a_remembered_device_stands_in_for_the_second_factor_where_the_pool_says_so() {
    let (tracking, device) = with_email(true).await;
    let sent = tracking.pool.messages().await.len();
    let challenge = tracking.begin(Some(&device)).await;
    assert_eq!(challenge["ChallengeName"], "DEVICE_SRP_AUTH");
    let reply = tracking.prove(&challenge, &device).await;
    assert!(reply["AuthenticationResult"]["AccessToken"].is_string());
    assert_eq!(tracking.pool.messages().await.len(), sent);
    assert_eq!(tracking.begin(None).await["ChallengeName"], "EMAIL_OTP");
}

#[tokio::test]
async fn elsewhere_the_device_is_asked_after_the_code() {
    let (tracking, device) = with_email(false).await;
    let challenge = tracking.begin(Some(&device)).await;
    // The device is known from the beginning, or from the answer.
    let early = by_code(&tracking, &challenge).await;
    let challenge = tracking.begin(None).await;
    let mut late = by_code(&tracking, &challenge).await;
    late["ChallengeResponses"]["DEVICE_KEY"] = json!(device.key);
    for request in [early, late] {
        let challenge = tracking.accepted(request).await;
        assert_eq!(challenge["ChallengeName"], "DEVICE_SRP_AUTH");
        let reply = tracking.prove(&challenge, &device).await;
        let result = &reply["AuthenticationResult"];
        assert_eq!(claims(&result["AccessToken"])["device_key"], device.key);
    }
}

#[tokio::test]
async fn a_device_that_is_not_remembered_stands_in_for_nothing() {
    let (tracking, device) = with_email(true).await;
    let mut update = tracking.user(ANN);
    update["DeviceKey"] = json!(device.key);
    update["DeviceRememberedStatus"] = json!("not_remembered");
    tracking.pool.ok("AdminUpdateDeviceStatus", update).await;
    let challenge = tracking.begin(Some(&device)).await;
    let reply = tracking
        .accepted(by_code(&tracking, &challenge).await)
        .await;
    let result = &reply["AuthenticationResult"];
    assert_eq!(claims(&result["AccessToken"])["device_key"], device.key);
}

#[tokio::test]
async fn a_wrong_device_is_no_second_factor() {
    let (tracking, device) = with_email(true).await;
    let challenge = tracking.begin(Some(&device)).await;
    let srp = tracking.srp();
    let request = srp.begin_device(&challenge, ANN, &device);
    let question = tracking.accepted(request).await;
    let wrong = Device {
        password: PASSWORD.to_owned(),
        ..device
    };
    let refusal = tracking.refused(srp.answer_device(&question, &wrong)).await;
    assert_eq!(refusal.0, "NotAuthorized");
}

#[tokio::test]
async fn no_device_stands_in_for_a_factor_that_must_be_set_up() {
    let configuration =
        json!({"ChallengeRequiredOnNewDevice": true, "DeviceOnlyRememberedOnUserPrompt": false});
    let tracking = Tracking::with(configuration).await;
    let (device, _) = tracking.confirmed().await;
    let request = json!({"UserPoolId": tracking.pool_id, "MfaConfiguration": "ON",
        "SoftwareTokenMfaConfiguration": {"Enabled": true}});
    tracking.pool.ok("SetUserPoolMfaConfig", request).await;
    let challenge = tracking.begin(Some(&device)).await;
    assert_eq!(challenge["ChallengeName"], "MFA_SETUP");
}

#[tokio::test]
async fn the_device_is_asked_after_a_new_password_too() {
    let tracking = Tracking::always().await;
    let (device, _) = tracking.confirmed().await;
    let mut request = tracking.user(ANN);
    request["Password"] = json!("Temp0rary");
    tracking.pool.ok("AdminSetUserPassword", request).await;
    let mut request = crate::support::by_password(&tracking.client, ANN, "Temp0rary");
    request["AuthParameters"]["DEVICE_KEY"] = json!(device.key);
    let challenge = tracking.pool.ok("InitiateAuth", request).await;
    let request = json!({"ClientId": tracking.client, "ChallengeName": "NEW_PASSWORD_REQUIRED",
        "Session": challenge["Session"], "ChallengeResponses": {"USERNAME": ANN, "NEW_PASSWORD": "Ch0senOne"}});
    let challenge = tracking.accepted(request).await;
    assert_eq!(challenge["ChallengeName"], "DEVICE_SRP_AUTH");
    tracking.prove(&challenge, &device).await;
}
