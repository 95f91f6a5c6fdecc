//! `DEVICE_SRP_AUTH` and `DEVICE_PASSWORD_VERIFIER`

use std::time::Duration;

use serde_json::{Value, json};

use super::{ANN, Tracking, invalid_session, no_device};
use crate::support::{Device, PASSWORD, SrpClient, USED, by_password, claims, error};

const INCORRECT: &str = "Incorrect username or password.";

/// The challenge of a device that Ann has confirmed, after her password.
async fn challenged(tracking: &Tracking) -> (Device, Value) {
    let (device, _) = tracking.confirmed().await;
    let challenge = tracking.begin(Some(&device)).await;
    (device, challenge)
}

/// `DEVICE_PASSWORD_VERIFIER` of that device.
async fn question(tracking: &Tracking, srp: &SrpClient, device: &Device) -> Value {
    let challenge = tracking.begin(Some(device)).await;
    let request = srp.begin_device(&challenge, ANN, device);
    tracking.accepted(request).await
}

#[tokio::test]
async fn a_remembered_device_proves_that_it_is_the_one() {
    let tracking = Tracking::always().await;
    let (device, challenge) = challenged(&tracking).await;
    assert_eq!(challenge["ChallengeName"], "DEVICE_SRP_AUTH");
    assert!(challenge.get("AuthenticationResult").is_none());
    let srp = tracking.srp();
    let question = tracking
        .accepted(srp.begin_device(&challenge, ANN, &device))
        .await;
    assert_eq!(question["ChallengeName"], "DEVICE_PASSWORD_VERIFIER");
    assert_eq!(question["ChallengeParameters"]["USERNAME"], ANN);
    tracking.pool.wait(Duration::from_secs(5));
    let reply = tracking
        .accepted(srp.answer_device(&question, &device))
        .await;
    let result = &reply["AuthenticationResult"];
    assert!(result.get("NewDeviceMetadata").is_none());
    assert_eq!(claims(&result["AccessToken"])["device_key"], device.key);
    let get = json!({"AccessToken": result["AccessToken"], "DeviceKey": device.key});
    let shown = tracking.pool.ok("GetDevice", get).await["Device"].clone();
    assert_eq!(shown["DeviceLastAuthenticatedDate"], 1_795_000_005.0);
    assert_eq!(shown["DeviceCreateDate"], 1_795_000_000.0);
}

#[tokio::test]
async fn with_srp_the_device_can_be_named_at_the_beginning_or_with_the_proof() {
    let tracking = Tracking::always().await;
    let (device, _) = tracking.confirmed().await;
    let srp = tracking.srp();
    for is_early in [true, false] {
        let mut request = srp.begin(ANN);
        if is_early {
            request["AuthParameters"]["DEVICE_KEY"] = json!(device.key);
        }
        let begun = tracking.pool.ok("InitiateAuth", request).await;
        let mut answer = srp.answer(&begun, PASSWORD);
        if !is_early {
            answer["ChallengeResponses"]["DEVICE_KEY"] = json!(device.key);
        }
        let challenge = tracking.accepted(answer).await;
        assert_eq!(challenge["ChallengeName"], "DEVICE_SRP_AUTH");
        let reply = tracking.prove(&challenge, &device).await;
        assert!(reply.get("AuthenticationResult").is_some());
    }
}

#[tokio::test]
async fn clients_that_keep_no_session_come_back_with_the_device_key() {
    let tracking = Tracking::always().await;
    let (device, challenge) = challenged(&tracking).await;
    let srp = tracking.srp();
    let mut request = srp.begin_device(&challenge, ANN, &device);
    request.as_object_mut().unwrap().remove("Session");
    let question = tracking.accepted(request).await;
    tracking
        .accepted(srp.answer_device(&question, &device))
        .await;
}

#[tokio::test]
async fn two_sign_ins_at_one_device_do_not_get_in_each_others_way() {
    for order in [[0, 1], [1, 0]] {
        let tracking = Tracking::always().await;
        let (device, first) = challenged(&tracking).await;
        let second = tracking.begin(Some(&device)).await;
        let challenges = [first, second];
        for index in order {
            let reply = tracking.prove(&challenges[index], &device).await;
            assert!(reply.get("AuthenticationResult").is_some());
        }
        // What is over does not come back for those who have no session to show.
        let srp = tracking.srp();
        let mut request = srp.begin_device(&challenges[0], ANN, &device);
        request.as_object_mut().unwrap().remove("Session");
        let refusal = tracking.refused(request).await;
        assert_eq!(refusal, error("NotAuthorized", USED));
    }
}

