use serde_json::{Value, json};

use super::service::*;
use crate::{
    cognito::srp::DeviceVerifier,
    session::{MemoryStorage, Session, Storage},
};

const PREFIX: &str = "CognitoIdentityServiceProvider.client.u";

fn stored(storage: &MemoryStorage, name: &str) -> Option<String> {
    storage.get(&format!("{PREFIX}.{name}"))
}

/// What Amplify or amazon-cognito-identity-js leave behind of a device.
fn known_device(storage: &MemoryStorage) {
    for (name, value) in [
        ("deviceKey", "key-1"),
        ("deviceGroupKey", "group-1"),
        ("randomPasswordKey", "device-password"),
    ] {
        storage.set(&format!("{PREFIX}.{name}"), value);
    }
}

fn tokens_of_new_device() -> Value {
    let mut tokens = fresh_tokens();
    tokens["AuthenticationResult"]["NewDeviceMetadata"] =
        json!({"DeviceKey": "key-1", "DeviceGroupKey": "group-1"});
    tokens
}

fn device_asked_for(name: &str) -> Value {
    let mut challenge = password_verifier();
    challenge["ChallengeName"] = json!(name);
    challenge["Session"] = json!("s1");
    challenge["ChallengeParameters"]["DEVICE_KEY"] = json!("key-1");
    challenge
}

#[test]
fn new_device_is_registered_and_keeps_what_it_proves_itself_by() {
    let (authenticator, service, storage) = setup();
    service.answers("InitiateAuth", &password_verifier());
    service.answers("RespondToAuthChallenge", &tokens_of_new_device());
    service.answers("ConfirmDevice", &json!({}));
    service.answers("GetUser", &user());
    let session = run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    assert!(matches!(session, Session::SignedIn { .. }));
    let sent = service.request(2);
    assert_eq!(sent["DeviceKey"], "key-1");
    assert_eq!(sent["DeviceName"], DEVICE_NAME);
    assert_eq!(stored(&storage, "deviceKey").as_deref(), Some("key-1"));
    assert_eq!(
        stored(&storage, "deviceGroupKey").as_deref(),
        Some("group-1")
    );
    // What the service got is made of the password that stays here.
    let device_password = stored(&storage, "randomPasswordKey").unwrap();
    assert!(!sent.to_string().contains(&device_password));
    let config = &sent["DeviceSecretVerifierConfig"];
    assert_eq!(
        config["PasswordVerifier"],
        verifier_of(&device_password, config)
    );
    assert!(!authenticator.asks_to_remember_device("u"));
}

/// The verifier that belongs to the salt that was sent.
fn verifier_of(device_password: &str, config: &Value) -> Value {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let padded = STANDARD.decode(config["Salt"].as_str().unwrap()).unwrap();
    let significant = padded.iter().skip_while(|&&byte| byte == 0);
    let bytes: Vec<u8> = significant.copied().collect();
    let mut salt = [0; 16];
    salt[16 - bytes.len()..].copy_from_slice(&bytes);
    let verifier = DeviceVerifier::new("group-1", "key-1", device_password, salt);
    json!(verifier.password_verifier)
}

#[test]
fn device_that_could_not_be_registered_fails_no_sign_in_and_is_named_at_renewal() {
    let (authenticator, service, storage) = setup();
    service.answers("InitiateAuth", &password_verifier());
    let mut tokens = tokens_of_new_device();
    tokens["AuthenticationResult"]["RefreshToken"] = json!("refresh-1");
    service.answers("RespondToAuthChallenge", &tokens);
    service.refuses("ConfirmDevice", "InvalidParameterException");
    service.answers("GetUser", &user());
    let session = run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    assert!(matches!(session, Session::SignedIn { .. }));
    assert_eq!(stored(&storage, "randomPasswordKey"), None);
    assert_eq!(
        token_storage(&storage)
            .load()
            .unwrap()
            .device_key
            .as_deref(),
        Some("key-1")
    );
}

#[test]
fn user_is_asked_whether_the_device_is_remembered_where_the_pool_says_so() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    service.answers("RespondToAuthChallenge", &tokens_of_new_device());
    service.answers("ConfirmDevice", &json!({"UserConfirmationNecessary": true}));
    service.answers("GetUser", &user());
    run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    assert!(authenticator.asks_to_remember_device("u"));
    assert!(!authenticator.asks_to_remember_device("v"));
    service.refuses("UpdateDeviceStatus", "ForbiddenException");
    assert!(run(authenticator.remember_device("u", true)).is_err());
    assert!(authenticator.asks_to_remember_device("u"), "not heard");
    service.answers("UpdateDeviceStatus", &json!({}));
    run(authenticator.remember_device("u", true)).unwrap();
    assert_eq!(service.request(5)["DeviceRememberedStatus"], "remembered");
    assert_eq!(service.request(5)["DeviceKey"], "key-1");
    assert!(!authenticator.asks_to_remember_device("u"));
}

