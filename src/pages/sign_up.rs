//! Creating an account.

use yew::prelude::*;
use yew_router::components::Link;

use crate::{
    components::{AttributeField, EmailField, Form, NewPasswordFields, SocialSignIn, SubmitButton},
    form::field,
    hooks::{use_services, use_sign_up},
    route::Route,
};

/// The sign-up page.
#[component]
pub fn SignUpPage() -> Html {
    let services = use_services();
    let sign_up = use_sign_up();
    html! {
        <>
            <h1>{ "Sign up" }</h1>
            <Form submission={sign_up}>
                <EmailField />
                { for services.config.asked_at_sign_up().map(|attribute| html! {
                    <AttributeField
                        key={attribute.name.clone()}
                        name={attribute.name.clone()}
                        label={attribute.label.clone()}
                    />
                }) }
                <NewPasswordFields name={field::PASSWORD} label="Password" />
                <SubmitButton label="Create account" />
            </Form>
            <SocialSignIn />
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
