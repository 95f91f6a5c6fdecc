//! A page for paths that lead nowhere.

use yew::prelude::*;

use crate::{components::Link, route::Route};

/// The page for unknown paths.
pub(super) fn not_found_page() -> Html {
    html! {
        <>
            <h1>{ "Page not found" }</h1>
            <p>
                { "There is nothing at this address. " }
                <Link to={Route::Home}>{ "Go to the first page" }</Link>
                { "." }
            </p>
        </>
    }
}
