use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    app::{CONFIG, USER, local_storage},
    security::{notice, security_page},
    support::until,
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
