use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use vestibule::{
    app::App,
    session::{BrowserStorage, Storage},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::{
    app::{CONFIG, USER, app_with, local_storage, save_session, save_session_of},
    devices,
    support::{FakeFetch, Mounted, happens, settled, until},
};

const WRONG_PASSWORD: &str =
    r#"{"__type":"NotAuthorizedException","message":"Incorrect username or password."}"#;

/// A user who signs in at Google.
const EXTERNAL_USER: &str = r#"{"Username":"google_17","UserAttributes":[{"Name":"identities",
    "Value":"[{\"userId\":\"17\",\"providerName\":\"Google\"}]"}]}"#;

/// The security page of a user with that reply to `GetUser`.
pub(crate) async fn security_page(config: &str, user: &str) -> (Mounted<App>, FakeFetch) {
    local_storage().clear().unwrap();
    save_session();
    let (page, fetch) = app_with(config, "/profile/security");
    fetch.answers("GetUser", 200, user);
    until("the page is shown", || {
        page.saying("h1", "Security").is_some()
    })
    .await;
    (page, fetch)
}

pub(crate) fn has_focus(page: &Mounted<App>, selector: &str, text: &str) -> bool {
    let focused = gloo_utils::document().active_element();
    let expected = page.saying(selector, text);
    expected.is_some_and(|expected| focused.as_ref() == Some(expected.as_ref()))
}

pub(crate) fn notice(page: &Mounted<App>) -> String {
    page.find(".notice").unwrap().inner_text()
}

fn fill_in_passwords(page: &Mounted<App>) {
    page.input("current_password").set_value("Old-Pass1");
    page.input("new_password").set_value("New-Pass1");
    page.input("confirm_password").set_value("New-Pass1");
}

#[wasm_bindgen_test]
async fn changed_password_is_confirmed_and_stays_on_no_screen() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    fill_in_passwords(&page);
    fetch.answers("ChangePassword", 200, "{}");
    page.saying("button", "Change password").unwrap().click();
    until("it is confirmed", || notice(&page).contains("is changed")).await;
    for name in ["current_password", "new_password", "confirm_password"] {
        assert_eq!(page.input(name).value(), "", "{name}");
    }
    assert_eq!(fetch.count("ChangePassword"), 1);
    let whose = page.find("input[autocomplete=username]").unwrap();
    let whose: HtmlInputElement = whose.unchecked_into();
    assert_eq!(whose.value(), "u@example.org", "for password managers");
}

#[wasm_bindgen_test]
async fn wrong_current_password_is_told_at_its_field_and_nothing_typed_is_lost() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    fill_in_passwords(&page);
    fetch.answers("ChangePassword", 400, WRONG_PASSWORD);
    page.saying("button", "Change password").unwrap().click();
    until("the field is marked", || {
        page.input("current_password").has_attribute("aria-invalid")
    })
    .await;
    assert_eq!(page.input("current_password").value(), "Old-Pass1");
    assert_eq!(page.input("new_password").value(), "New-Pass1");
    assert_eq!(fetch.count("ChangePassword"), 1, "tries are counted");
    assert_eq!(fetch.count("GetTokensFromRefreshToken"), 0);
}

#[wasm_bindgen_test]
async fn unfit_new_password_is_told_at_its_field_by_the_page_or_the_service() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    page.saying("button", "Change password").unwrap().click();
    until("the fields are marked", || {
        page.input("new_password").has_attribute("aria-invalid")
    })
    .await;
    assert!(page.input("current_password").has_attribute("aria-invalid"));
    assert_eq!(fetch.count("ChangePassword"), 0);

    fill_in_passwords(&page);
    let used = r#"{"__type":"PasswordHistoryPolicyViolationException","message":""}"#;
    fetch.answers("ChangePassword", 400, used);
    page.saying("button", "Change password").unwrap().click();
    until("the service's reason is told", || {
        let text = "This password was used before. Choose another one.";
        page.saying("[role=alert]", text).is_some()
    })
    .await;
    assert!(page.input("new_password").has_attribute("aria-invalid"));
}

#[wasm_bindgen_test]
async fn who_signed_in_only_to_be_known_is_told_so_and_offered_no_changes() {
    for (path, heading) in [("/profile", "Profile"), ("/profile/security", "Security")] {
        local_storage().clear().unwrap();
        save_session();
        let claims = format!(
            r#"{{"exp":{:.0},"scope":"openid email"}}"#,
            js_sys::Date::now() / 1000.0 + 3600.0
        );
        let token = format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims));
        let key = "CognitoIdentityServiceProvider.client.u.accessToken";
        local_storage().set_item(key, &token).unwrap();
        let (page, fetch) = app_with(CONFIG, path);
        until("the page is shown", || page.saying("h1", heading).is_some()).await;
        until("it is told", || {
            page.text().contains("does not let this app change")
        })
        .await;
        for button in page.all("main button") {
            assert_eq!(button.inner_text(), "Sign out");
        }
        // In a form without a button, Enter would still do something.
        assert!(page.find("main form").is_none());
        let shows_address = page.saying("dd", "u@example.org").is_some();
        assert_eq!(shows_address, path == "/profile");
        assert_eq!(fetch.count("ListDevices") + fetch.count("GetUser"), 0);
    }
}

