//! The session of the store follows the one at rest.

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Services, use_services};
use crate::{
    session::Session,
    store::{Action, AppStore},
};

/// When the saved session may be another one than the store's: another tab wrote to the storage
/// (HTML Standard, "The storage event"), or this page comes back as it was left (`pageshow`).
const OCCASIONS: [&str; 2] = ["storage", "pageshow"];

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
        let listeners = OCCASIONS.map(|occasion| {
            let (services, dispatch) = (services.clone(), dispatch.clone());
            EventListener::new(&gloo_utils::window(), occasion, move |_| {
                follow(&services, &dispatch);
            })
        });
        move || drop(listeners)
    });
}

fn follow(services: &Services, dispatch: &Dispatch<AppStore>) {
    let store = dispatch.get();
    let saved = services.authenticator.saved_username();
    let shown = store.user().map(|user| &user.username);
    // The restore under way looks at the storage again before it ends.
    if *store.session() == Session::Restoring || saved.as_ref() == shown {
        return;
    }
    if saved.is_none() {
        dispatch.apply(Action::SignedOut);
        return;
    }
    let (services, dispatch) = (services.clone(), dispatch.clone());
    spawn_local(async move {
        let session = services.authenticator.restore().await;
        dispatch.apply(Action::SessionChanged(session));
    });
}
