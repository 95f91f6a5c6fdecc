//! Creating an account.

use yew::prelude::*;

use crate::{
    components::{
        AttributeField, EmailField, Form, Link, NewPasswordFields, SocialSignIn, SubmitButton,
    },
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
                <Link to={Route::Login}>{ "Sign in" }</Link>
                { ". Already have a code? " }
                <Link to={Route::VerifyAccount}>{ "Verify your account" }</Link>
                { "." }
            </p>
        </>
    }
}
