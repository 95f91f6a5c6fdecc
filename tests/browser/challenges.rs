//! The form for every question on the way in.

use serde_json::{Value, json};
use vestibule::app::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::{
    app::{CONFIG, USER, app_with, local_storage, reloaded_app, tab_storage, token_for},
    support::{FakeFetch, Mounted, until},
};

pub(crate) const BEGIN: &str = "InitiateAuth";
pub(crate) const ANSWER: &str = "RespondToAuthChallenge";
pub(crate) const EMAIL: &str = "u@example.org";

pub(crate) fn kept() -> Option<String> {
    tab_storage().get_item("vestibule.sign_in").unwrap()
}

pub(crate) fn asks(name: &str, session: &str, parameters: &Value) -> String {
    json!({"ChallengeName": name, "Session": session, "ChallengeParameters": parameters})
        .to_string()
}

pub(crate) fn tokens() -> String {
    let token = token_for(60.0);
    json!({"AuthenticationResult": {"AccessToken": token, "IdToken": token}}).to_string()
}

/// The app with nobody's traces in it.
pub(crate) fn fresh(config: &str) -> (Mounted<App>, FakeFetch) {
    local_storage().clear().unwrap();
    app_with(config, "/auth/login")
}

pub(crate) async fn shows(page: &Mounted<App>, heading: &str) {
    until(heading, || page.saying("h1", heading).is_some()).await;
}

/// The page after a sign-in by password that the service answers by this question.
async fn asked(name: &str, parameters: &Value, heading: &str) -> (Mounted<App>, FakeFetch) {
    let (page, fetch) = fresh(CONFIG);
    shows(&page, "Login").await;
    fetch.answers(BEGIN, 200, &asks(name, "s1", parameters));
    page.input("email").set_value(EMAIL);
    page.input("password").set_value("secret");
    press(&page, "Sign in");
    shows(&page, heading).await;
    assert!(page.text().contains(&format!("Signing in as {EMAIL}")));
    (page, fetch)
}

pub(crate) fn press(page: &Mounted<App>, button: &str) {
    page.saying("button", button).expect(button).click();
}

/// Answers with tokens from now on.
pub(crate) fn admits(fetch: &FakeFetch) {
    fetch.answers(ANSWER, 200, &tokens());
    fetch.answers("GetUser", 200, USER);
}

pub(crate) async fn arrives(page: &Mounted<App>) {
    shows(page, "Authenticated page").await;
    assert_eq!(kept(), None, "nothing of it is kept");
}

/// The last request of that name.
pub(crate) async fn sent(fetch: &FakeFetch, operation: &str) -> Value {
    let text = JsFuture::from(fetch.last(operation).text().unwrap()).await;
    serde_json::from_str(&text.unwrap().as_string().unwrap()).unwrap()
}

pub(crate) async fn alert(page: &Mounted<App>) -> String {
    until("an alert", || page.find("[role=alert]").is_some()).await;
    page.find("[role=alert]").unwrap().inner_text()
}

pub(crate) async fn focus_is_on(page: &Mounted<App>, selector: &str) {
    until("the focus", || {
        let focused = gloo_utils::document().active_element();
        focused.map(JsCast::unchecked_into::<HtmlElement>) == page.find(selector)
    })
    .await;
}

pub(crate) fn buttons(page: &Mounted<App>) -> Vec<String> {
    let known = [
        "Authenticator app",
        "Code by text message",
        "Code by e-mail",
        "Passkey",
        "Password",
    ];
    let shown = known.into_iter();
    shown
        .filter(|label| page.saying("button", label).is_some())
        .map(str::to_owned)
        .collect()
}

