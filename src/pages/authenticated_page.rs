//! A page for signed-in users alone: the place to begin an app of one's own.

use yew::prelude::*;
use yew_router::components::Link;
use yewdux::use_selector;

use crate::{components::SignOutButton, route::Route, session::UserProfile, store::AppStore};

/// The page that a sign-in leads to.
#[component]
pub fn AuthenticatedPage() -> Html {
    let name = use_selector(|store: &AppStore| {
        store
            .user()
            .map(UserProfile::display_name)
            .unwrap_or_default()
            .to_owned()
    });
    html! {
        <>
            <h1>{ "Authenticated page" }</h1>
            <p>{ "You are signed in as " }<strong>{ &*name }</strong>{ "." }</p>
            <p><Link<Route> to={Route::Profile}>{ "See and change your profile" }</Link<Route>></p>
            <SignOutButton />
        </>
    }
}
