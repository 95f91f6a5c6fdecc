//! Signing out.

use yew::prelude::*;

use crate::hooks::use_sign_out;

/// Signs the user out and says goodbye.
#[component]
pub fn SignOutPage() -> Html {
    use_sign_out();
    html! {
        <h1>{ "Goodbye" }</h1>
    }
}