#[tokio::test]
async fn without_the_password_there_is_nothing_to_prove() {
    let tracking = Tracking::always().await;
    let (device, _) = tracking.confirmed().await;
    let mut request = by_password(&tracking.client, ANN, "Passw0rD");
    request["AuthParameters"]["DEVICE_KEY"] = json!(device.key);
    let refusal = tracking.pool.refused("InitiateAuth", request).await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));
    let srp = tracking.srp();
    let mut request = srp.begin_device(&Value::Null, ANN, &device);
    request.as_object_mut().unwrap().remove("Session");
    assert_eq!(tracking.refused(request).await, invalid_session());
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_there_is_no_second_try() {
    let tracking = Tracking::always().await;
    let (device, _) = tracking.confirmed().await;
    let srp = tracking.srp();
    let stolen = Device {
        password: "another secret".to_owned(),
        ..device.clone()
    };
    let question = question(&tracking, &srp, &device).await;
    let refusal = tracking
        .refused(srp.answer_device(&question, &stolen))
        .await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));
    let right = srp.answer_device(&question, &device);
    let refusal = tracking.refused(right).await;
    assert_eq!(refusal, error("NotAuthorized", USED));
}

#[tokio::test]
async fn every_part_of_the_answer_is_covered_by_the_signature() {
    let tracking = Tracking::always().await;
    let (device, _) = tracking.confirmed().await;
    let (other, _) = tracking.confirmed().await;
    let srp = tracking.srp();
    for (name, value) in [
        ("TIMESTAMP", "Sat Nov 7 08:05:10 UTC 2026"),
        ("PASSWORD_CLAIM_SIGNATURE", "AAAA"),
        ("DEVICE_KEY", &other.key),
    ] {
        let question = question(&tracking, &srp, &device).await;
        let mut answer = srp.answer_device(&question, &device);
        answer["ChallengeResponses"][name] = json!(value);
        let refusal = tracking.refused(answer).await;
        assert_eq!(refusal, error("NotAuthorized", INCORRECT), "{name}");
    }
    // The password is no secret of the device.
    let question = question(&tracking, &srp, &device).await;
    let with_password = Device {
        password: PASSWORD.to_owned(),
        ..device.clone()
    };
    let refusal = tracking
        .refused(srp.answer_device(&question, &with_password))
        .await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));
}

#[tokio::test]
async fn a_session_is_for_its_user_client_device_and_challenge_alone() {
    let tracking = Tracking::always().await;
    tracking.add("bob").await;
    let (device, challenge) = challenged(&tracking).await;
    let (other, _) = tracking.confirmed().await;
    let client = json!({"UserPoolId": tracking.pool_id, "ClientName": "other"});
    let client = tracking.pool.ok("CreateUserPoolClient", client).await;
    let srp = tracking.srp();
    let right = srp.begin_device(&challenge, ANN, &device);
    let change = |path: &str, value: Value| {
        let mut request = right.clone();
        *request.pointer_mut(path).unwrap() = value;
        request
    };
    let parameters = json!({"SALT": "1", "SRP_B": "2", "SECRET_BLOCK": "AAAA", "USERNAME": ANN});
    let mut verifier = srp.answer_device(&json!({"ChallengeParameters": parameters}), &device);
    let block = challenge["Session"].clone();
    verifier["ChallengeResponses"]["PASSWORD_CLAIM_SECRET_BLOCK"] = block;
    for request in [
        change("/ClientId", client["UserPoolClient"]["ClientId"].clone()),
        change("/Session", json!("x".repeat(256))),
        change("/ChallengeResponses/USERNAME", json!("bob")),
        change("/ChallengeResponses/USERNAME", json!("zoe")),
        change("/ChallengeResponses/DEVICE_KEY", json!(other.key)),
        change("/ChallengeResponses/DEVICE_KEY", json!("us-east-1_0")),
        change("/ChallengeName", json!("MFA_SETUP")),
        verifier,
    ] {
        let refusal = tracking.refused(request.clone()).await;
        assert_eq!(refusal, invalid_session(), "{request}");
    }
    let question = tracking.accepted(right.clone()).await;
    let refusal = tracking.refused(right).await;
    assert_eq!(refusal, error("NotAuthorized", USED));
    let answer = srp.answer_device(&question, &device);
    let mut as_password = answer.clone();
    as_password["ChallengeName"] = json!("PASSWORD_VERIFIER");
    let refusal = tracking.refused(as_password).await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));
}

