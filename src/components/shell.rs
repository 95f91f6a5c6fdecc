//! What is around every page: the menu, the confirmations, the title.

use yew::prelude::*;
use yew_router::prelude::*;
use yewdux::use_store;

use super::{Guard, Menu};
use crate::{
    hooks::use_session_sync,
    route::Route,
    store::{Action, AppStore},
};

/// The frame of the app inside the router.
#[component]
pub fn Shell() -> Html {
    use_session_sync();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let (store, dispatch) = use_store::<AppStore>();
    use_effect_with(route, move |route| {
        gloo_utils::document().set_title(&format!("{} · Vestibule", route.title()));
        dispatch.apply(Action::Entered(*route));
    });
    let notice = store.notice(route).map(str::to_owned);
    html! {
        <>
            <header>
                <Link<Route> to={Route::Home} classes="brand">{ "Vestibule" }</Link<Route>>
                <Menu />
            </header>
            <main>
                // Always there, so that screen readers notice when it is filled.
                <div class="notice" role="status">{ notice }</div>
                <Guard key={route.title()} {route} />
            </main>
        </>
    }
}
