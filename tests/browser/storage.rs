use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::{Function, Promise};
use vestibule::session::{BrowserStorage, Storage};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Overridden, settled};

#[wasm_bindgen_test]
fn what_is_kept_is_there_for_the_next_page() {
    BrowserStorage::local().set("vestibule.test", "kept");
    let raw = gloo_utils::window().local_storage().unwrap().unwrap();
    assert_eq!(
        raw.get_item("vestibule.test").unwrap().as_deref(),
        Some("kept")
    );
    assert_eq!(
        BrowserStorage::local().get("vestibule.test").as_deref(),
        Some("kept")
    );
    BrowserStorage::local().remove("vestibule.test");
    assert_eq!(raw.get_item("vestibule.test").unwrap(), None);
}

#[wasm_bindgen_test]
fn tab_and_origin_have_storages_of_their_own() {
    BrowserStorage::session().set("vestibule.test", "tab");
    assert_eq!(BrowserStorage::local().get("vestibule.test"), None);
    BrowserStorage::session().remove("vestibule.test");
}

#[wasm_bindgen_test]
fn blocked_storage_is_replaced_by_memory() {
    let window = gloo_utils::window();
    let getter = "throw new DOMException('blocked', 'SecurityError')";
    let _blocked = Overridden::new(window, "localStorage", getter);
    let storage = BrowserStorage::local();
    storage.set("vestibule.test", "in memory");
    assert_eq!(
        storage.clone().get("vestibule.test").as_deref(),
        Some("in memory")
    );
    storage.remove("vestibule.test");
    assert_eq!(storage.get("vestibule.test"), None);
}

#[wasm_bindgen_test]
fn full_storage_does_not_bring_an_older_value_back() {
    let storage = BrowserStorage::local();
    storage.set("vestibule.test", "old");
    // More than any browser's quota.
    let huge = "x".repeat(12_000_000);
    storage.set("vestibule.test", &huge);
    assert_eq!(
        storage.get("vestibule.test").map(|text| text.len()),
        Some(huge.len())
    );
    storage.remove("vestibule.test");
}

/// Waits until every lock that was asked for and is free has been given: the browser answers in order.
async fn locks_are_given() {
    let query = Function::new_no_args("return navigator.locks?.query()");
    let answer = query.call0(&JsValue::UNDEFINED).unwrap();
    JsFuture::from(Promise::resolve(&answer)).await.unwrap();
    settled().await;
}

/// Whether `storage` gives the turn at once.
async fn has_turn(storage: &BrowserStorage) -> bool {
    let turn = pin!(storage.turn("vestibule.test"));
    let enough = pin!(locks_are_given());
    matches!(select(turn, enough).await, Either::Left(_))
}

#[wasm_bindgen_test]
async fn tabs_take_turns() {
    // Two storages of one origin share their turns as two tabs do.
    let (tab, other_tab) = (BrowserStorage::local(), BrowserStorage::local());
    let turn = tab.turn("vestibule.test").await;
    assert!(!has_turn(&other_tab).await);
    drop(turn);
    until_turn(&other_tab).await;
    // Nor does the turn that was waited for in vain keep anybody waiting.
    until_turn(&tab).await;
}

async fn until_turn(storage: &BrowserStorage) {
    drop(storage.turn("vestibule.test").await);
}

#[wasm_bindgen_test]
async fn tab_without_locks_takes_turns_with_itself() {
    for getter in [
        "return undefined",
        "return {request: async () => { throw new Error('no') }, query: async () => ({})}",
    ] {
        let navigator = gloo_utils::window().navigator();
        let _without = Overridden::new(navigator, "locks", getter);
        let tab = BrowserStorage::local();
        let turn = tab.turn("vestibule.test").await;
        assert!(!has_turn(&tab).await, "{getter}");
        drop(turn);
        until_turn(&tab).await;
    }
}
