//! The form for a question on the way in.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    Choices, EmailField, Field, FieldKind, Form, NewPasswordFields, SubmitButton, TotpSecret,
};
use crate::{
    cognito::challenge::Challenge,
    form::{FormValues, field},
    hooks::{ANOTHER_WAY, use_challenge, use_services},
    messages::prompt,
};

/// Properties of [`ChallengeCard`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChallengeCardProps {
    /// What was typed as the name.
    pub login_id: AttrValue,
    /// The question.
    pub challenge: Challenge,
    /// Whether there may be another way to sign in.
    pub can_choose: bool,
}

/// The question, the field for its answer, and the way back.
#[component]
pub fn ChallengeCard(props: &ChallengeCardProps) -> Html {
    let ChallengeCardProps {
        login_id,
        challenge,
        can_choose,
    } = props;
    let form = use_challenge(login_id, challenge);
    let card = use_node_ref();
    use_effect_with((challenge.clone(), form.round), {
        let card = card.clone();
        let submit = form.submission.submit.clone();
        move |(challenge, _)| {
            focus_first(&card);
            // There is nothing to fill in; the browser asks.
            if matches!(challenge, Challenge::WebAuthn { .. }) {
                submit.emit(FormValues::default());
            }
        }
    });
    let words = prompt(challenge);
    let is_choice = matches!(challenge, Challenge::SelectChallenge(_));
    html! {
        <div ref={card}>
            <h1>{ words.heading }</h1>
            <p>{ "Signing in as " }<strong>{ login_id }</strong>{ ". " }{ words.text }</p>
            <Form key={form.round} submission={form.submission}>
                { answer_fields(challenge, login_id) }
                if *can_choose && !is_choice {
                    <div class="buttons">
                        <SubmitButton label="Choose another way" intent={ANOTHER_WAY} />
                    </div>
                }
            </Form>
            <p>
                <button type="button" class="link" onclick={form.start_over}>{ "Start over" }</button>
            </p>
        </div>
    }
}

fn answer_fields(challenge: &Challenge, login_id: &AttrValue) -> Html {
    match challenge {
        Challenge::Code { .. } => html! { <><CodeField /><SubmitButton label="Continue" /></> },
        Challenge::SetUpApp { secret } => html! {
            <>
                <TotpSecret secret={secret.clone()} account={login_id.clone()} />
                <CodeField />
                <SubmitButton label="Continue" />
            </>
        },
        Challenge::NewPassword {
            required_attributes,
        } => html! {
            <>
                <UsernameForManagers {login_id} />
                <RequiredAttributes names={required_attributes.clone()} />
                <NewPasswordFields name={field::NEW_PASSWORD} label="New password" />
                <SubmitButton label="Set new password" />
            </>
        },
        Challenge::Password(_) => html! {
            <>
                <UsernameForManagers {login_id} />
                <Field
                    name={field::PASSWORD}
                    label="Password"
                    kind={FieldKind::CurrentPassword}
                />
                <SubmitButton label="Sign in" />
            </>
        },
        Challenge::SetUpEmail => html! {
            <><EmailField /><SubmitButton label="Send code" /></>
        },
        Challenge::Custom { .. } => html! {
            <><Field name={field::ANSWER} label="Answer" /><SubmitButton label="Continue" /></>
        },
        Challenge::WebAuthn { .. } => html! { <SubmitButton label="Use passkey" /> },
        Challenge::SelectMfaType(choices)
        | Challenge::SelectChallenge(choices)
        | Challenge::SelectMfaSetup(choices) => html! { <Choices choices={choices.clone()} /> },
    }
}

#[component]
fn CodeField() -> Html {
    html! {
        <Field
            name={field::VERIFICATION_CODE}
            label="Verification code"
            kind={FieldKind::OneTimeCode}
        />
    }
}

#[derive(PartialEq, Properties)]
struct UsernameProps {
    login_id: AttrValue,
}

/// Whose password it is, for the browser's password manager: people read it above the form.
#[component]
fn UsernameForManagers(props: &UsernameProps) -> Html {
    html! { <input hidden=true autocomplete="username" readonly=true value={&props.login_id} /> }
}

#[derive(PartialEq, Properties)]
struct RequiredAttributesProps {
    names: Vec<String>,
}

#[component]
fn RequiredAttributes(props: &RequiredAttributesProps) -> Html {
    let services = use_services();
    let fields = props.names.iter().map(|name| {
        let label = services.config.label_of(name);
        html! { <Field key={name.clone()} name={name.clone()} {label} /> }
    });
    fields.collect()
}

/// What is asked now gets the focus; the page itself did not change.
fn focus_first(card: &NodeRef) {
    let first = card
        .cast::<HtmlElement>()
        .and_then(|card| card.query_selector("input:not([hidden]), button").ok()?);
    if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus.
        let _ = element.focus();
    }
}
