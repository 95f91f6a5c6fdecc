mod refused;
mod signed;
mod visitors;

use std::rc::Rc;

use futures_util::future::{join, join3};
use serde_json::{Value, json};

use super::service::*;
use crate::{
    aws::{self, CallerIdentity, Identity},
    cognito::{
        Error, ErrorCode,
        ops::SocialProvider,
        secret::{IdToken, ProviderToken},
    },
    session::{CredentialsOwner, MemoryStorage, SessionError, Storage},
};

const RENEWAL: &str = "GetTokensFromRefreshToken";
const GET_ID: &str = "GetId";
const GET_CREDENTIALS: &str = "GetCredentialsForIdentity";
const PROVIDER: &str = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool";
const GUEST_KEY: &str =
    "com.amplify.Cognito.eu-west-1:5e57b1e0-0000-4000-8000-000000000001.identityId";
/// How long credentials live, in seconds.
const LIFE: i64 = 3600;

/// One tab with an identity pool, and a session whose tokens expire in ten minutes.
struct Tab {
    authenticator: TestAuthenticator,
    provider: TestProvider,
    service: Rc<Service>,
    storage: MemoryStorage,
}

impl Tab {
    fn new() -> Self {
        let tab = Self::without_session(false);
        saved_session(&tab.storage, 600);
        tab
    }

    fn without_session(admits_guests: bool) -> Self {
        let (authenticator, service, storage) = setup();
        Self {
            provider: provider_on(&service, &storage, admits_guests),
            authenticator,
            service,
            storage,
        }
    }

    fn knows(&self, id: &str) {
        self.service.answers(GET_ID, &json!({"IdentityId": id}));
    }

    /// Credentials whose key has that name.
    fn gives(&self, id: &str, key: &str, life: i64) {
        let credentials = json!({"AccessKeyId": key, "SecretKey": "secret", "SessionToken": "session",
            "Expiration": NOW + life});
        let body = json!({"IdentityId": id, "Credentials": credentials});
        self.service.answers(GET_CREDENTIALS, &body);
    }

    async fn of_user(&self, username: &str) -> Result<Identity, SessionError> {
        self.provider.of_user(&self.authenticator, username).await
    }

    async fn of_guest(&self) -> Result<Identity, SessionError> {
        self.provider.of_guest(&self.authenticator).await
    }

    async fn who_am_i(&self) -> Result<CallerIdentity, SessionError<aws::Error>> {
        let ask = async |identity: &Identity| who_is(&self.service, identity).await;
        let owner = CredentialsOwner::of(Some("u"));
        self.provider.signed(&self.authenticator, &owner, ask).await
    }

    fn key(&self) -> String {
        key_of(&run(self.of_user("u")).unwrap())
    }

    fn logins(&self, index: usize) -> Value {
        self.service.request(index)["Logins"].clone()
    }

    fn is_signed_in(&self) -> bool {
        token_storage(&self.storage).load().is_some()
    }
}

fn key_of(identity: &Identity) -> String {
    identity.credentials.access_key_id.expose().to_owned()
}

fn is_refused<T>(outcome: &Result<T, SessionError>, expected: &ErrorCode) -> bool {
    matches!(outcome, Err(SessionError::Request(error)) if error.code() == Some(expected))
}

#[test]
fn id_token_leads_to_an_identity_and_its_credentials_which_stay_in_memory() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    let identity = run(tab.of_user("u")).unwrap();
    assert_eq!(
        (identity.id.as_str(), key_of(&identity).as_str()),
        ("id-1", "key-1")
    );
    assert_eq!(identity.credentials.expires_at, (NOW + LIFE) * 1000);
    assert_eq!(run(tab.of_user("u")).unwrap(), identity);
    assert_eq!(tab.service.asked(), [GET_ID, GET_CREDENTIALS]);
    let logins = json!({PROVIDER: token_expiring_in(600)});
    assert_eq!(
        tab.service.request(0),
        json!({"IdentityPoolId": "eu-west-1:5e57b1e0-0000-4000-8000-000000000001", "Logins": logins})
    );
    assert_eq!(
        tab.service.request(1),
        json!({"IdentityId": "id-1", "Logins": logins})
    );
    assert_eq!(tab.storage.get(GUEST_KEY), None);
}

#[test]
fn credentials_are_renewed_five_minutes_before_they_expire_for_the_same_identity() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", 300);
    assert_eq!(tab.key(), "key-1");
    tab.gives("id-1", "key-2", 301);
    assert_eq!(tab.key(), "key-2");
    assert_eq!(tab.key(), "key-2");
    assert_eq!(
        tab.service.asked(),
        [GET_ID, GET_CREDENTIALS, GET_CREDENTIALS]
    );
}

