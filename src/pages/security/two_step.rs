//! What is asked after the password.

mod authenticator_app;

use authenticator_app::AuthenticatorApp;
use yew::prelude::*;

use crate::{
    components::{ActionForm, Disclosure, SubmitButton, confirm, loaded, section},
    config::Mfa,
    hooks::{FormAction, Member, MfaChange, use_member, use_reread},
    session::{MfaMethod, MfaSettings, UserProfile},
};

const QUESTION: &str = "Without it, whoever knows your password can sign in.";

/// Properties of [`TwoStep`].
#[derive(PartialEq, Properties)]
pub(super) struct TwoStepProps {
    /// Whose account it is.
    pub(super) user: UserProfile,
    /// What the pool can ask.
    pub(super) mfa: Mfa,
}

/// What is asked, and what can be done about it.
#[component]
pub(super) fn TwoStep(TwoStepProps { user, mfa }: &TwoStepProps) -> Html {
    let member = use_member(user);
    let reread = use_reread(&member);
    let about = if mfa.required {
        "After your password you are asked for a code."
    } else {
        "After your password you can be asked for a code, so that the password alone lets nobody in."
    };
    let methods = user.mfa().map(|settings| {
        let methods = mfa.methods.iter();
        let items = methods.map(|method| item(&member, mfa, settings, *method));
        html! { <ul class="items">{ for items }</ul> }
    });
    let content = html! {
        <>
            <p>{ about }</p>
            // What is known stays, even if it cannot be read again.
            { methods.unwrap_or_else(|| loaded(reread, None)) }
        </>
    };
    section("two-step", "Two-step verification", content)
}

/// Whether a step is on, and what can be done about it.
fn item(member: &Member, mfa: &Mfa, settings: &MfaSettings, method: MfaMethod) -> Html {
    let name = name(method);
    let is_on = settings.has(method);
    let several = settings.enabled.len() > 1;
    let is_preferred = several && settings.preferred == Some(method);
    let state = match (is_on, is_preferred) {
        (true, true) => ": on, and the one you are asked for",
        (true, false) => ": on",
        (false, _) if is_asked_unbidden(member, mfa, settings, method) => {
            ": in use, as long as no step is on"
        }
        (false, _) => ": off",
    };
    let change = |change| member.change_mfa(method, change);
    html! {
        <li key={name}>
            <p><strong>{ name }</strong>{ state }</p>
            if method == MfaMethod::SoftwareToken {
                { set_up(member, is_on) }
            } else if !is_on {
                { turn_on(member, method) }
            }
            if several && is_on && !is_preferred {
                { button("Ask for this one", name, change(MfaChange::Prefer)) }
            }
            if is_on && !mfa.required {
                <Disclosure key="off" label="Turn off" description={format!("Turn off: {name}")}>
                    { confirm(change(MfaChange::TurnOff), QUESTION, "Turn it off", Html::default()) }
                </Disclosure>
            }
        </li>
    }
}

/// Whether a step is asked for that nobody turned on: where there must be one and none is on, the service sends codes to
/// wherever it can.
fn is_asked_unbidden(
    member: &Member,
    mfa: &Mfa,
    settings: &MfaSettings,
    method: MfaMethod,
) -> bool {
    let has_address = !member.user.attribute(address(method)).is_empty();
    mfa.required && settings.enabled.is_empty() && has_address
}

/// The attribute that tells where codes are sent; empty where none are.
fn address(method: MfaMethod) -> &'static str {
    match method {
        MfaMethod::Sms => "phone_number",
        MfaMethod::Email => "email",
        _ => "",
    }
}

fn name(method: MfaMethod) -> &'static str {
    match method {
        MfaMethod::SoftwareToken => "Authenticator app",
        MfaMethod::Sms => "Code by text message",
        MfaMethod::Email => "Code by e-mail",
        // No pool is known to ask for it as a step.
        MfaMethod::WebAuthn | MfaMethod::Unknown => "Another step",
    }
}

fn set_up(member: &Member, is_on: bool) -> Html {
    let label = if is_on {
        "Set up another app"
    } else {
        "Set up"
    };
    html! {
        <Disclosure key={label} {label}>
            <AuthenticatorApp user={member.user.clone()} />
        </Disclosure>
    }
}

/// Only an address or a number that is known to be the user's can be sent codes to.
fn turn_on(member: &Member, method: MfaMethod) -> Html {
    if member.user.has_verified(address(method)) {
        button(
            "Turn on",
            name(method),
            member.change_mfa(method, MfaChange::TurnOn),
        )
    } else {
        let words = match method {
            MfaMethod::Sms => "To turn it on, verify a phone number in your profile.",
            _ => "To turn it on, verify an e-mail address in your profile.",
        };
        html! { <p class="hint">{ words }</p> }
    }
}

fn button(label: &'static str, name: &str, action: FormAction) -> Html {
    html! {
        <ActionForm key={label} {action}>
            <SubmitButton {label} description={format!("{label}: {name}")} />
        </ActionForm>
    }
}
