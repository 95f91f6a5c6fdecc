//! Signing in.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{Field, FieldKind, Form, SubmitButton},
    hooks::{use_services, use_sign_in},
    problem::field,
    route::Route,
};

/// The login page.
#[component]
pub fn LoginPage() -> Html {
    let services = use_services();
    let sign_in = use_sign_in();
    let problems = sign_in.problems;
    html! {
        <>
            <h1>{ "Login" }</h1>
            <Form onsubmit={sign_in.submit} problems={problems.clone()}>
                <Field
                    name={field::EMAIL}
                    label="Email"
                    kind={FieldKind::Email}
                    initial={services.remembered.email()}
                    problems={problems.clone()}
                />
                <Field
                    name={field::PASSWORD}
                    label="Password"
                    kind={FieldKind::CurrentPassword}
                    {problems}
                />
                <SubmitButton label="Sign in" busy={sign_in.busy} />
            </Form>
            <p>
                <Link<Route> to={Route::ForgotPassword}>{ "Forgot your password?" }</Link<Route>>
            </p>
            <p>
                { "New here? " }
                <Link<Route> to={Route::SignUp}>{ "Create an account" }</Link<Route>>
                { "." }
            </p>
        </>
    }
}
