use vestibule::app::App;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    app::{CONFIG, USER},
    security::{has_focus, notice, security_page},
    support::{FakeFetch, Mounted, Overridden, happens, settled, until},
    two_step,
};

const LIST: &str = "ListWebAuthnCredentials";
const NONE: &str = r#"{"Credentials":[]}"#;
const ONE: &str = r#"{"Credentials":[{"CredentialId":"1","FriendlyCredentialName":"Phone",
    "CreatedAt":1700000000.5}]}"#;
const NOT_ENABLED: &str = r#"{"__type":"WebAuthnNotEnabledException"}"#;
const OPTIONS: &str = r#"{"CredentialCreationOptions":{"rp":{"id":"localhost","name":"V"},
    "user":{"id":"_-8","name":"u","displayName":"u"},"challenge":"_-8","pubKeyCredParams":[]}}"#;
const CREDENTIAL: &str = "return {toJSON: () => ({id: '_-8', type: 'public-key'})};";

/// An app of a pool that takes passkeys.
fn config() -> String {
    CONFIG.replace(r#""custom":{"#, r#""custom":{"auth_flow":"USER_AUTH","#)
}

/// `navigator.credentials` that answers every question in the same way.
fn credentials(answer: &str) -> Overridden {
    let getter = format!("return {{create: async () => {{ {answer} }}}};");
    Overridden::new(gloo_utils::window().navigator(), "credentials", &getter)
}

/// The security page of a user with these passkeys.
async fn page_with(list: &str) -> (Mounted<App>, FakeFetch) {
    let (page, fetch) = security_page(&config(), USER).await;
    fetch.answers(LIST, 200, list);
    until("the section is shown", || {
        page.saying("h2", "Passkeys").is_some()
    })
    .await;
    (page, fetch)
}

async fn button(page: &Mounted<App>, text: &str) -> HtmlElement {
    until(text, || page.saying("button", text).is_some()).await;
    page.saying("button", text).unwrap()
}

#[wasm_bindgen_test]
async fn pool_without_passkeys_says_nothing_of_them() {
    let (page, fetch) = security_page(&config(), USER).await;
    fetch.answers(LIST, 400, NOT_ENABLED);
    fetch.has_answered(LIST).await;
    assert!(page.saying("h2", "Passkeys").is_none());
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn app_that_knows_of_no_passkeys_asks_for_none() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    until("the others are asked for", || {
        fetch.count("ListDevices") == 1
    })
    .await;
    assert_eq!(fetch.count(LIST), 0);
    assert!(page.saying("h2", "Passkeys").is_none());
}

#[wasm_bindgen_test]
async fn page_outside_of_the_relying_party_offers_no_passkeys() {
    let web_authn = r#""passwordless":{"web_authn":{"relying_party_id":"example.org"}},"#;
    let config = CONFIG.replace(r#""auth":{"#, &format!(r#""auth":{{{web_authn}"#));
    let (page, fetch) = security_page(&config, USER).await;
    until("the others are asked for", || {
        fetch.count("ListDevices") == 1
    })
    .await;
    assert_eq!(fetch.count(LIST), 0);
    assert!(page.saying("h2", "Passkeys").is_none());
}

#[wasm_bindgen_test]
async fn browser_without_passkeys_is_not_offered_any() {
    let window = gloo_utils::window();
    let _without = Overridden::new(window, "PublicKeyCredential", "return undefined");
    let (page, fetch) = security_page(&config(), USER).await;
    until("the others are asked for", || {
        fetch.count("ListDevices") == 1
    })
    .await;
    assert_eq!(fetch.count(LIST), 0);
    assert!(page.saying("h2", "Passkeys").is_none());
}

#[wasm_bindgen_test]
async fn passkey_is_made_by_the_browser_and_listed() {
    let _credentials = credentials(CREDENTIAL);
    let (page, fetch) = page_with(NONE).await;
    fetch.answers("StartWebAuthnRegistration", 200, OPTIONS);
    fetch.answers("CompleteWebAuthnRegistration", 200, "{}");
    fetch.answers(LIST, 200, ONE);
    button(&page, "Add a passkey").await.click();
    until("it is listed", || page.text().contains("Phone, made on")).await;
    until("it is confirmed", || notice(&page).contains("is ready")).await;
    assert_eq!(
        page.find("time")
            .unwrap()
            .get_attribute("datetime")
            .unwrap(),
        "2023-11-14T22:13:20.500Z"
    );
    let sent = fetch.body("CompleteWebAuthnRegistration").await;
    let expected = r#""Credential":{"id":"_-8","type":"public-key"}}"#;
    assert!(sent.ends_with(expected), "{sent}");
}

#[wasm_bindgen_test]
async fn user_who_declines_is_told_and_nothing_is_registered() {
    let _declined = credentials("throw new DOMException('no', 'NotAllowedError')");
    let (page, fetch) = page_with(NONE).await;
    fetch.answers("StartWebAuthnRegistration", 200, OPTIONS);
    button(&page, "Add a passkey").await.click();
    until("it is told", || {
        page.find("[role=alert]")
            .is_some_and(|alert| alert.inner_text().contains("No passkey was made"))
    })
    .await;
    assert_eq!(fetch.count("CompleteWebAuthnRegistration"), 0);
}

#[wasm_bindgen_test]
async fn passkey_that_may_be_there_is_looked_for() {
    let exists = "throw new DOMException('no', 'InvalidStateError')";
    for (answer, words) in [(CREDENTIAL, "not be reached"), (exists, "already")] {
        let _credentials = credentials(answer);
        let (page, fetch) = page_with(NONE).await;
        fetch.answers("StartWebAuthnRegistration", 200, OPTIONS);
        fetch.fails("CompleteWebAuthnRegistration");
        fetch.answers(LIST, 200, ONE);
        button(&page, "Add a passkey").await.click();
        until("it is listed", || page.text().contains("Phone, made on")).await;
        until("it is told", || page.find("[role=alert]").is_some()).await;
        let alert = page.find("[role=alert]").unwrap().inner_text();
        assert!(alert.contains(words), "{alert}");
    }
}

#[wasm_bindgen_test]
async fn passkeys_that_another_tab_changed_are_shown_when_the_page_comes_back() {
    let (page, fetch) = page_with(NONE).await;
    fetch.answers(LIST, 200, ONE);
    happens("visibilitychange");
    until("it is listed", || page.text().contains("Phone")).await;
    button(&page, "Delete").await.click();
    button(&page, "Delete this passkey").await;

    // Neither what is known nor what is begun is lost where there is nothing newer.
    fetch.answers(LIST, 403, r#"{"__type":"ForbiddenException"}"#);
    let before = fetch.answered(LIST);
    happens("visibilitychange");
    until("it is refused", || fetch.answered(LIST) > before).await;
    settled().await;
    button(&page, "Delete this passkey").await;
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn passkey_is_deleted_after_asking_once_more() {
    let (page, fetch) = page_with(ONE).await;
    let delete = button(&page, "Delete").await;
    assert_eq!(delete.get_attribute("aria-label").unwrap(), "Delete: Phone");
    delete.click();
    let question = "This passkey will no longer sign you in. Remove it from your device as well.";
    until("the question has the focus", || {
        has_focus(&page, "p", question)
    })
    .await;
    assert_eq!(fetch.count("DeleteWebAuthnCredential"), 0);
    fetch.answers("DeleteWebAuthnCredential", 200, "{}");
    fetch.answers(LIST, 200, NONE);
    button(&page, "Delete this passkey").await.click();
    until("it is gone", || !page.text().contains("Phone")).await;
    until("it is confirmed", || notice(&page).contains("is deleted")).await;
    assert!(page.saying("button", "Add a passkey").is_some());
}

/// The same for a pool with second steps, of which these are on.
async fn page_with_steps(steps: &[&str], list: &str) -> (Mounted<App>, FakeFetch) {
    let config = two_step::config("OPTIONAL", r#""TOTP""#);
    let config = config.replace(r#""custom":{"#, r#""custom":{"auth_flow":"USER_AUTH","#);
    let (page, fetch) = security_page(&config, &two_step::user_with(steps)).await;
    fetch.answers(LIST, 200, list);
    button(&page, "Add a passkey").await;
    (page, fetch)
}

#[wasm_bindgen_test]
async fn passkey_stands_for_both_steps_where_the_user_wants_it_and_the_pool_lets_it() {
    const ON: &str = "Use a passkey for both steps";
    const OFF: &str = "Stop using a passkey for both steps";
    let (page, fetch) = page_with_steps(&["SOFTWARE_TOKEN_MFA"], ONE).await;
    let single = r#"{"__type":"InvalidParameterException","message":"FactorConfiguration"}"#;
    fetch.answers("SetUserMFAPreference", 400, single);
    button(&page, ON).await.click();
    until("it is refused", || {
        page.find("[role=alert]")
            .is_some_and(|alert| alert.inner_text().contains("cannot stand for both steps"))
    })
    .await;

    fetch.answers("SetUserMFAPreference", 200, "{}");
    let both = two_step::user_with(&["SOFTWARE_TOKEN_MFA", "WEB_AUTHN_MFA"]);
    fetch.answers("GetUser", 200, &both);
    button(&page, ON).await.click();
    until("it is on", || page.saying("button", OFF).is_some()).await;
    assert!(notice(&page).contains("stands for both steps"));
    let sent = fetch.body("SetUserMFAPreference").await;
    let expected = r#""SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true},"WebAuthnMfaSettings":{"Enabled":true}}"#;
    assert!(sent.ends_with(expected), "{sent}");
    assert!(
        !page.text().contains("the one you are asked for"),
        "there is but one step"
    );

    fetch.answers("SetUserMFAPreference", 400, single);
    button(&page, OFF).await.click();
    until("it is refused", || page.find("[role=alert]").is_some()).await;
    assert!(!page.text().contains("cannot stand for both steps"));
    fetch.answers("SetUserMFAPreference", 200, "{}");
    fetch.answers(
        "GetUser",
        200,
        &two_step::user_with(&["SOFTWARE_TOKEN_MFA"]),
    );
    button(&page, OFF).await.click();
    until("it is off", || page.saying("button", ON).is_some()).await;
}

#[wasm_bindgen_test]
async fn without_a_passkey_or_a_second_step_there_are_no_both_steps() {
    for (steps, list) in [(&[][..], ONE), (&["SOFTWARE_TOKEN_MFA"][..], NONE)] {
        let (page, _fetch) = page_with_steps(steps, list).await;
        assert!(!page.text().contains("both steps"), "{}", page.text());
        assert!(page.text().contains("you may be asked for the password"));
    }
}

#[wasm_bindgen_test]
async fn who_has_no_passkey_any_more_is_told_that_none_stands_for_both_steps() {
    let steps = ["SOFTWARE_TOKEN_MFA", "WEB_AUTHN_MFA"];
    let (page, fetch) = page_with_steps(&steps, ONE).await;
    assert!(page.text().contains("it signs you in by itself"));
    fetch.answers("DeleteWebAuthnCredential", 200, "{}");
    fetch.answers(LIST, 200, NONE);
    button(&page, "Delete").await.click();
    button(&page, "Delete this passkey").await.click();
    until("it is gone", || page.text().contains("None yet.")).await;
    assert!(!page.text().contains("it signs you in by itself"));
    assert!(page.text().contains("you have none"));
    button(&page, "Stop using a passkey for both steps").await;
}

#[wasm_bindgen_test]
async fn list_that_could_not_be_had_can_be_asked_for_again() {
    let (page, fetch) = security_page(&config(), USER).await;
    fetch.answers(LIST, 403, r#"{"__type":"ForbiddenException"}"#);
    button(&page, "Try again").await;
    assert!(page.saying("button", "Add a passkey").is_none());
    fetch.answers(LIST, 200, ONE);
    button(&page, "Try again").await.click();
    until("it is listed", || page.text().contains("Phone")).await;
    assert!(page.saying("button", "Try again").is_none());
}

#[wasm_bindgen_test]
async fn list_without_passkeys_says_so_and_a_pool_that_takes_none_too() {
    let (page, fetch) = page_with(NONE).await;
    until("it is said", || page.text().contains("None yet.")).await;
    fetch.answers("StartWebAuthnRegistration", 400, NOT_ENABLED);
    button(&page, "Add a passkey").await.click();
    until("it is told", || page.find("[role=alert]").is_some()).await;
    assert!(page.text().contains("not turned on"));
}
