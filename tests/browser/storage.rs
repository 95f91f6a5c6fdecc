use js_sys::{Function, Object, Reflect};
use vestibule::session::{BrowserStorage, Storage};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

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

/// Makes `window.localStorage` behave as the getter says, until dropped.
struct Overridden(JsValue);

impl Overridden {
    fn by(getter: &str) -> Self {
        let window = gloo_utils::window();
        let descriptor = Object::get_own_property_descriptor(&window, &"localStorage".into());
        let replacement = Object::new();
        Reflect::set(&replacement, &"get".into(), &Function::new_no_args(getter)).unwrap();
        Reflect::set(&replacement, &"configurable".into(), &true.into()).unwrap();
        Object::define_property(&window, &"localStorage".into(), &replacement);
        Self(descriptor)
    }
}

impl Drop for Overridden {
    fn drop(&mut self) {
        let window = gloo_utils::window();
        Object::define_property(&window, &"localStorage".into(), self.0.unchecked_ref());
    }
}

#[wasm_bindgen_test]
fn blocked_storage_is_replaced_by_memory() {
    let _blocked = Overridden::by("throw new DOMException('blocked', 'SecurityError')");
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
