//! Ways to go on, as buttons.

use yew::prelude::*;

use super::SubmitButton;
use crate::{cognito::challenge::Challenge, hooks::usable_choices};

const NOTHING_WORKS: &str = "None of the ways to go on works in this browser. \
    Use another one, or contact whoever runs this app.";

/// Properties of [`Choices`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChoicesProps {
    /// The question that offers them.
    pub challenge: Challenge,
}

/// A button for each way that this app and this browser know.
#[component]
pub fn Choices(props: &ChoicesProps) -> Html {
    let choices = usable_choices(&props.challenge);
    // What cannot be set up has words of its own.
    if choices.is_empty() && !matches!(props.challenge, Challenge::SelectMfaSetup(_)) {
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