#[wasm_bindgen_test]
async fn user_of_another_provider_has_no_password_to_change() {
    local_storage().clear().unwrap();
    save_session_of("google_17");
    let (page, fetch) = app_with(CONFIG, "/profile/security");
    fetch.answers("GetUser", 200, EXTERNAL_USER);
    until("the page is shown", || {
        page.saying("h2", "Delete account").is_some()
    })
    .await;
    assert!(page.saying("h2", "Password").is_none());
}

#[wasm_bindgen_test]
async fn sign_out_everywhere_asks_once_more_and_says_goodbye() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    page.saying("button", "Sign out everywhere")
        .unwrap()
        .click();
    let question = "You will be signed out on all devices, this one as well.";
    until("the question has the focus", || {
        has_focus(&page, "p", question)
    })
    .await;
    page.saying("button", "Cancel").unwrap().click();
    until("the button is back with the focus", || {
        has_focus(&page, "button", "Sign out everywhere")
    })
    .await;
    assert_eq!(fetch.count("GlobalSignOut"), 0);

    page.saying("button", "Sign out everywhere")
        .unwrap()
        .click();
    until("it is asked again", || {
        page.saying("button", "Sign out on all devices").is_some()
    })
    .await;
    fetch.answers("GlobalSignOut", 200, "{}");
    page.saying("button", "Sign out on all devices")
        .unwrap()
        .click();
    until("the goodbye is said", || {
        notice(&page).contains("on all devices")
    })
    .await;
    assert!(page.saying("h1", "Goodbye").is_some());
    assert_eq!(local_storage().length().unwrap(), 0);
    assert!(page.saying("nav a", "Login").is_some());
}

#[wasm_bindgen_test]
async fn account_is_deleted_after_its_address_was_typed_and_nothing_of_it_is_left() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    local_storage()
        .set_item("User_Email", "u@example.org")
        .unwrap();
    page.saying("button", "Delete account").unwrap().click();
    until("it is asked for", || {
        page.find("input[name=confirmation]").is_some()
    })
    .await;
    assert_eq!(page.input("confirmation").autocomplete(), "off");
    let delete = || page.saying("button", "Delete my account for good").unwrap();
    page.input("confirmation").set_value("somebody@example.org");
    delete().click();
    until("the field is marked", || {
        page.input("confirmation").has_attribute("aria-invalid")
    })
    .await;
    assert_eq!(fetch.count("DeleteUser"), 0);

    page.input("confirmation").set_value(" U@example.org ");
    fetch.answers("DeleteUser", 200, "{}");
    delete().click();
    until("the goodbye is said", || {
        notice(&page).contains("Your account is deleted.")
    })
    .await;
    assert!(page.saying("h1", "Goodbye").is_some());
    assert_eq!(local_storage().length().unwrap(), 0);
}

#[wasm_bindgen_test]
async fn goodbye_is_said_even_to_who_comes_back_while_the_account_is_deleted() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    fetch.answers(devices::LIST, 200, devices::TWO);
    fetch.has_answered(devices::LIST).await;
    page.saying("button", "Delete account").unwrap().click();
    until("it is asked for", || {
        page.find("input[name=confirmation]").is_some()
    })
    .await;
    page.input("confirmation").set_value("u@example.org");
    page.saying("button", "Delete my account for good")
        .unwrap()
        .click();
    until("it is sent", || fetch.count("DeleteUser") == 1).await;
    // The account is gone, and nobody here knows yet.
    let gone = r#"{"__type":"UserNotFoundException"}"#;
    for operation in [devices::LIST, "GetTokensFromRefreshToken"] {
        fetch.answers(operation, 400, gone);
    }
    happens("visibilitychange");
    until("the list is refused", || fetch.answered(devices::LIST) == 2).await;
    settled().await;
    fetch.answers("DeleteUser", 200, "{}");
    until("the goodbye is said", || {
        notice(&page).contains("Your account is deleted.")
    })
    .await;
    // Whoever was refused gets the turn to renew, and finds nobody to renew for.
    let renewal = "CognitoIdentityServiceProvider.client.renewal";
    drop(BrowserStorage::local().turn(renewal).await);
    assert_eq!(fetch.count("GetTokensFromRefreshToken"), 0);
    assert_eq!(local_storage().length().unwrap(), 0);
}

#[wasm_bindgen_test]
async fn account_that_could_not_be_deleted_is_told_so_and_stays() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    page.saying("button", "Delete account").unwrap().click();
    until("it is asked for", || {
        page.find("input[name=confirmation]").is_some()
    })
    .await;
    page.input("confirmation").set_value("u@example.org");
    fetch.answers("DeleteUser", 500, "{}");
    page.saying("button", "Delete my account for good")
        .unwrap()
        .click();
    until("it is told", || page.find("[role=alert]").is_some()).await;
    assert_eq!(page.input("confirmation").value(), "u@example.org");
    assert!(local_storage().length().unwrap() > 0);
    page.saying("button", "Cancel").unwrap().click();
    until("the button is back", || {
        page.find("input[name=confirmation]").is_none()
    })
    .await;
    assert!(page.find("[role=alert]").is_none());
}
