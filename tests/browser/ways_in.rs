//! Ways in beside the password, and what follows a sign-in.

use js_sys::Reflect;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    app::{CONFIG, USER, app_with, local_storage, tab_storage},
    challenges::{
        ANSWER, BEGIN, EMAIL, admits, alert, arrives, asks, buttons, focus_is_on, fresh, kept,
        press, sent, shows, tokens,
    },
    passkey::older_browser,
    security::{has_focus, notice},
    support::{Overridden, until},
};

const ANOTHER_WAY: &str = "Choose another way";

fn choice_config() -> String {
    CONFIG.replace(r#""custom":{"#, r#""custom":{"auth_flow":"USER_AUTH","#)
}

#[wasm_bindgen_test]
async fn user_chooses_the_first_factor_and_the_choice_comes_first_the_next_time() {
    // An offer in the field would ask the service as well.
    let _without_offer = older_browser();
    let (page, fetch) = fresh(&choice_config());
    shows(&page, "Login").await;
    assert!(page.find("input[name='password']").is_none());
    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s1",
        "AvailableChallenges": ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "A_NEW_ONE"]});
    fetch.answers(BEGIN, 200, &offer.to_string());
    page.input("email").set_value(EMAIL);
    press(&page, "Continue");
    shows(&page, "Choose how to sign in").await;
    assert_eq!(buttons(&page), ["Code by e-mail", "Password"]);
    fetch.answers(ANSWER, 200, &asks("EMAIL_OTP", "s2", &json!({})));
    press(&page, "Code by e-mail");
    shows(&page, "Enter your code").await;

    press(&page, "Start over");
    shows(&page, "Login").await;
    fetch.answers(BEGIN, 200, &asks("EMAIL_OTP", "s3", &json!({})));
    press(&page, "Continue");
    shows(&page, "Enter your code").await;
    let parameters = sent(&fetch, BEGIN).await["AuthParameters"].clone();
    assert_eq!(parameters["PREFERRED_CHALLENGE"], "EMAIL_OTP");

    fetch.answers(BEGIN, 200, &offer.to_string());
    press(&page, ANOTHER_WAY);
    shows(&page, "Choose how to sign in").await;
    press(&page, "Password");
    shows(&page, "Enter your password").await;
    let username = page.find("input[autocomplete=username]").unwrap();
    assert!(username.hidden());
    assert!(page.saying("a", "Forgot your password?").is_some());
    press(&page, "Sign in");
    assert_eq!(alert(&page).await, "Enter your password.");

    press(&page, "Start over");
    shows(&page, "Login").await;
    press(&page, "Continue");
    shows(&page, "Enter your password").await;
}

#[wasm_bindgen_test]
async fn choice_of_one_user_is_not_made_for_another() {
    local_storage().clear().unwrap();
    let kept = format!("EMAIL_OTP {EMAIL}");
    local_storage()
        .set_item("vestibule.preferred_challenge", &kept)
        .unwrap();
    let (page, fetch) = app_with(&choice_config(), "/auth/login");
    shows(&page, "Login").await;
    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s1",
        "AvailableChallenges": ["PASSWORD_SRP", "EMAIL_OTP"]});
    fetch.answers(BEGIN, 200, &offer.to_string());
    page.input("email").set_value("other@example.org");
    press(&page, "Continue");
    shows(&page, "Choose how to sign in").await;
    let parameters = sent(&fetch, BEGIN).await["AuthParameters"].clone();
    assert_eq!(parameters, json!({"USERNAME": "other@example.org"}));
}

#[wasm_bindgen_test]
async fn right_password_signs_in_after_a_wrong_one_and_after_a_long_time() {
    let (page, fetch) = fresh(&choice_config());
    shows(&page, "Login").await;
    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s1",
        "AvailableChallenges": ["PASSWORD"]});
    fetch.answers(BEGIN, 200, &offer.to_string());
    page.input("email").set_value(EMAIL);
    press(&page, "Continue");
    shows(&page, "Enter your password").await;
    assert!(page.saying("button", ANOTHER_WAY).is_none());
    let wrong =
        r#"{"__type":"NotAuthorizedException","message":"Incorrect username or password."}"#;
    fetch.answers(BEGIN, 400, wrong);
    page.input("password").set_value("wrong");
    press(&page, "Sign in");
    assert!(alert(&page).await.contains("is not right"));
    fetch.answers(BEGIN, 200, &tokens());
    fetch.answers("GetUser", 200, USER);
    page.input("password").set_value("right");
    press(&page, "Sign in");
    arrives(&page).await;
    let begun = sent(&fetch, BEGIN).await;
    assert_eq!(begun["AuthParameters"]["PREFERRED_CHALLENGE"], "PASSWORD");
    assert_eq!(begun["AuthParameters"]["PASSWORD"], "right");
    assert_eq!(fetch.count(ANSWER), 0);
}

