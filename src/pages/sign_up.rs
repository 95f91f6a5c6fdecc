//! Creating an account.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{Field, FieldKind, Form, SubmitButton},
    form::field,
    hooks::{use_services, use_sign_up},
    route::Route,
};

/// The sign-up page.
#[component]
pub fn SignUpPage() -> Html {
    let services = use_services();
    let sign_up = use_sign_up();
    let policy = services.config.password_policy.sentence();
    html! {
        <>
            <h1>{ "Sign up" }</h1>
            <Form submission={sign_up}>
                <Field
                    name={field::EMAIL}
                    label="Email"
                    kind={FieldKind::Email}
                    initial={services.remembered.email()}
                />
                { for services.config.asked_at_sign_up().map(|attribute| html! {
                    <Field
                        key={attribute.name.clone()}
                        name={attribute.name.clone()}
                        label={attribute.label.clone()}
                    />
                }) }
                <Field
                    name={field::PASSWORD}
                    label="Password"
                    kind={FieldKind::NewPassword}
                    hint={policy}
                />
                <Field
                    name={field::CONFIRM_PASSWORD}
                    label="Confirm password"
                    kind={FieldKind::NewPassword}
                />
                <SubmitButton label="Create account" />
            </Form>
            <p>
                { "Already have an account? " }
                <Link<Route> to={Route::Login}>{ "Sign in" }</Link<Route>>
                { ". Already have a code? " }
                <Link<Route> to={Route::VerifyAccount}>{ "Verify your account" }</Link<Route>>
                { "." }
            </p>
        </>
    }
}
