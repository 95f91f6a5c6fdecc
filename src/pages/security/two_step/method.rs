//! One second step: whether it is on, and what can be done about it.

use yew::prelude::*;

use super::authenticator_app::AuthenticatorApp;
use crate::{
    components::{Confirm, Disclosure, Form, SubmitButton},
    hooks::{MfaChange, use_mfa_change},
    session::{MfaMethod, MfaSettings, UserProfile},
};

/// Properties of [`Method`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct MethodProps {
    /// Whose step it is.
    pub user: UserProfile,
    /// Which.
    pub method: MfaMethod,
    /// What is on.
    pub settings: MfaSettings,
    /// Whether the pool lets nobody turn it off.
    pub required: bool,
}

/// Properties of what is done about a step.
#[derive(Debug, Clone, PartialEq, Properties)]
struct StepProps {
    user: UserProfile,
    method: MfaMethod,
}

#[component]
pub(super) fn Method(props: &MethodProps) -> Html {
    let MethodProps {
        user,
        method,
        settings,
        required,
    } = props;
    let (user, method) = (user.clone(), *method);
    let name = name(method);
    let is_on = settings.has(method);
    let is_preferred = settings.preferred == Some(method);
    let several = settings.enabled.len() > 1;
    let set_up = match (method, is_on) {
        (MfaMethod::SoftwareToken, false) => "Set up",
        _ => "Set up another app",
    };
    html! {
        <li>
            <p>
                <strong>{ name }</strong>
                { match (is_on, is_preferred && several) {
                    (true, true) => ": on, and the one you are asked for",
                    (true, false) => ": on",
                    (false, _) => ": off",
                } }
            </p>
            if method == MfaMethod::SoftwareToken {
                <Disclosure key={set_up} label={set_up}>
                    <AuthenticatorApp user={user.clone()} />
                </Disclosure>
            } else if !is_on {
                <TurnOn key="on" user={user.clone()} {method} />
            }
            if several && is_on && !is_preferred {
                <Prefer key="prefer" user={user.clone()} {method} />
            }
            if is_on && !required {
                <Disclosure
                    key="off"
                    label="Turn off"
                    description={format!("Turn off: {name}")}
                >
                    <TurnOff {user} {method} />
                </Disclosure>
            }
        </li>
    }
}

fn name(method: MfaMethod) -> &'static str {
    match method {
        MfaMethod::SoftwareToken => "Authenticator app",
        MfaMethod::Sms => "Code by text message",
        MfaMethod::Email => "Code by e-mail",
        MfaMethod::Unknown => "Another step",
    }
}

/// Only an address or a number that is known to be the user's can be sent codes to.
#[component]
fn TurnOn(StepProps { user, method }: &StepProps) -> Html {
    let submission = use_mfa_change(user, *method, MfaChange::TurnOn);
    let (attribute, words) = match method {
        MfaMethod::Sms => (
            "phone_number",
            "It needs a verified phone number in your profile.",
        ),
        _ => (
            "email",
            "It needs a verified e-mail address in your profile.",
        ),
    };
    if !user.has_verified(attribute) {
        return html! { <p class="hint">{ words }</p> };
    }
    html! {
        <Form {submission}>
            <SubmitButton label="Turn on" description={format!("Turn on: {}", name(*method))} />
        </Form>
    }
}

#[component]
fn Prefer(StepProps { user, method }: &StepProps) -> Html {
    let submission = use_mfa_change(user, *method, MfaChange::Prefer);
    html! {
        <Form {submission}>
            <SubmitButton
                label="Ask for this one"
                description={format!("Ask for this one: {}", name(*method))}
            />
        </Form>
    }
}

#[component]
fn TurnOff(StepProps { user, method }: &StepProps) -> Html {
    let submission = use_mfa_change(user, *method, MfaChange::TurnOff);
    html! {
        <Confirm
            {submission}
            question="Without it, whoever knows your password can sign in."
            label="Turn it off"
        />
    }
}
