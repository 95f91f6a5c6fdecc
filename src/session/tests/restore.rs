use futures_util::future::join;

use super::service::*;
use crate::session::{Session, SignedOutReason};

fn signed_in_as(session: &Session) -> &str {
    match session {
        Session::SignedIn { user } => user.email(),
        other => panic!("not signed in: {other:?}"),
    }
}

fn signed_out(reason: SignedOutReason) -> Session {
    Session::SignedOut { reason }
}

#[test]
fn nothing_saved_means_signed_out_without_asking_anybody() {
    let (authenticator, service, _) = setup();
    assert_eq!(
        run(authenticator.restore()),
        signed_out(SignedOutReason::NotSignedIn)
    );
    assert!(service.asked().is_empty());
}

#[test]
fn saved_session_is_restored_with_the_current_profile() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("GetUser", &user());
    assert_eq!(
        signed_in_as(&run(authenticator.restore())),
        "new@example.org"
    );
}

#[test]
fn expired_session_is_refreshed_on_restore() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, -10);
    service.answers("GetTokensFromRefreshToken", &fresh_tokens());
    service.answers("GetUser", &user());
    assert_eq!(
        signed_in_as(&run(authenticator.restore())),
        "new@example.org"
    );
}

#[test]
fn revoked_session_is_over_on_restore() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.refuses("GetUser", "NotAuthorizedException");
    service.refuses("GetTokensFromRefreshToken", "NotAuthorizedException");
    assert_eq!(
        run(authenticator.restore()),
        signed_out(SignedOutReason::Ended)
    );
    assert_eq!(token_storage(&storage).load(), None);
}

#[test]
fn dead_network_ends_nobodys_session() {
    for seconds in [600, -10] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, seconds);
        let operation = if seconds > 0 {
            "GetUser"
        } else {
            "GetTokensFromRefreshToken"
        };
        for _ in 0..3 {
            service.is_unreachable(operation);
        }
        let session = run(authenticator.restore());
        assert_eq!(signed_in_as(&session), "old@example.org");
        assert!(token_storage(&storage).load().is_some());
    }
}

#[test]
fn profile_at_rest_holds_the_users_attributes_and_nothing_of_the_token() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    for _ in 0..3 {
        service.fails("GetUser");
    }
    let Session::SignedIn { user } = run(authenticator.restore()) else {
        panic!("not signed in");
    };
    let names: Vec<_> = user.attributes().map(|(name, _)| name).collect();
    assert_eq!(names, ["agentName", "email", "sub"]);
}

#[test]
fn sign_out_while_the_profile_is_read_stands() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("GetUser", &user());
    let sign_out = async { authenticator.sign_out() };
    let (session, _) = run(join(authenticator.restore(), sign_out));
    assert_eq!(session, signed_out(SignedOutReason::NotSignedIn));
}

#[test]
fn user_who_signs_in_meanwhile_is_the_one_restored() {
    let (authenticator, service, storage) = setup();
    let mut tokens = saved_session(&storage, 600);
    service.answers("GetUser", &user());
    service.answers("GetUser", &user());
    let sign_in = async {
        tokens.username = "other".to_owned();
        token_storage(&storage).save(&tokens);
    };
    let (session, ()) = run(join(authenticator.restore(), sign_in));
    let Session::SignedIn { user } = session else {
        panic!("not signed in");
    };
    assert_eq!(user.username, "other");
}
