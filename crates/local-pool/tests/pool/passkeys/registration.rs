//! A passkey that is made.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Change, completion};
use crate::support::{
    BACKED_UP, EMAIL, PASSWORD, POOL, Pool, SecurityKey, Statement, USER_PRESENT, by_password, ec2,
    rsa,
};

const COMPLETE: &str = "CompleteWebAuthnRegistration";

#[tokio::test]
async fn the_options_are_those_of_the_service() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    let token = pool.signed_in(EMAIL).await["AccessToken"].clone();
    let key = SecurityKey::es256();
    pool.register(&token, &key).await;
    let mut options = pool.creation_options(&token).await;
    let challenge = options["challenge"].take();
    let challenge = URL_SAFE_NO_PAD.decode(challenge.as_str().unwrap()).unwrap();
    assert_eq!(challenge.len(), 32);
    assert_eq!(
        options,
        json!({
            "challenge": null,
            "rp": {"id": "localhost", "name": "localhost"},
            "user": {"id": URL_SAFE_NO_PAD.encode(sub), "name": EMAIL, "displayName": EMAIL},
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}, {"type": "public-key", "alg": -257}],
            "timeout": 180_000,
            "excludeCredentials": [{"type": "public-key", "id": key.id(), "transports": ["internal", "hybrid"]}],
            "authenticatorSelection": {"requireResidentKey": true, "residentKey": "required",
                "userVerification": "preferred"},
        })
    );
}

#[tokio::test]
async fn what_an_authenticator_may_do_is_accepted() {
    let changes: [Change; 6] = [
        |_| (),
        |key| key.flags = USER_PRESENT,
        |key| key.has_extension = true,
        |key| key.counter = 0,
        |key| key.origin = "http://app.localhost:8080".to_owned(),
        |key| key.attestation = ("packed", Statement::OwnSignature),
    ];
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    for new in [SecurityKey::es256, SecurityKey::rs256] {
        for change in changes {
            let mut key = new();
            change(&mut key);
            pool.register(&token, &key).await;
        }
    }
    assert_eq!(pool.passkeys(&token).await.len(), 12);
}

#[tokio::test]
async fn what_is_wrong_with_a_passkey_is_told_and_it_is_not_taken() {
    let changes: [(&str, Change); 16] = [
        ("InvalidParameter", |key| key.kind = Some("webauthn.get")),
        ("WebAuthnChallengeNotFound", |key| {
            key.challenge = Some("AAAA".to_owned());
        }),
        ("WebAuthnOriginNotAllowed", |key| {
            key.origin = "https://example.com".to_owned();
        }),
        // This machine, but no page whose host is within `localhost`.
        ("WebAuthnOriginNotAllowed", |key| {
            key.origin = "http://127.0.0.1:8080".to_owned();
        }),
        ("WebAuthnOriginNotAllowed", |key| {
            key.origin = "http://[::1]:8080".to_owned();
        }),
        ("WebAuthnOriginNotAllowed", |key| key.is_embedded = true),
        ("WebAuthnRelyingPartyMismatch", |key| {
            key.relying_party = Some("example.com");
        }),
        ("InvalidParameter", |key| key.flags = 0),
        ("InvalidParameter", |key| key.flags |= BACKED_UP),
        ("InvalidParameter", |key| key.trailer = vec![0]),
        ("InvalidParameter", |key| {
            key.attestation = ("none", Statement::OwnSignature);
        }),
        ("InvalidParameter", |key| key.id = Vec::new()),
        // EdDSA's number, another curve, a point beside the curve, a modulus that is too small.
        ("WebAuthnCredentialNotSupported", |key| {
            key.cose_key = Some(ec2(-8, 6, &[1; 32], &[1; 32]));
        }),
        ("WebAuthnCredentialNotSupported", |key| {
            key.cose_key = Some(ec2(-7, 2, &[1; 32], &[1; 32]));
        }),
        ("WebAuthnCredentialNotSupported", |key| {
            key.cose_key = Some(ec2(-7, 1, &[1; 32], &[1; 32]));
        }),
        ("WebAuthnCredentialNotSupported", |key| {
            key.cose_key = Some(rsa(&[0xc1; 128], &[1, 0, 1]));
        }),
    ];
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    for (index, (name, change)) in changes.into_iter().enumerate() {
        let options = pool.creation_options(&token).await;
        let mut key = SecurityKey::es256();
        change(&mut key);
        let request = completion(&token, &key.create(&options));
        let (told, message) = pool.refused(COMPLETE, request).await;
        assert_eq!(told, name, "{index}: {message}");
    }
    assert!(pool.passkeys(&token).await.is_empty());
}

