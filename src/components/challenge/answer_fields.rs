//! What a question is answered by.

use yew::prelude::*;

use crate::{
    cognito::challenge::Challenge,
    components::{
        AttributeField, EmailField, Field, FieldKind, NewPasswordFields, SubmitButton, TotpSecret,
        choices,
    },
    form::field,
    hooks::use_services,
    messages::no_code_hint,
};

/// The fields for the answer to a question, and the buttons that send it.
pub(super) fn answer_fields(challenge: &Challenge, login_id: &AttrValue, can_resend: bool) -> Html {
    match challenge {
        Challenge::Code { name, .. } => html! {
            <>
                { code_field(no_code_hint(name, can_resend)) }
                <SubmitButton label="Continue" />
            </>
        },
        Challenge::AppIsSetUp => html! { <SubmitButton label="Continue" /> },
        Challenge::SetUpApp { secret } => html! {
            <>
                <TotpSecret secret={secret.clone()} account={login_id.clone()} />
                { code_field(None) }
                <SubmitButton label="Continue" />
            </>
        },
        Challenge::NewPassword {
            required_attributes,
        } => html! {
            <>
                { username_for_managers(login_id) }
                <RequiredAttributes names={required_attributes.clone()} />
                <NewPasswordFields name={field::NEW_PASSWORD} label="New password" />
                <SubmitButton label="Set new password" />
            </>
        },
        Challenge::Password(_) => html! {
            <>
                { username_for_managers(login_id) }
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
        Challenge::SelectMfaType(_)
        | Challenge::SelectChallenge(_)
        | Challenge::SelectMfaSetup(_) => choices(challenge),
    }
}

fn code_field(hint: Option<&'static str>) -> Html {
    html! {
        <Field
            name={field::VERIFICATION_CODE}
            label="Verification code"
            kind={FieldKind::OneTimeCode}
            hint={hint.map(AttrValue::from)}
        />
    }
}

/// Whose password it is, for the browser's password manager: people read it above the form.
fn username_for_managers(login_id: &AttrValue) -> Html {
    html! { <input hidden=true autocomplete="username" readonly=true value={login_id} /> }
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
        html! { <AttributeField key={name.clone()} name={name.clone()} {label} /> }
    });
    fields.collect()
}