#[wasm_bindgen_test]
async fn code_is_asked_for_where_it_was_sent_and_signs_in() {
    for (name, field, words) in [
        ("SMS_MFA", "SMS_MFA_CODE", "by text message to +*******99"),
        ("SMS_OTP", "SMS_OTP_CODE", "by text message to +*******99"),
        ("EMAIL_OTP", "EMAIL_OTP_CODE", "by e-mail to +*******99"),
        (
            "SOFTWARE_TOKEN_MFA",
            "SOFTWARE_TOKEN_MFA_CODE",
            "under “Work”",
        ),
    ] {
        let parameters = json!({"CODE_DELIVERY_DESTINATION": "+*******99",
            "FRIENDLY_DEVICE_NAME": "Work"});
        let (page, fetch) = asked(name, &parameters, "Enter your code").await;
        assert!(page.text().contains(words), "{}", page.text());
        let input = page.input("verification_code");
        assert_eq!(input.autocomplete(), "one-time-code");
        assert_eq!(input.get_attribute("inputmode").as_deref(), Some("numeric"));
        focus_is_on(&page, "input[name='verification_code']").await;
        input.set_value(" 123 456 ");
        admits(&fetch);
        press(&page, "Continue");
        arrives(&page).await;
        let sent = sent(&fetch, ANSWER).await;
        assert_eq!(sent["ChallengeName"], name);
        assert_eq!(sent["Session"], "s1");
        assert_eq!(sent["ChallengeResponses"][field], "123456");
    }
}

#[wasm_bindgen_test]
async fn wrong_code_is_told_at_its_field_and_can_be_entered_again() {
    let (page, fetch) = asked("EMAIL_OTP", &json!({}), "Enter your code").await;
    press(&page, "Continue");
    assert_eq!(alert(&page).await, "Enter the code.");
    assert_eq!(fetch.count(ANSWER), 0);

    page.input("verification_code").set_value("000000");
    let wrong = r#"{"__type":"CodeMismatchException"}"#;
    fetch.answers(ANSWER, 400, wrong);
    press(&page, "Continue");
    until("the code is refused", || {
        page.text().contains("This code is not right")
    })
    .await;
    focus_is_on(&page, "input[aria-invalid=true]").await;
    page.input("verification_code").set_value("123456");
    admits(&fetch);
    press(&page, "Continue");
    arrives(&page).await;
}

#[wasm_bindgen_test]
async fn too_many_codes_are_told_as_such() {
    let (page, fetch) = asked("SMS_MFA", &json!({}), "Enter your code").await;
    for name in ["TooManyFailedAttemptsException", "LimitExceededException"] {
        page.input("verification_code").set_value("000000");
        fetch.answers(ANSWER, 400, &json!({"__type": name}).to_string());
        press(&page, "Continue");
        assert!(alert(&page).await.contains("Too many attempts"), "{name}");
    }
}

#[wasm_bindgen_test]
async fn expired_question_leads_back_to_the_beginning_with_the_address_kept() {
    for (seconds, words) in [
        (0, "That was not accepted"),
        (181, "Signing in took too long"),
    ] {
        let (page, fetch) = asked("SMS_MFA", &json!({}), "Enter your code").await;
        page.input("verification_code").set_value("123456");
        let no_session = json!({"__type": "NotAuthorizedException",
            "message": "Invalid session for the user, session is expired."});
        fetch.answers(ANSWER, 400, &no_session.to_string());
        was_asked_before(seconds);
        press(&page, "Continue");
        shows(&page, "Login").await;
        until("it is explained", || page.text().contains(words)).await;
        until("the address is there", || {
            page.input("email").value() == EMAIL
        })
        .await;
        focus_is_on(&page, "input[name='password']").await;
        assert_eq!(kept(), None);
    }
}

/// The question is so many seconds older than it is.
fn was_asked_before(seconds: i64) {
    let mut pending: Value = serde_json::from_str(&kept().unwrap()).unwrap();
    let asked_at: i64 = pending["asked_at"].as_str().unwrap().parse().unwrap();
    pending["asked_at"] = json!((asked_at - 1000 * seconds).to_string());
    tab_storage()
        .set_item("vestibule.sign_in", &pending.to_string())
        .unwrap();
}

#[wasm_bindgen_test]
async fn reload_in_the_middle_goes_on_with_the_same_question() {
    let destination = json!({"CODE_DELIVERY_DESTINATION": "a***@e***"});
    let (page, fetch) = asked("EMAIL_OTP", &destination, "Enter your code").await;
    assert!(!kept().unwrap().contains("secret"));
    drop((page, fetch));
    let (page, fetch) = reloaded_app(CONFIG, "/auth/login");
    shows(&page, "Enter your code").await;
    assert!(page.text().contains("a***@e***"));
    page.input("verification_code").set_value("123456");
    admits(&fetch);
    press(&page, "Continue");
    arrives(&page).await;
    assert_eq!(sent(&fetch, ANSWER).await["Session"], "s1");
}