#[test]
fn it_is_the_services_clock_that_says_when_they_expire() {
    let tab = Tab::new();
    let mut tokens = saved_session(&tab.storage, 7200);
    tokens.clock_drift = 3_000_000;
    token_storage(&tab.storage).save_sign_in_details(
        "u",
        &crate::session::SignInDetails {
            login_id: "u".to_owned(),
            auth_flow_type: "USER_SRP_AUTH",
        },
    );
    token_storage(&tab.storage).save(&tokens);
    tab.knows("id-1");
    tab.gives("id-1", "key-1", 3300);
    let identity = run(tab.of_user("u")).unwrap();
    assert_eq!(identity.clock_drift, 3_000_000);
    tab.gives("id-1", "key-2", 3301);
    assert_eq!(tab.key(), "key-2");
    assert_eq!(tab.key(), "key-2");
}

#[test]
fn however_many_ask_at_once_there_is_one_request() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    let (one, other, third) = run(join3(tab.of_user("u"), tab.of_user("u"), tab.of_user("u")));
    assert!(one.is_ok() && other.is_ok() && third.is_ok());
    assert_eq!(tab.service.asked(), [GET_ID, GET_CREDENTIALS]);
}

#[test]
fn another_id_token_brings_other_credentials_for_the_same_identity() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
    // Renewed, here or in another tab, perhaps with other groups.
    saved_session(&tab.storage, 3000);
    tab.gives("id-1", "key-2", LIFE);
    assert_eq!(tab.key(), "key-2");
    assert_eq!(
        tab.service.asked(),
        [GET_ID, GET_CREDENTIALS, GET_CREDENTIALS]
    );
    assert_eq!(tab.logins(2), json!({PROVIDER: token_expiring_in(3000)}));
}

#[test]
fn id_token_without_life_is_renewed_first_and_once_for_all_tabs() {
    let tab = Tab::new();
    saved_session(&tab.storage, 59);
    let other_tab = provider_on(&tab.service, &tab.storage, false);
    tab.service.answers(RENEWAL, &fresh_tokens());
    tab.knows("id-1");
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    tab.gives("id-1", "key-2", LIFE);
    let others = other_tab.of_user(&tab.authenticator, "u");
    let (one, other) = run(join(tab.of_user("u"), others));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(
        tab.service
            .asked()
            .iter()
            .filter(|name| *name == RENEWAL)
            .count(),
        1
    );
    assert_eq!(tab.logins(1), json!({PROVIDER: token_expiring_in(3600)}));
}

#[test]
fn session_without_an_id_token_gets_one() {
    let tab = Tab::new();
    tab.storage
        .remove("CognitoIdentityServiceProvider.client.u.idToken");
    tab.service.answers(RENEWAL, &fresh_tokens());
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
}

#[test]
fn session_that_cannot_get_an_id_token_goes_on_without_credentials() {
    let tab = Tab::new();
    for name in ["idToken", "refreshToken"] {
        tab.storage
            .remove(&format!("CognitoIdentityServiceProvider.client.u.{name}"));
    }
    let outcome = run(tab.of_user("u"));
    assert!(matches!(
        outcome,
        Err(SessionError::Request(Error::Incomplete("IdToken")))
    ));
    assert!(tab.is_signed_in());
}

#[test]
fn user_pool_that_refuses_the_renewal_ends_the_session() {
    let tab = Tab::new();
    saved_session(&tab.storage, -10);
    tab.service.refuses(RENEWAL, "NotAuthorizedException");
    let outcome = run(tab.of_user("u"));
    assert!(matches!(outcome, Err(SessionError::Ended)));
    assert!(!tab.is_signed_in());
}

#[test]
fn identity_pool_ends_nobodys_session_whatever_it_says() {
    for (name, code) in [
        ("NotAuthorizedException", ErrorCode::NotAuthorized),
        ("ResourceNotFoundException", ErrorCode::ResourceNotFound),
        (
            "InvalidIdentityPoolConfigurationException",
            ErrorCode::InvalidIdentityPoolConfiguration,
        ),
    ] {
        let tab = Tab::new();
        tab.service.refuses(GET_ID, name);
        assert!(is_refused(&run(tab.of_user("u")), &code), "{name}");
        tab.knows("id-1");
        tab.service.refuses(GET_CREDENTIALS, name);
        assert!(is_refused(&run(tab.of_user("u")), &code), "{name}");
        assert!(tab.is_signed_in());
        assert_eq!(tab.service.asked(), [GET_ID, GET_ID, GET_CREDENTIALS]);
    }
}

