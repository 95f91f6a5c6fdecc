//! Ways to go on, as buttons.

use yew::prelude::*;

use super::SubmitButton;
use crate::{cognito::challenge::Challenge, hooks::usable_choices};

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
    html! {
        <div class="choices">
            { for choices.into_iter().map(|(choice, label)| {
                let intent = choice.as_str().to_owned();
                html! { <SubmitButton key={choice.as_str()} {label} {intent} /> }
            }) }
        </div>
    }
}
