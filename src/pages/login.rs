//! Signing in.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{EmailField, Field, FieldKind, Form, SocialSignIn, SubmitButton},
    form::field,
    hooks::use_sign_in,
    route::Route,
};

/// The login page.
#[component]
pub fn LoginPage() -> Html {
    let sign_in = use_sign_in();
    html! {
        <>
            <h1>{ "Login" }</h1>
            <Form submission={sign_in}>
                <EmailField />
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
            <SocialSignIn />
            <p>
                { "New here? " }
                <Link<Route> to={Route::SignUp}>{ "Create an account" }</Link<Route>>
                { "." }
            </p>
        </>
    }
}