#[tokio::test]
async fn an_attestation_says_nothing_or_is_signed_by_the_passkey_itself() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    for (told, format, statement) in [
        ("InvalidParameter", "packed", Statement::Nothing),
        ("InvalidParameter", "packed", Statement::NoSignature),
        ("InvalidParameter", "packed", Statement::ForgedSignature),
        ("InvalidParameter", "packed", Statement::OtherAlgorithm),
        (
            "WebAuthnCredentialNotSupported",
            "packed",
            Statement::Certificate,
        ),
        (
            "WebAuthnCredentialNotSupported",
            "fido-u2f",
            Statement::Certificate,
        ),
        ("WebAuthnCredentialNotSupported", "foo", Statement::Nothing),
        (
            "WebAuthnCredentialNotSupported",
            "",
            Statement::OwnSignature,
        ),
    ] {
        for mut key in [SecurityKey::es256(), SecurityKey::rs256()] {
            let options = pool.creation_options(&token).await;
            key.attestation = (format, statement);
            let request = completion(&token, &key.create(&options));
            let (name, message) = pool.refused(COMPLETE, request).await;
            assert_eq!(name, told, "{format}: {message}");
        }
    }
    assert!(pool.passkeys(&token).await.is_empty());
}

#[tokio::test]
async fn an_id_must_be_the_passkeys_own_and_the_type_that_of_passkeys() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    for (name, value) in [("id", "AAAA"), ("rawId", "AAAA"), ("type", "password")] {
        let options = pool.creation_options(&token).await;
        let mut credential = SecurityKey::es256().create(&options);
        credential[name] = json!(value);
        let (told, _) = pool
            .refused(COMPLETE, completion(&token, &credential))
            .await;
        assert_eq!(told, "InvalidParameter", "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_wherever_it_ends() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let key = SecurityKey::es256();
    for name in ["attestationObject", "clientDataJSON"] {
        for length in 0.. {
            let options = pool.creation_options(&token).await;
            let mut credential = key.create(&options);
            let text = credential["response"][name].as_str().unwrap();
            let bytes = URL_SAFE_NO_PAD.decode(text).unwrap();
            let Some(part) = bytes.get(..length).filter(|part| part.len() < bytes.len()) else {
                break;
            };
            credential["response"][name] = json!(URL_SAFE_NO_PAD.encode(part));
            let (told, _) = pool
                .refused(COMPLETE, completion(&token, &credential))
                .await;
            assert_eq!(told, "InvalidParameter", "{name} {length}");
        }
    }
    pool.register(&token, &key).await;
}

#[tokio::test]
async fn a_challenge_makes_one_passkey_at_most() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let not_found = "WebAuthnChallengeNotFound";
    let credential = |options: &Value| completion(&token, &SecurityKey::es256().create(options));

    let first = pool.creation_options(&token).await;
    let second = pool.creation_options(&token).await;
    assert_ne!(first["challenge"], second["challenge"]);
    pool.ok(COMPLETE, credential(&second)).await;
    for used in [&first, &second] {
        let (told, _) = pool.refused(COMPLETE, credential(used)).await;
        assert_eq!(told, not_found);
    }

    let failed = pool.creation_options(&token).await;
    let mut bad = SecurityKey::es256();
    bad.flags = 0;
    pool.refused(COMPLETE, completion(&token, &bad.create(&failed)))
        .await;
    let (told, _) = pool.refused(COMPLETE, credential(&failed)).await;
    assert_eq!(told, not_found);

    let in_time = pool.creation_options(&token).await;
    pool.wait_nearly(Duration::from_mins(3));
    pool.ok(COMPLETE, credential(&in_time)).await;
    let late = pool.creation_options(&token).await;
    pool.wait(Duration::from_mins(3));
    let (told, _) = pool.refused(COMPLETE, credential(&late)).await;
    assert_eq!(told, not_found);
}

