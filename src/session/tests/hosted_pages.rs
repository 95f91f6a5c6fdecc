//! Sessions of users who came by way of the hosted pages.

use serde_json::{Value, json};

use super::service::*;
use crate::{
    cognito::{
        authenticate::Authenticated,
        ops::AuthenticationResult,
        secret::{AccessToken, IdToken, RefreshToken},
    },
    session::{Session, Storage},
};

const ALL: &str = "openid email aws.cognito.signin.user.admin";
const ONLY_WHO: &str = "openid email";

fn access_token(scope: &str, seconds: i64) -> String {
    let exp = NOW + seconds;
    token_of(&json!({"exp": exp, "iat": exp - 3600, "token_use": "access", "scope": scope}))
}

fn signed_in(authenticator: &TestAuthenticator, username: &str, scope: &str) {
    signed_in_with("refresh-1", authenticator, username, scope);
}

fn signed_in_with(
    refresh_token: &str,
    authenticator: &TestAuthenticator,
    username: &str,
    scope: &str,
) {
    authenticator.signed_in_at_hosted_pages(Authenticated {
        username: username.to_owned(),
        tokens: AuthenticationResult {
            access_token: AccessToken::new(access_token(scope, 3600)),
            id_token: IdToken::new(token_expiring_in(3600)),
            refresh_token: Some(RefreshToken::new(refresh_token)),
            new_device_metadata: None,
        },
    });
}

fn email_of(session: &Session) -> &str {
    match session {
        Session::SignedIn { user } => user.email(),
        other => panic!("not signed in: {other:?}"),
    }
}

fn may_change_account(session: &Session) -> bool {
    matches!(session, Session::SignedIn { user } if user.may_change_account())
}

fn key(name: &str) -> String {
    format!("CognitoIdentityServiceProvider.client.{name}")
}

fn refresh_to(scope: &str) -> Value {
    json!({"AuthenticationResult": {"AccessToken": access_token(scope, 3600),
        "IdToken": token_expiring_in(3600)}})
}

#[test]
fn session_lies_under_amplifys_names_until_the_sign_out() {
    let (authenticator, _, storage) = setup();
    signed_in(&authenticator, "Google_1", ALL);
    for (name, value) in [
        ("LastAuthUser", "Google_1"),
        ("oauthSignIn", "true,false"),
        ("Google_1.oauthMetadata", r#"{"oauthSignIn":true}"#),
        ("Google_1.refreshToken", "refresh-1"),
        ("Google_1.clockDrift", "0"),
    ] {
        assert_eq!(storage.get(&key(name)).as_deref(), Some(value), "{name}");
    }
    assert!(authenticator.is_of_hosted_pages());
    assert_eq!(authenticator.sign_out().unwrap().expose(), "refresh-1");
    for name in ["LastAuthUser", "oauthSignIn", "Google_1.oauthMetadata"] {
        assert_eq!(storage.get(&key(name)), None, "{name}");
    }
    assert!(!authenticator.is_of_hosted_pages());
}

#[test]
fn sessions_of_amplify_at_the_hosted_pages_are_known_as_such_and_others_are_not() {
    for (name, value, expected) in [
        ("u.oauthMetadata", r#"{"oauthSignIn":true}"#, true),
        ("u.oauthMetadata", r#"{"oauthSignIn":false}"#, false),
        ("oauthSignIn", "true,true", true),
        ("oauthSignIn", "false,false", false),
        ("other.oauthMetadata", r#"{"oauthSignIn":true}"#, false),
    ] {
        let (authenticator, _, storage) = setup();
        saved_session(&storage, 600);
        storage.set(&key(name), value);
        assert_eq!(
            authenticator.is_of_hosted_pages(),
            expected,
            "{name} {value}"
        );
    }
}

#[test]
fn session_replaces_the_one_before() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    signed_in_with("refresh-2", &authenticator, "Google_1", ALL);
    assert_eq!(authenticator.saved_username().unwrap(), "Google_1");
    assert_eq!(storage.get(&key("u.accessToken")), None);
    // The service hears of it as well, and nobody waits for that.
    assert_eq!(service.asked(), ["RevokeToken"]);
    let expected = json!({"ClientId": "client", "Token": "refresh-1"});
    assert_eq!(service.request(0), expected);
}

#[test]
fn session_that_takes_no_others_place_revokes_nothing() {
    let (authenticator, service, storage) = setup();
    signed_in(&authenticator, "u", ALL);
    signed_in(&authenticator, "u", ALL);
    storage.remove(&key("u.refreshToken"));
    signed_in(&authenticator, "Google_1", ALL);
    assert!(service.asked().is_empty());
}

#[test]
fn session_is_restored_from_the_service_where_the_scope_allows_it() {
    let (authenticator, service, _) = setup();
    signed_in(&authenticator, "u", ALL);
    service.answers("GetUser", &user());
    let session = run(authenticator.restore());
    assert_eq!(email_of(&session), "new@example.org");
    assert!(may_change_account(&session));
    for _ in 0..3 {
        service.is_unreachable("GetUser");
    }
    assert!(may_change_account(&run(authenticator.restore())));
}

#[test]
fn profile_comes_from_the_id_token_where_the_scope_allows_no_more() {
    let (authenticator, service, _) = setup();
    signed_in(&authenticator, "u", ONLY_WHO);
    let session = run(authenticator.restore());
    assert_eq!(email_of(&session), "old@example.org");
    assert!(!may_change_account(&session));
    assert!(service.asked().is_empty());
}

#[test]
fn expired_session_is_renewed_whatever_its_scope() {
    for (scope, asked, email) in [
        (
            ALL,
            &["GetTokensFromRefreshToken", "GetUser"][..],
            "new@example.org",
        ),
        (
            ONLY_WHO,
            &["GetTokensFromRefreshToken"][..],
            "old@example.org",
        ),
    ] {
        let (authenticator, service, storage) = setup();
        signed_in(&authenticator, "u", scope);
        storage.set(&key("u.accessToken"), &access_token(scope, -10));
        service.answers("GetTokensFromRefreshToken", &refresh_to(scope));
        if scope == ALL {
            service.answers("GetUser", &user());
        }
        assert_eq!(email_of(&run(authenticator.restore())), email);
        assert_eq!(service.asked(), asked);
    }
}

#[test]
fn revocation_says_whether_the_service_heard_of_it() {
    let (authenticator, service, _) = setup();
    service.answers("RevokeToken", &json!({}));
    assert!(run(authenticator.revoke(RefreshToken::new("r"))));
    service.refuses("RevokeToken", "UnsupportedTokenTypeException");
    assert!(run(authenticator.revoke(RefreshToken::new("r"))));
    for _ in 0..3 {
        service.is_unreachable("RevokeToken");
    }
    assert!(!run(authenticator.revoke(RefreshToken::new("r"))));
}
