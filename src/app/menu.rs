//! The links at the side of every page.

use yew::prelude::*;
use yew_router::hooks::use_route;
use yewdux::use_selector;

use crate::{components::Link, route::Route, session::Session, store::AppStore};

/// The links that make sense in the session's state; while it is unknown, those for everybody.
fn entries(session: &Session) -> &'static [(Route, &'static str)] {
    match session {
        Session::Restoring => &[(Route::Home, "Home")],
        Session::SignedOut { .. } | Session::Challenged { .. } => &[
            (Route::Home, "Home"),
            (Route::Login, "Login"),
            (Route::SignUp, "Sign up"),
        ],
        Session::SignedIn { .. } => &[
            (Route::Home, "Home"),
            (Route::Profile, "Profile"),
            (Route::SignOut, "Sign Out"),
        ],
    }
}

/// The entry of the menu that a page belongs to.
fn entry_of(route: Route) -> Route {
    match route {
        Route::Security => Route::Profile,
        route => route,
    }
}

/// The menu.
#[component]
pub(super) fn Menu() -> Html {
    let entries = *use_selector(|store: &AppStore| entries(store.session()));
    let current = use_route().map(entry_of);
    html! {
        <nav aria-label="Main">
            <ul>
                { for entries.iter().map(|(route, label)| html! {
                    <li key={*label}>
                        <Link to={*route} is_current={current == Some(*route)}>{ *label }</Link>
                    </li>
                }) }
            </ul>
        </nav>
    }
}
