//! Ways to go on, as buttons.

use yew::prelude::*;

use super::SubmitButton;
use crate::{cognito::ops::ChallengeName, messages::choice_label, passkey};

/// Properties of [`Choices`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChoicesProps {
    /// What the service offers.
    pub choices: Vec<ChallengeName>,
}

/// A button for each way that this app and this browser know.
#[component]
pub fn Choices(props: &ChoicesProps) -> Html {
    let choices = &props.choices;
    // One word for people: proving the password is better than sending it.
    let is_double = |choice: &ChallengeName| {
        *choice == ChallengeName::Password && choices.contains(&ChallengeName::PasswordSrp)
    };
    let can_be_used = |choice: &ChallengeName| match choice {
        ChallengeName::WebAuthn => passkey::is_supported(),
        choice => !is_double(choice),
    };
    let buttons = choices.iter().filter(|choice| can_be_used(choice));
    html! {
        <div class="choices">
            { for buttons.filter_map(|choice| {
                let label = choice_label(choice)?;
                let name = choice.as_str().to_owned();
                Some(html! { <SubmitButton key={choice.as_str()} {label} intent={name} /> })
            }) }
        </div>
    }
}
