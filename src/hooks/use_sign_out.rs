//! Signing out.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::use_dispatch;

use super::{use_go_to, use_services};
use crate::{
    route::Route,
    store::{Action, AppStore},
};

/// How long the goodbye stays, in milliseconds.
const GOODBYE: u32 = 500;

/// Signs out as soon as the component is there, and goes on to the login page after a moment.
#[hook]
pub fn use_sign_out() {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to = use_go_to();
    use_effect_with((), move |()| {
        if let Some(revocation) = services.authenticator.sign_out() {
            spawn_local({
                let services = services.clone();
                async move { services.authenticator.revoke(revocation).await }
            });
        }
        dispatch.apply(Action::SignedOut);
        // Who was led here with another goodbye is left to read it.
        let was_told = dispatch.get().notice(Route::SignOut).is_some();
        if !was_told {
            let text = "You are signed out. See you soon!";
            dispatch.apply(Action::Notify(Route::SignOut, text.into()));
        }
        let to_login = move || go_to.replace(Route::Login);
        let onward = (!was_told).then(|| Timeout::new(GOODBYE, to_login));
        // Gone from this page, nobody is led away any more.
        move || drop(onward)
    });
}
