use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use js_sys::Reflect;
use vestibule::app::App;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    security::notice,
    support::{FakeFetch, Mounted, happens, until},
};

pub(crate) const CONFIG: &str = r#"{"auth":{"user_pool_id":"eu-west-1_Pool","user_pool_client_id":"client"},
    "custom":{"user_pool_endpoint":"http://127.0.0.1:9/",
    "attributes":[{"name":"email"},{"name":"custom:agentName","label":"Agent name","editable":true}]}}"#;
pub(crate) const USER: &str = r#"{"Username":"u","UserAttributes":[{"Name":"email","Value":"u@example.org"},
    {"Name":"custom:agentName","Value":"Smith"}]}"#;
const REFUSED: &str = r#"{"__type":"NotAuthorizedException","message":"revoked"}"#;

fn app_at(path: &str) -> (Mounted<App>, FakeFetch) {
    app_with(CONFIG, path)
}

/// The app at a path, with a configuration and without a session.
pub(crate) fn app_with(config: &str, path: &str) -> (Mounted<App>, FakeFetch) {
    // Another test may have left in the middle of a sign-in.
    tab_storage().remove_item("vestibule.sign_in").unwrap();
    reloaded_app(config, path)
}

/// The app at a path, as it is when it is loaded anew.
pub(crate) fn reloaded_app(config: &str, path: &str) -> (Mounted<App>, FakeFetch) {
    let fetch = FakeFetch::new();
    fetch.answers("/amplify_outputs.json", 200, config);
    set_address(path);
    (Mounted::new(()), fetch)
}

/// Where the user is. The query is where the script in `index.html` leaves an answer of the hosted pages.
pub(crate) fn set_address(address: &str) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let window = gloo_utils::window();
    Reflect::set(&window, &"arrivalQuery".into(), &query.into()).unwrap();
    let history = gloo_utils::window().history().unwrap();
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(path))
        .unwrap();
}

pub(crate) fn local_storage() -> web_sys::Storage {
    gloo_utils::window().local_storage().unwrap().unwrap()
}

pub(crate) fn tab_storage() -> web_sys::Storage {
    gloo_utils::window().session_storage().unwrap().unwrap()
}

fn path() -> String {
    gloo_utils::window().location().pathname().unwrap()
}

/// A token that is good for some minutes.
pub(crate) fn token_for(minutes: f64) -> String {
    let exp = js_sys::Date::now() / 1000.0 + 60.0 * minutes;
    let claims = format!(
        r#"{{"iss":"http://127.0.0.1:9/eu-west-1_Pool","exp":{exp:.0},"email":"u@example.org"}}"#
    );
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
}

/// Puts a session into the storage as Amplify would.
pub(crate) fn save_session() {
    save_session_of("u");
}

pub(crate) fn save_session_of(username: &str) {
    let token = token_for(60.0);
    let storage = local_storage();
    let prefix = "CognitoIdentityServiceProvider.client";
    storage
        .set_item(&format!("{prefix}.LastAuthUser"), username)
        .unwrap();
    for name in ["accessToken", "idToken", "refreshToken"] {
        storage
            .set_item(&format!("{prefix}.{username}.{name}"), &token)
            .unwrap();
    }
}

#[wasm_bindgen_test]
async fn guarded_page_is_not_shown_to_anybody_unknown() {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_at("/profile");
    until("the session is looked at", || fetch.count("GetUser") == 1).await;
    assert!(page.saying("h1", "Profile").is_none());
    assert!(page.saying("h1", "Login").is_none());
    assert!(page.saying("nav a", "Home").is_some());
    assert!(page.saying("nav a", "Login").is_none());
    fetch.answers("GetUser", 200, USER);
    until("the profile is shown", || {
        page.saying("h1", "Profile").is_some()
    })
    .await;
    assert_eq!(path(), "/profile");
    until("the attributes are there", || {
        page.input("custom:agentName").value() == "Smith"
    })
    .await;
    assert!(page.saying("nav a", "Sign Out").is_some());
}

#[wasm_bindgen_test]
async fn guest_is_led_to_the_login_page_without_a_trap_in_the_history() {
    local_storage().clear().unwrap();
    let length = || gloo_utils::window().history().unwrap().length().unwrap();
    let (page, _fetch) = app_at("/profile");
    let before = length();
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    assert_eq!(path(), "/auth/login");
    assert_eq!(length(), before);
    assert!(page.saying("nav a", "Sign up").is_some());
}

