use serde_json::{Value, json};

use super::service::*;
use crate::session::{KnownDevice, MemoryStorage, Storage};

const LIST: &str = "ListDevices";
const KEYS: [&str; 3] = ["deviceKey", "deviceGroupKey", "randomPasswordKey"];

fn key(name: &str) -> String {
    format!("CognitoIdentityServiceProvider.client.u.{name}")
}

/// A saved session of the device `this`.
fn session_of_this(storage: &MemoryStorage) {
    saved_session(storage, 600);
    for name in KEYS {
        storage.set(&key(name), "this");
    }
}

fn device(key: &str) -> Value {
    json!({"DeviceKey": key, "DeviceLastAuthenticatedDate": 1_700_000_000.5, "DeviceAttributes": [
        {"Name": "device_status", "Value": "valid"}, {"Name": "device_name", "Value": "Firefox"},
    ]})
}

#[test]
fn devices_are_listed_page_by_page_and_this_one_comes_first() {
    let (authenticator, service, storage) = setup();
    session_of_this(&storage);
    let first = json!({"Devices": [device("other")], "PaginationToken": "more"});
    service.answers(LIST, &first);
    service.answers(LIST, &json!({"Devices": [{"DeviceKey": "this"}]}));
    let known = |key: &str, name: &str, last_seen, is_this| KnownDevice {
        key: key.to_owned(),
        name: name.to_owned(),
        last_seen,
        is_this,
    };
    let expected = [
        known("this", "", None, true),
        known("other", "Firefox", Some(1_700_000_000.5), false),
    ];
    assert_eq!(run(authenticator.devices("u")).unwrap(), expected);
    assert_eq!(service.request(1)["PaginationToken"], "more");
}

#[test]
fn pool_that_tracks_no_devices_has_none() {
    for error in [
        "InvalidUserPoolConfigurationException",
        "UnknownOperationException",
    ] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, 600);
        service.refuses(LIST, error);
        assert_eq!(run(authenticator.devices("u")).unwrap(), []);
    }
}

#[test]
fn forgotten_device_stays_known_here_unless_it_is_this_one() {
    for (forgotten, is_left) in [("other", true), ("this", false)] {
        let (authenticator, service, storage) = setup();
        session_of_this(&storage);
        service.answers("ForgetDevice", &json!({}));
        run(authenticator.forget_device("u", forgotten)).unwrap();
        assert_eq!(service.request(0)["DeviceKey"], forgotten);
        for name in KEYS {
            assert_eq!(storage.get(&key(name)).is_some(), is_left, "{name}");
        }
        assert!(token_storage(&storage).load().is_some());
    }
}

#[test]
fn device_that_is_forgotten_already_is_no_error_and_a_dead_network_is() {
    let (authenticator, service, storage) = setup();
    session_of_this(&storage);
    service.is_unreachable("ForgetDevice");
    assert!(run(authenticator.forget_device("u", "this")).is_err());
    assert!(storage.get(&key("deviceKey")).is_some());
    service.refuses("ForgetDevice", "ResourceNotFoundException");
    run(authenticator.forget_device("u", "this")).unwrap();
    assert_eq!(storage.get(&key("deviceKey")), None);
}
