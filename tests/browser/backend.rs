use vestibule::app::App;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    app::{CONFIG, USER, app_with, local_storage, save_session, token_for},
    support::{FakeFetch, Mounted, until},
};

const PAGE: &str = "/auth/authenticated_page";
const AUTH_TEST: &str = "/auth_test";
const UNAUTHORIZED: &str = r#"{"error":"invalid_token","message":"This token is no good."}"#;

/// The authenticated page of an app with a backend, and the button that calls it.
async fn signed_in() -> (Mounted<App>, FakeFetch, HtmlElement) {
    local_storage().clear().unwrap();
    save_session();
    let custom = r#""custom":{"api_url":"http://127.0.0.1:9/api/","#;
    let config = CONFIG.replace(r#""custom":{"#, custom);
    let (page, fetch) = app_with(&config, PAGE);
    fetch.answers("GetUser", 200, USER);
    until("the card is shown", || {
        page.saying("h2", "Backend").is_some()
    })
    .await;
    let button = page.saying("button", "Call the backend").unwrap();
    (page, fetch, button)
}

#[wasm_bindgen_test]
async fn answer_of_the_backend_is_shown_and_two_clicks_ask_once() {
    let (page, fetch, button) = signed_in().await;
    button.click();
    button.click();
    until("the button is busy", || {
        button.get_attribute("aria-busy").as_deref() == Some("true")
    })
    .await;
    let answer = r#"{"message":"You are admitted.","username":"u-1","new":[],"sub":null}"#;
    fetch.answers(AUTH_TEST, 200, answer);
    let status = || page.find("form [role=status]").unwrap().inner_text();
    until("the answer is shown", || {
        status().contains("You are admitted.") && status().contains("u-1")
    })
    .await;
    assert_eq!(fetch.count(AUTH_TEST), 1);
    until("the button can be used again", || {
        !button.has_attribute("aria-disabled")
    })
    .await;
}

#[wasm_bindgen_test]
async fn button_keeps_the_keyboards_focus_while_it_is_busy() {
    let (page, fetch, button) = signed_in().await;
    let has_focus = || {
        let focused = gloo_utils::document().active_element();
        focused.is_some_and(|focused| focused.is_same_node(Some(&button)))
    };
    button.focus().unwrap();
    button.click();
    until("the button is busy", || button.has_attribute("aria-busy")).await;
    assert!(has_focus());
    fetch.answers(AUTH_TEST, 200, r#"{"message":"You are admitted."}"#);
    until("the answer is shown", || {
        page.text().contains("You are admitted.")
    })
    .await;
    assert!(has_focus());
}

#[wasm_bindgen_test]
async fn refusal_is_announced_in_place_of_the_last_answer_and_the_session_goes_on() {
    let (page, fetch, button) = signed_in().await;
    fetch.answers(AUTH_TEST, 200, r#"{"message":"You are admitted."}"#);
    button.click();
    until("the answer is shown", || {
        page.text().contains("You are admitted.")
    })
    .await;
    fetch.answers(AUTH_TEST, 403, r#"{"message":"This is for others."}"#);
    button.click();
    until("the refusal is announced", || {
        page.saying("[role=alert]", "This is for others.").is_some()
    })
    .await;
    assert!(!page.text().contains("You are admitted."));
    assert!(page.saying("h1", "Authenticated page").is_some());
    assert!(local_storage().length().unwrap() > 0);

    fetch.answers(AUTH_TEST, 502, "<html>Bad gateway</html>");
    button.click();
    until("it says what to do", || {
        page.find("[role=alert]")
            .is_some_and(|alert| alert.inner_text().contains("Try again in a moment"))
    })
    .await;
}

#[wasm_bindgen_test]
async fn session_that_the_backend_refuses_twice_is_over_and_revoked() {
    let (page, fetch, button) = signed_in().await;
    let token = token_for(120.0);
    let tokens =
        format!(r#"{{"AuthenticationResult":{{"AccessToken":"{token}","IdToken":"{token}"}}}}"#);
    fetch.answers("GetTokensFromRefreshToken", 200, &tokens);
    fetch.answers(AUTH_TEST, 401, UNAUTHORIZED);
    button.click();
    // The service does not answer yet: nobody waits for the revocation.
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
    assert_eq!(local_storage().length().unwrap(), 0, "no token is left");
    until("it is revoked", || fetch.count("RevokeToken") == 1).await;
    assert_eq!(fetch.count(AUTH_TEST), 2);
    assert_eq!(fetch.count("GetTokensFromRefreshToken"), 1);
    let tab = gloo_utils::window().session_storage().unwrap().unwrap();
    let return_to = tab.get_item("vestibule.return_to").unwrap();
    assert_eq!(return_to.as_deref(), Some(PAGE));
}

#[wasm_bindgen_test]
async fn deployment_without_a_backend_does_not_offer_to_call_it() {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_with(CONFIG, PAGE);
    fetch.answers("GetUser", 200, USER);
    until("the page is shown", || {
        page.saying("h1", "Authenticated page").is_some()
    })
    .await;
    assert!(page.saying("h2", "Backend").is_none());
    assert!(page.saying("button", "Call the backend").is_none());
}
