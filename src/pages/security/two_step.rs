//! What is asked after the password.

mod authenticator_app;
mod method;

use method::Method;
use yew::prelude::*;

use super::UserProps;
use crate::{components::Section, hooks::use_services};

/// Nothing at all where the pool has no second steps.
#[component]
pub(super) fn TwoStepSection(UserProps { user }: &UserProps) -> Html {
    let services = use_services();
    let Some(mfa) = &services.config.mfa else {
        return Html::default();
    };
    let content = if let Some(settings) = user.mfa() {
        let methods = mfa.methods.iter().map(|method| {
            html! {
                <Method
                    key={format!("{method:?}")}
                    user={user.clone()}
                    method={*method}
                    settings={settings.clone()}
                    required={mfa.required}
                />
            }
        });
        html! { <ul class="items">{ for methods }</ul> }
    } else {
        html! { <p>{ "Your settings could not be read. Load this page again when you are connected." }</p> }
    };
    html! {
        <Section id="two-step" heading="Two-step verification">
            <p>
                { if mfa.required {
                    "After your password you are asked for a code."
                } else {
                    "After your password you can be asked for a code, so that the password alone \
                     lets nobody in."
                } }
            </p>
            { content }
        </Section>
    }
}
