//! Setting a new password without the old one: asking for a code, then using it.

use yew::prelude::*;
use yewdux::use_dispatch;

use super::{Services, Submission, use_go_to, use_services, use_submission};
use crate::{
    cognito::secret::{ConfirmationCode, Password},
    components::FormValues,
    messages::{Errand, explain},
    problem::Problem,
    problem::field,
    route::Route,
    store::{Action, AppStore},
    validation::{Checks, clean_code},
};

/// Where the user is on the way to a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResetStep {
    /// No code yet.
    AskForCode,
    /// The code was sent.
    SetPassword,
}

/// The two forms of a password reset.
#[derive(Debug, Clone, PartialEq)]
pub struct PasswordReset {
    /// Which of them is up.
    pub step: ResetStep,
    /// Goes to the other.
    pub go_to_step: Callback<ResetStep>,
    /// Asks for a code.
    pub ask_for_code: Submission,
    /// Sets the password.
    pub set_password: Submission,
}

/// Resets the password of the form's e-mail address.
#[hook]
pub fn use_forgot_password() -> PasswordReset {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to = use_go_to();
    let step = use_state_eq(|| ResetStep::AskForCode);

    let ask_for_code = use_submission({
        let (services, dispatch, step) = (services.clone(), dispatch.clone(), step.clone());
        move |values: FormValues| {
            let (services, dispatch, step) = (services.clone(), dispatch.clone(), step.clone());
            async move {
                send_code(&services, &values).await?;
                let text = "If this address has an account, a code is on its way to it.";
                dispatch.apply(Action::Notify(Route::ForgotPassword, text.into()));
                step.set(ResetStep::SetPassword);
                Ok(())
            }
        }
    });
    let set_password = use_submission(move |values: FormValues| {
        let (services, dispatch, go_to) = (services.clone(), dispatch.clone(), go_to.clone());
        async move {
            set_new_password(&services, &values).await?;
            let text = "Your new password is set. Please sign in.";
            dispatch.apply(Action::Notify(Route::Login, text.into()));
            go_to.push(Route::Login);
            Ok(())
        }
    });
    let go_to_step = Callback::from({
        let step = step.clone();
        move |next| step.set(next)
    });
    PasswordReset {
        step: *step,
        go_to_step,
        ask_for_code,
        set_password,
    }
}

async fn send_code(services: &Services, values: &FormValues) -> Result<(), Vec<Problem>> {
    let email = values.trimmed(field::EMAIL);
    let mut checks = Checks::default();
    checks.email(&email);
    checks.finish()?;

    services.remembered.set_email(&email);
    let policy = &services.config.password_policy;
    match services.authenticator.forgot_password(email).await {
        Err(error) if !error.depends_on_account() => {
            Err(vec![explain(&error, Errand::SendCode, policy)])
        }
        _ => Ok(()),
    }
}

async fn set_new_password(services: &Services, values: &FormValues) -> Result<(), Vec<Problem>> {
    let email = values.trimmed(field::EMAIL);
    let code = clean_code(&values.text(field::VERIFICATION_CODE));
    let password = values.text(field::NEW_PASSWORD);
    let confirmation = values.text(field::CONFIRM_PASSWORD);
    let policy = &services.config.password_policy;
    let mut checks = Checks::default();
    checks.email(&email);
    checks.verification_code(&code);
    checks.new_password(field::NEW_PASSWORD, &password, &confirmation, policy);
    checks.finish()?;

    services.remembered.set_email(&email);
    let (code, password) = (ConfirmationCode::new(code), Password::new(password));
    let outcome = services
        .authenticator
        .confirm_forgot_password(email, code, password)
        .await;
    outcome.map_err(|error| vec![explain(&error, Errand::SetNewPassword, policy)])
}
