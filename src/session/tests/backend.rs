use std::rc::Rc;

use futures_util::future::join;
use serde_json::json;

use super::service::*;
use crate::{
    backend::{AuthTest, BackendError},
    session::{SessionError, Storage},
};

const RENEWAL: &str = "GetTokensFromRefreshToken";

/// Asks the backend who `u` is.
async fn call(
    authenticator: &TestAuthenticator,
    service: &Rc<Service>,
) -> Result<AuthTest, SessionError<BackendError>> {
    let backend = backend(service);
    let auth_test = async |token| backend.auth_test(&token).await;
    authenticator.authorized("u", auth_test).await
}

fn admits(service: &Service) {
    let body = json!({"message": "Hello.", "username": "u", "sub": "1", "expires_at": NOW});
    service.answers_with(AUTH_TEST, 200, &body);
}

fn refuses(service: &Service, status: u16) {
    let body = json!({"error": "refused", "message": "Not you."});
    service.answers_with(AUTH_TEST, status, &body);
}

#[test]
fn good_token_is_shown_to_the_backend_as_it_is() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    admits(&service);
    let answer = run(call(&authenticator, &service)).unwrap();
    assert_eq!(
        (answer.message.as_str(), answer.user()),
        ("Hello.", Some("u"))
    );
    assert_eq!(service.asked(), [AUTH_TEST]);
    assert_eq!(service.request(0), token_expiring_in(600));
}

#[test]
fn expired_token_is_renewed_before_the_backend_sees_it() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.answers(RENEWAL, &fresh_tokens());
    admits(&service);
    assert!(run(call(&authenticator, &service)).is_ok());
    assert_eq!(service.request(1), token_expiring_in(3600));
}

#[test]
fn refused_token_is_renewed_once_and_the_new_one_tried_once() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    refuses(&service, 401);
    service.answers(RENEWAL, &fresh_tokens());
    admits(&service);
    assert!(run(call(&authenticator, &service)).is_ok());
    assert_eq!(service.asked(), [AUTH_TEST, RENEWAL, AUTH_TEST]);
    assert_eq!(service.request(2), token_expiring_in(3600));
}

#[test]
fn session_whose_fresh_token_is_refused_has_ended_and_is_revoked() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    refuses(&service, 401);
    service.answers(RENEWAL, &fresh_tokens());
    refuses(&service, 401);
    let outcome = run(call(&authenticator, &service));
    assert!(matches!(outcome, Err(SessionError::Ended)), "{outcome:?}");
    assert_eq!(token_storage(&storage).load(), None);
    assert_eq!(
        service.asked(),
        [AUTH_TEST, RENEWAL, AUTH_TEST, "RevokeToken"]
    );
    assert_eq!(service.request(3)["Token"], "refresh-1");
}

#[test]
fn session_that_cannot_bring_forth_a_better_token_has_ended() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    storage.remove("CognitoIdentityServiceProvider.client.u.refreshToken");
    refuses(&service, 401);
    refuses(&service, 401);
    let outcome = run(call(&authenticator, &service));
    assert!(matches!(outcome, Err(SessionError::Ended)), "{outcome:?}");
    assert_eq!(token_storage(&storage).load(), None);
    assert_eq!(service.asked(), [AUTH_TEST, AUTH_TEST]);
}

#[test]
fn refused_renewal_ends_the_session_and_there_is_nothing_to_revoke() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    refuses(&service, 401);
    service.refuses(RENEWAL, "NotAuthorizedException");
    let outcome = run(call(&authenticator, &service));
    assert!(matches!(outcome, Err(SessionError::Ended)), "{outcome:?}");
    assert_eq!(token_storage(&storage).load(), None);
    assert_eq!(service.asked(), [AUTH_TEST, RENEWAL]);
}

