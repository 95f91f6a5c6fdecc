//! Signing in.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Outcome, Services, Submission, use_services, use_submission};
use crate::{
    cognito::{ErrorCode, secret::Password},
    form::{Checks, FormValues, field},
    messages::{Errand, explain},
    route::Route,
    store::{Action, AppStore},
};

/// Signs in with the form's e-mail address and password. Where the user goes from here, the
/// guard decides.
#[hook]
pub fn use_sign_in() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    use_submission(move |values| sign_in(services.clone(), dispatch.clone(), values))
}

async fn sign_in(services: Services, dispatch: Dispatch<AppStore>, values: FormValues) -> Outcome {
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
    let password = Password::new(password);
    let error = match services.authenticator.sign_in(&email, &password).await {
        Ok(session) => {
            dispatch.apply(Action::SessionChanged(session));
            return Ok(None);
        }
        Err(error) => error,
    };
    let (route, text) = match error.code() {
        Some(ErrorCode::UserNotConfirmed) => (
            Route::VerifyAccount,
            "Verify your account first: enter the code from our message, or ask for a new one.",
        ),
        Some(ErrorCode::PasswordResetRequired) => (
            Route::ForgotPassword,
            "Your password must be reset. Ask for a code, or use the one that you were sent.",
        ),
        _ => {
            let policy = &services.config.password_policy;
            return Err(vec![explain(&error, Errand::SignIn, policy)]);
        }
    };
    dispatch.apply(Action::Notify(route, text.into()));
    Ok(Some(route))
}
