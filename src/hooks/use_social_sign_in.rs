//! Signing in by way of another service.

use yew::prelude::*;
use yew_router::prelude::*;
use yewdux::use_dispatch;

use super::{Services, use_services};
use crate::{
    config::OAuthProvider,
    messages::explain_oauth,
    oauth::OAuthError,
    route::Route,
    store::{Action, AppStore},
};

/// Leaves for the hosted pages. [`use_session_sync`](super::use_session_sync) completes what begins here.
#[hook]
pub fn use_social_sign_in() -> Callback<OAuthProvider> {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let route = use_route::<Route>().unwrap_or(Route::Login);
    Callback::from(move |provider: OAuthProvider| {
        dispatch.apply(Action::NoticeRead);
        if let Err(error) = leave(&services, &provider) {
            dispatch.apply(Action::Warn(route, explain_oauth(&error).into()));
        }
    })
}

fn leave(services: &Services, provider: &OAuthProvider) -> Result<(), OAuthError> {
    let hosted_pages = services.hosted_pages.as_ref();
    let hosted_pages = hosted_pages.ok_or(OAuthError::NoRedirectUri)?;
    let mut random = [[0; 32]; 3];
    getrandom::fill(random.as_flattened_mut()).map_err(OAuthError::Random)?;
    let url = hosted_pages.authorize_url(provider, &random)?;
    // Fails only for what is no URL.
    let _ = gloo_utils::window().location().assign(&url);
    Ok(())
}
