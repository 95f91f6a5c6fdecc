//! A button that signs out.

use yew::prelude::*;

use crate::{hooks::use_go_to, route::Route};

/// A button that signs out.
#[component]
pub fn SignOutButton() -> Html {
    let go_to = use_go_to();
    let onclick = Callback::from(move |_| go_to.push(Route::SignOut));
    html! { <button type="button" class="secondary" {onclick}>{ "Sign out" }</button> }
}