#[test]
fn user_who_is_not_allowed_stays_signed_in() {
    for status in [403, 404, 503] {
        let (authenticator, service, storage) = setup();
        let saved = saved_session(&storage, 600);
        refuses(&service, status);
        let outcome = run(call(&authenticator, &service));
        assert!(matches!(
            outcome,
            Err(SessionError::Request(BackendError::Refused { status: told, message }))
                if told == status && message == "Not you."
        ));
        assert_eq!(token_storage(&storage).load(), Some(saved));
        assert_eq!(
            service.asked(),
            [AUTH_TEST],
            "nothing is renewed or tried again"
        );
    }
}

#[test]
fn dead_network_at_any_point_ends_nobodys_session() {
    let (authenticator, service, storage) = setup();
    let saved = saved_session(&storage, 600);
    service.is_unreachable(AUTH_TEST);
    let outcome = run(call(&authenticator, &service));
    assert!(matches!(
        outcome,
        Err(SessionError::Request(BackendError::Transport(_)))
    ));

    refuses(&service, 401);
    for _ in 0..3 {
        service.is_unreachable(RENEWAL);
    }
    let outcome = run(call(&authenticator, &service));
    assert!(matches!(
        outcome,
        Err(SessionError::Request(BackendError::Renewal(_)))
    ));
    assert_eq!(token_storage(&storage).load(), Some(saved));

    refuses(&service, 401);
    service.answers(RENEWAL, &fresh_tokens());
    service.is_unreachable(AUTH_TEST);
    let outcome = run(call(&authenticator, &service));
    assert!(matches!(
        outcome,
        Err(SessionError::Request(BackendError::Transport(_)))
    ));
    assert!(token_storage(&storage).load().is_some());
}

#[test]
fn two_calls_that_are_refused_at_once_renew_once() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let other_tab = authenticator_on(&service, &storage);
    refuses(&service, 401);
    refuses(&service, 401);
    service.answers(RENEWAL, &fresh_tokens());
    admits(&service);
    admits(&service);
    let calls = join(call(&authenticator, &service), call(&other_tab, &service));
    let (one, other) = run(calls);
    assert!(one.is_ok() && other.is_ok());
}

#[test]
fn sign_out_during_the_call_stands_whatever_the_answer() {
    for answer in [admits as fn(&Service), |service| refuses(service, 401)] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, 600);
        answer(&service);
        let sign_out = async { authenticator.sign_out() };
        let (outcome, _) = run(join(call(&authenticator, &service), sign_out));
        assert!(matches!(outcome, Err(SessionError::Replaced)));
        assert_eq!(token_storage(&storage).load(), None);
        assert_eq!(service.asked(), [AUTH_TEST]);
    }
}

#[test]
fn call_is_never_repeated_in_another_users_name_and_ends_no_other_session() {
    let (authenticator, service, storage) = setup();
    let mut tokens = saved_session(&storage, 600);
    refuses(&service, 401);
    let sign_in = async {
        tokens.username = "other".to_owned();
        token_storage(&storage).save(&tokens);
    };
    let (outcome, ()) = run(join(call(&authenticator, &service), sign_in));
    assert!(matches!(outcome, Err(SessionError::Replaced)));
    assert_eq!(token_storage(&storage).load(), Some(tokens));
    assert_eq!(service.asked(), [AUTH_TEST]);

    let outcome = run(call(&authenticator, &service));
    assert!(matches!(outcome, Err(SessionError::Replaced)));
    assert_eq!(service.asked(), [AUTH_TEST], "nobody is asked at all");
}

#[test]
fn late_refusal_does_not_end_the_session_that_came_after() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    refuses(&service, 401);
    service.answers(RENEWAL, &fresh_tokens());
    refuses(&service, 401);
    let newer = async {
        // The same user signs in again while the second try is under way.
        while service.asked().len() < 3 {
            yield_once().await;
        }
        saved_session(&storage, 7200)
    };
    let (outcome, newer) = run(join(call(&authenticator, &service), newer));
    assert!(matches!(outcome, Err(SessionError::Replaced)));
    assert_eq!(token_storage(&storage).load(), Some(newer));
}
