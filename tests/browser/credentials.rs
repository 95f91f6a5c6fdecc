use vestibule::app::App;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    app::{CONFIG, USER, app_with, local_storage, save_session, token_for},
    support::{FakeFetch, Mounted, Overridden, happens, settled, until},
};

const PAGE: &str = "/auth/authenticated_page";
const GET_ID: &str = "GetId";
const GET_CREDENTIALS: &str = "GetCredentialsForIdentity";
const STS: &str = "/sts";
const WHO_AM_I: &str = "Who am I for AWS";
const IDENTITY: &str = "eu-west-1:0a1b2c3d-0000-4000-8000-000000000001";
const CALLER: &str = r#"{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{"Account":"123456789012",
    "Arn":"arn:aws:sts::123456789012:assumed-role/Members/session","UserId":"AROAEXAMPLE:session"},
    "ResponseMetadata":{"RequestId":"1"}}}"#;
const NOT_AUTHORIZED: &str = r#"{"__type":"NotAuthorizedException","message":"no"}"#;

/// The authenticated page of an app with an identity pool, which has not answered yet.
async fn signed_in() -> (Mounted<App>, FakeFetch) {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_with(&config(), PAGE);
    fetch.answers("GetUser", 200, USER);
    until("the card is shown", || {
        page.saying("h2", "AWS credentials").is_some()
    })
    .await;
    (page, fetch)
}

fn config() -> String {
    let id = r#""auth":{"identity_pool_id":"eu-west-1:5e57b1e0-0000-4000-8000-000000000001","#;
    let custom = r#""custom":{"identity_pool_endpoint":"http://127.0.0.1:9/identity",
        "sts_endpoint":"http://127.0.0.1:9/sts","#;
    CONFIG
        .replace(r#""auth":{"#, id)
        .replace(r#""custom":{"#, custom)
}

/// The identity pool answers from now on.
fn give_credentials(fetch: &FakeFetch) {
    give_credentials_for(fetch, 3600.0);
}

/// Likewise, with credentials for so many seconds from now on.
fn give_credentials_for(fetch: &FakeFetch, seconds: f64) {
    let expires = js_sys::Date::now() / 1000.0 + seconds;
    fetch.answers(GET_ID, 200, &format!(r#"{{"IdentityId":"{IDENTITY}"}}"#));
    let credentials = format!(
        r#"{{"IdentityId":"{IDENTITY}","Credentials":{{"AccessKeyId":"ASIAEXAMPLE",
        "SecretKey":"the-secret-key","SessionToken":"the-session-token","Expiration":{expires:.3}}}}}"#
    );
    fetch.answers(GET_CREDENTIALS, 200, &credentials);
}

async fn shown(page: &Mounted<App>) {
    until("the identity is shown", || {
        page.saying("dd", IDENTITY).is_some()
    })
    .await;
}

fn button(page: &Mounted<App>, text: &str) -> HtmlElement {
    page.saying("section[aria-labelledby=aws] button", text)
        .expect("the button is there")
}

fn moment(page: &Mounted<App>) -> f64 {
    let time = page.find("section[aria-labelledby=aws] time").unwrap();
    js_sys::Date::parse(&time.get_attribute("datetime").unwrap())
}

fn is_explained(page: &Mounted<App>, words: &str) -> bool {
    let alert = page.find("section[aria-labelledby=aws] [role=alert]");
    alert.is_some_and(|alert| alert.inner_text().contains(words))
}

fn has_focus(element: &HtmlElement) -> bool {
    let focused = gloo_utils::document().active_element();
    focused.is_some_and(|focused| focused.is_same_node(Some(element)))
}

