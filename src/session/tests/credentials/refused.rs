//! Tokens that the identity pool does not take, and those that it takes besides.

use super::*;

/// As the service says it of a token that expired, was revoked, or has an unknown signature.
const REFUSED_TOKEN: &str = "Invalid login token. Token expired: 1800000000 >= 1799999999";

impl Tab {
    fn refuses_the_token(&self, operation: &'static str) {
        let name = "NotAuthorizedException";
        self.service.refuses_saying(operation, name, REFUSED_TOKEN);
    }
}

/// A session of a user who came by way of Facebook, whose token the user pool keeps.
fn session_with_token_of_facebook(tab: &Tab, facebook: &str, seconds: i64) -> String {
    let mut tokens = saved_session(&tab.storage, seconds);
    let claims = json!({"iss": format!("https://{PROVIDER}"), "exp": NOW + seconds,
        "iat": NOW + seconds - 3600, "custom:fb": facebook});
    let token = token_of(&claims);
    tokens.id_token = Some(IdToken::new(token.clone()));
    token_storage(&tab.storage).save(&tokens);
    token
}

#[test]
fn id_token_that_the_identity_pool_refuses_is_renewed_and_shown_once_more() {
    for refusing in [GET_ID, GET_CREDENTIALS] {
        let tab = Tab::new();
        if refusing == GET_CREDENTIALS {
            tab.knows("id-1");
        }
        tab.refuses_the_token(refusing);
        tab.service.answers(RENEWAL, &fresh_tokens());
        tab.knows("id-1");
        tab.gives("id-1", "key-1", LIFE);
        assert_eq!(tab.key(), "key-1");
        assert_eq!(tab.key(), "key-1");
        let last = tab.service.asked().len() - 1;
        assert_eq!(tab.logins(last), json!({PROVIDER: token_expiring_in(3600)}));
    }
}

#[test]
fn known_identity_stays_when_its_token_is_refused() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", 0);
    assert_eq!(tab.key(), "key-1");
    tab.refuses_the_token(GET_CREDENTIALS);
    tab.service.answers(RENEWAL, &fresh_tokens());
    tab.gives("id-1", "key-2", LIFE);
    assert_eq!(tab.key(), "key-2");
}

#[test]
fn second_refusal_of_the_token_is_told_discards_the_credentials_and_ends_no_session() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
    assert!(
        tab.provider
            .held_by(&CredentialsOwner::of(Some("u")))
            .is_some()
    );
    saved_session(&tab.storage, 3000);
    tab.refuses_the_token(GET_CREDENTIALS);
    tab.service.answers(RENEWAL, &fresh_tokens());
    tab.refuses_the_token(GET_CREDENTIALS);
    let outcome = run(tab.of_user("u"));
    assert!(is_refused(&outcome, &ErrorCode::NotAuthorized));
    assert_eq!(tab.provider.held_by(&CredentialsOwner::of(Some("u"))), None);
    assert!(tab.is_signed_in());
}

#[test]
fn token_that_another_tab_renewed_meanwhile_is_not_renewed_again() {
    let tab = Tab::new();
    tab.refuses_the_token(GET_ID);
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    let other_tab = async { saved_session(&tab.storage, 3000) };
    let (outcome, _) = run(join(tab.of_user("u"), other_tab));
    assert_eq!(key_of(&outcome.unwrap()), "key-1");
    assert_eq!(tab.service.asked(), [GET_ID, GET_ID, GET_CREDENTIALS]);
}

#[test]
fn refused_token_of_a_session_that_cannot_be_renewed_is_told_as_what_it_is() {
    let tab = Tab::new();
    tab.storage
        .remove("CognitoIdentityServiceProvider.client.u.refreshToken");
    tab.refuses_the_token(GET_ID);
    tab.refuses_the_token(GET_ID);
    let outcome = run(tab.of_user("u"));
    assert!(is_refused(&outcome, &ErrorCode::NotAuthorized));
    assert!(tab.is_signed_in());
}

#[test]
fn token_of_facebook_in_the_id_token_is_a_login_as_well() {
    let tab = Tab::new();
    let token = session_with_token_of_facebook(&tab, "fb-1", 600);
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
    assert_eq!(tab.key(), "key-1");
    let both = json!({PROVIDER: token, "graph.facebook.com": "fb-1"});
    assert_eq!((tab.logins(0), tab.logins(1)), (both.clone(), both));
}

#[test]
fn token_of_facebook_that_is_too_old_is_done_without_and_no_reason_to_renew_the_session() {
    let tab = Tab::new();
    let token = session_with_token_of_facebook(&tab, "fb-old", 600);
    tab.refuses_the_token(GET_ID);
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
    assert_eq!(tab.logins(1), json!({PROVIDER: token}));
    assert_eq!(tab.logins(2), json!({PROVIDER: token}));
    // Nobody shows it again to those who ask next.
    assert_eq!(tab.key(), "key-1");
    assert_eq!(tab.service.asked(), [GET_ID, GET_ID, GET_CREDENTIALS]);
}

#[test]
fn id_token_that_is_refused_without_the_one_of_facebook_is_renewed() {
    let tab = Tab::new();
    session_with_token_of_facebook(&tab, "fb-old", 600);
    tab.refuses_the_token(GET_ID);
    tab.refuses_the_token(GET_ID);
    tab.service.answers(RENEWAL, &fresh_tokens());
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
    assert_eq!(tab.logins(3), json!({PROVIDER: token_expiring_in(3600)}));
}