#[wasm_bindgen_test]
async fn revoked_session_leads_to_the_login_page_with_a_word_of_explanation() {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_at("/auth/authenticated_page");
    fetch.answers("GetUser", 400, REFUSED);
    fetch.answers("GetTokensFromRefreshToken", 400, REFUSED);
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    until("it is explained", || {
        page.find("[role=status]")
            .unwrap()
            .inner_text()
            .contains("session has ended")
    })
    .await;
    let storage = local_storage();
    assert_eq!(storage.length().unwrap(), 0, "no token is left");
}

#[wasm_bindgen_test]
async fn configuration_that_is_wrong_is_explained_and_can_be_tried_again() {
    let (page, fetch) = app_at("/");
    fetch.answers(
        "/amplify_outputs.json",
        200,
        r#"{"auth":{"user_pool_id":"nonsense"}}"#,
    );
    until("the problem is shown", || {
        page.find("[role=alert]").is_some()
    })
    .await;
    assert!(page.text().contains("auth.user_pool_id"), "{}", page.text());
    assert!(page.text().contains("auth.user_pool_client_id"));
    fetch.answers("/amplify_outputs.json", 200, CONFIG);
    page.saying("button", "Try again").unwrap().click();
    until("the app is there", || {
        page.saying("h1", "Vestibule").is_some()
    })
    .await;
}

#[wasm_bindgen_test]
async fn unknown_path_has_a_page_of_its_own() {
    let (page, _fetch) = app_at("/no/such/page");
    until("the page is shown", || {
        page.saying("h1", "Page not found").is_some()
    })
    .await;
    assert_eq!(path(), "/no/such/page");
}

#[wasm_bindgen_test]
async fn form_sent_twice_asks_the_service_once() {
    local_storage().clear().unwrap();
    let (page, fetch) = app_at("/auth/login");
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    page.input("email").set_value("u@example.org");
    page.input("password").set_value("secret");
    let button = page.saying("button", "Sign in").unwrap();
    button.click();
    button.click();
    until("the service is asked", || fetch.count("InitiateAuth") > 0).await;
    until("the button is out of use", || {
        button.has_attribute("aria-disabled")
    })
    .await;
    fetch.answers("InitiateAuth", 400, REFUSED);
    until("the refusal is told", || {
        page.find("[role=alert]").is_some()
    })
    .await;
    assert_eq!(fetch.count("InitiateAuth"), 1);
    assert_eq!(page.input("password").value(), "secret");
    until("the button can be used again", || {
        !button.has_attribute("aria-disabled")
    })
    .await;
}

#[wasm_bindgen_test]
async fn who_has_left_the_page_is_not_led_away_from_the_next_one() {
    local_storage().clear().unwrap();
    let (page, fetch) = app_at("/auth/verify_account");
    until("the page is shown", || {
        page.saying("h1", "Verify account").is_some()
    })
    .await;
    page.input("email").set_value("u@example.org");
    page.input("verification_code").set_value("123456");
    page.saying("button", "Verify account").unwrap().click();
    until("the service is asked", || fetch.count("ConfirmSignUp") == 1).await;
    page.saying("nav a", "Home").unwrap().click();
    until("the first page is shown", || {
        page.saying("h1", "Vestibule").is_some()
    })
    .await;
    fetch.answers("ConfirmSignUp", 200, "{}");
    fetch.has_answered("ConfirmSignUp").await;
    assert_eq!(path(), "/");
}

#[wasm_bindgen_test]
async fn sign_in_of_another_user_in_another_tab_is_followed_with_a_form_of_their_own() {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_at("/profile");
    fetch.answers("GetUser", 200, USER);
    until("the profile is shown", || {
        page.saying("h1", "Profile").is_some()
    })
    .await;
    until("it is filled in", || {
        page.input("custom:agentName").value() == "Smith"
    })
    .await;
    let storage = local_storage();
    let prefix = "CognitoIdentityServiceProvider.client";
    for name in ["accessToken", "idToken", "refreshToken"] {
        let token = storage
            .get_item(&format!("{prefix}.u.{name}"))
            .unwrap()
            .unwrap();
        storage
            .set_item(&format!("{prefix}.v.{name}"), &token)
            .unwrap();
    }
    storage
        .set_item(&format!("{prefix}.LastAuthUser"), "v")
        .unwrap();
    fetch.answers("GetUser", 200, &USER.replace("Smith", "Jones"));
    let before = fetch.count("GetUser");
    // What the browser sends to the other tabs, once for every entry.
    for _ in 0..4 {
        happens("storage");
    }
    until("the other user is shown", || {
        page.input("custom:agentName").value() == "Jones"
    })
    .await;
    assert_eq!(
        fetch.count("GetUser"),
        before + 1,
        "one request for all of them"
    );
}

