use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    app::{CONFIG, USER, local_storage},
    security::{notice, security_page},
    support::{happens, settled, until},
};

pub(crate) const LIST: &str = "ListDevices";
pub(crate) const TWO: &str = r#"{"Devices":[
    {"DeviceKey":"other","DeviceAttributes":[{"Name":"device_name","Value":"Firefox"}],
     "DeviceLastAuthenticatedDate":1700000000.5},
    {"DeviceKey":"this","DeviceAttributes":[{"Name":"device_name","Value":"Chrome"}]}]}"#;
const KEY: &str = "CognitoIdentityServiceProvider.client.u.deviceKey";

#[wasm_bindgen_test]
async fn pool_that_tracks_no_devices_says_nothing_of_them() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    fetch.answers(LIST, 200, r#"{"Devices":[]}"#);
    fetch.has_answered(LIST).await;
    assert!(page.saying("h2", "Devices").is_none());
}

#[wasm_bindgen_test]
async fn this_device_is_marked_and_another_one_is_forgotten_after_asking_once_more() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    local_storage().set_item(KEY, "this").unwrap();
    fetch.answers(LIST, 200, TWO);
    until("they are listed", || page.saying("h2", "Devices").is_some()).await;
    let items = page.all("section[aria-labelledby=devices] li");
    let texts: Vec<_> = items.iter().map(web_sys::HtmlElement::inner_text).collect();
    assert!(texts[0].contains("Chrome, this device"), "{texts:?}");
    assert!(
        texts[1].contains("Firefox, last signed in on Nov 14, 2023"),
        "{texts:?}"
    );

    let forget = page.find("button[aria-label='Forget: Firefox']").unwrap();
    forget.click();
    until("it is asked once more", || {
        page.saying("button", "Forget this device").is_some()
    })
    .await;
    assert_eq!(fetch.count("ForgetDevice"), 0);
    fetch.answers("ForgetDevice", 200, "{}");
    fetch.answers(LIST, 200, r#"{"Devices":[{"DeviceKey":"this"}]}"#);
    page.saying("button", "Forget this device").unwrap().click();
    until("it is confirmed", || notice(&page).contains("is forgotten")).await;
    until("it is gone", || !page.text().contains("Firefox")).await;
    let sent = fetch.body("ForgetDevice").await;
    assert!(sent.contains(r#""DeviceKey":"other""#), "{sent}");
    assert_eq!(
        local_storage().get_item(KEY).unwrap().as_deref(),
        Some("this")
    );
}

#[wasm_bindgen_test]
async fn list_that_could_not_be_had_is_tried_again_on_return_without_a_word() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    fetch.answers(LIST, 403, r#"{"__type":"ForbiddenException"}"#);
    until("it is told", || {
        page.saying("button", "Try again").is_some()
    })
    .await;
    let password = page.input("current_password");
    password.focus().unwrap();
    let before = fetch.answered(LIST);
    happens("visibilitychange");
    until("it is refused", || fetch.answered(LIST) > before).await;
    settled().await;
    let focused = gloo_utils::document().active_element();
    assert_eq!(focused.as_ref(), Some(password.as_ref()));
    assert!(page.saying("button", "Try again").is_some());

    fetch.answers(LIST, 200, TWO);
    happens("visibilitychange");
    until("they are listed", || page.text().contains("Firefox")).await;
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn whoever_comes_and_goes_lets_the_list_be_read_once_at_a_time() {
    let (page, fetch) = security_page(CONFIG, USER).await;
    until("it is asked for", || fetch.count(LIST) == 1).await;
    let come_and_go = || {
        happens("visibilitychange");
        happens("pageshow");
    };
    (0..3).for_each(|_| come_and_go());
    fetch.answers(LIST, 200, TWO);
    until("they are listed", || page.text().contains("Firefox")).await;
    until("both are answered", || fetch.answered(LIST) == 2).await;
    settled().await;
    assert_eq!(
        fetch.count(LIST),
        2,
        "the first, and one for whoever came back"
    );
    come_and_go();
    until("it is asked for again", || fetch.count(LIST) == 3).await;
}
