use vestibule::app::App;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    app::{CONFIG, USER},
    security::{has_focus, notice, security_page},
    support::{FakeFetch, Mounted, happens, settled, until},
};

const KEY: &str = r#"{"SecretCode":"JBSWY3DPEHPK3PXP"}"#;
const OTHER_KEY: &str = r#"{"SecretCode":"ABCDEFGHIJKLMNOP"}"#;
const WRONG_CODE: &str =
    r#"{"__type":"EnableSoftwareTokenMFAException","message":"Code mismatch"}"#;

pub(crate) fn config(configuration: &str, methods: &str) -> String {
    let mfa =
        format!(r#"{{"auth":{{"mfa_configuration":"{configuration}","mfa_methods":[{methods}],"#);
    CONFIG.replace(r#"{"auth":{"#, &mfa)
}

/// The reply to `GetUser` of a user for whom these are on; the first one is asked for.
pub(crate) fn user_with(methods: &[&str]) -> String {
    let list: Vec<_> = methods.iter().map(|name| format!(r#""{name}""#)).collect();
    let mut user = USER.replace(
        r#""UserAttributes":["#,
        r#""UserAttributes":[{"Name":"email_verified","Value":"true"},"#,
    );
    user.truncate(user.len() - 1);
    let preferred = list.first().cloned().unwrap_or("null".to_owned());
    let list = list.join(",");
    format!(r#"{user},"UserMFASettingList":[{list}],"PreferredMfaSetting":{preferred}}}"#)
}

fn item(page: &Mounted<App>, name: &str) -> Option<String> {
    let all = page.all("section[aria-labelledby=two-step] li > p");
    let texts = all.into_iter().map(|item| item.inner_text());
    texts.into_iter().find(|text| text.starts_with(name))
}

async fn button(page: &Mounted<App>, text: &str) -> HtmlElement {
    until(text, || page.saying("button", text).is_some()).await;
    page.saying("button", text).unwrap()
}

#[wasm_bindgen_test]
async fn pool_without_second_steps_says_nothing_of_them() {
    let (page, _fetch) = security_page(&config("NONE", r#""TOTP""#), &user_with(&[])).await;
    assert!(page.saying("h2", "Password").is_some());
    assert!(page.saying("h2", "Two-step verification").is_none());
}

#[wasm_bindgen_test]
async fn authenticator_app_is_set_up_by_its_first_code() {
    let (page, fetch) = security_page(&config("OPTIONAL", r#""TOTP""#), &user_with(&[])).await;
    assert_eq!(item(&page, "Auth").unwrap(), "Authenticator app: off");
    fetch.answers("AssociateSoftwareToken", 200, KEY);
    button(&page, "Set up").await.click();
    until("the key is shown", || {
        page.text().contains("JBSW Y3DP EHPK 3PXP")
    })
    .await;
    assert!(has_focus(&page, "p", "Set up your authenticator app"));
    let link = page.saying("a", "open the app on this device").unwrap();
    assert_eq!(
        link.get_attribute("href").unwrap(),
        "otpauth://totp/Vestibule:u%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Vestibule"
    );
    assert!(page.find("svg[role=img] path").is_some());

    page.input("verification_code").set_value("000 000");
    fetch.answers("VerifySoftwareToken", 400, WRONG_CODE);
    button(&page, "Turn on").await.click();
    until("the code is refused at its field", || {
        page.input("verification_code")
            .has_attribute("aria-invalid")
    })
    .await;
    assert_eq!(page.input("verification_code").value(), "000 000");
    assert_eq!(fetch.count("AssociateSoftwareToken"), 1, "the key stays");
    assert_eq!(fetch.count("SetUserMFAPreference"), 0);

    fetch.answers("VerifySoftwareToken", 200, r#"{"Status":"SUCCESS"}"#);
    fetch.answers("SetUserMFAPreference", 200, "{}");
    fetch.answers("GetUser", 200, &user_with(&["SOFTWARE_TOKEN_MFA"]));
    button(&page, "Turn on").await.click();
    until("it is confirmed", || notice(&page).contains("is set up")).await;
    until("it is on", || {
        item(&page, "Auth").as_deref() == Some("Authenticator app: on")
    })
    .await;
    assert!(!page.text().contains("JBSW"), "the key is gone");
    let sent = fetch.body("SetUserMFAPreference").await;
    let expected = r#""SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true}}"#;
    assert!(sent.ends_with(expected), "{sent}");
}

/// The security page of a user who is about to type the first code of an authenticator app.
async fn setting_up() -> (Mounted<App>, FakeFetch) {
    let (page, fetch) = security_page(&config("OPTIONAL", r#""TOTP""#), &user_with(&[])).await;
    fetch.answers("AssociateSoftwareToken", 200, KEY);
    button(&page, "Set up").await.click();
    until("the key is shown", || page.text().contains("JBSW")).await;
    page.input("verification_code").set_value("000000");
    (page, fetch)
}

async fn alert(page: &Mounted<App>) -> String {
    until("it is told", || page.find("[role=alert]").is_some()).await;
    page.find("[role=alert]").unwrap().inner_text()
}

async fn turns_on(page: &Mounted<App>, fetch: &FakeFetch) {
    fetch.answers("SetUserMFAPreference", 200, "{}");
    fetch.answers("GetUser", 200, &user_with(&["SOFTWARE_TOKEN_MFA"]));
    button(page, "Turn on").await.click();
    until("it is on", || {
        item(page, "Auth").as_deref() == Some("Authenticator app: on")
    })
    .await;
    assert!(notice(page).contains("is set up"));
}

#[wasm_bindgen_test]
async fn app_whose_code_was_right_is_turned_on_without_another_code() {
    let (page, fetch) = setting_up().await;
    fetch.answers("VerifySoftwareToken", 200, r#"{"Status":"SUCCESS"}"#);
    fetch.fails("SetUserMFAPreference");
    button(&page, "Turn on").await.click();
    alert(&page).await;
    assert!(page.find("input[name=verification_code]").is_none());
    assert!(!page.text().contains("JBSW"), "the app has it");

    turns_on(&page, &fetch).await;
    assert_eq!(fetch.count("VerifySoftwareToken"), 1);
}

#[wasm_bindgen_test]
async fn step_is_shown_as_the_service_has_it_even_if_its_answer_was_lost() {
    let user = user_with(&["SOFTWARE_TOKEN_MFA"]);
    let (page, fetch) = security_page(&config("OPTIONAL", r#""TOTP""#), &user).await;
    button(&page, "Turn off").await.click();
    fetch.fails("SetUserMFAPreference");
    fetch.answers("GetUser", 200, &user_with(&[]));
    button(&page, "Turn it off").await.click();
    until("it is off", || {
        item(&page, "Auth").as_deref() == Some("Authenticator app: off")
    })
    .await;
}

#[wasm_bindgen_test]
async fn key_that_may_be_used_up_gives_way_to_a_new_one() {
    let gone = r#"{"__type":"SoftwareTokenMFANotFoundException"}"#;
    for refusal in [gone, WRONG_CODE] {
        let (page, fetch) = setting_up().await;
        fetch.fails("VerifySoftwareToken");
        button(&page, "Turn on").await.click();
        assert!(alert(&page).await.contains("could not be reached"));
        assert_eq!(page.input("verification_code").value(), "000000");

        fetch.answers("VerifySoftwareToken", 400, refusal);
        fetch.answers("AssociateSoftwareToken", 200, OTHER_KEY);
        button(&page, "Turn on").await.click();
        until("there is another key", || page.text().contains("ABCD EFGH")).await;
        assert!(alert(&page).await.contains("set the app up again"));

        // With the new key a wrong code is a wrong code.
        fetch.answers("VerifySoftwareToken", 400, WRONG_CODE);
        page.input("verification_code").set_value("000000");
        button(&page, "Turn on").await.click();
        until("the code is refused at its field", || {
            page.input("verification_code")
                .has_attribute("aria-invalid")
        })
        .await;
        assert_eq!(fetch.count("AssociateSoftwareToken"), 2);

        fetch.answers("VerifySoftwareToken", 200, r#"{"Status":"SUCCESS"}"#);
        turns_on(&page, &fetch).await;
    }
}

#[wasm_bindgen_test]
async fn key_that_could_not_be_had_can_be_asked_for_again() {
    let (page, fetch) = security_page(&config("OPTIONAL", r#""TOTP""#), &user_with(&[])).await;
    fetch.answers("AssociateSoftwareToken", 500, "{}");
    button(&page, "Set up").await.click();
    until("it is told", || page.find("[role=alert]").is_some()).await;
    fetch.answers("AssociateSoftwareToken", 200, KEY);
    button(&page, "Try again").await.click();
    until("the key is shown", || page.text().contains("JBSW")).await;
    assert!(page.find("[role=alert]").is_none());
    button(&page, "Cancel").await.click();
    until("the key is gone", || !page.text().contains("JBSW")).await;
    until("the focus is back", || has_focus(&page, "button", "Set up")).await;
}

#[wasm_bindgen_test]
async fn step_is_turned_off_only_after_asking_once_more() {
    let user = user_with(&["SOFTWARE_TOKEN_MFA"]);
    let (page, fetch) = security_page(&config("OPTIONAL", r#""TOTP""#), &user).await;
    button(&page, "Turn off").await.click();
    let question = "Without it, whoever knows your password can sign in.";
    until("the question has the focus", || {
        has_focus(&page, "p", question)
    })
    .await;
    assert_eq!(fetch.count("SetUserMFAPreference"), 0);
    fetch.answers("SetUserMFAPreference", 200, "{}");
    fetch.answers("GetUser", 200, &user_with(&[]));
    button(&page, "Turn it off").await.click();
    until("it is off", || {
        item(&page, "Auth").unwrap() == "Authenticator app: off"
    })
    .await;
}

#[wasm_bindgen_test]
async fn step_that_the_pool_requires_cannot_be_turned_off() {
    let user = user_with(&["SOFTWARE_TOKEN_MFA"]);
    let (page, _fetch) = security_page(&config("REQUIRED", r#""TOTP""#), &user).await;
    assert_eq!(item(&page, "Auth").unwrap(), "Authenticator app: on");
    assert!(page.saying("button", "Turn off").is_none());
    assert!(page.saying("button", "Set up another app").is_some());
}

#[wasm_bindgen_test]
async fn step_that_is_asked_for_without_being_on_is_not_called_off() {
    let methods = r#""TOTP","SMS","EMAIL""#;
    let states = async |configuration, on: &[&str]| {
        let (page, _fetch) = security_page(&config(configuration, methods), &user_with(on)).await;
        ["Auth", "Code by t", "Code by e"].map(|name| {
            let item = item(&page, name).unwrap();
            item.split_once(": ").unwrap().1.to_owned()
        })
    };
    let in_use = "in use, as long as no step is on";
    assert_eq!(states("REQUIRED", &[]).await, ["off", "off", in_use]);
    assert_eq!(states("OPTIONAL", &[]).await, ["off", "off", "off"]);
    let app = ["SOFTWARE_TOKEN_MFA"];
    assert_eq!(states("REQUIRED", &app).await, ["on", "off", "off"]);
}

#[wasm_bindgen_test]
async fn steps_that_another_tab_changed_are_shown_when_the_page_comes_back() {
    let by_email = |page: &Mounted<App>| item(page, "Code by e").unwrap_or_default();
    let methods = r#""TOTP","EMAIL""#;
    let (page, fetch) = security_page(&config("OPTIONAL", methods), &user_with(&[])).await;
    fetch.answers("AssociateSoftwareToken", 200, KEY);
    button(&page, "Set up").await.click();
    until("the key is shown", || page.text().contains("JBSW")).await;
    page.input("verification_code").set_value("12");
    assert_eq!(by_email(&page), "Code by e-mail: off");

    fetch.answers("GetUser", 200, &user_with(&["EMAIL_OTP"]));
    happens("visibilitychange");
    until("it is on", || by_email(&page) == "Code by e-mail: on").await;
    assert_eq!(fetch.count("AssociateSoftwareToken"), 1, "the key stays");
    assert_eq!(page.input("verification_code").value(), "12");

    // What is known stays where there is nothing newer.
    fetch.answers("GetUser", 403, r#"{"__type":"ForbiddenException"}"#);
    let before = fetch.answered("GetUser");
    happens("visibilitychange");
    until("it is refused", || fetch.answered("GetUser") > before).await;
    settled().await;
    assert_eq!(by_email(&page), "Code by e-mail: on");
    assert!(page.find("[role=alert]").is_none());

    page.saying("a", "Back to your profile").unwrap().click();
    until("the profile is shown", || {
        page.saying("a", "Password and security").is_some()
    })
    .await;
    fetch.answers("GetUser", 200, &user_with(&[]));
    page.saying("a", "Password and security").unwrap().click();
    until("it is off", || by_email(&page) == "Code by e-mail: off").await;
}

#[wasm_bindgen_test]
async fn codes_go_to_verified_addresses_alone_and_one_step_is_preferred() {
    let methods = r#""TOTP","SMS","EMAIL""#;
    let user = user_with(&["SOFTWARE_TOKEN_MFA"]);
    let (page, fetch) = security_page(&config("OPTIONAL", methods), &user).await;
    assert_eq!(
        item(&page, "Code by t").unwrap(),
        "Code by text message: off"
    );
    assert!(page.text().contains("verify a phone number"));

    fetch.answers("SetUserMFAPreference", 200, "{}");
    let both = user_with(&["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]);
    fetch.answers("GetUser", 200, &both);
    button(&page, "Turn on").await.click();
    until("codes by e-mail are on", || {
        item(&page, "Code by e").unwrap() == "Code by e-mail: on"
    })
    .await;
    let preferred = "Authenticator app: on, and the one you are asked for";
    assert_eq!(item(&page, "Auth").unwrap(), preferred);

    let other = user_with(&["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]);
    fetch.answers("GetUser", 200, &other);
    button(&page, "Ask for this one").await.click();
    until("e-mail is preferred", || {
        item(&page, "Code by e").unwrap() == "Code by e-mail: on, and the one you are asked for"
    })
    .await;
    assert_eq!(item(&page, "Auth").unwrap(), "Authenticator app: on");
}
