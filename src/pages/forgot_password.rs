//! Setting a new password without the old one.

use yew::prelude::*;

use crate::{
    components::{
        EmailField, Field, FieldKind, Form, Link, NewPasswordFields, SubmitButton, use_focus_first,
    },
    form::field,
    hooks::{
        PasswordReset, ResetStep, use_ask_for_reset_code, use_forgot_password, use_set_new_password,
    },
    route::Route,
};

/// The page for a forgotten password.
#[component]
pub fn ForgotPasswordPage() -> Html {
    let reset = use_forgot_password();
    html! {
        <>
            <h1>{ "Reset password" }</h1>
            { match reset.step {
                ResetStep::AskForCode => html! { <AskForCode key="ask" {reset} /> },
                ResetStep::SetPassword => html! { <SetPassword key="set" {reset} /> },
            } }
            <p>
                { "No code came? If your account is new, " }
                <Link to={Route::VerifyAccount}>{ "verify it first" }</Link>
                { ". Remembered your password? " }
                <Link to={Route::Login}>{ "Sign in" }</Link>
                { "." }
            </p>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct StepProps {
    reset: PasswordReset,
}

#[component]
fn AskForCode(StepProps { reset }: &StepProps) -> Html {
    let part = use_focus_first(reset.has_moved);
    let submission = use_ask_for_reset_code(reset);
    let onclick = reset.go_to_step.reform(|_| ResetStep::SetPassword);
    html! {
        <div ref={part}>
            <Form {submission}>
                <EmailField hint="We send a code to this address." />
                <SubmitButton label="Send reset code" />
            </Form>
            <p><button type="button" class="link" {onclick}>{ "I have a code already" }</button></p>
        </div>
    }
}

#[component]
fn SetPassword(StepProps { reset }: &StepProps) -> Html {
    let part = use_focus_first(reset.has_moved);
    let submission = use_set_new_password();
    let onclick = reset.go_to_step.reform(|_| ResetStep::AskForCode);
    html! {
        <div ref={part}>
            <Form {submission}>
                <EmailField />
                <Field
                    name={field::VERIFICATION_CODE}
                    label="Verification code"
                    kind={FieldKind::OneTimeCode}
                />
                <NewPasswordFields name={field::NEW_PASSWORD} label="New password" />
                <SubmitButton label="Set new password" />
            </Form>
            <p><button type="button" class="link" {onclick}>{ "Ask for another code" }</button></p>
        </div>
    }
}
