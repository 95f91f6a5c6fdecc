//! Confirming a new account.

use yew::prelude::*;

use crate::{
    components::{EmailField, Field, FieldKind, Form, Link, SubmitButton},
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
                <Link to={Route::Login}>{ "sign in" }</Link>
                { " or " }
                <Link to={Route::ForgotPassword}>{ "reset your password" }</Link>
                { "." }
            </p>
        </>
    }
}
