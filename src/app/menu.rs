//! The links at the side of every page.

use yew::prelude::*;
use yew_router::prelude::*;
use yewdux::use_selector;

use crate::{route::Route, session::Session, store::AppStore};

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

/// The menu.
#[component]
pub(super) fn Menu() -> Html {
    let entries = *use_selector(|store: &AppStore| entries(store.session()));
    let current = use_route::<Route>();
    html! {
        <nav aria-label="Main">
            <ul>
                { for entries.iter().map(|(route, label)| html! {
                    <li key={*label}>
                        <Link<Route>
                            to={*route}
                            classes={classes!((current == Some(*route)).then_some("current"))}
                        >
                            { *label }
                        </Link<Route>>
                    </li>
                }) }
            </ul>
        </nav>
    }
}