#[test]
fn known_device_proves_itself_without_anybody_being_asked() {
    let (authenticator, service, storage) = setup();
    known_device(&storage);
    service.answers("InitiateAuth", &password_verifier());
    service.answers(
        "RespondToAuthChallenge",
        &device_asked_for("DEVICE_SRP_AUTH"),
    );
    service.answers(
        "RespondToAuthChallenge",
        &device_asked_for("DEVICE_PASSWORD_VERIFIER"),
    );
    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    for (index, name) in [
        (1, "PASSWORD_VERIFIER"),
        (2, "DEVICE_SRP_AUTH"),
        (3, "DEVICE_PASSWORD_VERIFIER"),
    ] {
        let sent = service.request(index);
        assert_eq!(sent["ChallengeName"], name);
        assert_eq!(sent["ChallengeResponses"]["DEVICE_KEY"], "key-1", "{name}");
        assert!(!sent.to_string().contains("device-password"));
    }
    assert!(service.request(2)["ChallengeResponses"]["SRP_A"].is_string());
    let proof = service.request(3);
    assert_eq!(proof["Session"], "s1");
    for name in [
        "PASSWORD_CLAIM_SIGNATURE",
        "PASSWORD_CLAIM_SECRET_BLOCK",
        "TIMESTAMP",
    ] {
        assert!(proof["ChallengeResponses"][name].is_string(), "{name}");
    }
}

#[test]
fn device_that_the_pool_forgot_is_forgotten_here_and_the_same_answer_goes_without_it() {
    let (authenticator, service, storage) = setup();
    known_device(&storage);
    service.answers("InitiateAuth", &password_verifier());
    let refused = "ResourceNotFoundException";
    service.refuses_saying("RespondToAuthChallenge", refused, "Device does not exist.");
    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    let session = run(authenticator.sign_in("u@example.org", &password("x")));
    assert!(matches!(session, Ok(Session::SignedIn { .. })));
    assert_eq!(stored(&storage, "deviceKey"), None);
    let [named, unnamed] = [1, 2].map(|index| service.request(index)["ChallengeResponses"].clone());
    assert_eq!(named["DEVICE_KEY"], "key-1");
    assert_eq!(unnamed["DEVICE_KEY"], Value::Null);
    let proof = "PASSWORD_CLAIM_SIGNATURE";
    assert_eq!(named[proof], unnamed[proof]);
}

#[test]
fn device_whose_proof_is_refused_is_forgotten_here_and_the_sign_in_begins_without_it() {
    let (authenticator, service, storage) = setup();
    known_device(&storage);
    service.answers("InitiateAuth", &password_verifier());
    let asked = device_asked_for("DEVICE_SRP_AUTH");
    service.answers("RespondToAuthChallenge", &asked);
    service.refuses("RespondToAuthChallenge", "NotAuthorizedException");
    service.answers("InitiateAuth", &password_verifier());
    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    let session = run(authenticator.sign_in("u@example.org", &password("x")));
    assert!(matches!(session, Ok(Session::SignedIn { .. })));
    assert_eq!(stored(&storage, "deviceKey"), None);
    let last = &service.request(4)["ChallengeResponses"];
    assert_eq!(last["DEVICE_KEY"], Value::Null);
}

#[test]
fn service_that_fails_is_no_reason_to_forget_a_device() {
    let (authenticator, service, storage) = setup();
    known_device(&storage);
    service.answers("InitiateAuth", &password_verifier());
    let asked = device_asked_for("DEVICE_SRP_AUTH");
    service.answers("RespondToAuthChallenge", &asked);
    service.refuses("RespondToAuthChallenge", "UnexpectedLambdaException");
    assert!(run(authenticator.sign_in("u@example.org", &password("x"))).is_err());
    assert_eq!(stored(&storage, "deviceKey").as_deref(), Some("key-1"));
}

#[test]
fn renewal_names_the_device_and_goes_on_without_it_if_the_pool_forgot_it() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 10);
    known_device(&storage);
    service.refuses_saying(
        "GetTokensFromRefreshToken",
        "ResourceNotFoundException",
        "Device does not exist.",
    );
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    run(authenticator.access_token("u")).unwrap();
    assert_eq!(service.request(0)["DeviceKey"], "key-1");
    assert_eq!(service.request(1)["DeviceKey"], Value::Null);
    assert_eq!(stored(&storage, "randomPasswordKey"), None);
}

#[test]
fn device_keys_survive_a_sign_out() {
    let (authenticator, _, storage) = setup();
    saved_session(&storage, 600);
    known_device(&storage);
    authenticator.sign_out();
    assert_eq!(stored(&storage, "deviceKey").as_deref(), Some("key-1"));
    assert_eq!(
        stored(&storage, "randomPasswordKey").as_deref(),
        Some("device-password")
    );
}
