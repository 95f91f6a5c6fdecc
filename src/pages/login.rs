//! Signing in.

use yew::prelude::*;
use yew_router::components::Link;
use yewdux::use_selector;

use crate::{
    components::{ChallengeCard, EmailField, Field, FieldKind, Form, SocialSignIn, SubmitButton},
    config::SignInFlow,
    form::field,
    hooks::{PASSKEY, use_passkey_autofill, use_services, use_sign_in},
    passkey,
    route::Route,
    session::Session,
    store::AppStore,
};

/// The login page: the form that begins, or the question that came of it.
#[component]
pub fn LoginPage() -> Html {
    let session = use_selector(|store: &AppStore| store.session().clone());
    match &*session {
        Session::Challenged {
            login_id,
            challenge,
            can_choose,
        } => html! {
            <ChallengeCard
                key="challenge"
                login_id={login_id.clone()}
                challenge={challenge.clone()}
                can_choose={*can_choose}
            />
        },
        _ => html! { <Beginning key="beginning" /> },
    }
}

#[component]
fn Beginning() -> Html {
    let services = use_services();
    let sign_in = use_sign_in();
    use_passkey_autofill();
    let fields = match services.config.sign_in {
        SignInFlow::Password => html! {
            <>
                <Field
                    name={field::PASSWORD}
                    label="Password"
                    kind={FieldKind::CurrentPassword}
                />
                <SubmitButton label="Sign in" />
            </>
        },
        SignInFlow::Choice => html! {
            <div class="buttons">
                <SubmitButton label="Continue" />
                if passkey::is_supported() {
                    <SubmitButton label="Sign in with a passkey" intent={PASSKEY} />
                }
            </div>
        },
        SignInFlow::Custom => html! { <SubmitButton label="Continue" /> },
    };
    html! {
        <>
            <h1>{ "Login" }</h1>
            <Form submission={sign_in}>
                <EmailField passkeys={services.config.sign_in == SignInFlow::Choice} />
                { fields }
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
