//! Confirming a new account.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{EmailField, Field, FieldKind, Form, SubmitButton},
    form::field,
    hooks::{RESEND, use_verify_account},
    route::Route,
};

/// The page that takes the code for a new account.
#[component]
pub fn VerifyAccountPage() -> Html {
    let verify = use_verify_account();
    html! {
        <>
            <h1>{ "Verify account" }</h1>
            <Form submission={verify}>
                <EmailField />
                <Field
                    name={field::VERIFICATION_CODE}
                    label="Verification code"
                    kind={FieldKind::OneTimeCode}
                />
                <div class="buttons">
                    <SubmitButton label="Verify account" />
                    <SubmitButton label="Resend code" intent={RESEND} />
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
