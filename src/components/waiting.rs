//! Something takes a moment.

use yew::prelude::*;

/// Says so, if it takes long enough to be noticed: the styles let it appear late.
pub fn waiting() -> Html {
    html! { <p key="waiting" class="waiting" aria-busy="true">{ "One moment…" }</p> }
}