#[wasm_bindgen_test]
async fn identity_and_its_end_are_shown_in_the_room_that_was_kept_for_them() {
    let (page, fetch) = signed_in().await;
    let height = || {
        page.find("section[aria-labelledby=aws]")
            .unwrap()
            .offset_height()
    };
    let before = height();
    assert!(page.find(".pending[aria-busy=true] time").is_some());
    give_credentials(&fetch);
    shown(&page).await;
    assert_eq!(height(), before);
    let time = page.find("time[datetime]").unwrap();
    let machine_readable = time.get_attribute("datetime").unwrap();
    let left = js_sys::Date::parse(&machine_readable) - js_sys::Date::now();
    assert!(
        (3_500_000.0..=3_601_000.0).contains(&left),
        "{machine_readable}"
    );
    assert!(time.inner_text().ends_with('M'), "{}", time.inner_text());
    assert!(page.find("[aria-busy], .pending").is_none());
    assert_eq!(fetch.last(GET_ID).url(), "http://127.0.0.1:9/identity");
}

#[wasm_bindgen_test]
async fn question_is_signed_asked_once_and_answered_on_the_page() {
    let (page, fetch) = signed_in().await;
    give_credentials(&fetch);
    shown(&page).await;
    let button = button(&page, WHO_AM_I);
    button.focus().unwrap();
    button.click();
    button.click();
    until("the button is busy", || button.has_attribute("aria-busy")).await;
    fetch.answers(STS, 200, CALLER);
    let status = || {
        page.find("section[aria-labelledby=aws] [role=status]")
            .unwrap()
            .inner_text()
    };
    until("the answer is shown", || {
        status().contains("assumed-role/Members")
    })
    .await;
    assert!(status().contains("123456789012") && status().contains("AROAEXAMPLE:session"));
    assert_eq!((fetch.count(STS), fetch.count(GET_ID)), (1, 1));
    assert!(has_focus(&button));

    let request = fetch.last(STS);
    let header = |name| request.headers().get(name).unwrap().unwrap_or_default();
    assert_eq!(
        (request.method(), request.url()),
        ("POST".to_owned(), "http://127.0.0.1:9/sts".to_owned())
    );
    assert!(header("authorization").starts_with("AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/"));
    assert!(header("authorization").contains(
        "/eu-west-1/sts/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token,"
    ));
    assert_eq!(header("x-amz-security-token"), "the-session-token");
    assert_eq!(
        header("content-type"),
        "application/x-www-form-urlencoded; charset=utf-8"
    );
    let body = JsFuture::from(request.text().unwrap()).await.unwrap();
    assert_eq!(body, "Action=GetCallerIdentity&Version=2011-06-15");
}

#[wasm_bindgen_test]
async fn credentials_are_renewed_by_themselves_before_they_expire() {
    let (page, fetch) = signed_in().await;
    // The timer is due in a second.
    give_credentials_for(&fetch, 301.0);
    shown(&page).await;
    let first = moment(&page);
    give_credentials(&fetch);
    until("they are renewed", || moment(&page) > first + 3_000_000.0).await;
    assert_eq!((fetch.count(GET_ID), fetch.count(GET_CREDENTIALS)), (1, 2));
    assert!(page.saying("dt", "Good until").is_some());
}

#[wasm_bindgen_test]
async fn credentials_that_cannot_be_renewed_are_shown_as_what_they_are_until_they_can() {
    let (page, fetch) = signed_in().await;
    give_credentials_for(&fetch, 2.0);
    shown(&page).await;
    assert!(page.saying("dt", "Good until").is_some());
    let pool_is_gone = r#"{"__type":"ResourceNotFoundException","message":"no"}"#;
    fetch.answers(GET_CREDENTIALS, 400, pool_is_gone);
    fetch.answers(GET_ID, 400, pool_is_gone);
    until("they have expired", || {
        page.saying("dt", "Expired").is_some()
    })
    .await;
    until("it is explained", || is_explained(&page, "not set up")).await;
    assert!(page.saying("dt", "Good until").is_none());
    assert!(page.saying("dd", IDENTITY).is_some());
    assert!(moment(&page) <= js_sys::Date::now());
    assert!(page.saying("button", WHO_AM_I).is_none());

    let again = button(&page, "Try again");
    again.click();
    until("the refusal is announced anew", || {
        page.find("[role=alert]")
            .is_some_and(|alert| has_focus(&alert))
    })
    .await;
    assert_eq!(page.all("[role=alert]").len(), 1);
    give_credentials(&fetch);
    // Nobody presses anything: the page was away for a while.
    happens("visibilitychange");
    until("they are good", || {
        page.saying("dt", "Good until").is_some()
    })
    .await;
    assert!(page.find("[role=alert]").is_none());
    button(&page, WHO_AM_I);
}

