//! The links at the side of every page.

use web_sys::Element;
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
                        <MenuLink route={*route} {label} is_current={current == Some(*route)} />
                    </li>
                }) }
            </ul>
        </nav>
    }
}

#[derive(PartialEq, Properties)]
struct MenuLinkProps {
    route: Route,
    label: &'static str,
    is_current: bool,
}

/// A link that says whether it leads to where the user is; the router's own takes no attributes.
#[component]
fn MenuLink(props: &MenuLinkProps) -> Html {
    let anchor = use_node_ref();
    use_effect_with(props.is_current, {
        let anchor = anchor.clone();
        move |is_current| {
            if let Some(anchor) = anchor.cast::<Element>() {
                // Neither fails for such a name.
                let _ = if *is_current {
                    anchor.set_attribute("aria-current", "page")
                } else {
                    anchor.remove_attribute("aria-current")
                };
            }
        }
    });
    html! { <Link<Route> to={props.route} anchor_ref={anchor}>{ props.label }</Link<Route>> }
}