#[tokio::test]
async fn each_step_waits_three_minutes() {
    let tracking = Tracking::always().await;
    let (device, challenge) = challenged(&tracking).await;
    let message = "Invalid session for the user, session is expired.";
    let expired = error("NotAuthorized", message);
    let srp = tracking.srp();
    tracking.pool.wait_nearly(Duration::from_mins(3));
    let request = srp.begin_device(&challenge, ANN, &device);
    let question = tracking.accepted(request).await;
    tracking.pool.wait(Duration::from_mins(3));
    let late = srp.answer_device(&question, &device);
    assert_eq!(tracking.refused(late).await, expired);
    let challenge = tracking.begin(Some(&device)).await;
    tracking.pool.wait(Duration::from_mins(3));
    let late = srp.begin_device(&challenge, ANN, &device);
    assert_eq!(tracking.refused(late).await, expired);
}

#[tokio::test]
async fn what_is_missing_or_no_public_value_is_refused() {
    let tracking = Tracking::always().await;
    let (device, challenge) = challenged(&tracking).await;
    let srp = tracking.srp();
    let right = srp.begin_device(&challenge, ANN, &device);
    let without = |request: &Value, name: &str| {
        let mut request = request.clone();
        let responses = request["ChallengeResponses"].as_object_mut().unwrap();
        responses.remove(name);
        request
    };
    for name in ["USERNAME", "DEVICE_KEY", "SRP_A"] {
        let message = format!("Missing required parameter {name}");
        let refusal = tracking.refused(without(&right, name)).await;
        assert_eq!(refusal, error("InvalidParameter", &message));
    }
    let mut zero = right.clone();
    zero["ChallengeResponses"]["SRP_A"] = json!("0");
    let message = "SRP_A is not a valid public value.";
    assert_eq!(
        tracking.refused(zero).await,
        error("InvalidParameter", message)
    );
    let question = tracking.accepted(right).await;
    let right = srp.answer_device(&question, &device);
    for name in [
        "USERNAME",
        "DEVICE_KEY",
        "TIMESTAMP",
        "PASSWORD_CLAIM_SIGNATURE",
        "PASSWORD_CLAIM_SECRET_BLOCK",
    ] {
        let message = format!("Missing required parameter {name}");
        let refusal = tracking.refused(without(&right, name)).await;
        assert_eq!(refusal, error("InvalidParameter", &message));
    }
    tracking.accepted(right).await;
}

#[tokio::test]
async fn a_device_that_does_not_exist_is_told_after_the_password_and_costs_nothing() {
    let tracking = Tracking::always().await;
    let (device, tokens) = tracking.confirmed().await;
    let forget = json!({"AccessToken": tokens["AccessToken"], "DeviceKey": device.key});
    tracking.pool.ok("ForgetDevice", forget).await;
    let mut request = by_password(&tracking.client, ANN, PASSWORD);
    request["AuthParameters"]["DEVICE_KEY"] = json!(device.key);
    let refusal = tracking.pool.refused("InitiateAuth", request).await;
    assert_eq!(refusal, no_device());

    let srp = tracking.srp();
    let mut request = srp.begin(ANN);
    request["AuthParameters"]["DEVICE_KEY"] = json!(device.key);
    let begun = tracking.pool.ok("InitiateAuth", request).await;
    let mut answer = srp.answer(&begun, PASSWORD);
    answer["ChallengeResponses"]["DEVICE_KEY"] = json!(device.key);
    assert_eq!(tracking.refused(answer.clone()).await, no_device());
    // The same proof without the device is what clients send next.
    answer["ChallengeResponses"]["DEVICE_KEY"] = Value::Null;
    let reply = tracking.accepted(answer).await;
    assert_ne!(Device::named(&reply).key, device.key);
}

#[tokio::test]
async fn the_device_of_another_user_does_not_exist() {
    let tracking = Tracking::always().await;
    tracking.add("bob").await;
    let (device, _) = tracking.confirmed().await;
    let mut request = by_password(&tracking.client, "bob", PASSWORD);
    request["AuthParameters"]["DEVICE_KEY"] = json!(device.key);
    let refusal = tracking.pool.refused("InitiateAuth", request).await;
    assert_eq!(refusal, no_device());
}

