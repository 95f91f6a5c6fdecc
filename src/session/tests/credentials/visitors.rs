//! Credentials of people who are not signed in.

use super::*;

#[test]
fn guest_shows_nothing_and_stays_the_same_in_this_browser() {
    let tab = Tab::without_session(true);
    tab.knows("guest-1");
    tab.gives("guest-1", "key-1", LIFE);
    let guest = run(tab.of_guest()).unwrap();
    assert_eq!(guest.id, "guest-1");
    assert_eq!(run(tab.of_guest()).unwrap(), guest);
    assert_eq!(tab.service.request(0).get("Logins"), None);
    assert_eq!(tab.service.request(1), json!({"IdentityId": "guest-1"}));
    assert_eq!(tab.storage.get(GUEST_KEY).as_deref(), Some("guest-1"));

    let after_a_reload = provider_on(&tab.service, &tab.storage, true);
    tab.gives("guest-1", "key-2", LIFE);
    let guest = run(after_a_reload.of_guest(&tab.authenticator)).unwrap();
    assert_eq!(key_of(&guest), "key-2");
    assert_eq!(
        tab.service.asked(),
        [GET_ID, GET_CREDENTIALS, GET_CREDENTIALS]
    );
}

#[test]
fn guest_whom_the_service_forgot_is_a_new_one() {
    let tab = Tab::without_session(true);
    tab.storage.set(GUEST_KEY, "guest-1");
    tab.service
        .refuses(GET_CREDENTIALS, "ResourceNotFoundException");
    tab.knows("guest-2");
    tab.gives("guest-2", "key-1", LIFE);
    assert_eq!(run(tab.of_guest()).unwrap().id, "guest-2");
    assert_eq!(tab.storage.get(GUEST_KEY).as_deref(), Some("guest-2"));
}

#[test]
fn guests_are_for_pools_that_admit_them_and_for_browsers_without_a_user() {
    let tab = Tab::without_session(false);
    let outcome = run(tab.of_guest());
    assert!(matches!(
        outcome,
        Err(SessionError::Request(Error::NoGuests))
    ));

    let tab = Tab::without_session(true);
    saved_session(&tab.storage, 600);
    assert!(matches!(run(tab.of_guest()), Err(SessionError::Replaced)));
    assert!(tab.service.asked().is_empty());

    let tab = Tab::without_session(true);
    tab.knows("guest-1");
    tab.gives("guest-1", "key-1", LIFE);
    let sign_in = async { saved_session(&tab.storage, 600) };
    let (outcome, _) = run(join(tab.of_guest(), sign_in));
    assert!(matches!(outcome, Err(SessionError::Replaced)));
    assert_eq!(tab.storage.get(GUEST_KEY), None);
}

#[test]
fn guest_who_signs_in_takes_the_identity_along_and_the_next_guest_is_another() {
    let tab = Tab::without_session(true);
    tab.knows("guest-1");
    tab.gives("guest-1", "key-1", LIFE);
    assert!(run(tab.of_guest()).is_ok());
    saved_session(&tab.storage, 600);
    tab.gives("guest-1", "key-2", LIFE);
    assert_eq!(tab.key(), "key-2");
    assert_eq!(tab.service.request(2)["IdentityId"], "guest-1");
    assert_eq!(tab.logins(2), json!({PROVIDER: token_expiring_in(600)}));
    assert_eq!(tab.storage.get(GUEST_KEY), None);

    tab.authenticator.sign_out();
    tab.knows("guest-2");
    tab.gives("guest-2", "key-3", LIFE);
    assert_eq!(run(tab.of_guest()).unwrap().id, "guest-2");
}

#[test]
fn guest_whose_identity_cannot_become_the_users_is_left_behind() {
    for refusal in [
        "NotAuthorizedException",
        "ResourceNotFoundException",
        "ResourceConflictException",
    ] {
        let tab = Tab::new();
        tab.storage.set(GUEST_KEY, "guest-1");
        tab.service.refuses(GET_CREDENTIALS, refusal);
        tab.knows("id-1");
        tab.gives("id-1", "key-1", LIFE);
        assert_eq!(run(tab.of_user("u")).unwrap().id, "id-1");
        assert_eq!(tab.storage.get(GUEST_KEY), None);
    }
}

#[test]
fn token_of_a_social_provider_is_a_login_where_nobody_is_signed_in() {
    let tab = Tab::without_session(false);
    let of_facebook = async |token| {
        let (facebook, token) = (SocialProvider::Facebook, ProviderToken::new(token));
        let provider = &tab.provider;
        provider
            .of_provider(&tab.authenticator, facebook, token)
            .await
    };
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    let identity = run(of_facebook("token-1")).unwrap();
    assert_eq!(run(of_facebook("token-1")).unwrap(), identity);
    assert_eq!(tab.logins(0), json!({"graph.facebook.com": "token-1"}));
    assert_eq!(tab.logins(1), tab.logins(0));
    assert_eq!(tab.storage.get(GUEST_KEY), None);

    // Renewed by Facebook.
    tab.gives("id-1", "key-2", LIFE);
    assert_eq!(key_of(&run(of_facebook("token-2")).unwrap()), "key-2");
    assert_eq!(tab.logins(2), json!({"graph.facebook.com": "token-2"}));

    saved_session(&tab.storage, 600);
    let outcome = run(of_facebook("token-2"));
    assert!(matches!(outcome, Err(SessionError::Replaced)));
    assert_eq!(
        tab.service.asked(),
        [GET_ID, GET_CREDENTIALS, GET_CREDENTIALS]
    );
}
