//! Something takes a moment.

use yew::prelude::*;

/// Says so, if it takes long enough to be noticed: the styles let it appear late.
#[component]
pub fn Waiting() -> Html {
    html! { <p class="waiting" aria-busy="true">{ "One moment…" }</p> }
}
