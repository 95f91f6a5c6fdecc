//! The session of the store follows the one at rest.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, StorageEvent};
use yew::prelude::*;
use yew_router::prelude::*;
use yewdux::{Dispatch, use_dispatch, use_selector};

use super::{Services, one_at_a_time::OneAtATime, use_arrival, use_services};
use crate::{
    messages::explain_oauth,
    route::Route,
    session::{CredentialsOwner, Session},
    store::{Action, AppStore},
};

/// When the saved session may be another one than the store's: another tab wrote to the storage
/// (HTML Standard, "The storage event"), or this page comes back as it was left (`pageshow`).
const OCCASIONS: [&str; 2] = ["storage", "pageshow"];

/// Restores the saved session when the page is loaded, or completes the sign-in that the hosted pages
/// led back from, and follows a sign-in, a sign-out or a change of the profile in another tab. AWS
/// credentials go with their user.
#[hook]
pub fn use_session_sync() {
    let services = use_services();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let dispatch = use_dispatch::<AppStore>();
    let username = use_selector(|store: &AppStore| Some(store.user()?.username.clone()));
    use_effect_with(username, {
        let services = services.clone();
        move |username| {
            if let Some(aws) = &services.aws {
                let owner = CredentialsOwner::of(username.as_deref());
                aws.credentials.keep_only(&owner);
            }
        }
    });
    use_arrival(move || {
        spawn_local({
            let (services, dispatch) = (services.clone(), dispatch.clone());
            async move {
                complete_sign_in(&services, &dispatch).await;
                let session = services.authenticator.restore().await;
                let is_signed_out = matches!(session, Session::SignedOut { .. });
                dispatch.apply(Action::Restored(session));
                let farewell = services.remembered.take_farewell();
                if let Some(text) = farewell.filter(|_| is_signed_out) {
                    dispatch.apply(Action::Notify(route, text.into()));
                }
            }
        });
        let restores = OneAtATime::default();
        let listeners = OCCASIONS.map(|occasion| {
            let (services, dispatch) = (services.clone(), dispatch.clone());
            let restores = restores.clone();
            EventListener::new(&gloo_utils::window(), occasion, move |event| {
                follow(&services, &dispatch, &restores, event);
            })
        });
        move || drop(listeners)
    });
}

/// Whoever is signed in stays so, unless the answer is good and of this tab's own asking.
async fn complete_sign_in(services: &Services, dispatch: &Dispatch<AppStore>) {
    let answer = services.answer.take();
    let (Some(hosted_pages), Some(answer)) = (&services.hosted_pages, answer) else {
        return;
    };
    match hosted_pages.complete(&answer).await {
        Ok(authenticated) => {
            let authenticator = &services.authenticator;
            authenticator.signed_in_at_hosted_pages(authenticated);
        }
        Err(error) => dispatch.apply(Action::Warn(Route::Login, explain_oauth(&error).into())),
    }
}

fn follow(
    services: &Services,
    dispatch: &Dispatch<AppStore>,
    restores: &OneAtATime,
    event: &Event,
) {
    let store = dispatch.get();
    let saved = services.authenticator.saved_username();
    let shown = store.user().map(|user| &user.username);
    // The restore under way looks at the storage again before it ends.
    if *store.session() == Session::Restoring {
        return;
    }
    if saved.as_ref() == shown {
        if wrote_id_token(event) {
            follow_profile(services.clone(), dispatch.clone());
        }
        return;
    }
    // The same holds for one that another event began.
    let Some(turn) = restores.turn() else {
        return;
    };
    let (services, dispatch) = (services.clone(), dispatch.clone());
    spawn_local(async move {
        let session = services.authenticator.restore().await;
        drop(turn);
        dispatch.apply(Action::SessionChanged(session));
    });
}

/// Whether another tab has a new ID token, as after a change of an attribute.
fn wrote_id_token(event: &Event) -> bool {
    let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
    key.is_some_and(|key| key.ends_with(".idToken"))
}

/// Shows the user as another tab left them, unless something changes here meanwhile.
fn follow_profile(services: Services, dispatch: Dispatch<AppStore>) {
    spawn_local(async move {
        let before = dispatch.get();
        let Some(user) = before.user() else {
            return;
        };
        let profile = services.authenticator.profile_of_other_tab(&user.username);
        if let Some(changed) = profile.await
            && dispatch.get().user() == Some(user)
        {
            dispatch.apply(Action::ProfileChanged(changed));
        }
    });
}
