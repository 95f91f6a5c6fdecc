//! Requests that are signed with the credentials.

use super::*;

#[test]
fn refused_credentials_are_exchanged_once_for_new_ones() {
    let expired = json!({"Error": {"Code": "ExpiredToken", "Message": "expired"}});
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    tab.service.answers_with(WHO_AM_I, 403, &expired);
    tab.gives("id-1", "key-2", LIFE);
    let caller = json!({"Account": "1", "Arn": "arn", "UserId": "id"});
    let reply = json!({"GetCallerIdentityResponse": {"GetCallerIdentityResult": caller}});
    tab.service.answers_with(WHO_AM_I, 200, &reply);
    assert_eq!(run(tab.who_am_i()).unwrap().arn, "arn");
    assert_eq!(tab.service.request(2), json!(["key-1", "session"]));
    assert_eq!(tab.service.request(4), json!(["key-2", "session"]));

    tab.service.answers_with(WHO_AM_I, 403, &expired);
    tab.gives("id-1", "key-3", LIFE);
    tab.service.answers_with(WHO_AM_I, 403, &expired);
    let Err(SessionError::Request(error)) = run(tab.who_am_i()) else {
        panic!("it was not refused");
    };
    assert!(error.refuses_credentials());
    assert!(tab.is_signed_in());

    // Neither are they used again.
    assert_eq!(tab.provider.held_by(&CredentialsOwner::of(Some("u"))), None);
    tab.gives("id-1", "key-4", LIFE);
    assert_eq!(tab.key(), "key-4");
}

#[test]
fn refusal_for_another_reason_keeps_the_credentials() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    let denied = json!({"Error": {"Code": "AccessDenied", "Message": "no"}});
    tab.service.answers_with(WHO_AM_I, 403, &denied);
    let outcome = run(tab.who_am_i());
    assert!(matches!(
        outcome,
        Err(SessionError::Request(aws::Error::Refused { .. }))
    ));
    assert_eq!(tab.key(), "key-1");
    assert_eq!(tab.service.asked(), [GET_ID, GET_CREDENTIALS, WHO_AM_I]);
}

#[test]
fn answer_that_comes_after_the_sign_out_is_nobodys() {
    for status in [200, 403] {
        let tab = Tab::new();
        tab.knows("id-1");
        tab.gives("id-1", "key-1", LIFE);
        assert_eq!(tab.key(), "key-1");
        tab.service.answers_with(WHO_AM_I, status, &json!({}));
        let sign_out = async { tab.authenticator.sign_out() };
        let (outcome, _) = run(join(tab.who_am_i(), sign_out));
        assert!(matches!(outcome, Err(SessionError::Replaced)), "{status}");
    }
}
