use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use vestibule::app::App;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    app::{USER, app_with, local_storage, save_session_of},
    support::{FakeFetch, Mounted, until},
};

const STATE: &str = "the-state";
const NONCE: &str = "the-nonce";

/// A configuration whose sign-ins come back to that path.
fn config(way_back: &str) -> String {
    let origin = gloo_utils::window().location().origin().unwrap();
    format!(
        r#"{{"auth":{{"user_pool_id":"eu-west-1_Pool","user_pool_client_id":"client","oauth":{{
        "identity_providers":["SIGN_IN_WITH_APPLE","LOGIN_WITH_AMAZON"],"scopes":["openid"],
        "redirect_sign_in_uri":["{origin}{way_back}"]}}}},
        "custom":{{"user_pool_endpoint":"http://127.0.0.1:9/","oauth_endpoint":"http://127.0.0.1:9/",
        "oauth_providers":[{{"name":"Okta","label":"Example Ltd"}}]}}}}"#
    )
}

fn app_at(path: &str, way_back: &str) -> (Mounted<App>, FakeFetch) {
    local_storage().clear().unwrap();
    app_with(&config(way_back), path)
}

/// As if this tab had asked.
fn ask() {
    let pending = format!("{STATE} {NONCE} verifier {:.0}", js_sys::Date::now());
    let tab = gloo_utils::window().session_storage().unwrap().unwrap();
    tab.set_item("vestibule.oauth", &pending).unwrap();
}

fn tokens() -> String {
    let exp = js_sys::Date::now() / 1000.0 + 3600.0;
    let common = format!(r#""iss":"http://127.0.0.1:9/eu-west-1_Pool","sub":"s","exp":{exp:.0}"#);
    let token = |claims: &str| {
        let claims = format!("{{{common},{claims}}}");
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    };
    let id = token(&format!(
        r#""aud":"client","token_use":"id","nonce":"{NONCE}""#
    ));
    let access = token(r#""client_id":"client","token_use":"access","username":"u""#);
    format!(
        r#"{{"token_type":"Bearer","id_token":"{id}","access_token":"{access}","refresh_token":"r"}}"#
    )
}

fn address() -> String {
    let location = gloo_utils::window().location();
    location.pathname().unwrap() + &location.search().unwrap()
}

#[wasm_bindgen_test]
async fn each_provider_has_a_button_on_both_pages() {
    for (path, heading) in [("/auth/login", "Login"), ("/auth/signup", "Sign up")] {
        let (page, _fetch) = app_at(path, "/auth/callback");
        until("the page is shown", || page.saying("h1", heading).is_some()).await;
        for label in ["Apple", "Amazon", "Example Ltd"] {
            let button = page.saying("button", &format!("Continue with {label}"));
            let button = button.expect("the button is there");
            assert_eq!(button.get_attribute("type").unwrap(), "button");
        }
    }
}

#[wasm_bindgen_test]
async fn without_providers_there_is_no_button_and_no_divider() {
    local_storage().clear().unwrap();
    let (page, _fetch) = app_with(crate::app::CONFIG, "/auth/login");
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    assert!(page.find(".social").is_none());
}

#[wasm_bindgen_test]
async fn answer_that_nobody_asked_for_is_told_and_sends_nothing() {
    let history = gloo_utils::window().history().unwrap();
    let entries = history.length().unwrap();
    let (page, fetch) = app_at("/auth/callback?code=c&state=forged", "/auth/callback");
    until("the login page says what is wrong", || {
        page.find("[role=alert]")
            .is_some_and(|alert| alert.inner_text().contains("did not begin in this tab"))
    })
    .await;
    assert_eq!(address(), "/auth/login");
    assert_eq!(history.length().unwrap(), entries);
    assert_eq!(fetch.count("/token"), 0);
}

#[wasm_bindgen_test]
async fn answer_is_completed_wherever_the_registered_address_is() {
    for way_back in ["/auth/callback", "/", "/profile"] {
        ask();
        let path = format!("{way_back}?code=c&state={STATE}");
        let (page, fetch) = app_at(&path, way_back);
        until("the exchange is under way", || fetch.count("/token") == 1).await;
        assert_eq!(address(), "/auth/callback");
        until("the page says so", || page.text().contains("One moment")).await;
        let request = fetch.last("/token");
        assert_eq!(
            request.headers().get("content-type").unwrap().unwrap(),
            "application/x-www-form-urlencoded"
        );
        fetch.answers("GetUser", 200, USER);
        fetch.answers("/token", 200, &tokens());
        until("the user is signed in", || {
            page.saying("h1", "Authenticated page").is_some()
        })
        .await;
        assert!(page.text().contains("u@example.org"));
    }
    local_storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn session_of_somebody_else_is_revoked_and_nobody_waits_for_it() {
    local_storage().clear().unwrap();
    save_session_of("other");
    ask();
    let path = format!("/auth/callback?code=c&state={STATE}");
    let (page, fetch) = app_with(&config("/auth/callback"), &path);
    fetch.answers("/token", 200, &tokens());
    fetch.answers("GetUser", 200, USER);
    // The revocation is not answered at all.
    until("the user is signed in", || {
        page.saying("h1", "Authenticated page").is_some()
    })
    .await;
    assert_eq!(fetch.count("RevokeToken"), 1);
    local_storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn answer_at_another_address_is_left_alone() {
    ask();
    let (page, fetch) = app_at(
        &format!("/auth/login?code=c&state={STATE}"),
        "/auth/callback",
    );
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    assert_eq!(address(), "/auth/login");
    assert!(page.find("[role=alert]").is_none());
    assert_eq!(fetch.count("/token"), 0);
}

#[wasm_bindgen_test]
async fn page_of_an_origin_that_is_not_registered_says_so_and_stays() {
    local_storage().clear().unwrap();
    let config = config("/auth/callback").replace("[\"http", "[\"https");
    let (page, _fetch) = app_with(&config, "/auth/login");
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    let button = page.saying("button", "Continue with Apple").unwrap();
    button.click();
    until("it says so", || {
        page.find("[role=alert]")
            .is_some_and(|alert| alert.inner_text().contains("not set up"))
    })
    .await;
    assert_eq!(address(), "/auth/login");
}
