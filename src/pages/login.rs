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
    let by_password = services.config.sign_in == SignInFlow::Password;
    let passkeys = passkey::is_offered(services.config.passkeys.as_ref());
    html! {
        <>
            <h1>{ "Login" }</h1>
            <Form submission={sign_in}>
                <EmailField {passkeys} />
                if by_password {
                    <Field
                        name={field::PASSWORD}
                        label="Password"
                        kind={FieldKind::CurrentPassword}
                    />
                }
                <div class="buttons">
                    <SubmitButton label={if by_password { "Sign in" } else { "Continue" }} />
                    if passkeys {
                        <SubmitButton label="Sign in with a passkey" intent={PASSKEY} />
                    }
                </div>
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
