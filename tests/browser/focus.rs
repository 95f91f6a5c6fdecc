//! The keyboard's focus stays near where it was, whatever goes away.

use vestibule::app::App;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    app::{CONFIG, USER},
    devices::{LIST, TWO},
    security::{has_focus, security_page},
    support::{Mounted, until},
    two_step::{config, user_with},
    verification::{profile_page, user},
};

/// As by keyboard: a click of a script alone moves no focus.
async fn press(page: &Mounted<App>, text: &str) {
    until(text, || page.saying("button", text).is_some()).await;
    let button = page.saying("button", text).unwrap();
    button.focus().unwrap();
    button.click();
}

async fn heading_has_focus(page: &Mounted<App>, level: &str, text: &str) {
    until(text, || has_focus(page, level, text)).await;
}

#[wasm_bindgen_test]
async fn changed_step_leaves_the_focus_on_the_heading_of_its_section() {
    const HEADING: &str = "Two-step verification";
    let methods = r#""TOTP","EMAIL""#;
    let (page, fetch) = security_page(&config("OPTIONAL", methods), &user_with(&[])).await;
    fetch.answers("SetUserMFAPreference", 200, "{}");
    fetch.answers("GetUser", 200, &user_with(&["EMAIL_OTP"]));
    press(&page, "Turn on").await;
    heading_has_focus(&page, "h2", HEADING).await;

    fetch.answers("AssociateSoftwareToken", 500, "{}");
    press(&page, "Set up").await;
    let key = r#"{"SecretCode":"JBSWY3DPEHPK3PXP"}"#;
    until("it is told", || page.find("[role=alert]").is_some()).await;
    fetch.answers("AssociateSoftwareToken", 200, key);
    press(&page, "Try again").await;
    heading_has_focus(&page, "h2", HEADING).await;

    fetch.answers("VerifySoftwareToken", 200, r#"{"Status":"SUCCESS"}"#);
    let both = user_with(&["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]);
    fetch.answers("GetUser", 200, &both);
    until("the code is asked for", || {
        page.find("input[name=verification_code]").is_some()
    })
    .await;
    page.input("verification_code").set_value("123456");
    press(&page, "Turn on").await;
    heading_has_focus(&page, "h2", HEADING).await;

    let other = user_with(&["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]);
    fetch.answers("GetUser", 200, &other);
    press(&page, "Ask for this one").await;
    heading_has_focus(&page, "h2", HEADING).await;

    press(&page, "Turn off").await;
    fetch.answers("GetUser", 200, &user_with(&["EMAIL_OTP"]));
    press(&page, "Turn it off").await;
    heading_has_focus(&page, "h2", HEADING).await;
}

#[wasm_bindgen_test]
async fn forgotten_device_leaves_the_focus_on_the_heading_or_the_page() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    fetch.answers(LIST, 200, TWO);
    press(&page, "Forget").await;
    fetch.answers("ForgetDevice", 200, "{}");
    fetch.answers(LIST, 200, &TWO.replace("other", "third"));
    press(&page, "Forget this device").await;
    heading_has_focus(&page, "h2", "Devices").await;

    press(&page, "Forget").await;
    fetch.answers(LIST, 200, r#"{"Devices":[]}"#);
    press(&page, "Forget this device").await;
    heading_has_focus(&page, "h1", "Security").await;
}

#[wasm_bindgen_test]
async fn verified_address_leaves_the_focus_on_the_page() {
    let (page, fetch) = profile_page(&user("u@example.org", "false")).await;
    let sent = r#"{"CodeDeliveryDetails":{"Destination":"u***@e***"}}"#;
    fetch.answers("GetUserAttributeVerificationCode", 200, sent);
    press(&page, "Verify").await;
    heading_has_focus(&page, "h2", "Verify your e-mail address").await;

    page.input("verification_code").set_value("123456");
    fetch.answers("VerifyUserAttribute", 200, "{}");
    fetch.answers("GetUser", 200, &user("u@example.org", "true"));
    press(&page, "Verify").await;
    heading_has_focus(&page, "h1", "Profile").await;
}
