//! `ConfirmDevice`

use serde_json::json;

use super::{Tracking, no_device};
use crate::support::{Device, EMAIL, Pool, claims, error};

#[tokio::test]
async fn whoever_signs_in_at_a_new_device_is_told_its_names() {
    let tracking = Tracking::always().await;
    let first = tracking.begin(None).await;
    let second = tracking.begin(None).await;
    let (one, two) = (Device::named(&first), Device::named(&second));
    assert_ne!(one.key, two.key);
    assert_eq!(one.group_key, two.group_key);
    let (region, id) = one.key.split_once('_').unwrap();
    assert_eq!((region, id.len()), ("us-east-1", 36));
    let result = &first["AuthenticationResult"];
    assert_eq!(claims(&result["AccessToken"])["device_key"], one.key);
    assert!(claims(&result["IdToken"]).get("device_key").is_none());
    // Nothing is known of them before they are confirmed.
    let list = json!({"AccessToken": result["AccessToken"]});
    assert_eq!(
        tracking.pool.ok("ListDevices", list).await,
        json!({"Devices": []})
    );

    let srp = tracking.srp();
    let begun = tracking.pool.ok("InitiateAuth", srp.begin("ann")).await;
    let reply = tracking.accepted(srp.answer(&begun, "Passw0rd")).await;
    assert_eq!(Device::named(&reply).group_key, one.group_key);
}

#[tokio::test]
async fn a_pool_that_tracks_no_devices_names_none() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let result = pool.signed_in(EMAIL).await;
    assert!(result.get("NewDeviceMetadata").is_none());
    assert!(claims(&result["AccessToken"]).get("device_key").is_none());
    let request = json!({"AccessToken": result["AccessToken"], "DeviceKey": "us-east-1_0",
        "DeviceSecretVerifierConfig": {"Salt": "AQ==", "PasswordVerifier": "Ag=="}});
    let refusal = pool.refused("ConfirmDevice", request).await;
    assert_eq!(
        refusal,
        error("InvalidParameter", "Invalid device key given.")
    );
}

#[tokio::test]
async fn a_confirmed_device_is_remembered_unless_the_user_is_to_be_asked() {
    for is_asked in [false, true] {
        let configuration = json!({"ChallengeRequiredOnNewDevice": false, "DeviceOnlyRememberedOnUserPrompt": is_asked});
        let tracking = Tracking::with(configuration).await;
        let reply = tracking.begin(None).await;
        let device = Device::named(&reply);
        let request = Tracking::confirmation(&reply, &device);
        let confirmed = tracking.pool.ok("ConfirmDevice", request).await;
        assert_eq!(confirmed, json!({"UserConfirmationNecessary": is_asked}));
        let token = &reply["AuthenticationResult"]["AccessToken"];
        let get = json!({"AccessToken": token, "DeviceKey": device.key});
        let shown = tracking.pool.ok("GetDevice", get).await["Device"].clone();
        let status = if is_asked {
            "not_remembered"
        } else {
            "remembered"
        };
        assert_eq!(
            shown,
            json!({"DeviceKey": device.key, "DeviceAttributes": [
                {"Name": "device_status", "Value": "valid"},
                {"Name": "device_name", "Value": "My phone"},
                {"Name": "dev:device_remembered_status", "Value": status}],
                "DeviceCreateDate": 1_795_000_000.0, "DeviceLastModifiedDate": 1_795_000_000.0,
                "DeviceLastAuthenticatedDate": 1_795_000_000.0})
        );
    }
}

#[tokio::test]
async fn a_token_confirms_the_device_that_it_was_issued_to_once() {
    let tracking = Tracking::always().await;
    let (first, second) = (tracking.begin(None).await, tracking.begin(None).await);
    let device = Device::named(&first);
    let crossed = Tracking::confirmation(&second, &device);
    let refusal = tracking.pool.refused("ConfirmDevice", crossed).await;
    assert_eq!(
        refusal,
        error("InvalidParameter", "Invalid device key given.")
    );
    let request = Tracking::confirmation(&first, &device);
    tracking.pool.ok("ConfirmDevice", request.clone()).await;
    let refusal = tracking.pool.refused("ConfirmDevice", request).await;
    assert_eq!(refusal, error("DeviceKeyExists", "Device already exists."));
}

#[tokio::test]
async fn a_device_that_was_forgotten_is_not_confirmed_again() {
    let tracking = Tracking::always().await;
    let first = tracking.begin(None).await;
    let device = tracking.confirm(&first).await;
    // Of another sign-in at the device, which has the key as well.
    let challenge = tracking.begin(Some(&device)).await;
    let second = tracking.prove(&challenge, &device).await;
    let mut forget = tracking.user("ann");
    forget["DeviceKey"] = json!(device.key);
    tracking.pool.ok("AdminForgetDevice", forget).await;
    for reply in [&first, &second] {
        let request = Tracking::confirmation(reply, &device);
        let refusal = tracking.pool.refused("ConfirmDevice", request).await;
        assert_eq!(refusal, no_device());
    }
    let refresh = json!({"ClientId": tracking.client, "DeviceKey": device.key,
        "RefreshToken": first["AuthenticationResult"]["RefreshToken"]});
    let refusal = tracking.pool.refused("GetTokensFromRefreshToken", refresh);
    assert_eq!(refusal.await, no_device());
    // A new sign-in gets a new key.
    let third = tracking.begin(None).await;
    tracking.confirm(&third).await;
}

#[tokio::test]
async fn a_verifier_that_is_none_is_refused() {
    let tracking = Tracking::always().await;
    let reply = tracking.begin(None).await;
    let device = Device::named(&reply);
    let good = Tracking::confirmation(&reply, &device);
    let large = "/".repeat(516);
    for (name, value) in [
        ("PasswordVerifier", ""),
        ("PasswordVerifier", "AA=="),
        ("PasswordVerifier", "not base64"),
        ("PasswordVerifier", &large),
        ("Salt", "not base64"),
    ] {
        let mut request = good.clone();
        request["DeviceSecretVerifierConfig"][name] = json!(value);
        let refusal = tracking.pool.refused("ConfirmDevice", request).await;
        let message = "Invalid device secret verifier given.";
        assert_eq!(refusal, error("InvalidParameter", message), "{name}");
    }
    let mut without = good.clone();
    without
        .as_object_mut()
        .unwrap()
        .remove("DeviceSecretVerifierConfig");
    let refusal = tracking.pool.refused("ConfirmDevice", without).await;
    assert_eq!(refusal.0, "InvalidParameter");
    tracking.pool.ok("ConfirmDevice", good).await;
}
