//! Ways to go on, as buttons.

use yew::prelude::*;

use super::SubmitButton;
use crate::{cognito::challenge::Challenge, hooks::usable_choices};

const NOTHING_WORKS: &str = "None of the ways to go on works in this browser. \
    Use another one, or contact whoever runs this app.";

/// A button for each way to answer that question that this app and this browser know.
pub fn choices(challenge: &Challenge) -> Html {
    let choices = usable_choices(challenge);
    // What cannot be set up has words of its own.
    if choices.is_empty() && !matches!(challenge, Challenge::SelectMfaSetup(_)) {
        return html! { <p class="problem" role="alert">{ NOTHING_WORKS }</p> };
    }
    html! {
        <div class="choices">
            { for choices.into_iter().map(|(choice, label)| {
                let intent = choice.as_str().to_owned();
                html! { <SubmitButton key={choice.as_str()} {label} {intent} /> }
            }) }
        </div>
    }
}