#[wasm_bindgen_test]
async fn link_to_the_page_that_is_shown_leaves_no_trace_in_the_history() {
    local_storage().clear().unwrap();
    let (page, _fetch) = app_at("/");
    until("the page is shown", || {
        page.saying("nav a", "Login").is_some()
    })
    .await;
    let entries = || gloo_utils::window().history().unwrap().length().unwrap();
    let before = entries();
    page.saying("nav a", "Home").unwrap().click();
    page.saying("nav a", "Login").unwrap().click();
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    page.saying("nav a", "Login").unwrap().click();
    assert_eq!(entries(), before + 1);
}

/// A signed-in user's page, and what the browser tells it when another tab has signed out.
async fn signed_out_in_another_tab(path: &str, heading: &str) -> (Mounted<App>, FakeFetch) {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_at(path);
    fetch.answers("GetUser", 200, USER);
    until("the user is signed in", || {
        page.saying("nav a", "Sign Out").is_some() && page.saying("h1", heading).is_some()
    })
    .await;
    local_storage().clear().unwrap();
    let event = web_sys::Event::new("storage").unwrap();
    gloo_utils::window().dispatch_event(&event).unwrap();
    until("the menu follows", || {
        page.saying("nav a", "Login").is_some()
    })
    .await;
    (page, fetch)
}

#[wasm_bindgen_test]
async fn sign_out_in_another_tab_is_explained_on_the_login_page_and_nowhere_else() {
    let (page, _fetch) = signed_out_in_another_tab("/profile", "Profile").await;
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    until("it is explained", || {
        notice(&page).contains("elsewhere in this browser")
    })
    .await;
    assert!(page.find("[role=alert]").is_none());
    drop(page);

    let (page, _fetch) = signed_out_in_another_tab("/", "Vestibule").await;
    assert_eq!(notice(&page), "");
}

#[wasm_bindgen_test]
async fn page_asked_for_is_forgotten_by_who_goes_elsewhere() {
    local_storage().clear().unwrap();
    let asked_for = || {
        let tab = gloo_utils::window().session_storage().unwrap().unwrap();
        tab.get_item("vestibule.return_to").unwrap()
    };
    let (page, _fetch) = app_at("/profile");
    until("the login page is shown", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    assert_eq!(asked_for().as_deref(), Some("/profile"));
    page.saying("nav a", "Home").unwrap().click();
    until("the first page is shown", || {
        page.saying("h1", "Vestibule").is_some()
    })
    .await;
    until("it is forgotten", || asked_for().is_none()).await;
}

#[wasm_bindgen_test]
async fn menu_says_where_the_user_is() {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_at("/profile/security");
    fetch.answers("GetUser", 200, USER);
    let is_current = |text: &str| {
        let current = page.saying("nav a[aria-current=page]", text);
        current.is_some() && page.all("nav a[aria-current]").len() == 1
    };
    until("the page is one of the profile's", || is_current("Profile")).await;
    page.saying("nav a", "Home").unwrap().click();
    until("the first page is another one", || is_current("Home")).await;
}

#[wasm_bindgen_test]
async fn sign_out_that_the_service_did_not_hear_of_is_told_so() {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_at("/");
    fetch.answers("GetUser", 200, USER);
    until("the user is signed in", || {
        page.saying("nav a", "Sign Out").is_some()
    })
    .await;
    fetch.fails("RevokeToken");
    page.saying("nav a", "Sign Out").unwrap().click();
    until("the goodbye is over", || {
        page.saying("h1", "Login").is_some()
    })
    .await;
    until("it is told", || {
        page.find(".notice")
            .unwrap()
            .inner_text()
            .contains("could not be reached")
    })
    .await;
    assert_eq!(local_storage().length().unwrap(), 0);
}
