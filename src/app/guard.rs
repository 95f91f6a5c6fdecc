//! Lets users in where they may go, and leads them on where not.

use yew::prelude::*;
use yewdux::use_selector;

use crate::{
    components::waiting,
    hooks::{use_go_to, use_services},
    pages,
    route::{Access, Admission, Route},
    store::AppStore,
};

/// Properties of [`Guard`].
#[derive(Debug, Clone, Copy, PartialEq, Properties)]
pub(super) struct GuardProps {
    /// The page that was asked for.
    pub route: Route,
}

/// The page of a route, once it is known that the user may see it. Until then there is nothing:
/// neither the page nor another one flashes by.
#[component]
pub(super) fn Guard(props: &GuardProps) -> Html {
    let route = props.route;
    let services = use_services();
    let go_to = use_go_to();
    let admission = *use_selector(move |store: &AppStore| route.admit(store.session()));
    use_effect_with((route, admission), move |_| match admission {
        Admission::SignInFirst => {
            services.remembered.set_return_to(route);
            go_to.replace(Route::Login);
        }
        Admission::GoOn => {
            let asked_for = services.remembered.take_return_to();
            go_to.replace(asked_for.unwrap_or(Route::AuthenticatedPage));
        }
        // Who goes elsewhere has given up on the page asked for.
        Admission::Enter if route.access() == Access::Public => {
            services.remembered.take_return_to();
        }
        Admission::Enter | Admission::Wait => {}
    });
    match admission {
        Admission::Enter => pages::page(route),
        Admission::Wait => waiting(),
        Admission::SignInFirst | Admission::GoOn => Html::default(),
    }
}
