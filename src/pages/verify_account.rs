//! Confirming a new account.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{Field, FieldKind, Form, SubmitButton},
    hooks::{RESEND, use_services, use_verify_account},
    problem::field,
    route::Route,
};

/// The page that takes the code for a new account.
#[component]
pub fn VerifyAccountPage() -> Html {
    let services = use_services();
    let verify = use_verify_account();
    let problems = verify.problems;
    html! {
        <>
            <h1>{ "Verify account" }</h1>
            <Form onsubmit={verify.submit} problems={problems.clone()}>
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
                    {problems}
                />
                <div class="buttons">
                    <SubmitButton label="Verify account" busy={verify.busy} />
                    <SubmitButton label="Resend code" intent={RESEND} busy={verify.busy} secondary=true />
                </div>
            </Form>
            <p>
                { "No code came? If this address has an account already, " }
                <Link<Route> to={Route::Login}>{ "sign in" }</Link<Route>>
                { " or " }
                <Link<Route> to={Route::ForgotPassword}>{ "reset your password" }</Link<Route>>
                { "." }
            </p>
        </>
    }
}