#[wasm_bindgen_test]
async fn code_is_sent_once_more_where_that_needs_no_password() {
    let (page, fetch) = fresh(&choice_config());
    shows(&page, "Login").await;
    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s0",
        "AvailableChallenges": ["EMAIL_OTP", "A_NEW_ONE"]});
    fetch.answers(BEGIN, 200, &offer.to_string());
    fetch.answers(ANSWER, 200, &asks("EMAIL_OTP", "s1", &json!({})));
    page.input("email").set_value(EMAIL);
    press(&page, "Continue");
    shows(&page, "Enter your code").await;
    assert!(page.saying("button", ANOTHER_WAY).is_none());
    page.input("verification_code").set_value("000000");
    fetch.answers(ANSWER, 400, r#"{"__type":"CodeMismatchException"}"#);
    press(&page, "Continue");
    assert!(alert(&page).await.contains("This code is not right"));
    fetch.answers(BEGIN, 400, r#"{"__type":"LimitExceededException"}"#);
    press(&page, "Send a new code");
    until("it is refused", || {
        page.text().contains("Too many attempts")
    })
    .await;
    assert_eq!(page.all("[role=alert]").len(), 1, "the code is the old one");
    assert_eq!(page.input("verification_code").value(), "000000");
    fetch.answers(BEGIN, 200, &asks("EMAIL_OTP", "s2", &json!({})));
    press(&page, "Send a new code");
    until("it is told", || {
        page.text().contains("A new code is on its way")
    })
    .await;
    until("there is a new field", || {
        page.input("verification_code").value().is_empty()
    })
    .await;
    focus_is_on(&page, "input[name='verification_code']").await;
    assert!(page.saying("button", ANOTHER_WAY).is_none(), "as before");
    let parameters = sent(&fetch, BEGIN).await["AuthParameters"].clone();
    assert_eq!(parameters["PREFERRED_CHALLENGE"], "EMAIL_OTP");
    admits(&fetch);
    page.input("verification_code").set_value("123456");
    press(&page, "Continue");
    arrives(&page).await;
    assert_eq!(sent(&fetch, ANSWER).await["Session"], "s2");
}

/// `navigator.credentials` whose `get` does this.
fn credentials(get: &str) -> Overridden {
    let getter = format!("return {{get: async (asked) => {{ {get} }}}}");
    Overridden::new(gloo_utils::window().navigator(), "credentials", &getter)
}

#[wasm_bindgen_test]
async fn passkey_signs_in_and_declining_it_is_no_dead_end() {
    let declines = credentials("throw new DOMException('', 'NotAllowedError')");
    let (page, fetch) = fresh(&choice_config());
    shows(&page, "Login").await;
    let options = r#"{"challenge":"AAAA","rpId":"localhost"}"#;
    let parameters = json!({"CREDENTIAL_REQUEST_OPTIONS": options});
    fetch.answers(BEGIN, 200, &asks("WEB_AUTHN", "s1", &parameters));
    page.input("email").set_value(EMAIL);
    press(&page, "Sign in with a passkey");
    shows(&page, "Use your passkey").await;
    assert!(alert(&page).await.contains("No passkey was used"));
    assert_eq!(fetch.count(ANSWER), 0);
    let preferred = &sent(&fetch, BEGIN).await["AuthParameters"]["PREFERRED_CHALLENGE"];
    assert_eq!(preferred, "WEB_AUTHN");

    drop(declines);
    let _accepts = credentials("return {toJSON: () => ({id: 'credential'})}");
    admits(&fetch);
    press(&page, "Use passkey");
    arrives(&page).await;
    let responses = &sent(&fetch, ANSWER).await["ChallengeResponses"];
    assert_eq!(responses["CREDENTIAL"], r#"{"id":"credential"}"#);
}

#[wasm_bindgen_test]
async fn who_has_no_passkey_is_told_and_goes_another_way() {
    for (choices, heading) in [
        (r#"["PASSWORD_SRP","EMAIL_OTP"]"#, "Choose how to sign in"),
        (r#"["PASSWORD_SRP","PASSWORD"]"#, "Enter your password"),
    ] {
        let _accepts = credentials("return {}");
        let (page, fetch) = fresh(&choice_config());
        shows(&page, "Login").await;
        let offer = format!(
            r#"{{"ChallengeName":"SELECT_CHALLENGE","Session":"s1","AvailableChallenges":{choices}}}"#
        );
        fetch.answers(BEGIN, 200, &offer);
        page.input("email").set_value(EMAIL);
        press(&page, "Sign in with a passkey");
        shows(&page, heading).await;
        assert!(alert(&page).await.contains("There is no passkey"));
    }
}

#[wasm_bindgen_test]
async fn browser_stops_asking_for_the_passkey_when_the_user_goes_another_way() {
    for (button, heading) in [
        (ANOTHER_WAY, "Choose how to sign in"),
        ("Start over", "Login"),
    ] {
        let _waits = credentials(
            "return new Promise((_, refuse) => asked.signal.onabort = () => {
                window.withdrawn = true;
                refuse(asked.signal.reason);
            })",
        );
        let withdrawn = || Reflect::get(&gloo_utils::window(), &"withdrawn".into()).unwrap();
        Reflect::set(&gloo_utils::window(), &"withdrawn".into(), &false.into()).unwrap();
        let (page, fetch) = fresh(&choice_config());
        shows(&page, "Login").await;
        let options = json!({"CREDENTIAL_REQUEST_OPTIONS": r#"{"challenge":"AAAA"}"#});
        fetch.answers(BEGIN, 200, &asks("WEB_AUTHN", "s1", &options));
        page.input("email").set_value(EMAIL);
        press(&page, "Sign in with a passkey");
        shows(&page, "Use your passkey").await;
        let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s2",
            "AvailableChallenges": ["WEB_AUTHN"]});
        fetch.answers(BEGIN, 200, &offer.to_string());
        press(&page, button);
        // The only choice is the one that the user comes from: it is not made for them.
        shows(&page, heading).await;
        until("it is withdrawn", || withdrawn() == true).await;
        assert!(page.find("[role=alert]").is_none(), "{}", page.text());
    }
}

#[wasm_bindgen_test]
async fn passkey_of_the_address_used_last_is_on_offer_in_its_field() {
    let _accepts =
        credentials("window.mediation = asked.mediation; return {toJSON: () => ({id: 'c'})}");
    let class =
        "const c = function () {}; c.isConditionalMediationAvailable = async () => true; return c";
    let _class = Overridden::new(gloo_utils::window(), "PublicKeyCredential", class);
    local_storage().clear().unwrap();
    local_storage().set_item("User_Email", EMAIL).unwrap();
    let (page, fetch) = app_with(&choice_config(), "/auth/login");
    shows(&page, "Login").await;
    assert_eq!(page.input("email").autocomplete(), "username webauthn");
    admits(&fetch);
    let options = json!({"CREDENTIAL_REQUEST_OPTIONS": r#"{"challenge":"AAAA"}"#});
    fetch.answers(BEGIN, 200, &asks("WEB_AUTHN", "s1", &options));
    arrives(&page).await;
    let responses = &sent(&fetch, ANSWER).await["ChallengeResponses"];
    assert_eq!(responses["CREDENTIAL"], r#"{"id":"c"}"#);
}

#[wasm_bindgen_test]
async fn user_without_a_passkey_notices_nothing_of_the_offer() {
    let class =
        "const c = function () {}; c.isConditionalMediationAvailable = async () => true; return c";
    let _class = Overridden::new(gloo_utils::window(), "PublicKeyCredential", class);
    local_storage().clear().unwrap();
    local_storage().set_item("User_Email", EMAIL).unwrap();
    let (page, fetch) = app_with(&choice_config(), "/auth/login");
    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s1",
        "AvailableChallenges": ["PASSWORD_SRP"]});
    fetch.answers(BEGIN, 200, &offer.to_string());
    fetch.has_answered(BEGIN).await;
    shows(&page, "Login").await;
    assert_eq!(kept(), None);
    press(&page, "Continue");
    shows(&page, "Enter your password").await;
}

#[wasm_bindgen_test]
async fn new_account_is_told_on_the_page_that_was_asked_for() {
    local_storage().clear().unwrap();
    tab_storage()
        .set_item("vestibule.return_to", "/profile")
        .unwrap();
    let (page, fetch) = app_with(CONFIG, "/auth/verify_account");
    shows(&page, "Verify account").await;
    page.input("email").set_value(EMAIL);
    page.input("verification_code").set_value("123456");
    fetch.answers("ConfirmSignUp", 200, r#"{"Session":"confirmed"}"#);
    fetch.answers(BEGIN, 200, &tokens());
    fetch.answers("GetUser", 200, USER);
    press(&page, "Verify account");
    shows(&page, "Profile").await;
    until("it is told", || {
        page.text()
            .contains("Your account is verified, and you are signed in.")
    })
    .await;
}

#[wasm_bindgen_test]
async fn confirmation_of_a_new_account_leads_straight_in() {
    local_storage().clear().unwrap();
    let (page, fetch) = app_with(CONFIG, "/auth/verify_account");
    shows(&page, "Verify account").await;
    page.input("email").set_value(EMAIL);
    page.input("verification_code").set_value("123456");
    fetch.answers("ConfirmSignUp", 200, r#"{"Session":"confirmed"}"#);
    fetch.answers(BEGIN, 200, &tokens());
    fetch.answers("GetUser", 200, USER);
    press(&page, "Verify account");
    arrives(&page).await;
    until("it is told", || page.text().contains("account is verified")).await;
    let begun = sent(&fetch, BEGIN).await;
    assert_eq!(begun["AuthFlow"], "USER_AUTH");
    assert_eq!(begun["Session"], "confirmed");
}

#[wasm_bindgen_test]
async fn pool_that_does_not_let_new_accounts_straight_in_asks_for_the_password() {
    for (confirmed, refusal) in [
        ("{}", ""),
        (
            r#"{"Session":"confirmed"}"#,
            r#"{"__type":"InvalidParameterException"}"#,
        ),
    ] {
        local_storage().clear().unwrap();
        let (page, fetch) = app_with(CONFIG, "/auth/verify_account");
        shows(&page, "Verify account").await;
        page.input("email").set_value(EMAIL);
        page.input("verification_code").set_value("123456");
        fetch.answers("ConfirmSignUp", 200, confirmed);
        fetch.answers(BEGIN, 400, refusal);
        press(&page, "Verify account");
        shows(&page, "Login").await;
        until("it is told", || page.text().contains("Please sign in")).await;
        assert_eq!(fetch.count(BEGIN), usize::from(!refusal.is_empty()));
    }
}

#[wasm_bindgen_test]
async fn user_is_asked_once_whether_this_device_is_remembered() {
    for (button, status) in [("Remember", "remembered"), ("Not now", "not_remembered")] {
        let (page, fetch) = fresh(CONFIG);
        shows(&page, "Login").await;
        let mut new: serde_json::Value = serde_json::from_str(&tokens()).unwrap();
        new["AuthenticationResult"]["NewDeviceMetadata"] =
            json!({"DeviceKey": "key", "DeviceGroupKey": "group"});
        fetch.answers(BEGIN, 200, &new.to_string());
        let asks_user = r#"{"UserConfirmationNecessary":true}"#;
        fetch.answers("ConfirmDevice", 200, asks_user);
        fetch.answers("GetUser", 200, USER);
        page.input("email").set_value(EMAIL);
        page.input("password").set_value("secret");
        press(&page, "Sign in");
        arrives(&page).await;
        assert!(page.saying("p", "Remember this device?").is_some());
        let confirmed = sent(&fetch, "ConfirmDevice").await;
        let name = confirmed["DeviceName"].as_str().unwrap();
        assert!(name.contains("Chrome on"), "{name}");

        if button == "Remember" {
            fetch.fails("UpdateDeviceStatus");
            press(&page, button);
            until("it is told", || {
                page.find("main form [role=alert]").is_some()
            })
            .await;
        }
        fetch.answers("UpdateDeviceStatus", 200, "{}");
        let pressed = page.saying("button", button).unwrap();
        pressed.focus().unwrap();
        pressed.click();
        until("it is confirmed", || notice(&page).contains("remembered")).await;
        assert!(page.saying("p", "Remember this device?").is_none());
        assert!(has_focus(&page, "h1", "Authenticated page"));
        let told = sent(&fetch, "UpdateDeviceStatus").await;
        assert_eq!(told["DeviceRememberedStatus"], status);
        assert_eq!(told["DeviceKey"], "key");
    }
}