#[wasm_bindgen_test]
async fn page_that_comes_back_renews_what_is_about_to_expire_and_a_hidden_one_asks_nothing() {
    for occasion in ["visibilitychange", "pageshow"] {
        let (page, fetch) = signed_in().await;
        give_credentials_for(&fetch, 200.0);
        shown(&page).await;
        let first = moment(&page);
        give_credentials(&fetch);
        let hidden = Overridden::new(gloo_utils::document(), "hidden", "return true");
        happens(occasion);
        settled().await;
        drop(hidden);
        assert_eq!(fetch.count(GET_CREDENTIALS), 1);
        happens(occasion);
        until("they are renewed", || moment(&page) > first).await;
        assert_eq!(fetch.count(GET_CREDENTIALS), 2, "{occasion}");
    }
}

#[wasm_bindgen_test]
async fn session_that_another_tab_renewed_brings_other_credentials() {
    let (page, fetch) = signed_in().await;
    give_credentials(&fetch);
    shown(&page).await;
    happens("storage");
    let key = "CognitoIdentityServiceProvider.client.u.idToken";
    let token = token_for(50.0);
    local_storage().set_item(key, &token).unwrap();
    happens("storage");
    until("they are fetched", || fetch.answered(GET_CREDENTIALS) == 2).await;
    assert!(fetch.body(GET_CREDENTIALS).await.contains(&token));
    assert_eq!(fetch.count(GET_ID), 1);
    assert!(page.saying("dd", IDENTITY).is_some());
}

