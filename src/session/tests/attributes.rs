use futures_util::future::join;
use serde_json::{Value, json};

use super::service::*;
use crate::{
    cognito::{ErrorCode, ops::Attribute, secret::ConfirmationCode},
    session::{AttributeChanges, Awaited, MemoryStorage, Session, SessionError, UserProfile},
};

const RENEWAL: &str = "GetTokensFromRefreshToken";
const HIDDEN: &str = "n***@e***";

fn reply(email: &str, verified: &str) -> Value {
    json!({"Username": "u", "UserAttributes": [
        {"Name": "email", "Value": email}, {"Name": "email_verified", "Value": verified},
    ]})
}

fn sent() -> Value {
    json!({"Destination": HIDDEN, "DeliveryMedium": "EMAIL", "AttributeName": "email"})
}

fn user() -> UserProfile {
    let attribute = |name: &str, value: &str| Attribute {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    let attributes = [("email", "old@example.org"), ("email_verified", "true")];
    let attributes = attributes.map(|(name, value)| attribute(name, value));
    UserProfile::new("u", attributes.to_vec())
}

/// Asks for a new address, of a pool that keeps the old one until the new one is verified.
fn ask_for_new_address() -> (
    TestAuthenticator,
    std::rc::Rc<Service>,
    MemoryStorage,
    UserProfile,
) {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let output = json!({"CodeDeliveryDetailsList": [sent()]});
    service.answers("UpdateUserAttributes", &output);
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GetUser", &reply("old@example.org", "true"));
    let changes = AttributeChanges::between(&user(), [("email", "new@example.org")]);
    let user = run(authenticator.update_attributes(&user(), changes))
        .unwrap()
        .user;
    (authenticator, service, storage, user)
}

#[test]
fn new_address_waits_for_its_code_even_where_the_pool_keeps_the_old_one() {
    let (_, _, _, user) = ask_for_new_address();
    assert_eq!(user.email(), "old@example.org");
    assert!(user.has_verified("email"));
    assert_eq!(user.awaited("email"), Some(HIDDEN));
}

#[test]
fn what_waits_is_known_after_a_reload_and_forgotten_at_sign_out() {
    let (authenticator, service, storage, _) = ask_for_new_address();
    service.answers("GetUser", &reply("old@example.org", "true"));
    let Session::SignedIn { user } = run(authenticator.restore()) else {
        panic!("not signed in");
    };
    assert_eq!(user.awaited("email"), Some(HIDDEN));
    authenticator.sign_out();
    saved_session(&storage, 600);
    service.answers("GetUser", &reply("old@example.org", "true"));
    let user = run(authenticator.profile("u")).unwrap();
    assert_eq!(user.awaited("email"), None);
}

#[test]
fn what_was_verified_elsewhere_waits_no_longer() {
    let (authenticator, service, _, _) = ask_for_new_address();
    for (email, verified, awaited) in [
        ("old@example.org", "true", Some(HIDDEN)),
        ("new@example.org", "false", Some(HIDDEN)),
        ("new@example.org", "true", None),
        ("old@example.org", "true", None),
    ] {
        service.answers("GetUser", &reply(email, verified));
        let user = run(authenticator.profile("u")).unwrap();
        assert_eq!(user.awaited("email"), awaited, "{email} {verified}");
    }
}

#[test]
fn new_address_that_no_code_was_sent_to_waits_for_none() {
    let (authenticator, service, _, user) = ask_for_new_address();
    service.answers("UpdateUserAttributes", &json!({}));
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GetUser", &reply("newer@example.org", "false"));
    let changes = AttributeChanges::between(&user, [("email", "newer@example.org")]);
    let user = run(authenticator.update_attributes(&user, changes))
        .unwrap()
        .user;
    assert_eq!(user.awaited("email"), None);
}

#[test]
fn change_whose_reply_was_lost_renews_the_tokens_once_at_the_next_load() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.is_unreachable("UpdateUserAttributes");
    let changes = AttributeChanges::between(&user(), [("nickname", "Ada")]);
    assert!(run(authenticator.update_attributes(&user(), changes)).is_err());
    let restored = |renewal: &dyn Fn(), renewals| {
        service.answers("GetUser", &reply("old@example.org", "true"));
        renewal();
        let session = run(authenticator.restore());
        assert!(matches!(session, Session::SignedIn { .. }), "{session:?}");
        let asked = service.asked().into_iter();
        assert_eq!(asked.filter(|name| name == RENEWAL).count(), renewals);
    };
    // A service that is out of order is asked three times, and once more after the next load.
    restored(&|| (0..3).for_each(|_| service.fails(RENEWAL)), 3);
    restored(&|| service.answers(RENEWAL, &fresh_tokens()), 4);
    restored(&|| (), 4);
}

