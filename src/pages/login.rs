//! Signing in.

use yew::prelude::*;

use crate::{
    components::{
        ChallengeCard, EmailField, Field, FieldKind, Form, Link, SocialSignIn, SubmitButton,
        use_focus_first,
    },
    form::field,
    hooks::{PASSKEY, use_passkey_autofill, use_services, use_session, use_sign_in},
    passkey,
    route::Route,
    session::Session,
};

/// The login page: the form that begins, or the question that came of it.
#[component]
pub fn LoginPage() -> Html {
    let session = use_session();
    let was_asked = use_mut_ref(|| false);
    match &*session {
        Session::Challenged {
            login_id,
            challenge,
            ways,
            can_resend,
            asked_at,
        } => {
            was_asked.replace(true);
            html! {
                // The next question is another one, even if it is the same.
                <ChallengeCard
                    key={*asked_at}
                    login_id={login_id.clone()}
                    challenge={challenge.clone()}
                    ways={ways.clone()}
                    can_resend={can_resend.clone()}
                />
            }
        }
        _ => html! { <Beginning key="beginning" is_return={*was_asked.borrow()} /> },
    }
}

#[derive(PartialEq, Properties)]
struct BeginningProps {
    /// Whether a question was there before.
    is_return: bool,
}

#[component]
fn Beginning(props: &BeginningProps) -> Html {
    let services = use_services();
    let part = use_focus_first(props.is_return);
    let sign_in = use_sign_in();
    use_passkey_autofill();
    let by_password = services.config.sign_in.begins_with_password();
    let passkeys = passkey::is_offered(services.config.passkeys.as_ref());
    html! {
        <div ref={part}>
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
                <Link to={Route::ForgotPassword}>{ "Forgot your password?" }</Link>
            </p>
            <SocialSignIn />
            <p>
                { "New here? " }
                <Link to={Route::SignUp}>{ "Create an account" }</Link>
                { "." }
            </p>
        </div>
    }
}
