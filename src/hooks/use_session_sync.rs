//! The session of the store follows the one at rest.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::StorageEvent;
use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Services, use_services};
use crate::{
    session::{Session, SignedOutReason},
    store::{Action, AppStore},
};

/// Restores the saved session when the page is loaded, and follows a sign-in or a sign-out in
/// another tab.
#[hook]
pub fn use_session_sync() {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    use_effect_with((), move |()| {
        spawn_local({
            let (services, dispatch) = (services.clone(), dispatch.clone());
            async move { dispatch.apply(Action::Restored(services.authenticator.restore().await)) }
        });
        // Browsers send this event to the other tabs alone.
        let listener = EventListener::new(&gloo_utils::window(), "storage", move |event| {
            let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
            follow(&services, &dispatch, key.as_deref());
        });
        move || drop(listener)
    });
}

/// `key` is what another tab changed; none if it emptied the whole storage.
fn follow(services: &Services, dispatch: &Dispatch<AppStore>, key: Option<&str>) {
    let tokens = services.authenticator.tokens();
    if !key.is_none_or(|key| tokens.announces_session(key)) {
        return;
    }
    if tokens.load().is_none() {
        if dispatch.get().authenticated() {
            dispatch.apply(Action::SignedOut(SignedOutReason::SignedOut));
        }
        return;
    }
    let (services, dispatch) = (services.clone(), dispatch.clone());
    spawn_local(async move {
        match services.authenticator.restore().await {
            Session::SignedIn { user } => dispatch.apply(Action::SignedIn(user)),
            Session::SignedOut { reason } => dispatch.apply(Action::SignedOut(reason)),
            Session::Restoring => {}
        }
    });
}
