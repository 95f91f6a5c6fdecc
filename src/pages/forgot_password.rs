//! Setting a new password without the old one.

use yew::prelude::*;

use crate::{
    components::{Field, FieldKind, Form, SubmitButton},
    hooks::{PasswordReset, ResetStep, use_forgot_password, use_services},
    problem::field,
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
        </>
    }
}

#[derive(PartialEq, Properties)]
struct StepProps {
    reset: PasswordReset,
}

#[component]
fn AskForCode(StepProps { reset }: &StepProps) -> Html {
    let services = use_services();
    let problems = reset.ask_for_code.problems.clone();
    let onclick = reset.go_to_step.reform(|_| ResetStep::SetPassword);
    html! {
        <>
            <Form onsubmit={reset.ask_for_code.submit.clone()} problems={problems.clone()}>
                <Field
                    name={field::EMAIL}
                    label="Email"
                    kind={FieldKind::Email}
                    initial={services.remembered.email()}
                    hint="We send a code to this address."
                    {problems}
                />
                <SubmitButton label="Send reset code" busy={reset.ask_for_code.busy} />
            </Form>
            <p><button type="button" class="link" {onclick}>{ "I have a code already" }</button></p>
        </>
    }
}

#[component]
fn SetPassword(StepProps { reset }: &StepProps) -> Html {
    let services = use_services();
    let problems = reset.set_password.problems.clone();
    let onclick = reset.go_to_step.reform(|_| ResetStep::AskForCode);
    let policy = services.config.password_policy.sentence();
    html! {
        <>
            <Form onsubmit={reset.set_password.submit.clone()} problems={problems.clone()}>
                <Field
                    name={field::EMAIL}
                    label="Email"
                    kind={FieldKind::Email}
                    initial={services.remembered.email()}
                    problems={problems.clone()}
                />
                <Field
                    name={field::VERIFICATION_CODE}
                    label="Verification code"
                    kind={FieldKind::OneTimeCode}
                    problems={problems.clone()}
                />
                <Field
                    name={field::NEW_PASSWORD}
                    label="New password"
                    kind={FieldKind::NewPassword}
                    hint={policy}
                    problems={problems.clone()}
                />
                <Field
                    name={field::CONFIRM_PASSWORD}
                    label="Confirm password"
                    kind={FieldKind::NewPassword}
                    {problems}
                />
                <SubmitButton label="Set new password" busy={reset.set_password.busy} />
            </Form>
            <p><button type="button" class="link" {onclick}>{ "Ask for another code" }</button></p>
        </>
    }
}
