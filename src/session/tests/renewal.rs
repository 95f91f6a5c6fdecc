use futures_util::future::{join, join_all};
use serde_json::json;

use super::service::*;
use crate::session::{Session, SessionError, Storage};

#[test]
fn token_with_life_left_is_used_as_it_is() {
    let (authenticator, service, storage) = setup();
    let saved = saved_session(&storage, 600);
    let token = run(authenticator.access_token("u")).unwrap();
    assert_eq!(Some(token), saved.access_token);
    assert!(service.asked().is_empty());
}

#[test]
fn expired_access_token_is_refreshed_once_for_many_requests() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    let tokens = run(join_all((0..20).map(|_| authenticator.access_token("u"))));
    let fresh = token_expiring_in(3600);
    assert!(
        tokens
            .into_iter()
            .all(|token| token.unwrap().expose() == fresh)
    );
    assert_eq!(service.asked(), ["GetTokensFromRefreshToken"]);
}

#[test]
fn token_about_to_expire_is_refreshed_before_it_is_used() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 30);
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    let token = run(authenticator.access_token("u")).unwrap();
    assert_eq!(token.expose(), token_expiring_in(3600));
}

#[test]
fn old_refresh_token_is_kept_when_none_comes_back_and_replaced_when_one_does() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    run(authenticator.access_token("u")).unwrap();
    let refresh_token = || {
        token_storage(&storage)
            .load()
            .unwrap()
            .refresh_token
            .unwrap()
    };
    assert_eq!(refresh_token().expose(), "refresh-1");

    saved_session(&storage, -10);
    let mut rotated = fresh_tokens();
    rotated["AuthenticationResult"]["RefreshToken"] = json!("refresh-2");
    service.answers("GetTokensFromRefreshToken", &rotated);
    run(authenticator.access_token("u")).unwrap();
    assert_eq!(refresh_token().expose(), "refresh-2");
}

#[test]
fn device_key_goes_with_the_refresh() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    storage.set(
        "CognitoIdentityServiceProvider.client.u.deviceKey",
        "eu-west-1_device",
    );
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    run(authenticator.access_token("u")).unwrap();
    assert_eq!(service.request(0)["DeviceKey"], "eu-west-1_device");
}

#[test]
fn refused_refresh_ends_the_session_and_removes_its_tokens() {
    for error in [
        "NotAuthorizedException",
        "RefreshTokenReuseException",
        "UserNotFoundException",
    ] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, -10);
        service.refuses("GetTokensFromRefreshToken", error);
        let outcome = run(authenticator.access_token("u"));
        assert!(matches!(outcome, Err(SessionError::Ended)), "{error}");
        assert_eq!(token_storage(&storage).load(), None, "{error}");
    }
}

#[test]
fn refresh_that_fails_on_the_way_leaves_the_session_alone() {
    let (authenticator, service, storage) = setup();
    let saved = saved_session(&storage, -10);
    for _ in 0..3 {
        service.is_unreachable("GetTokensFromRefreshToken");
    }
    assert!(matches!(
        run(authenticator.access_token("u")),
        Err(SessionError::Request(_))
    ));
    for _ in 0..3 {
        service.fails("GetTokensFromRefreshToken");
    }
    assert!(matches!(
        run(authenticator.access_token("u")),
        Err(SessionError::Request(_))
    ));
    assert_eq!(token_storage(&storage).load(), Some(saved));
}

#[test]
fn short_failure_of_the_network_is_not_noticed() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.is_unreachable("GetTokensFromRefreshToken");
    service.fails("GetTokensFromRefreshToken");
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    assert!(run(authenticator.access_token("u")).is_ok());
}

#[test]
fn expired_session_without_a_refresh_token_has_ended() {
    let (authenticator, _, storage) = setup();
    saved_session(&storage, -10);
    storage.remove("CognitoIdentityServiceProvider.client.u.refreshToken");
    assert!(matches!(
        run(authenticator.access_token("u")),
        Err(SessionError::Ended)
    ));
    assert_eq!(token_storage(&storage).load(), None);
}

#[test]
fn older_service_is_asked_by_the_older_flow() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.refuses("GetTokensFromRefreshToken", "UnknownOperationException");
    service.answers("InitiateAuth", &fresh_tokens());
    assert!(run(authenticator.access_token("u")).is_ok());
    assert_eq!(service.request(1)["AuthFlow"], "REFRESH_TOKEN_AUTH");
    assert_eq!(
        service.request(1)["AuthParameters"]["REFRESH_TOKEN"],
        "refresh-1"
    );
}

#[test]
fn good_token_without_a_refresh_token_serves_as_long_as_it_lasts() {
    let (authenticator, service, storage) = setup();
    let saved = saved_session(&storage, 600);
    storage.remove("CognitoIdentityServiceProvider.client.u.refreshToken");
    service.refuses("GetUser", "NotAuthorizedException");
    service.refuses("GetUser", "NotAuthorizedException");
    let outcome = run(authenticator.profile("u"));
    assert!(matches!(outcome, Err(SessionError::Request(_))));
    let token = run(authenticator.access_token("u")).unwrap();
    assert_eq!(Some(token), saved.access_token);
}

#[test]
fn sign_out_during_a_refresh_stands() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    let sign_out = async { authenticator.sign_out() };
    let (outcome, _) = run(join(authenticator.access_token("u"), sign_out));
    assert!(matches!(outcome, Err(SessionError::Replaced)));
    assert_eq!(token_storage(&storage).load(), None);
}

#[test]
fn session_renewed_meanwhile_by_another_library_is_not_ended() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.refuses("GetTokensFromRefreshToken", "RefreshTokenReuseException");
    service.answers("GetUser", &user());
    let other_library = async { saved_session(&storage, 3600) };
    let (session, renewed) = run(join(authenticator.restore(), other_library));
    assert!(matches!(session, Session::SignedIn { .. }));
    assert_eq!(token_storage(&storage).load(), Some(renewed));
}

#[test]
fn tabs_take_turns_to_renew() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    let other_tab = authenticator_on(&service, &storage);
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    let (one, other) = run(join(
        authenticator.access_token("u"),
        other_tab.access_token("u"),
    ));
    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!(service.asked(), ["GetTokensFromRefreshToken"]);
}

#[test]
fn token_of_one_user_is_never_used_in_the_name_of_another() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let outcome = run(authenticator.access_token("somebody else"));
    assert!(matches!(outcome, Err(SessionError::Replaced)));
    assert!(service.asked().is_empty());
}