#[tokio::test]
async fn a_challenge_is_good_for_its_user_and_client_alone() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let options = pool.creation_options(&token).await;
    let credential = SecurityKey::es256().create(&options);

    let others = pool.entered("bob@example.com").await;
    let (told, _) = pool
        .refused(COMPLETE, completion(&others, &credential))
        .await;
    assert_eq!(told, "WebAuthnChallengeNotFound");
    pool.creation_options(&others).await;
    let (told, _) = pool
        .refused(COMPLETE, completion(&others, &credential))
        .await;
    assert_eq!(told, "WebAuthnChallengeNotFound");

    let client = pool.client(json!({})).await["ClientId"].clone();
    let request = by_password(client.as_str().unwrap(), EMAIL, PASSWORD);
    let reply = pool.ok("InitiateAuth", request).await;
    let of_client = reply["AuthenticationResult"]["AccessToken"].clone();
    let (told, _) = pool
        .refused(COMPLETE, completion(&of_client, &credential))
        .await;
    assert_eq!(told, "WebAuthnClientMismatch");
    pool.ok(COMPLETE, completion(&token, &credential)).await;
}

#[tokio::test]
async fn a_passkey_belongs_to_one_user_once() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let others = pool.entered("bob@example.com").await;
    let key = SecurityKey::es256();
    pool.register(&token, &key).await;
    for token in [&token, &others] {
        let options = pool.creation_options(token).await;
        let request = completion(token, &key.create(&options));
        let (told, _) = pool.refused(COMPLETE, request).await;
        assert_eq!(told, "InvalidParameter");
    }
    assert_eq!(pool.passkeys(&token).await.len(), 1);
    assert!(pool.passkeys(&others).await.is_empty());
}

#[tokio::test]
async fn where_users_must_be_verified_a_passkey_that_does_not_is_not_taken() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let required = json!({"RelyingPartyId": "localhost", "UserVerification": "required"});
    pool.taking_passkeys(required).await;
    let options = pool.creation_options(&token).await;
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["userVerification"], "required");
    let mut key = SecurityKey::es256();
    key.flags = USER_PRESENT;
    let request = completion(&token, &key.create(&options));
    let (told, _) = pool.refused(COMPLETE, request).await;
    assert_eq!(told, "WebAuthnCredentialNotSupported");
    pool.register(&token, &SecurityKey::es256()).await;
}

#[tokio::test]
async fn a_pool_of_a_real_host_takes_the_passkeys_of_its_pages_by_https() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.taking_passkeys(json!({"RelyingPartyId": "example.com"}))
        .await;
    for (origin, told) in [
        ("http://localhost:8080", Some("WebAuthnOriginNotAllowed")),
        ("http://example.com", Some("WebAuthnOriginNotAllowed")),
        ("https://login.example.com", None),
    ] {
        let options = pool.creation_options(&token).await;
        let mut key = SecurityKey::es256();
        key.origin = origin.to_owned();
        let request = completion(&token, &key.create(&options));
        match told {
            Some(told) => assert_eq!(pool.refused(COMPLETE, request).await.0, told),
            None => drop(pool.ok(COMPLETE, request).await),
        }
    }
    let [passkey] = &pool.passkeys(&token).await[..] else {
        panic!("one passkey");
    };
    assert_eq!(passkey["RelyingPartyId"], "example.com");
}

#[tokio::test]
async fn a_pool_that_offers_no_passkeys_says_so() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let options = pool.creation_options(&token).await;
    let credential = SecurityKey::es256().create(&options);
    for (configuration, told) in [
        (json!({}), "WebAuthnConfigurationMissing"),
        (json!({"RelyingPartyId": "localhost"}), "WebAuthnNotEnabled"),
    ] {
        pool.taking_passkeys(configuration).await;
        if told == "WebAuthnNotEnabled" {
            pool.ok("UpdateUserPool", json!({"UserPoolId": POOL})).await;
        }
        let start = json!({"AccessToken": token});
        assert_eq!(
            pool.refused("StartWebAuthnRegistration", start).await.0,
            told
        );
        let complete = completion(&token, &credential);
        assert_eq!(pool.refused(COMPLETE, complete).await.0, told);
    }
}
