//! Renewing sessions that belong to a device.

use serde_json::{Value, json};

use super::{Tracking, no_device};
use crate::support::{claims, error};

/// Both ways to renew, with the device's key if there is one.
fn requests(tracking: &Tracking, token: &Value, key: Option<&str>) -> [(&'static str, Value); 2] {
    let mut operation = json!({"ClientId": tracking.client, "RefreshToken": token});
    let mut flow = json!({"ClientId": tracking.client, "AuthFlow": "REFRESH_TOKEN_AUTH",
        "AuthParameters": {"REFRESH_TOKEN": token}});
    if let Some(key) = key {
        operation["DeviceKey"] = json!(key);
        flow["AuthParameters"]["DEVICE_KEY"] = json!(key);
    }
    [
        ("GetTokensFromRefreshToken", operation),
        ("InitiateAuth", flow),
    ]
}

#[tokio::test]
async fn a_session_is_renewed_for_its_own_device_alone() {
    let tracking = Tracking::always().await;
    let (device, tokens) = tracking.confirmed().await;
    let (other, _) = tracking.confirmed().await;
    let token = &tokens["RefreshToken"];
    for key in [None, Some(other.key.as_str()), Some("us-east-1_0")] {
        for (operation, request) in requests(&tracking, token, key) {
            let refusal = tracking.pool.refused(operation, request).await;
            assert_eq!(refusal, error("NotAuthorized", "Invalid Refresh Token"));
        }
    }
    for (operation, request) in requests(&tracking, token, Some(&device.key)) {
        let reply = tracking.pool.ok(operation, request).await;
        let result = &reply["AuthenticationResult"];
        assert_eq!(claims(&result["AccessToken"])["device_key"], device.key);
        assert!(result.get("NewDeviceMetadata").is_none());
    }
}

#[tokio::test]
async fn a_device_that_was_forgotten_or_never_confirmed_renews_nothing() {
    let tracking = Tracking::always().await;
    let reply = tracking.begin(None).await;
    let token = &reply["AuthenticationResult"]["RefreshToken"];
    let key = &reply["AuthenticationResult"]["NewDeviceMetadata"]["DeviceKey"];
    let key = key.as_str().unwrap();
    for (operation, request) in requests(&tracking, token, Some(key)) {
        assert_eq!(tracking.pool.refused(operation, request).await, no_device());
    }
    tracking.confirm(&reply).await;
    for (operation, request) in requests(&tracking, token, Some(key)) {
        tracking.pool.ok(operation, request).await;
    }
    let mut forget = tracking.user("ann");
    forget["DeviceKey"] = json!(key);
    tracking.pool.ok("AdminForgetDevice", forget).await;
    for (operation, request) in requests(&tracking, token, Some(key)) {
        assert_eq!(tracking.pool.refused(operation, request).await, no_device());
    }
}

#[tokio::test]
async fn a_session_without_a_device_needs_none() {
    let pool = crate::support::Pool::new();
    pool.confirmed(crate::support::EMAIL).await;
    let token = pool.signed_in(crate::support::EMAIL).await["RefreshToken"].clone();
    let request = json!({"ClientId": crate::support::CLIENT, "RefreshToken": token, "DeviceKey": "us-east-1_0"});
    pool.ok("GetTokensFromRefreshToken", request).await;
}

#[tokio::test]
async fn where_devices_are_no_longer_tracked_none_is_needed() {
    let tracking = Tracking::always().await;
    let reply = tracking.begin(None).await;
    let token = &reply["AuthenticationResult"]["RefreshToken"];
    let request = json!({"UserPoolId": tracking.pool_id});
    tracking.pool.ok("UpdateUserPool", request).await;
    for (operation, request) in requests(&tracking, token, None) {
        tracking.pool.ok(operation, request).await;
    }
}
