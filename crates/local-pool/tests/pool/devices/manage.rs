//! Reading, listing, remembering and forgetting devices.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ANN, Tracking, no_device};
use crate::support::error;

/// The value of an attribute of a device.
fn attribute<'a>(device: &'a Value, name: &str) -> &'a Value {
    let mut attributes = device["DeviceAttributes"].as_array().unwrap().iter();
    &attributes.find(|one| one["Name"] == name).unwrap()["Value"]
}

#[tokio::test]
async fn a_device_is_seen_and_changed_by_the_user_and_administrators_alike() {
    let tracking = Tracking::always().await;
    let (device, tokens) = tracking.confirmed().await;
    let by_user = json!({"AccessToken": tokens["AccessToken"], "DeviceKey": device.key});
    let mut by_admin = tracking.user(ANN);
    by_admin["DeviceKey"] = json!(device.key);
    let get = [("GetDevice", &by_user), ("AdminGetDevice", &by_admin)];
    for (update, request, status) in [
        ("UpdateDeviceStatus", &by_user, "not_remembered"),
        ("AdminUpdateDeviceStatus", &by_admin, "remembered"),
        ("AdminUpdateDeviceStatus", &by_admin, "not_remembered"),
        ("UpdateDeviceStatus", &by_user, "remembered"),
    ] {
        tracking.pool.wait(Duration::from_secs(1));
        let mut request = request.clone();
        request["DeviceRememberedStatus"] = json!(status);
        assert_eq!(tracking.pool.ok(update, request).await, json!({}));
        for (operation, request) in get {
            let shown = tracking.pool.ok(operation, request.clone()).await;
            let shown = &shown["Device"];
            let told = attribute(shown, "dev:device_remembered_status");
            assert_eq!(told, status);
            assert!(shown["DeviceLastModifiedDate"].as_f64() > shown["DeviceCreateDate"].as_f64());
        }
    }
    for (operation, request) in [
        ("UpdateDeviceStatus", &by_user),
        ("AdminUpdateDeviceStatus", &by_admin),
    ] {
        tracking.pool.ok(operation, request.clone()).await;
        let mut odd = request.clone();
        odd["DeviceRememberedStatus"] = json!("REMEMBERED");
        assert_eq!(
            tracking.pool.refused(operation, odd).await.0,
            "InvalidParameter"
        );
    }
    let shown = tracking.pool.ok("GetDevice", by_user).await;
    let told = attribute(&shown["Device"], "dev:device_remembered_status");
    assert_eq!(told, "remembered");
}

#[tokio::test]
async fn devices_are_listed_a_page_at_a_time() {
    let tracking = Tracking::always().await;
    tracking.add("bob").await;
    let mut keys = Vec::new();
    let mut tokens = Value::Null;
    for _ in 0..3 {
        let (device, result) = tracking.confirmed().await;
        keys.push(device.key);
        tokens = result;
    }
    keys.sort();
    let by_user = json!({"AccessToken": tokens["AccessToken"]});
    for (operation, request) in [
        ("ListDevices", by_user),
        ("AdminListDevices", tracking.user(ANN)),
    ] {
        let (mut request, mut listed) = (request, Vec::new());
        request["Limit"] = json!(2);
        loop {
            let page = tracking.pool.ok(operation, request.clone()).await;
            let devices = page["Devices"].as_array().unwrap();
            assert!(devices.len() <= 2);
            listed.extend(
                devices
                    .iter()
                    .map(|one| one["DeviceKey"].as_str().unwrap().to_owned()),
            );
            match page.get("PaginationToken") {
                Some(token) => request["PaginationToken"] = token.clone(),
                None => break,
            }
        }
        assert_eq!(listed, keys);
        request["Limit"] = json!(61);
        assert_eq!(
            tracking.pool.refused(operation, request.clone()).await.0,
            "InvalidParameter"
        );
        request["Limit"] = json!(1);
        request["PaginationToken"] = json!("!");
        assert_eq!(
            tracking.pool.refused(operation, request).await.0,
            "InvalidParameter"
        );
    }
    let of_bob = tracking
        .pool
        .ok("AdminListDevices", tracking.user("bob"))
        .await;
    assert_eq!(of_bob, json!({"Devices": []}));
}

#[tokio::test]
async fn a_device_that_is_forgotten_is_gone() {
    let tracking = Tracking::always().await;
    for by_admin in [false, true] {
        let (device, tokens) = tracking.confirmed().await;
        let by_user = json!({"AccessToken": tokens["AccessToken"], "DeviceKey": device.key});
        let mut admin = tracking.user(ANN);
        admin["DeviceKey"] = json!(device.key);
        if by_admin {
            tracking.pool.ok("AdminForgetDevice", admin.clone()).await;
        } else {
            tracking.pool.ok("ForgetDevice", by_user.clone()).await;
        }
        for operation in ["GetDevice", "UpdateDeviceStatus", "ForgetDevice"] {
            let refusal = tracking.pool.refused(operation, by_user.clone()).await;
            assert_eq!(refusal, no_device(), "{operation}");
            let operation = format!("Admin{operation}");
            let refusal = tracking.pool.refused(&operation, admin.clone()).await;
            assert_eq!(refusal, no_device(), "{operation}");
        }
    }
}

#[tokio::test]
async fn nobody_sees_or_changes_the_devices_of_others() {
    let tracking = Tracking::always().await;
    tracking.add("bob").await;
    let (device, _) = tracking.confirmed().await;
    let bob = crate::support::by_password(&tracking.client, "bob", "Passw0rd");
    let reply = tracking.pool.ok("InitiateAuth", bob).await;
    let token = &reply["AuthenticationResult"]["AccessToken"];
    for operation in ["GetDevice", "UpdateDeviceStatus", "ForgetDevice"] {
        let request = json!({"AccessToken": token, "DeviceKey": device.key});
        let refusal = tracking.pool.refused(operation, request).await;
        assert_eq!(refusal, no_device(), "{operation}");
        let request = json!({"AccessToken": "x", "DeviceKey": device.key});
        let refusal = tracking.pool.refused(operation, request).await;
        assert_eq!(refusal, error("NotAuthorized", "Invalid Access Token"));
        for key in ["", "x", "us-east-1_X", "_0", "us-east-1_"] {
            let request = json!({"AccessToken": token, "DeviceKey": key});
            let refusal = tracking.pool.refused(operation, request).await;
            assert_eq!(refusal.0, "InvalidParameter", "{operation} {key}");
        }
    }
}

#[tokio::test]
async fn a_user_who_comes_back_under_the_same_name_has_no_devices() {
    let tracking = Tracking::always().await;
    tracking.confirmed().await;
    tracking
        .pool
        .ok("AdminDeleteUser", tracking.user(ANN))
        .await;
    tracking.add(ANN).await;
    let list = tracking
        .pool
        .ok("AdminListDevices", tracking.user(ANN))
        .await;
    assert_eq!(list, json!({"Devices": []}));
}
