//! What the page's address brought along when it was loaded.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::{hooks::Services, oauth::AuthorizationResponse, route::Route};

/// Where the script in `index.html` leaves the query, as a property of the window.
const QUERY: &str = "arrivalQuery";

/// An answer of the hosted pages, if one was in the address.
#[derive(Debug, Default)]
pub(super) struct Arrival {
    answer: Option<AuthorizationResponse>,
}

impl Arrival {
    /// Takes the answer that was in the address, before it is known whether anybody waits for it. It
    /// is out of the address and the history since before the app was loaded.
    pub(super) fn take() -> Self {
        let window = gloo_utils::window();
        let query = Reflect::get(&window, &QUERY.into());
        // Fails for no property that a script has set.
        let _ = Reflect::delete_property(&window, &QUERY.into());
        let query = query.ok().and_then(|query| query.as_string());
        let answer = query.and_then(|query| AuthorizationResponse::in_query(&query));
        Self { answer }
    }

    /// Hands the answer over, if this is where the hosted pages lead back to, and leaves the user where
    /// the guard knows what to do.
    pub(super) fn hand_over(self, services: &Services) {
        let path = gloo_utils::window().location().pathname();
        let hosted_pages = services.hosted_pages.as_ref();
        let is_way_back = path.is_ok_and(|path| {
            hosted_pages.is_some_and(|hosted_pages| hosted_pages.lead_back_to(&path))
        });
        if self.answer.is_some() && is_way_back {
            services.answer.replace(self.answer);
            // Fails only for documents without a history, which have no router either.
            if let Ok(history) = gloo_utils::window().history() {
                let path = Route::Callback.path();
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
            }
        }
    }
}
