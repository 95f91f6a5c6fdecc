use futures_util::future::join;
use serde_json::json;

use super::service::*;
use crate::{
    cognito::{ErrorCode, secret::Password},
    session::{SessionError, Storage},
};

const RENEWAL: &str = "GetTokensFromRefreshToken";

fn passwords() -> (Password, Password) {
    (Password::new("old"), Password::new("new"))
}

#[test]
fn password_is_changed_in_the_users_name_and_the_session_goes_on() {
    let (authenticator, service, storage) = setup();
    let saved = saved_session(&storage, 600);
    service.answers("ChangePassword", &json!({}));
    let (old, new) = passwords();
    run(authenticator.change_password("u", &old, &new)).unwrap();
    let expected = json!({
        "AccessToken": token_expiring_in(600),
        "PreviousPassword": "old",
        "ProposedPassword": "new",
    });
    assert_eq!(service.request(0), expected);
    assert_eq!(token_storage(&storage).load(), Some(saved));
}

#[test]
fn wrong_password_is_sent_once_and_ends_no_session() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let words = "Incorrect username or password.";
    service.refuses_saying("ChangePassword", "NotAuthorizedException", words);
    let (old, new) = passwords();
    let outcome = run(authenticator.change_password("u", &old, &new));
    let Err(SessionError::Request(error)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(error.code(), Some(&ErrorCode::NotAuthorized));
    assert_eq!(service.asked(), ["ChangePassword"]);
    assert!(token_storage(&storage).load().is_some());
}

#[test]
fn revoked_token_is_told_from_a_wrong_password() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let words = "Access Token has been revoked";
    service.refuses_saying("ChangePassword", "NotAuthorizedException", words);
    service.refuses(RENEWAL, "NotAuthorizedException");
    let (old, new) = passwords();
    let outcome = run(authenticator.change_password("u", &old, &new));
    assert!(matches!(outcome, Err(SessionError::Ended)));
    assert_eq!(service.asked(), ["ChangePassword", RENEWAL]);
}

#[test]
fn lost_answer_to_a_change_of_password_is_not_asked_for_again() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.is_unreachable("ChangePassword");
    let (old, new) = passwords();
    assert!(run(authenticator.change_password("u", &old, &new)).is_err());
    assert_eq!(service.asked(), ["ChangePassword"]);
}

#[test]
fn sessions_everywhere_are_ended_by_a_token_that_is_good() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GlobalSignOut", &json!({}));
    run(authenticator.sign_out_everywhere("u")).unwrap();
    let expected = json!({"AccessToken": token_expiring_in(3600)});
    assert_eq!(service.request(1), expected);
}

#[test]
fn deleted_account_leaves_no_device_behind() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let keys = ["deviceKey", "deviceGroupKey", "randomPasswordKey"]
        .map(|name| format!("CognitoIdentityServiceProvider.client.u.{name}"));
    for key in &keys {
        storage.set(key, "device");
    }
    service.answers("DeleteUser", &json!({}));
    run(authenticator.delete_account("u")).unwrap();
    authenticator.sign_out();
    assert_eq!(token_storage(&storage).load(), None);
    for key in &keys {
        assert_eq!(storage.get(key), None, "{key}");
    }
}

#[test]
fn who_is_refused_while_the_user_ends_the_session_does_not_end_it_first() {
    for name in ["DeleteUser", "GlobalSignOut"] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, 600);
        service.refuses("GetUser", "NotAuthorizedException");
        service.refuses(name, "TooManyRequestsException");
        service.answers(name, &json!({}));
        let end = async {
            let outcome = if name == "DeleteUser" {
                authenticator.delete_account("u").await
            } else {
                authenticator.sign_out_everywhere("u").await
            };
            authenticator.sign_out();
            outcome
        };
        let (profile, ended) = run(join(authenticator.profile("u"), end));
        ended.unwrap();
        assert!(matches!(profile, Err(SessionError::Replaced)));
        assert_eq!(service.asked(), ["GetUser", name, name]);
    }
}

#[test]
fn account_that_could_not_be_deleted_is_still_there_with_its_session() {
    let (authenticator, service, storage) = setup();
    let saved = saved_session(&storage, 600);
    service.is_unreachable("DeleteUser");
    let outcome = run(authenticator.delete_account("u"));
    assert!(matches!(outcome, Err(SessionError::Request(_))));
    assert_eq!(service.asked(), ["DeleteUser"]);
    assert_eq!(token_storage(&storage).load(), Some(saved));
}