#[test]
fn renewal_that_was_sent_before_a_change_does_not_stand_for_it() {
    let (authenticator, service, storage) = setup();
    let tokens = saved_session(&storage, 600);
    service.answers(RENEWAL, &fresh_tokens());
    service.is_unreachable("UpdateUserAttributes");
    service.answers("GetUser", &reply("old@example.org", "true"));
    service.answers(RENEWAL, &fresh_tokens());
    let id_token = tokens.id_token.unwrap();
    let renewal = authenticator.renewed_id_token("u", &id_token);
    let change = async {
        while service.asked().is_empty() {
            yield_once().await;
        }
        let changes = AttributeChanges::between(&user(), [("nickname", "Ada")]);
        authenticator.update_attributes(&user(), changes).await
    };
    let (renewed, changed) = run(join(renewal, change));
    assert!(renewed.is_ok() && changed.is_err());
    run(authenticator.restore());
    assert_eq!(
        service.asked(),
        [RENEWAL, "UpdateUserAttributes", "GetUser", RENEWAL]
    );
}

#[test]
fn code_that_was_entered_elsewhere_renews_the_tokens_once_at_the_next_load() {
    let (authenticator, service, _, _) = ask_for_new_address();
    let before = service.asked().len();
    service.answers("GetUser", &reply("new@example.org", "true"));
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GetUser", &reply("new@example.org", "true"));
    for _ in 0..2 {
        let Session::SignedIn { user } = run(authenticator.restore()) else {
            panic!("not signed in");
        };
        assert_eq!(user.awaited("email"), None);
    }
    assert_eq!(service.asked()[before..], ["GetUser", RENEWAL, "GetUser"]);
}

#[test]
fn right_code_brings_the_new_address_and_a_new_id_token() {
    let (authenticator, service, _, user) = ask_for_new_address();
    service.answers("VerifyUserAttribute", &json!({}));
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GetUser", &reply("new@example.org", "true"));
    let code = ConfirmationCode::new("123456");
    let user = run(authenticator.verify_attribute(&user, "email", &code)).unwrap();
    assert_eq!(user.email(), "new@example.org");
    assert_eq!(user.awaited("email"), None);
    let sent = service.request(3);
    assert_eq!(
        (&sent["AttributeName"], &sent["Code"]),
        (&json!("email"), &json!("123456"))
    );
}

#[test]
fn right_code_whose_reply_was_lost_is_not_called_wrong_when_it_is_sent_again() {
    let (authenticator, service, _, user) = ask_for_new_address();
    let code = ConfirmationCode::new("123456");
    service.is_unreachable("VerifyUserAttribute");
    assert!(run(authenticator.verify_attribute(&user, "email", &code)).is_err());
    service.refuses("VerifyUserAttribute", "ExpiredCodeException");
    service.answers("GetUser", &reply("new@example.org", "true"));
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GetUser", &reply("new@example.org", "true"));
    let user = run(authenticator.verify_attribute(&user, "email", &code)).unwrap();
    assert_eq!(user.email(), "new@example.org");
    assert_eq!(user.awaited("email"), None);
}