#[test]
fn credentials_of_before_stay_known_when_there_are_no_new_ones() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", 300);
    assert_eq!(tab.key(), "key-1");
    for _ in 0..3 {
        tab.service.is_unreachable(GET_CREDENTIALS);
    }
    assert!(run(tab.of_user("u")).is_err());
    assert_eq!(
        key_of(
            &tab.provider
                .held_by(&CredentialsOwner::of(Some("u")))
                .unwrap()
        ),
        "key-1"
    );
    assert_eq!(
        tab.provider.held_by(&CredentialsOwner::of(Some("other"))),
        None
    );
}

#[test]
fn dead_network_is_told_and_the_next_try_works() {
    let tab = Tab::new();
    for operation in [GET_ID, GET_CREDENTIALS] {
        if operation == GET_CREDENTIALS {
            tab.knows("id-1");
        }
        for _ in 0..3 {
            tab.service.is_unreachable(operation);
        }
        let outcome = run(tab.of_user("u"));
        assert!(matches!(
            outcome,
            Err(SessionError::Request(Error::Transport(_)))
        ));
    }
    assert!(tab.is_signed_in());
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
}

#[test]
fn identity_that_is_not_the_users_any_more_is_asked_for_anew_once() {
    for refusal in ["ResourceNotFoundException", "NotAuthorizedException"] {
        let tab = Tab::new();
        tab.knows("id-1");
        tab.gives("id-1", "key-1", 0);
        assert_eq!(tab.key(), "key-1");
        tab.service.refuses(GET_CREDENTIALS, refusal);
        tab.knows("id-2");
        tab.gives("id-2", "key-2", 0);
        assert_eq!(run(tab.of_user("u")).unwrap().id, "id-2");

        tab.service.refuses(GET_CREDENTIALS, refusal);
        tab.knows("id-3");
        tab.service.refuses(GET_CREDENTIALS, refusal);
        assert!(run(tab.of_user("u")).is_err());
        assert!(tab.is_signed_in());
    }
}

#[test]
fn identity_is_the_one_that_the_service_says_in_the_end() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-merged", "key-1", LIFE);
    assert_eq!(run(tab.of_user("u")).unwrap().id, "id-merged");
}

#[test]
fn sign_out_or_another_user_meanwhile_stands_and_nothing_is_held() {
    let sign_out = |tab: &Tab| {
        tab.authenticator.sign_out();
    };
    let another_user = |tab: &Tab| {
        let mut tokens = saved_session(&tab.storage, 600);
        tokens.username = "other".to_owned();
        token_storage(&tab.storage).save(&tokens);
    };
    let changes = [sign_out as fn(&Tab), another_user];
    for (change, after) in changes
        .into_iter()
        .flat_map(|c| [(c, GET_ID), (c, GET_CREDENTIALS)])
    {
        let tab = Tab::new();
        tab.knows("id-1");
        if after == GET_CREDENTIALS {
            tab.gives("id-1", "key-1", LIFE);
        }
        let change = async {
            if after == GET_CREDENTIALS {
                yield_once().await;
            }
            change(&tab);
        };
        let (outcome, ()) = run(join(tab.of_user("u"), change));
        assert!(matches!(outcome, Err(SessionError::Replaced)));
        assert_eq!(tab.service.asked().last().unwrap(), after);
        assert_eq!(tab.provider.held_by(&CredentialsOwner::of(Some("u"))), None);
        // The same user comes back.
        saved_session(&tab.storage, 600);
        tab.knows("id-1");
        tab.gives("id-1", "key-2", LIFE);
        assert_eq!(tab.key(), "key-2");
    }
}

#[test]
fn nobody_is_asked_in_the_name_of_who_is_not_signed_in() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
    tab.authenticator.sign_out();
    for username in ["u", "other"] {
        let outcome = run(tab.of_user(username));
        assert!(matches!(outcome, Err(SessionError::Replaced)));
    }
    assert_eq!(tab.service.asked().len(), 2);
}

#[test]
fn credentials_go_with_their_user() {
    let tab = Tab::new();
    tab.knows("id-1");
    tab.gives("id-1", "key-1", LIFE);
    assert_eq!(tab.key(), "key-1");
    tab.provider.keep_only(&CredentialsOwner::of(Some("u")));
    assert_eq!(tab.key(), "key-1");
    for other in [None, Some("other")] {
        tab.provider.keep_only(&CredentialsOwner::of(other));
        tab.knows("id-1");
        tab.gives("id-1", "key-2", LIFE);
        assert_eq!(tab.key(), "key-2");
    }
}
