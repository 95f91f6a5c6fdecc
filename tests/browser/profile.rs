use vestibule::app::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{StorageEvent, StorageEventInit};

use crate::{
    security::notice,
    support::{FakeFetch, Mounted, until},
    verification::{self, press, profile_page, user},
};

const AGENT: &str = "custom:agentName";

fn user_with_agent(agent: &str) -> String {
    verification::user_with_agent("u@example.org", agent)
}

async fn saved(page: &Mounted<App>, fetch: &FakeFetch, times: usize) {
    press(page, "Save changes");
    until("it is saved", || {
        fetch.answered("UpdateUserAttributes") == times && notice(page).contains("are saved")
    })
    .await;
}

#[wasm_bindgen_test]
async fn value_that_another_tab_set_is_not_deleted_by_a_form_that_has_not_heard_of_it() {
    let (page, fetch) = profile_page(&user("u@example.org", "true")).await;
    fetch.answers("GetUser", 200, &user_with_agent("Smith"));
    fetch.answers("UpdateUserAttributes", 200, "{}");
    fetch.answers("DeleteUserAttributes", 200, "{}");
    page.input("birthdate").set_value("1990-12-31");
    saved(&page, &fetch, 1).await;
    until("the field shows it", || {
        page.input(AGENT).value() == "Smith"
    })
    .await;

    page.input("birthdate").set_value("1990-12-30");
    saved(&page, &fetch, 2).await;
    assert_eq!(fetch.count("DeleteUserAttributes"), 0);
    let sent = fetch.body("UpdateUserAttributes").await;
    assert!(sent.contains("birthdate"), "{sent}");
    assert!(!sent.contains(AGENT), "{sent}");
}

#[wasm_bindgen_test]
async fn emptied_field_is_deleted_and_fields_show_what_was_saved() {
    let (page, fetch) = profile_page(&user_with_agent("Smith")).await;
    page.input(AGENT).set_value("  Jones ");
    fetch.answers("UpdateUserAttributes", 200, "{}");
    fetch.answers("GetUser", 200, &user_with_agent("Jones"));
    saved(&page, &fetch, 1).await;
    assert_eq!(page.input(AGENT).value(), "Jones");

    page.input(AGENT).set_value("");
    fetch.answers("DeleteUserAttributes", 200, "{}");
    fetch.answers("GetUser", 200, &user("u@example.org", "true"));
    press(&page, "Save changes");
    until("it is deleted", || {
        fetch.answered("DeleteUserAttributes") == 1 && notice(&page).contains("are saved")
    })
    .await;
    assert_eq!(page.input(AGENT).value(), "");
}

/// Sets the date of birth and empties the agent's name, and waits until the page is as it says.
async fn set_and_emptied(
    removal: (u16, &str),
    after: &str,
    done: &str,
) -> (Mounted<App>, FakeFetch) {
    let (page, fetch) = profile_page(&user_with_agent("Smith")).await;
    let reads = fetch.count("GetUser");
    page.input("birthdate").set_value("1990-12-31");
    page.input(AGENT).set_value("");
    fetch.answers("UpdateUserAttributes", 200, "{}");
    fetch.answers("DeleteUserAttributes", removal.0, removal.1);
    let born = after.replacen('[', r#"[{"Name":"birthdate","Value":"1990-12-31"},"#, 1);
    fetch.answers("GetUser", 200, &born);
    press(&page, "Save changes");
    until("it is saved", || page.text().contains(done)).await;
    assert_eq!(fetch.count("GetTokensFromRefreshToken"), 1);
    assert_eq!(fetch.count("GetUser"), reads + 1);
    (page, fetch)
}

#[wasm_bindgen_test]
async fn save_that_sets_and_deletes_renews_the_tokens_once() {
    let after = user("u@example.org", "true");
    let (page, _fetch) = set_and_emptied((200, "{}"), &after, "are saved").await;
    assert_eq!(page.input("birthdate").value(), "1990-12-31");
    assert_eq!(page.input(AGENT).value(), "");
}

#[wasm_bindgen_test]
async fn half_of_a_save_is_shown_and_the_other_half_told_at_its_field() {
    let refusal = format!(
        r#"{{"__type":"InvalidParameterException","message":"Attributes did not conform to the schema: {AGENT}: It is required\n"}}"#
    );
    let after = user_with_agent("Smith");
    let (page, fetch) = set_and_emptied((400, &refusal), &after, "not accepted").await;
    assert_eq!(
        page.input(AGENT).get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    assert_eq!(notice(&page), "");
    assert_eq!(page.input(AGENT).value(), "", "what was typed stays");

    // Only what is not done yet is asked for once more.
    fetch.answers("DeleteUserAttributes", 200, "{}");
    press(&page, "Save changes");
    until("the rest is saved", || notice(&page).contains("are saved")).await;
    assert_eq!(fetch.count("UpdateUserAttributes"), 1);
}

#[wasm_bindgen_test]
async fn what_is_typed_while_the_form_is_being_sent_stays() {
    let (page, fetch) = profile_page(&user_with_agent("Smith")).await;
    page.input(AGENT).set_value("Jones");
    press(&page, "Save changes");
    until("it is sent", || fetch.count("UpdateUserAttributes") == 1).await;
    let agent = page.input(AGENT);
    agent.set_value("Miller");
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let typed = web_sys::Event::new_with_event_init_dict("input", &init).unwrap();
    agent.dispatch_event(&typed).unwrap();
    // Too early: nothing is sent while something is.
    press(&page, "Save changes");
    fetch.answers("GetUser", 200, &user_with_agent("Jones"));
    fetch.answers("UpdateUserAttributes", 200, "{}");
    until("it is saved", || notice(&page).contains("are saved")).await;
    assert_eq!(fetch.count("UpdateUserAttributes"), 1);
    assert_eq!(page.input(AGENT).value(), "Miller");
}

#[wasm_bindgen_test]
async fn change_in_another_tab_is_shown_where_nothing_was_typed() {
    let (page, fetch) = profile_page(&user_with_agent("Smith")).await;
    page.input("birthdate").set_value("1990");
    let changed =
        user_with_agent("Jones").replacen('[', r#"[{"Name":"birthdate","Value":"1990-12-31"},"#, 1);
    fetch.answers("GetUser", 200, &changed);
    let init = StorageEventInit::new();
    init.set_key(Some("CognitoIdentityServiceProvider.client.u.idToken"));
    let event = StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
    gloo_utils::window()
        .dispatch_event(event.unchecked_ref())
        .unwrap();
    until("the field shows it", || {
        page.input(AGENT).value() == "Jones"
    })
    .await;
    assert_eq!(page.input("birthdate").value(), "1990");
    assert_eq!(fetch.count("GetTokensFromRefreshToken"), 0);
}

#[wasm_bindgen_test]
async fn codes_for_an_address_and_a_number_have_names_of_their_own() {
    let both = user("u@example.org", "false").replacen(
        '[',
        r#"[{"Name":"phone_number","Value":"+12065550100"},"#,
        1,
    );
    let (page, fetch) = profile_page(&both).await;
    let sent = r#"{"CodeDeliveryDetails":{"Destination":"u***@e***"}}"#;
    fetch.answers("GetUserAttributeVerificationCode", 200, sent);
    let button = |name| page.find(&format!("button[aria-label='{name}']"));
    button("Verify: Phone").unwrap().click();
    until("the code is asked for", || {
        page.find("input[aria-label='Verification code: Phone']")
            .is_some()
    })
    .await;
    assert!(button("Resend code: Phone").is_some());
    assert!(button("Verify: Email").is_some());
}