#[tokio::test]
async fn a_device_that_is_not_remembered_is_known_and_not_asked() {
    let tracking = Tracking::always().await;
    let (device, tokens) = tracking.confirmed().await;
    let update = json!({"AccessToken": tokens["AccessToken"], "DeviceKey": device.key,
        "DeviceRememberedStatus": "not_remembered"});
    tracking.pool.ok("UpdateDeviceStatus", update).await;
    let reply = tracking.begin(Some(&device)).await;
    let result = &reply["AuthenticationResult"];
    assert!(result.get("NewDeviceMetadata").is_none());
    assert_eq!(claims(&result["AccessToken"])["device_key"], device.key);
}

#[tokio::test]
async fn a_device_that_is_forgotten_or_no_longer_remembered_meanwhile_proves_nothing() {
    let tracking = Tracking::always().await;
    let (device, tokens) = tracking.confirmed().await;
    let own = json!({"AccessToken": tokens["AccessToken"], "DeviceKey": device.key});
    let srp = tracking.srp();
    let question = question(&tracking, &srp, &device).await;
    let mut update = own.clone();
    update["DeviceRememberedStatus"] = json!("not_remembered");
    tracking.pool.ok("UpdateDeviceStatus", update.clone()).await;
    let refusal = tracking
        .refused(srp.answer_device(&question, &device))
        .await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));

    update["DeviceRememberedStatus"] = json!("remembered");
    tracking.pool.ok("UpdateDeviceStatus", update).await;
    let challenge = tracking.begin(Some(&device)).await;
    tracking.pool.ok("ForgetDevice", own).await;
    let request = srp.begin_device(&challenge, ANN, &device);
    assert_eq!(tracking.refused(request).await, no_device());
}

#[tokio::test]
async fn a_pool_that_tracks_no_devices_takes_no_notice_of_them() {
    let pool = crate::support::Pool::new();
    pool.confirmed(crate::support::EMAIL).await;
    let mut request = by_password(crate::support::CLIENT, crate::support::EMAIL, PASSWORD);
    request["AuthParameters"]["DEVICE_KEY"] = json!("us-east-1_0");
    let reply = pool.ok("InitiateAuth", request).await;
    assert!(reply["AuthenticationResult"]["AccessToken"].is_string());
}

#[tokio::test]
async fn a_code_as_first_factor_is_followed_by_the_device_too() {
    let tracking = Tracking::always().await;
    let policies = json!({"PasswordPolicy": {"MinimumLength": 8},
        "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}});
    let request = json!({"UserPoolId": tracking.pool_id, "Policies": policies, "DeviceConfiguration":
        {"ChallengeRequiredOnNewDevice": false, "DeviceOnlyRememberedOnUserPrompt": false}});
    tracking.pool.ok("UpdateUserPool", request).await;
    let request = json!({"UserPoolId": tracking.pool_id, "ClientId": tracking.client,
        "ExplicitAuthFlows": ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"]});
    tracking.pool.ok("UpdateUserPoolClient", request).await;
    let (device, _) = tracking.confirmed().await;

    let request = json!({"ClientId": tracking.client, "AuthFlow": "USER_AUTH",
        "AuthParameters": {"USERNAME": ANN, "PREFERRED_CHALLENGE": "EMAIL_OTP"}});
    let challenge = tracking.pool.ok("InitiateAuth", request).await;
    let code = tracking.pool.last_code(crate::support::EMAIL).await;
    let mut request = json!({"ClientId": tracking.client, "ChallengeName": "EMAIL_OTP", "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": ANN, "EMAIL_OTP_CODE": code, "DEVICE_KEY": "us-east-1_0"}});
    assert_eq!(tracking.refused(request.clone()).await, no_device());
    request["ChallengeResponses"]["DEVICE_KEY"] = json!(device.key);
    let challenge = tracking.accepted(request).await;
    assert_eq!(challenge["ChallengeName"], "DEVICE_SRP_AUTH");
    let reply = tracking.prove(&challenge, &device).await;
    let result = &reply["AuthenticationResult"];
    assert_eq!(claims(&result["AccessToken"])["device_key"], device.key);
}