#[wasm_bindgen_test]
async fn reload_after_too_long_says_so() {
    let (page, fetch) = asked("EMAIL_OTP", &json!({}), "Enter your code").await;
    drop((page, fetch));
    was_asked_before(181);
    let (page, _fetch) = reloaded_app(CONFIG, "/auth/login");
    shows(&page, "Login").await;
    until("it is explained", || {
        page.text().contains("Signing in took too long")
    })
    .await;
    until("the address is there", || {
        page.input("email").value() == EMAIL
    })
    .await;
    assert_eq!(kept(), None);
}

#[wasm_bindgen_test]
async fn user_can_start_over_and_asks_for_nothing_guarded_meanwhile() {
    let (page, _fetch) = asked("EMAIL_OTP", &json!({}), "Enter your code").await;
    assert!(page.saying("nav a", "Profile").is_none());
    assert!(page.text().contains("start over to get a new one"));
    press(&page, "Start over");
    shows(&page, "Login").await;
    // The address is there already.
    focus_is_on(&page, "input[name='password']").await;
    assert_eq!(page.input("email").value(), EMAIL);
    assert_eq!(kept(), None);
}

#[wasm_bindgen_test]
async fn new_password_is_chosen_with_the_attributes_that_are_missing() {
    let parameters = json!({
        "requiredAttributes": r#"["userAttributes.custom:agentName","userAttributes.given_name","userAttributes.phone_number"]"#,
        "userAttributes": r#"{"email":"u@example.org"}"#,
    });
    let heading = "Choose a new password";
    let (page, fetch) = asked("NEW_PASSWORD_REQUIRED", &parameters, heading).await;
    assert!(page.saying("label", "Agent name").is_some());
    assert!(page.saying("label", "Given name").is_some());
    press(&page, "Set new password");
    until("what is missing is told", || {
        page.text().contains("Fill in Given name.") && page.text().contains("Choose a password")
    })
    .await;
    page.input("phone_number").set_value("555 0100");
    press(&page, "Set new password");
    until("the number is checked", || {
        page.text().contains("with its country code")
    })
    .await;
    page.input("phone_number").set_value("+1 206 555 0100");
    assert_eq!(page.input("phone_number").type_(), "tel");
    assert_eq!(page.input("given_name").autocomplete(), "given-name");
    page.input("custom:agentName").set_value("Smith");
    page.input("given_name").set_value("Ada");
    page.input("new_password").set_value("N3wpassword");
    page.input("confirm_password").set_value("N3wpassword");
    let refused = json!({"__type": "InvalidParameterException", "message":
        "Attributes did not conform to the schema: given_name: Value is too long."});
    fetch.answers(ANSWER, 400, &refused.to_string());
    press(&page, "Set new password");
    focus_is_on(&page, "input[name='given_name'][aria-invalid=true]").await;
    admits(&fetch);
    press(&page, "Set new password");
    arrives(&page).await;
    let responses = &sent(&fetch, ANSWER).await["ChallengeResponses"];
    assert_eq!(responses["NEW_PASSWORD"], "N3wpassword");
    assert_eq!(responses["userAttributes.given_name"], "Ada");
    assert_eq!(responses["userAttributes.phone_number"], "+12065550100");
    assert_eq!(responses["userAttributes.custom:agentName"], "Smith");
}

