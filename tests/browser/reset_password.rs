//! Setting a new password without the old one.

use vestibule::app::App;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    app::{CONFIG, app_with, local_storage, tab_storage},
    challenges::{EMAIL, focus_is_on, press, shows},
    support::{FakeFetch, Mounted, until},
};

const PAGE: &str = "/auth/forgot_password";
const STEP: &str = "vestibule.awaits_reset_code";

async fn code_is_sent() -> (Mounted<App>, FakeFetch) {
    local_storage().clear().unwrap();
    tab_storage().remove_item(STEP).unwrap();
    let (page, fetch) = app_with(CONFIG, PAGE);
    shows(&page, "Reset password").await;
    fetch.answers("ForgotPassword", 200, "{}");
    page.input("email").set_value(EMAIL);
    press(&page, "Send reset code");
    has_step(&page, "Set new password").await;
    (page, fetch)
}

async fn has_step(page: &Mounted<App>, button: &str) {
    until(button, || page.saying("button", button).is_some()).await;
}

#[wasm_bindgen_test]
async fn focus_and_problems_go_with_their_step() {
    let (page, fetch) = code_is_sent().await;
    assert_eq!(page.input("email").value(), EMAIL);
    focus_is_on(&page, "input[name='verification_code']").await;
    page.input("verification_code").set_value("000000");
    page.input("new_password").set_value("N3wpassword");
    page.input("confirm_password").set_value("N3wpassword");
    let wrong = r#"{"__type":"CodeMismatchException"}"#;
    fetch.answers("ConfirmForgotPassword", 400, wrong);
    press(&page, "Set new password");
    until("it is refused", || {
        page.text().contains("This code is wrong")
    })
    .await;

    press(&page, "Ask for another code");
    has_step(&page, "Send reset code").await;
    focus_is_on(&page, "input[name='email']").await;
    press(&page, "Send reset code");
    has_step(&page, "Set new password").await;
    assert!(
        !page.text().contains("This code is wrong"),
        "{}",
        page.text()
    );
}

#[wasm_bindgen_test]
async fn reload_keeps_the_step_and_leaving_the_page_ends_it() {
    let (page, fetch) = code_is_sent().await;
    let kept = tab_storage().get_item(STEP).unwrap();
    assert!(kept.is_some());
    drop((page, fetch));
    until("it is over", || {
        tab_storage().get_item(STEP).unwrap().is_none()
    })
    .await;
    tab_storage().set_item(STEP, &kept.unwrap()).unwrap();
    let (page, _fetch) = app_with(CONFIG, PAGE);
    has_step(&page, "Set new password").await;
    until("the address is there", || {
        page.input("email").value() == EMAIL
    })
    .await;
}
