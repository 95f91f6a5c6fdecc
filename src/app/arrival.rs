//! What the page's address brought along when it was loaded.

use wasm_bindgen::JsValue;
use yew_router::Routable;

use crate::{hooks::Services, oauth::AuthorizationResponse, route::Route};

/// An answer of the hosted pages, if one was in the address.
#[derive(Debug, Default)]
pub(super) struct Arrival {
    answer: Option<AuthorizationResponse>,
}

impl Arrival {
    /// Takes the answer out of the address and out of the history, before any request could tell
    /// where the page is, and before it is known whether anybody waits for it.
    pub(super) fn take() -> Self {
        let location = gloo_utils::window().location();
        let query = location.search().unwrap_or_default();
        let answer = AuthorizationResponse::in_query(&query);
        if answer.is_some() {
            replace_address(&location.pathname().unwrap_or_default());
        }
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
            replace_address(&Route::Callback.to_path());
        }
    }
}

fn replace_address(path: &str) {
    // Fails only for documents without a history, which have no router either.
    if let Ok(history) = gloo_utils::window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}