#[wasm_bindgen_test]
async fn second_factor_is_chosen_and_then_asked_for() {
    let parameters = json!({"MFAS_CAN_CHOOSE": r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#});
    let (page, fetch) = asked("SELECT_MFA_TYPE", &parameters, "Choose how to go on").await;
    assert_eq!(
        buttons(&page),
        ["Authenticator app", "Code by text message"]
    );
    fetch.answers(ANSWER, 200, &asks("SOFTWARE_TOKEN_MFA", "s2", &json!({})));
    press(&page, "Authenticator app");
    shows(&page, "Enter your code").await;
    let sent = sent(&fetch, ANSWER).await;
    assert_eq!(sent["ChallengeResponses"]["ANSWER"], "SOFTWARE_TOKEN_MFA");
    focus_is_on(&page, "input[name='verification_code']").await;
}

#[wasm_bindgen_test]
async fn authenticator_app_is_set_up_by_its_key() {
    let (page, fetch) = fresh(CONFIG);
    shows(&page, "Login").await;
    let only = json!({"MFAS_CAN_SETUP": r#"["SOFTWARE_TOKEN_MFA"]"#});
    fetch.answers(BEGIN, 200, &asks("MFA_SETUP", "s1", &only));
    let key = r#"{"SecretCode":"ABCDEFGH","Session":"s2"}"#;
    fetch.answers("AssociateSoftwareToken", 200, key);
    page.input("email").set_value(EMAIL);
    page.input("password").set_value("secret");
    press(&page, "Sign in");
    shows(&page, "Set up an authenticator app").await;
    assert!(page.text().contains("ABCD EFGH"), "{}", page.text());
    assert!(page.find("svg[role=img]").is_some());
    let verified = r#"{"Status":"SUCCESS","Session":"s3"}"#;
    fetch.answers("VerifySoftwareToken", 200, verified);
    admits(&fetch);
    page.input("verification_code").set_value("123456");
    press(&page, "Continue");
    arrives(&page).await;
    assert_eq!(sent(&fetch, "VerifySoftwareToken").await["Session"], "s2");
    assert_eq!(sent(&fetch, ANSWER).await["Session"], "s3");
}

#[wasm_bindgen_test]
async fn app_that_is_set_up_stays_so_when_the_next_step_fails() {
    let both = json!({"MFAS_CAN_SETUP": r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#});
    let (page, fetch) = fresh(CONFIG);
    shows(&page, "Login").await;
    fetch.answers(BEGIN, 200, &asks("MFA_SETUP", "s1", &both));
    let key = r#"{"SecretCode":"ABCDEFGH","Session":"s2"}"#;
    fetch.answers("AssociateSoftwareToken", 200, key);
    page.input("email").set_value(EMAIL);
    page.input("password").set_value("secret");
    press(&page, "Sign in");
    // There is nothing else to choose.
    shows(&page, "Set up an authenticator app").await;
    let verified = r#"{"Status":"SUCCESS","Session":"s3"}"#;
    fetch.answers("VerifySoftwareToken", 200, verified);
    fetch.answers(ANSWER, 503, "");
    page.input("verification_code").set_value("123456");
    press(&page, "Continue");
    shows(&page, "Your app is set up").await;
    assert!(alert(&page).await.contains("The service has a problem"));
    admits(&fetch);
    press(&page, "Continue");
    arrives(&page).await;
    assert_eq!(fetch.count("VerifySoftwareToken"), 1);
    assert_eq!(sent(&fetch, ANSWER).await["Session"], "s3");
}

#[wasm_bindgen_test]
async fn second_step_by_e_mail_is_set_up_by_an_address() {
    let both = json!({"MFAS_CAN_SETUP": r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#});
    let (page, fetch) = asked("MFA_SETUP", &both, "Set up a second step").await;
    press(&page, "Code by e-mail");
    shows(&page, "Set up codes by e-mail").await;
    fetch.answers(ANSWER, 200, &asks("EMAIL_OTP", "s2", &json!({})));
    page.input("email").set_value("second@example.org");
    press(&page, "Send code");
    shows(&page, "Enter your code").await;
    let responses = &sent(&fetch, ANSWER).await["ChallengeResponses"];
    assert_eq!(responses["EMAIL"], "second@example.org");
}

#[wasm_bindgen_test]
async fn second_step_that_cannot_be_set_up_here_leads_to_who_can() {
    let only = json!({"MFAS_CAN_SETUP": r#"["SMS_MFA"]"#});
    let (page, _fetch) = asked("MFA_SETUP", &only, "Set up a second step").await;
    assert!(page.text().contains("Contact whoever runs this app"));
    assert!(page.saying("button", "Start over").is_some());
    assert_eq!(buttons(&page), <[&str; 0]>::default());
}

#[wasm_bindgen_test]
async fn question_of_the_pools_own_is_asked_as_often_as_it_likes() {
    let question = json!({"question": "Two and two?"});
    let (page, fetch) = asked("CUSTOM_CHALLENGE", &question, "One more question").await;
    assert!(page.text().contains("Two and two?"));
    fetch.answers(ANSWER, 200, &asks("CUSTOM_CHALLENGE", "s2", &question));
    page.input("answer").set_value("5");
    press(&page, "Continue");
    assert_eq!(alert(&page).await, "This answer is not right. Try again.");
    focus_is_on(&page, "input[name='answer'][aria-invalid=true]").await;
    let second = json!({"question": "Three and three?"});
    fetch.answers(ANSWER, 200, &asks("CUSTOM_CHALLENGE", "s3", &second));
    page.input("answer").set_value("4");
    press(&page, "Continue");
    until("the next one is asked", || {
        page.text().contains("Three and three?") && page.find("[role=alert]").is_none()
    })
    .await;
    assert_eq!(page.input("answer").value(), "");
    admits(&fetch);
    page.input("answer").set_value("6");
    press(&page, "Continue");
    arrives(&page).await;
    let sent = sent(&fetch, ANSWER).await;
    assert_eq!(sent["Session"], "s3");
    assert_eq!(sent["ChallengeResponses"]["ANSWER"], "6");
}

#[wasm_bindgen_test]
async fn step_that_the_app_does_not_know_is_told_in_a_clear_sentence() {
    let (page, fetch) = fresh(CONFIG);
    shows(&page, "Login").await;
    fetch.answers(BEGIN, 200, &asks("A_NEW_ONE", "s1", &json!({})));
    page.input("email").set_value(EMAIL);
    page.input("password").set_value("secret");
    press(&page, "Sign in");
    assert!(alert(&page).await.contains("a further step"));
    assert_eq!(kept(), None);
}

#[wasm_bindgen_test]
async fn sign_in_under_way_ends_with_the_confirmation_of_an_account_and_with_a_new_password() {
    for (path, operation, button) in [
        ("/auth/verify_account", "ConfirmSignUp", "Verify account"),
        (
            "/auth/forgot_password",
            "ConfirmForgotPassword",
            "Set new password",
        ),
    ] {
        drop(asked("EMAIL_OTP", &json!({}), "Enter your code").await);
        let is_reset = "vestibule.awaits_reset_code";
        tab_storage().set_item(is_reset, "true").unwrap();
        let (page, fetch) = reloaded_app(CONFIG, path);
        until("the form is shown", || {
            page.saying("button", button).is_some()
        })
        .await;
        page.input("email").set_value("other@example.org");
        page.input("verification_code").set_value("123456");
        for name in ["new_password", "confirm_password"] {
            if let Some(field) = page.find(&format!("input[name='{name}']")) {
                let field: HtmlInputElement = field.unchecked_into();
                field.set_value("N3wpassword");
            }
        }
        fetch.answers(operation, 200, "{}");
        press(&page, button);
        shows(&page, "Login").await;
        until("it is told", || page.text().contains("Please sign in")).await;
        assert_eq!(kept(), None);
        assert_eq!(page.input("email").value(), "other@example.org");
    }
}

#[wasm_bindgen_test]
async fn sign_in_that_was_begun_later_is_not_ended_by_an_older_errand() {
    local_storage().clear().unwrap();
    let (page, fetch) = app_with(CONFIG, "/auth/verify_account");
    shows(&page, "Verify account").await;
    page.input("email").set_value(EMAIL);
    page.input("verification_code").set_value("123456");
    press(&page, "Verify account");
    until("the service is asked", || fetch.count("ConfirmSignUp") == 1).await;
    page.saying("nav a", "Login").unwrap().click();
    shows(&page, "Login").await;
    fetch.answers(BEGIN, 200, &asks("EMAIL_OTP", "s1", &json!({})));
    page.input("password").set_value("secret");
    press(&page, "Sign in");
    shows(&page, "Enter your code").await;
    fetch.answers("ConfirmSignUp", 200, "{}");
    fetch.has_answered("ConfirmSignUp").await;
    shows(&page, "Enter your code").await;
    assert!(kept().is_some());
}
