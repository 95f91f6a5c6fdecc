//! Signing in.

use yew::prelude::*;
use yewdux::use_dispatch;

use super::{Submission, use_go_to, use_services, use_submission};
use crate::{
    cognito::{ErrorCode, secret::Password},
    components::FormValues,
    messages::{Errand, explain},
    problem::field,
    route::Route,
    store::{Action, AppStore},
    validation::Checks,
};

/// Signs in with the form's e-mail address and password. Where the user goes from here, the
/// guard decides.
#[hook]
pub fn use_sign_in() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to = use_go_to();
    use_submission(move |values: FormValues| {
        let (services, dispatch, go_to) = (services.clone(), dispatch.clone(), go_to.clone());
        async move {
            let email = values.trimmed(field::EMAIL);
            let password = values.text(field::PASSWORD);
            let mut checks = Checks::default();
            checks.email(&email);
            checks.require(
                !password.is_empty(),
                field::PASSWORD,
                "Enter your password.",
            );
            checks.finish()?;

            services.remembered.set_email(&email);
            let outcome = services
                .authenticator
                .sign_in(&email, &Password::new(password))
                .await;
            let error = match outcome {
                Ok(user) => {
                    dispatch.apply(Action::SignedIn(user));
                    return Ok(());
                }
                Err(error) => error,
            };
            let (route, text) = match error.code() {
                Some(ErrorCode::UserNotConfirmed) => (
                    Route::VerifyAccount,
                    "Verify your account first: enter the code from our message, or ask for a \
                     new one.",
                ),
                Some(ErrorCode::PasswordResetRequired) => (
                    Route::ForgotPassword,
                    "Your password must be set anew. We send you a code for that.",
                ),
                _ => {
                    let policy = &services.config.password_policy;
                    return Err(vec![explain(&error, Errand::SignIn, policy)]);
                }
            };
            dispatch.apply(Action::Notify(route, text.into()));
            go_to.push(route);
            Ok(())
        }
    })
}
