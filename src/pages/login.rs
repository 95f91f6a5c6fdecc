//! Signing in.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{Field, FieldKind, Form, SubmitButton},
    form::field,
    hooks::{use_services, use_sign_in},
    route::Route,
};

/// The login page.
#[component]
pub fn LoginPage() -> Html {
    let services = use_services();
    let sign_in = use_sign_in();
    html! {
        <>
            <h1>{ "Login" }</h1>
            <Form submission={sign_in}>
                <Field
                    name={field::EMAIL}
                    label="Email"
                    kind={FieldKind::Email}
                    initial={services.remembered.email()}
                />
                <Field
                    name={field::PASSWORD}
                    label="Password"
                    kind={FieldKind::CurrentPassword}
                />
                <SubmitButton label="Sign in" />
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
