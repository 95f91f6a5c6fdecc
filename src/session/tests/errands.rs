use serde_json::json;

use super::service::*;
use crate::{
    cognito::{ErrorCode, ops::Attribute},
    session::{AttributeChanges, Session, SessionError, Storage, UserProfile},
};

#[test]
fn sign_in_keeps_the_tokens_and_reads_the_profile() {
    let (authenticator, service, storage) = setup();
    service.answers("InitiateAuth", &password_verifier());
    let mut tokens = fresh_tokens();
    tokens["AuthenticationResult"]["RefreshToken"] = json!("refresh-1");
    service.answers("RespondToAuthChallenge", &tokens);
    service.answers("GetUser", &user());
    let session = run(authenticator.sign_in("u@example.org", &password("secret"))).unwrap();
    assert!(matches!(session, Session::SignedIn { user } if user.email() == "new@example.org"));
    let saved = token_storage(&storage).load().unwrap();
    assert_eq!(saved.username, "u");
    assert!(saved.current_access_token(NOW * 1000).is_some());
    for index in 0..3 {
        let sent = service.request(index).to_string();
        assert!(!sent.contains("secret"), "the password stays here: {sent}");
    }
}

#[test]
fn sign_in_over_another_session_revokes_it() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("InitiateAuth", &password_verifier());
    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    let session = run(authenticator.sign_in("u@example.org", &password("secret"))).unwrap();
    assert!(matches!(session, Session::SignedIn { .. }));
    let asked = service.asked();
    assert_eq!(asked[2..], ["RevokeToken", "GetUser"]);
    assert_eq!(service.request(2)["Token"], "refresh-1");
}

#[test]
fn refused_sign_in_keeps_nothing() {
    let (authenticator, service, storage) = setup();
    service.answers("InitiateAuth", &password_verifier());
    service.refuses("RespondToAuthChallenge", "NotAuthorizedException");
    let error = run(authenticator.sign_in("u@example.org", &password("x"))).unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::NotAuthorized));
    assert_eq!(token_storage(&storage).load(), None);
}

#[test]
fn answer_to_a_challenge_is_never_sent_twice() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    service.is_unreachable("RespondToAuthChallenge");
    assert!(run(authenticator.sign_in("u", &password("x"))).is_err());
    assert_eq!(service.asked(), ["InitiateAuth", "RespondToAuthChallenge"]);
}

#[test]
fn throttled_request_is_sent_again_and_given_up_after_three_times() {
    let (authenticator, service, _) = setup();
    service.refuses("ForgotPassword", "TooManyRequestsException");
    service.answers("ForgotPassword", &json!({}));
    run(authenticator.forgot_password("u".to_owned())).unwrap();
    for _ in 0..3 {
        service.refuses("ForgotPassword", "TooManyRequestsException");
    }
    assert!(run(authenticator.forgot_password("u".to_owned())).is_err());
}

#[test]
fn senseless_replies_are_errors_not_crashes() {
    for reply in [
        json!(null),
        json!([]),
        json!({}),
        json!({"ChallengeName": "PASSWORD_VERIFIER"}),
        json!({"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": {
            "SALT": "zz", "SRP_B": "", "SECRET_BLOCK": "?", "USER_ID_FOR_SRP": "u"}}),
        json!({"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": {
            "SALT": "0", "SRP_B": "0", "SECRET_BLOCK": "", "USER_ID_FOR_SRP": ""}}),
        json!({"ChallengeName": "A_NEW_ONE"}),
    ] {
        let (authenticator, service, _) = setup();
        service.answers("InitiateAuth", &reply);
        let outcome = run(authenticator.sign_in("u", &password("x")));
        assert!(outcome.is_err(), "{reply}");
    }
}

/// A user and an edited form of theirs.
fn edit() -> (UserProfile, AttributeChanges) {
    let name = Attribute {
        name: "name".to_owned(),
        value: "Jo".to_owned(),
    };
    let before = UserProfile::new("u", vec![name]);
    let edited = [("custom:agentName", "Smith"), ("name", "")];
    let changes = AttributeChanges::between(&before, edited);
    (before, changes)
}

#[test]
fn changes_that_cannot_be_read_back_are_saved_all_the_same() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    storage.remove("CognitoIdentityServiceProvider.client.u.refreshToken");
    service.answers("UpdateUserAttributes", &json!({}));
    service.answers("DeleteUserAttributes", &json!({}));
    for _ in 0..3 {
        service.is_unreachable("GetUser");
    }
    let (before, changes) = edit();
    let profile = run(authenticator.update_attributes(&before, changes))
        .unwrap()
        .user;
    let attributes: Vec<_> = profile.attributes().collect();
    assert_eq!(attributes, [("agentName", "Smith")]);
}

#[test]
fn untouched_form_asks_nobody() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let (before, _) = edit();
    let nothing = AttributeChanges::default();
    let after = run(authenticator.update_attributes(&before, nothing))
        .unwrap()
        .user;
    assert_eq!(after, before);
    assert!(service.asked().is_empty());
}

#[test]
fn nothing_secret_is_in_the_debug_output_of_what_holds_it() {
    let (authenticator, _, storage) = setup();
    let tokens = saved_session(&storage, 600);
    let shown = format!("{authenticator:?} {tokens:?}");
    assert!(!shown.contains(&token_expiring_in(600)), "{shown}");
    assert!(!shown.contains("refresh-1"), "{shown}");
}

#[test]
fn fields_that_are_null_are_read_as_left_out() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    let mut tokens = fresh_tokens();
    tokens["ChallengeParameters"] = json!(null);
    service.answers("RespondToAuthChallenge", &tokens);
    service.answers("GetUser", &json!({"Username": "u", "UserAttributes": null}));
    assert!(run(authenticator.sign_in("u", &password("x"))).is_ok());
}

#[test]
fn changed_attributes_are_read_back_and_the_id_token_is_renewed() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("UpdateUserAttributes", &json!({}));
    service.answers("DeleteUserAttributes", &json!({}));
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    service.answers("GetUser", &user());
    let (before, changes) = edit();
    let profile = run(authenticator.update_attributes(&before, changes))
        .unwrap()
        .user;
    assert_eq!(profile.email(), "new@example.org");
    assert_eq!(service.request(1)["UserAttributeNames"], json!(["name"]));
    let id_token = token_storage(&storage).load().unwrap().id_token.unwrap();
    assert_eq!(id_token.expose(), token_expiring_in(3600));
}

#[test]
fn operation_that_refuses_for_its_own_reasons_does_not_end_the_session() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.refuses("GetUser", "NotAuthorizedException");
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    service.refuses("GetUser", "NotAuthorizedException");
    let outcome = run(authenticator.profile("u"));
    assert!(matches!(outcome, Err(SessionError::Request(_))));
    assert!(token_storage(&storage).load().is_some());
}

#[test]
fn sign_out_clears_at_once_and_revokes_afterwards() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let revocation = authenticator.sign_out().unwrap();
    assert_eq!(token_storage(&storage).load(), None);
    service.answers("RevokeToken", &json!({}));
    run(authenticator.revoke(revocation));
    assert_eq!(service.request(0)["Token"], "refresh-1");
}

#[test]
fn sign_out_without_a_session_asks_nobody() {
    let (authenticator, service, _) = setup();
    assert_eq!(authenticator.sign_out(), None);
    assert!(service.asked().is_empty());
}
