//! Passkeys are listed and removed.

use std::time::Duration;

use serde_json::{Value, json};

use super::completion;
use crate::support::{EMAIL, Pool, SecurityKey, error};

#[tokio::test]
async fn a_passkey_is_listed_with_what_is_known_of_it() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    assert!(pool.passkeys(&token).await.is_empty());
    let key = SecurityKey::es256();
    pool.register(&token, &key).await;
    assert_eq!(
        pool.passkeys(&token).await,
        [json!({
            "CredentialId": key.id(),
            "FriendlyCredentialName": "Passkey",
            "RelyingPartyId": "localhost",
            "AuthenticatorAttachment": "platform",
            "AuthenticatorTransports": ["internal", "hybrid"],
            "CreatedAt": 1_795_000_000.0,
        })]
    );
}

#[tokio::test]
async fn an_authenticator_need_not_say_how_it_is_attached() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let options = pool.creation_options(&token).await;
    let mut credential = SecurityKey::es256().create(&options);
    credential["authenticatorAttachment"] = Value::Null;
    credential["response"]
        .as_object_mut()
        .unwrap()
        .remove("transports");
    let request = completion(&token, &credential);
    pool.ok("CompleteWebAuthnRegistration", request).await;
    let passkey = pool.passkeys(&token).await.remove(0);
    assert_eq!(passkey.get("AuthenticatorAttachment"), None);
    assert_eq!(passkey["AuthenticatorTransports"], json!([]));
}

#[tokio::test]
async fn twenty_passkeys_are_enough_for_a_user_and_come_in_pages() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let late = pool.creation_options(&token).await;
    let mut made = Vec::new();
    for _ in 0..20 {
        let key = SecurityKey::es256();
        pool.register(&token, &key).await;
        made.push(key.id());
        pool.wait(Duration::from_secs(1));
    }
    let start = json!({"AccessToken": token});
    let (told, _) = pool.refused("StartWebAuthnRegistration", start).await;
    assert_eq!(told, "LimitExceeded");
    let complete = completion(&token, &SecurityKey::es256().create(&late));
    pool.refused("CompleteWebAuthnRegistration", complete).await;
    assert_eq!(pool.passkeys(&token).await.len(), 20);

    let mut request = json!({"AccessToken": token, "MaxResults": 8});
    let mut listed = Vec::new();
    for expected in [8, 8, 4] {
        let page = pool.ok("ListWebAuthnCredentials", request.clone()).await;
        let ids = page["Credentials"].as_array().unwrap();
        assert_eq!(ids.len(), expected);
        listed.extend(ids.iter().map(|one| one["CredentialId"].clone()));
        request["NextToken"] = page["NextToken"].clone();
    }
    assert_eq!(request["NextToken"], Value::Null);
    assert_eq!(json!(listed), json!(made));
    for wrong in [json!({"MaxResults": 21}), json!({"NextToken": "%"})] {
        let mut request = wrong;
        request["AccessToken"] = token.clone();
        let (told, _) = pool.refused("ListWebAuthnCredentials", request).await;
        assert_eq!(told, "InvalidParameter");
    }
}

#[tokio::test]
async fn users_remove_their_own_passkeys_alone() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let others = pool.entered("bob@example.com").await;
    let key = SecurityKey::es256();
    pool.register(&token, &key).await;
    let delete = |token: &Value| {
        let request = json!({"AccessToken": token, "CredentialId": key.id()});
        pool.call("DeleteWebAuthnCredential", request)
    };
    assert_eq!(delete(&others).await.status, 400);
    assert_eq!(pool.passkeys(&token).await.len(), 1);
    assert_eq!(delete(&token).await.status, 200);
    assert!(pool.passkeys(&token).await.is_empty());
    let again = json!({"AccessToken": token, "CredentialId": key.id()});
    let refusal = pool.refused("DeleteWebAuthnCredential", again).await;
    assert_eq!(
        refusal,
        error("ResourceNotFound", "The passkey does not exist.")
    );
    // What was removed can be made again.
    pool.register(&token, &key).await;
}

#[tokio::test]
async fn passkeys_go_with_their_user() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let key = SecurityKey::es256();
    pool.register(&token, &key).await;
    pool.ok("DeleteUser", json!({"AccessToken": token})).await;
    let token = pool.entered(EMAIL).await;
    assert!(pool.passkeys(&token).await.is_empty());
    pool.register(&token, &key).await;
}
