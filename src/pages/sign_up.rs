//! Creating an account.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{Field, FieldKind, Form, SubmitButton},
    hooks::{use_services, use_sign_up},
    problem::field,
    route::Route,
};

/// The sign-up page.
#[component]
pub fn SignUpPage() -> Html {
    let services = use_services();
    let sign_up = use_sign_up();
    let problems = sign_up.problems;
    let policy = services.config.password_policy.sentence();
    html! {
        <>
            <h1>{ "Sign up" }</h1>
            <Form onsubmit={sign_up.submit} problems={problems.clone()}>
                <Field
                    name={field::EMAIL}
                    label="Email"
                    kind={FieldKind::Email}
                    initial={services.remembered.email()}
                    problems={problems.clone()}
                />
                { for services.config.asked_at_sign_up().map(|attribute| html! {
                    <Field
                        key={attribute.name.clone()}
                        name={attribute.name.clone()}
                        label={attribute.label.clone()}
                        problems={problems.clone()}
                    />
                }) }
                <Field
                    name={field::PASSWORD}
                    label="Password"
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
                <SubmitButton label="Create account" busy={sign_up.busy} />
            </Form>
            <p>
                { "You have an account? " }
                <Link<Route> to={Route::Login}>{ "Sign in" }</Link<Route>>
                { ". You have a code? " }
                <Link<Route> to={Route::VerifyAccount}>{ "Verify your account" }</Link<Route>>
                { "." }
            </p>
        </>
    }
}
