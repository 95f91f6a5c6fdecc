use super::service::*;
use crate::session::{MemoryStorage, SignInDetails, Storage, Tokens};

const PREFIX: &str = "CognitoIdentityServiceProvider.client";

/// What amazon-cognito-identity-js leaves behind: the drift in seconds, as (here - service).
fn session_of_identity_js(clock_drift: &str) -> MemoryStorage {
    let storage = MemoryStorage::default();
    for (key, value) in [
        ("LastAuthUser", "u"),
        ("u.accessToken", &token_expiring_in(600)),
        ("u.idToken", &token_expiring_in(600)),
        ("u.refreshToken", "refresh-1"),
        ("u.clockDrift", clock_drift),
    ] {
        storage.set(&format!("{PREFIX}.{key}"), value);
    }
    storage
}

/// What Amplify v6 leaves behind: the drift in milliseconds, as (service - here).
fn session_of_amplify(clock_drift: &str) -> MemoryStorage {
    let storage = session_of_identity_js(clock_drift);
    storage.set(
        &format!("{PREFIX}.u.signInDetails"),
        r#"{"loginId":"u@example.org"}"#,
    );
    storage
}

#[test]
fn session_of_either_library_is_taken_over() {
    for storage in [session_of_identity_js("0"), session_of_amplify("0")] {
        let tokens = token_storage(&storage).load().unwrap();
        assert_eq!(tokens.username, "u");
        assert_eq!(tokens.refresh_token.unwrap().expose(), "refresh-1");
        assert_eq!(
            tokens.access_token.unwrap().expose(),
            token_expiring_in(600)
        );
    }
}

#[test]
fn clock_drift_is_read_and_written_as_its_owner_means_it() {
    for (storage, text) in [
        (session_of_identity_js("-90"), "-90"),
        (session_of_amplify("90000"), "90000"),
    ] {
        let tokens = token_storage(&storage).load().unwrap();
        assert_eq!(tokens.clock_drift, 90_000);
        token_storage(&storage).save(&tokens);
        assert_eq!(
            storage.get(&format!("{PREFIX}.u.clockDrift")).as_deref(),
            Some(text)
        );
    }
}

#[test]
fn time_that_a_reply_took_is_not_kept_as_drift() {
    // Read as seconds by one library and as milliseconds by the other, it would end sessions.
    let result = serde_json::from_value(fresh_tokens()["AuthenticationResult"].clone()).unwrap();
    let tokens = Tokens::received("u".to_owned(), result, NOW * 1000 + 1400);
    assert_eq!(tokens.clock_drift, 0);
    let result = serde_json::from_value(fresh_tokens()["AuthenticationResult"].clone()).unwrap();
    let tokens = Tokens::received("u".to_owned(), result, NOW * 1000 + 600_000);
    assert_eq!(tokens.clock_drift, -600_000);
}

#[test]
fn expiry_is_judged_by_the_services_clock() {
    // By the service's clock, ten minutes ahead, a token of the next ten minutes has expired.
    let storage = session_of_amplify("600000");
    let tokens = token_storage(&storage).load().unwrap();
    assert_eq!(tokens.current_access_token(NOW * 1000), None);
    let storage = session_of_amplify("not a number");
    let tokens = token_storage(&storage).load().unwrap();
    assert!(tokens.current_access_token(NOW * 1000).is_some());
}

#[test]
fn session_without_an_id_token_or_an_access_token_is_still_one() {
    let storage = session_of_amplify("0");
    storage.remove(&format!("{PREFIX}.u.idToken"));
    assert!(token_storage(&storage).load().is_some());
    storage.remove(&format!("{PREFIX}.u.accessToken"));
    let tokens = token_storage(&storage).load().unwrap();
    assert_eq!(tokens.current_access_token(NOW * 1000), None);
    storage.remove(&format!("{PREFIX}.u.refreshToken"));
    assert_eq!(token_storage(&storage).load(), None);
}

#[test]
fn garbage_in_the_storage_is_an_outworn_token_not_a_crash() {
    let storage = session_of_amplify("99999999999999999999");
    storage.set(&format!("{PREFIX}.u.accessToken"), "no.token.at.all");
    let tokens = token_storage(&storage).load().unwrap();
    assert_eq!(tokens.current_access_token(i64::MAX), None);
}

#[test]
fn sign_out_removes_the_tokens_and_leaves_the_device() {
    let storage = session_of_amplify("0");
    storage.set(&format!("{PREFIX}.u.deviceKey"), "device");
    token_storage(&storage).clear();
    for key in [
        "LastAuthUser",
        "u.accessToken",
        "u.idToken",
        "u.refreshToken",
        "u.clockDrift",
        "u.signInDetails",
    ] {
        assert_eq!(storage.get(&format!("{PREFIX}.{key}")), None, "{key}");
    }
    assert_eq!(
        storage.get(&format!("{PREFIX}.u.deviceKey")).as_deref(),
        Some("device")
    );
}

#[test]
fn sign_in_details_are_kept_as_amplify_reads_them() {
    let storage = MemoryStorage::default();
    let details = SignInDetails {
        login_id: "u@example.org".to_owned(),
        auth_flow_type: "USER_SRP_AUTH",
    };
    token_storage(&storage).save_sign_in_details("u", &details);
    assert_eq!(
        storage.get(&format!("{PREFIX}.u.signInDetails")).as_deref(),
        Some(r#"{"loginId":"u@example.org","authFlowType":"USER_SRP_AUTH"}"#)
    );
}
