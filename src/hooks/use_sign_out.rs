//! Signing out.

use std::{cell::Cell, rc::Rc};

use futures_util::future::{FutureExt, join};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::use_dispatch;

use super::{Services, use_arrival, use_go_to, use_services};
use crate::{
    cognito::secret::RefreshToken,
    route::Route,
    store::{Action, AppStore},
};

/// The goodbye.
const GOODBYE: &str = "You are signed out. See you soon!";

const ONLY_HERE: &str = "You are signed out here. The sign-in service could not be reached: \
    it may let this browser in again without asking.";

const NOT_HEARD: &str = "You are signed out here. The service could not be reached to end the \
    session there as well: it ends by itself in time.";

/// How long the goodbye stays, in milliseconds.
const MOMENT: u32 = 500;

/// Signs out as soon as the component is there, and goes on to the login page after a moment: by
/// way of the hosted pages, if the user came by way of them.
#[hook]
pub fn use_sign_out() {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to = use_go_to();
    use_arrival(move || {
        let logout_url = logout_url(&services);
        let revocation = services.authenticator.sign_out();
        dispatch.apply(Action::SignedOut);
        // Who was led here with another goodbye is left to read it.
        let told = dispatch.get().notice(Route::SignOut).cloned();
        let was_told = told.is_some();
        let goodbye = told.map_or(GOODBYE.into(), |notice| notice.text);
        if !was_told {
            dispatch.apply(Action::Notify(Route::SignOut, goodbye.clone()));
        }
        let is_here = Rc::new(Cell::new(true));
        let to_login = {
            let is_here = is_here.clone();
            // Gone from this page, nobody is led away any more.
            move || is_here.get().then(|| go_to.replace(Route::Login))
        };
        spawn_local(async move {
            let revoked = revoke(&services, revocation);
            let moment = TimeoutFuture::new(MOMENT);
            match logout_url {
                Some(url) => {
                    // Going there would cut the revocation off.
                    let ((), was_heard) = join(moment, revoked).await;
                    if was_heard {
                        leave(&services, &url, &goodbye);
                    } else {
                        dispatch.apply(Action::Notify(Route::Login, ONLY_HERE.into()));
                        to_login();
                    }
                }
                None if was_told => drop(revoked.await),
                None => {
                    let (_, was_heard) = join(moment.map(|()| to_login()), revoked).await;
                    if !was_heard && !dispatch.get().authenticated() {
                        dispatch.apply(Action::Notify(Route::Login, NOT_HEARD.into()));
                    }
                }
            }
        });
        move || is_here.set(false)
    });
}

/// Where the hosted pages end their own session of the user, if they have one.
fn logout_url(services: &Services) -> Option<String> {
    let hosted_pages = services.hosted_pages.as_ref()?;
    let came_from_there = services.authenticator.is_of_hosted_pages();
    came_from_there.then(|| hosted_pages.logout_url())?
}

/// Whether the service heard of it.
async fn revoke(services: &Services, token: Option<RefreshToken>) -> bool {
    match token {
        Some(token) => services.authenticator.revoke(token).await,
        None => true,
    }
}

/// Even who has gone to another page meanwhile does not stay signed in at the hosted pages; who has
/// signed in again does.
fn leave(services: &Services, logout_url: &str, goodbye: &str) {
    if services.authenticator.saved_username().is_none() {
        services.remembered.set_farewell(goodbye);
        // Fails only for what is no URL.
        let _ = gloo_utils::window().location().replace(logout_url);
    }
}
