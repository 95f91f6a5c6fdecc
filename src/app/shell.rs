//! What is around every page: the menu, the confirmations, the title.

use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;
use yew_router::hooks::use_route;
use yewdux::use_store;

use super::{focus::use_lasting_focus, guard::Guard, menu::Menu};
use crate::{
    components::{DeviceQuestion, Link},
    hooks::use_session_sync,
    route::Route,
    store::{Action, AppStore, Notice, Tone},
};

/// The frame of the app inside the router.
#[component]
pub(super) fn Shell() -> Html {
    use_session_sync();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let (store, dispatch) = use_store::<AppStore>();
    let main = use_node_ref();
    let first = use_mut_ref(|| true);
    use_effect_with(route, {
        let main = main.clone();
        move |route| {
            gloo_utils::document().set_title(&format!("{} · Vestibule", route.title()));
            dispatch.apply(Action::Entered(*route));
            // A new page begins at its beginning for keyboards and screen readers, too. The first
            // one does so by itself.
            if !first.replace(false)
                && let Some(main) = main.cast::<HtmlElement>()
            {
                // Fails only for an element that cannot have the focus.
                let _ = main.focus();
            }
        }
    });
    use_lasting_focus(&main);
    let notice = store.notice(route);
    use_effect_with(notice.cloned(), |notice| {
        if notice.is_some() {
            uncover_focus();
        }
    });
    let saying = |tone| {
        let notice = notice.filter(|notice| notice.tone == tone);
        notice.map(|Notice { text, .. }| text.to_string())
    };
    html! {
        <>
            <header>
                <Link to={Route::Home} class="brand">{ "Vestibule" }</Link>
                <Menu />
            </header>
            <main ref={main} tabindex="-1">
                <div class="notices">
                    // Always there, so that screen readers notice when it is filled.
                    <div class="notice" role="status">{ saying(Tone::Confirmation) }</div>
                    <div class="problems">
                        { for saying(Tone::Problem).map(|text| html! {
                            <p class="notice problem" role="alert">{ text }</p>
                        }) }
                    </div>
                </div>
                { for store.user().map(|user| html! {
                    <DeviceQuestion key={user.username.clone()} user={user.clone()} />
                }) }
                <Guard key={route.title()} {route} />
            </main>
        </>
    }
}

/// A notice stays at the top of the window, over what is scrolled there: what has the focus is scrolled
/// below it. The styles say by how much.
fn uncover_focus() {
    let focused = gloo_utils::document().active_element();
    let Some(focused) = focused.filter(|element| {
        element
            .closest("main > *")
            .is_ok_and(|inside| inside.is_some())
    }) else {
        return;
    };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    focused.scroll_into_view_with_scroll_into_view_options(&options);
}