#[test]
fn wrong_code_leaves_everything_as_it_was() {
    let (authenticator, service, _, user) = ask_for_new_address();
    service.refuses("VerifyUserAttribute", "CodeMismatchException");
    service.answers("GetUser", &reply("old@example.org", "true"));
    let code = ConfirmationCode::new("000000");
    let outcome = run(authenticator.verify_attribute(&user, "email", &code));
    let Err(SessionError::Request(error)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(error.code(), Some(&ErrorCode::CodeMismatch));
    service.answers("GetUser", &reply("old@example.org", "true"));
    let user = run(authenticator.profile("u")).unwrap();
    assert_eq!(user.awaited("email"), Some(HIDDEN));
}

#[test]
fn code_can_be_sent_to_an_address_that_was_never_verified() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    // The service need not repeat which attribute it is.
    let details = json!({"CodeDeliveryDetails": {"Destination": HIDDEN}});
    service.answers("GetUserAttributeVerificationCode", &details);
    let changes = AttributeChanges::between(&user(), [("email_verified", "false")]);
    let unverified = user().with(&changes);
    let user = run(authenticator.send_attribute_code(&unverified, "email")).unwrap();
    assert_eq!(user.awaited("email"), Some(HIDDEN));
    assert_eq!(service.request(0)["AttributeName"], "email");
}

#[test]
fn removed_number_waits_for_nothing() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let awaited = Awaited {
        value: "+12065550101".to_owned(),
        destination: "+***1".to_owned(),
    };
    token_storage(&storage).set_awaited("u", "phone_number", Some(awaited));
    service.answers("DeleteUserAttributes", &json!({}));
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GetUser", &reply("old@example.org", "true"));
    let changes = AttributeChanges {
        set: Vec::new(),
        removed: vec!["phone_number".to_owned()],
    };
    let user = run(authenticator.update_attributes(&user(), changes))
        .unwrap()
        .user;
    assert_eq!(user.awaited("phone_number"), None);
}

#[test]
fn refused_value_changes_nothing_else() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.refuses("UpdateUserAttributes", "InvalidParameterException");
    let changes = AttributeChanges {
        removed: vec!["nickname".to_owned()],
        ..AttributeChanges::between(&user(), [("phone_number", "+1")])
    };
    assert!(run(authenticator.update_attributes(&user(), changes)).is_err());
    assert_eq!(service.asked(), ["UpdateUserAttributes"]);
}

#[test]
fn what_was_set_is_read_back_even_if_the_removal_is_refused() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let awaited = Awaited {
        value: "+12065550101".to_owned(),
        destination: "+***1".to_owned(),
    };
    token_storage(&storage).set_awaited("u", "phone_number", Some(awaited));
    let output = json!({"CodeDeliveryDetailsList": [sent()]});
    service.answers("UpdateUserAttributes", &output);
    service.refuses("DeleteUserAttributes", "InvalidParameterException");
    service.answers(RENEWAL, &fresh_tokens());
    service.answers("GetUser", &reply("new@example.org", "false"));
    let changes = AttributeChanges {
        removed: vec!["phone_number".to_owned()],
        ..AttributeChanges::between(&user(), [("email", "new@example.org")])
    };
    let updated = run(authenticator.update_attributes(&user(), changes)).unwrap();
    let user = updated.user;
    assert_eq!(user.email(), "new@example.org");
    assert_eq!(user.awaited("email"), Some(HIDDEN));
    assert_eq!(user.awaited("phone_number"), Some("+***1"));
    let refusal = updated.removal_refused.unwrap();
    assert_eq!(refusal.code(), Some(&ErrorCode::InvalidParameter));
}

#[test]
fn session_that_turns_out_to_be_over_after_the_change_is_told() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("UpdateUserAttributes", &json!({}));
    service.refuses(RENEWAL, "NotAuthorizedException");
    let changes = AttributeChanges::between(&user(), [("nickname", "Ada")]);
    let outcome = run(authenticator.update_attributes(&user(), changes));
    assert!(matches!(outcome, Err(SessionError::Ended)), "{outcome:?}");
}

#[test]
fn change_of_another_tab_is_asked_for_once_and_renews_nothing() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("GetUser", &reply("new@example.org", "true"));
    let user = run(authenticator.profile_of_other_tab("u")).unwrap();
    assert_eq!(user.email(), "new@example.org");
    service.refuses("GetUser", "NotAuthorizedException");
    assert_eq!(run(authenticator.profile_of_other_tab("u")), None);
    assert_eq!(run(authenticator.profile_of_other_tab("v")), None);
    assert_eq!(service.asked(), ["GetUser", "GetUser"]);
    assert!(authenticator.saved_username().is_some());
}
