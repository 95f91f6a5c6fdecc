use serde_json::json;

use super::service::*;
use crate::session::SessionError;

const LIST: &str = "ListWebAuthnCredentials";

#[test]
fn passkeys_are_listed_page_by_page() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let first = json!({"Credentials": [{
        "CredentialId": "1", "FriendlyCredentialName": "Phone", "RelyingPartyId": "example.org",
        "AuthenticatorTransports": ["internal"], "CreatedAt": 1_700_000_000.5,
    }], "NextToken": "more"});
    service.answers(LIST, &first);
    let second = json!({"Credentials": [{"CredentialId": "2", "FriendlyCredentialName": null}]});
    service.answers(LIST, &second);
    let passkeys = run(authenticator.passkeys("u")).unwrap().unwrap();
    let ids: Vec<_> = passkeys
        .iter()
        .map(|passkey| &passkey.credential_id)
        .collect();
    assert_eq!(ids, ["1", "2"]);
    assert_eq!(passkeys[0].friendly_credential_name, "Phone");
    assert_eq!(passkeys[0].created_at, Some(1_700_000_000.5));
    assert_eq!(service.request(0).get("NextToken"), None);
    assert_eq!(service.request(1)["NextToken"], "more");
}

#[test]
fn pool_without_passkeys_is_told_from_a_user_without_any() {
    for error in [
        "WebAuthnNotEnabledException",
        "WebAuthnConfigurationMissingException",
        "UnknownOperationException",
    ] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, 600);
        service.refuses(LIST, error);
        assert_eq!(run(authenticator.passkeys("u")).unwrap(), None, "{error}");
    }
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers(LIST, &json!({"Credentials": []}));
    assert_eq!(run(authenticator.passkeys("u")).unwrap(), Some(Vec::new()));
    service.refuses(LIST, "TooManyRequestsException");
    service.refuses(LIST, "TooManyRequestsException");
    service.refuses(LIST, "TooManyRequestsException");
    assert!(run(authenticator.passkeys("u")).is_err());
}

#[test]
fn options_and_credential_pass_between_service_and_browser_as_they_are() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let options = json!({"challenge": "_-8", "rp": {"id": "localhost"}});
    let reply = json!({"CredentialCreationOptions": options});
    service.answers("StartWebAuthnRegistration", &reply);
    let text = run(authenticator.passkey_options("u")).unwrap();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text).unwrap(),
        options
    );

    service.answers("CompleteWebAuthnRegistration", &json!({}));
    let credential = json!({"id": "_-8", "response": {}});
    run(authenticator.register_passkey("u", &credential.to_string())).unwrap();
    let expected = json!({"AccessToken": token_expiring_in(600), "Credential": credential});
    assert_eq!(service.request(1), expected);
    let outcome = run(authenticator.register_passkey("u", "no JSON"));
    assert!(matches!(outcome, Err(SessionError::Request(_))));
}

#[test]
fn passkey_that_is_gone_already_is_deleted() {
    for error in [None, Some("ResourceNotFoundException")] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, 600);
        match error {
            None => service.answers("DeleteWebAuthnCredential", &json!({})),
            Some(error) => service.refuses("DeleteWebAuthnCredential", error),
        }
        run(authenticator.delete_passkey("u", "1")).unwrap();
        assert_eq!(service.request(0)["CredentialId"], "1");
    }
}
