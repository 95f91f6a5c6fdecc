use vestibule::app::App;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    app::{CONFIG, app_with, local_storage, save_session, token_for},
    security::notice,
    support::{FakeFetch, Mounted, until},
};

const SENT: &str = r#"{"CodeDeliveryDetailsList":[{"Destination":"n***@e***","DeliveryMedium":"EMAIL",
    "AttributeName":"email"}]}"#;
const RESENT: &str = r#"{"CodeDeliveryDetails":{"Destination":"n***@e***"}}"#;
const WRONG: &str = r#"{"__type":"CodeMismatchException"}"#;
const TAKEN: &str = r#"{"__type":"AliasExistsException",
    "message":"An account with the given email already exists."}"#;

pub(crate) fn user(email: &str, verified: &str) -> String {
    format!(
        r#"{{"Username":"u","UserAttributes":[{{"Name":"email","Value":"{email}"}},
        {{"Name":"email_verified","Value":"{verified}"}}]}}"#
    )
}

pub(crate) fn user_with_agent(email: &str, agent: &str) -> String {
    let attribute = format!(r#"[{{"Name":"custom:agentName","Value":"{agent}"}},"#);
    user(email, "true").replacen('[', &attribute, 1)
}

/// The profile page of a pool whose users may change their addresses and numbers.
pub(crate) async fn profile_page(user: &str) -> (Mounted<App>, FakeFetch) {
    local_storage().clear().unwrap();
    save_session();
    let attributes = r#"{"name":"email","editable":true},{"name":"phone_number","label":"Phone","editable":true},
        {"name":"birthdate","editable":true}"#;
    let config = CONFIG.replace(r#"{"name":"email"}"#, attributes);
    let (page, fetch) = app_with(&config, "/profile");
    fetch.answers("GetUser", 200, user);
    let token = token_for(60.0);
    let tokens =
        format!(r#"{{"AuthenticationResult":{{"AccessToken":"{token}","IdToken":"{token}"}}}}"#);
    fetch.answers("GetTokensFromRefreshToken", 200, &tokens);
    until("the page is shown", || {
        page.saying("h1", "Profile").is_some() && !page.input("email").value().is_empty()
    })
    .await;
    (page, fetch)
}

pub(crate) fn press(page: &Mounted<App>, text: &str) {
    page.saying("button", text).unwrap().click();
}

#[wasm_bindgen_test]
async fn new_address_waits_for_its_code_and_counts_from_then_on() {
    let (page, fetch) = profile_page(&user("old@example.org", "true")).await;
    assert!(page.saying("h2", "Verify your e-mail address").is_none());
    page.input("email").set_value("new@example.org");
    page.input("custom:agentName").set_value("Jones");
    fetch.answers("UpdateUserAttributes", 200, SENT);
    fetch.answers("GetUser", 200, &user_with_agent("old@example.org", "Jones"));
    press(&page, "Save changes");
    until("the code is asked for", || {
        page.text().contains("We sent a code to n***@e***.")
    })
    .await;
    assert!(page.text().contains("your e-mail address stays as it was"));
    assert_eq!(page.input("email").value(), "old@example.org", "in force");
    assert_eq!(page.input("custom:agentName").value(), "Jones");

    page.input("verification_code").set_value("000000");
    fetch.answers("VerifyUserAttribute", 400, WRONG);
    press(&page, "Verify");
    until("the field is marked", || {
        page.input("verification_code")
            .has_attribute("aria-invalid")
    })
    .await;
    assert_eq!(page.input("verification_code").value(), "000000");

    fetch.answers("GetUserAttributeVerificationCode", 200, RESENT);
    press(&page, "Resend code");
    until("it is confirmed", || notice(&page).contains("on its way")).await;

    fetch.answers("VerifyUserAttribute", 200, "{}");
    fetch.answers("GetUser", 200, &user("new@example.org", "true"));
    press(&page, "Verify");
    until("the new address is there", || {
        page.input("email").value() == "new@example.org"
    })
    .await;
    assert!(page.saying("h2", "Verify your e-mail address").is_none());
    let remembered = local_storage().get_item("User_Email").unwrap();
    assert_eq!(remembered.as_deref(), Some("new@example.org"));
}

#[wasm_bindgen_test]
async fn address_that_waits_can_be_given_up_for_the_old_one() {
    let (page, fetch) = profile_page(&user("old@example.org", "true")).await;
    page.input("email").set_value("new@example.org");
    fetch.answers("UpdateUserAttributes", 200, SENT);
    press(&page, "Save changes");
    until("it is said what is left to do", || {
        notice(&page).contains("enter the code")
    })
    .await;
    let asked = fetch.count("UpdateUserAttributes");

    press(&page, "Leave it as it was");
    until("it is confirmed", || {
        notice(&page).contains("It stays as it was")
    })
    .await;
    assert!(page.saying("h2", "Verify your e-mail address").is_none());
    assert_eq!(page.input("email").value(), "old@example.org");
    assert_eq!(fetch.count("VerifyUserAttribute"), 0);
    assert_eq!(fetch.count("UpdateUserAttributes"), asked);

    page.input("custom:agentName").set_value("Jones");
    fetch.answers("UpdateUserAttributes", 200, "{}");
    press(&page, "Save changes");
    until("it is saved", || notice(&page).contains("are saved")).await;
    assert!(page.saying("h2", "Verify your e-mail address").is_none());
}

#[wasm_bindgen_test]
async fn address_that_is_not_verified_is_shown_so_and_can_be() {
    let (page, fetch) = profile_page(&user("u@example.org", "false")).await;
    assert!(page.text().contains("Your e-mail address is not verified."));
    fetch.answers("GetUserAttributeVerificationCode", 200, RESENT);
    press(&page, "Verify");
    until("the code is asked for", || {
        page.find("input[name=verification_code]").is_some()
    })
    .await;
    let keep = page.saying("button", "Leave it as it was");
    assert!(keep.is_none(), "there is none");
    press(&page, "Verify");
    until("an empty code is refused", || {
        page.input("verification_code")
            .has_attribute("aria-invalid")
    })
    .await;
    assert_eq!(fetch.count("VerifyUserAttribute"), 0);
}

#[wasm_bindgen_test]
async fn address_of_another_account_is_refused_at_its_field() {
    let (page, fetch) = profile_page(&user("old@example.org", "true")).await;
    page.input("email").set_value("taken@example.org");
    fetch.answers("UpdateUserAttributes", 400, TAKEN);
    press(&page, "Save changes");
    until("the field is marked", || {
        page.input("email").has_attribute("aria-invalid")
    })
    .await;
    assert_eq!(page.input("email").value(), "taken@example.org");
    assert!(!page.text().contains("exists"));
}

#[wasm_bindgen_test]
async fn what_is_no_address_and_no_number_is_refused_before_anything_is_sent() {
    let (page, fetch) = profile_page(&user("old@example.org", "true")).await;
    assert_eq!(page.input("phone_number").type_(), "tel");
    page.input("email").set_value("nonsense");
    page.input("phone_number").set_value("0206 5550100");
    press(&page, "Save changes");
    until("the fields are marked", || {
        page.input("phone_number").has_attribute("aria-invalid")
    })
    .await;
    assert!(page.input("email").has_attribute("aria-invalid"));
    assert_eq!(fetch.count("UpdateUserAttributes"), 0);
}

#[wasm_bindgen_test]
async fn value_that_cannot_be_is_told_at_its_field_by_the_page_or_the_service() {
    let (page, fetch) = profile_page(&user("old@example.org", "true")).await;
    let birthdate = page.input("birthdate");
    assert_eq!(birthdate.autocomplete(), "bday");
    assert!(page.text().contains("such as 1990-12-31"));
    let is_marked = |name: &str| page.input(name).has_attribute("aria-invalid");
    birthdate.set_value("yesterday");
    page.input("custom:agentName").set_value(&"x".repeat(3000));
    press(&page, "Save changes");
    until("the fields are marked", || is_marked("birthdate")).await;
    assert!(is_marked("custom:agentName"));
    assert_eq!(fetch.count("UpdateUserAttributes"), 0);

    birthdate.set_value("1990-12-31");
    page.input("custom:agentName").set_value("x");
    let refused = |name: &str| {
        format!(
            r#"{{"__type":"InvalidParameterException",
            "message":"Attributes did not conform to the schema: {name}: String must be no shorter."}}"#
        )
    };
    fetch.answers("UpdateUserAttributes", 400, &refused("custom:agentName"));
    press(&page, "Save changes");
    until("the field is marked", || {
        is_marked("custom:agentName") && !is_marked("birthdate")
    })
    .await;

    fetch.answers("UpdateUserAttributes", 400, &refused("address"));
    press(&page, "Save changes");
    until("what no field shows is told by the form", || {
        page.find(".problems > [role=alert]").is_some()
    })
    .await;
    assert!(!is_marked("custom:agentName"));
}