#[wasm_bindgen_test]
async fn credentials_that_did_not_come_are_no_other_tabs_matter() {
    let (page, fetch) = signed_in().await;
    fetch.answers(GET_ID, 400, NOT_AUTHORIZED);
    until("it is explained", || is_explained(&page, "Sign out and in")).await;
    happens("storage");
    settled().await;
    assert_eq!(fetch.count(GET_ID), 1);
    give_credentials(&fetch);
    happens("pageshow");
    shown(&page).await;
    assert_eq!(fetch.count(GET_ID), 2);
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn credentials_that_aws_refuses_twice_are_shown_no_longer() {
    let (page, fetch) = signed_in().await;
    give_credentials(&fetch);
    shown(&page).await;
    let unknown = r#"{"Error":{"Code":"InvalidClientTokenId","Message":"no"}}"#;
    fetch.answers(STS, 403, unknown);
    button(&page, WHO_AM_I).click();
    until("it is explained", || {
        is_explained(&page, "does not accept your credentials")
    })
    .await;
    assert_eq!((fetch.count(STS), fetch.count(GET_CREDENTIALS)), (2, 2));
    assert!(page.saying("dt", "Good until").is_none());
    button(&page, "Try again").click();
    shown(&page).await;
    assert_eq!(fetch.count(GET_CREDENTIALS), 3);
}

#[wasm_bindgen_test]
async fn nothing_of_the_credentials_is_on_the_page_or_in_the_storage() {
    let (page, fetch) = signed_in().await;
    give_credentials(&fetch);
    shown(&page).await;
    let storage = local_storage();
    let stored: Vec<String> = (0..storage.length().unwrap())
        .filter_map(|index| storage.get_item(&storage.key(index).unwrap()?).unwrap())
        .collect();
    let html = page
        .find("section[aria-labelledby=aws]")
        .unwrap()
        .inner_html();
    for secret in ["ASIAEXAMPLE", "the-secret-key", "the-session-token"] {
        assert!(!html.contains(secret));
        assert!(stored.iter().all(|text| !text.contains(secret)));
    }
}

#[wasm_bindgen_test]
async fn credentials_that_do_not_come_are_explained_without_taking_the_focus_and_can_be_tried_again()
 {
    let (page, fetch) = signed_in().await;
    let elsewhere = page.saying("nav a", "Home").unwrap();
    elsewhere.focus().unwrap();
    fetch.answers(GET_ID, 400, NOT_AUTHORIZED);
    until("it is explained", || {
        page.find("[role=alert]")
            .is_some_and(|alert| alert.inner_text().contains("Sign out and in again"))
    })
    .await;
    assert!(has_focus(&elsewhere));
    assert!(page.saying("h1", "Authenticated page").is_some());
    assert!(page.saying("button", WHO_AM_I).is_none());

    let again = button(&page, "Try again");
    again.focus().unwrap();
    again.click();
    until("the refusal is announced anew", || {
        page.find("[role=alert]")
            .is_some_and(|alert| has_focus(&alert))
    })
    .await;
    assert_eq!(fetch.count(GET_ID), 2);
    give_credentials(&fetch);
    again.focus().unwrap();
    again.click();
    shown(&page).await;
    assert!(page.find("[role=alert]").is_none());
    assert!(has_focus(&button(&page, WHO_AM_I)));
    assert_eq!(fetch.count(STS), 0, "nobody asked who the user is");
}

#[wasm_bindgen_test]
async fn refusal_of_the_question_is_announced_and_the_next_try_works() {
    let (page, fetch) = signed_in().await;
    give_credentials(&fetch);
    shown(&page).await;
    fetch.answers(
        STS,
        403,
        r#"{"Error":{"Code":"AccessDenied","Message":"no"}}"#,
    );
    button(&page, WHO_AM_I).click();
    until("it is announced", || {
        page.find("[role=alert]")
            .is_some_and(|alert| alert.inner_text().contains("You are not allowed"))
    })
    .await;
    assert!(page.saying("dd", IDENTITY).is_some());
    fetch.answers(STS, 200, CALLER);
    button(&page, WHO_AM_I).click();
    until("the answer is shown", || {
        page.text().contains("assumed-role/Members")
    })
    .await;
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn session_that_the_user_pool_ends_is_over_here_too() {
    local_storage().clear().unwrap();
    save_session();
    let key = "CognitoIdentityServiceProvider.client.u.idToken";
    local_storage().set_item(key, &token_for(-5.0)).unwrap();
    let (page, fetch) = app_with(&config(), PAGE);
    fetch.answers("GetUser", 200, USER);
    fetch.answers("GetTokensFromRefreshToken", 400, NOT_AUTHORIZED);
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    assert_eq!(fetch.count(GET_ID), 0);
    assert_eq!(local_storage().length().unwrap(), 0, "no token is left");
}

#[wasm_bindgen_test]
async fn sign_out_while_they_are_on_their_way_stands() {
    let (page, fetch) = signed_in().await;
    until("they are asked for", || fetch.count(GET_ID) == 1).await;
    page.saying("nav a", "Sign Out").unwrap().click();
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    give_credentials(&fetch);
    fetch.has_answered(GET_ID).await;
    assert_eq!(
        fetch.count(GET_CREDENTIALS),
        0,
        "nobody asks for them any more"
    );
    assert!(page.saying("h1", "Login").is_some());
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn attribute_that_holds_a_token_is_not_on_the_page() {
    for (attribute, is_shown) in [("custom:other", true), ("custom:agentName", false)] {
        local_storage().clear().unwrap();
        save_session();
        let logins =
            format!(r#""custom":{{"identity_pool_logins":{{"graph.facebook.com":"{attribute}"}},"#);
        let config = config().replace(r#""custom":{"#, &logins);
        let (page, fetch) = app_with(&config, PAGE);
        fetch.answers("GetUser", 200, USER);
        until("the profile is shown", || {
            page.saying("dd", "u@example.org").is_some()
        })
        .await;
        assert_eq!(page.text().contains("Smith"), is_shown);
    }
}

#[wasm_bindgen_test]
async fn deployment_without_an_identity_pool_asks_for_nothing() {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_with(CONFIG, PAGE);
    fetch.answers("GetUser", 200, USER);
    until("the page is shown", || {
        page.saying("h1", "Authenticated page").is_some()
    })
    .await;
    assert!(page.saying("h2", "AWS credentials").is_none());
    assert_eq!(fetch.count(GET_ID), 0);
}
