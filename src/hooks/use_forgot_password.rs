//! Setting a new password without the old one: asking for a code, then using it.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{
    Outcome, Services, Submission, address_for_code, end_sign_in, use_arrival, use_services,
    use_submission,
};
use crate::{
    cognito::secret::{ConfirmationCode, Password},
    form::{Checks, FormValues, clean_code, field},
    messages::{Errand, explain, explain_unless_it_tells_of_the_account},
    route::Route,
    store::{Action, AppStore},
};

/// Where the user is on the way to a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResetStep {
    /// No code yet.
    AskForCode,
    /// The code was sent.
    SetPassword,
}

/// Where the user is, and how to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct PasswordReset {
    /// Which form is up.
    pub step: ResetStep,
    /// Whether another one was, since the page is there.
    pub has_moved: bool,
    /// Goes to a form.
    pub go_to_step: Callback<ResetStep>,
}

/// Resets a password in two steps. A reload leaves the user where they are; leaving the page ends it.
#[hook]
pub fn use_forgot_password() -> PasswordReset {
    let services = use_services();
    let remembered = &services.remembered;
    let state = use_state_eq(|| {
        let step = if remembered.awaits_reset_code() {
            ResetStep::SetPassword
        } else {
            ResetStep::AskForCode
        };
        (step, false)
    });
    let has_left = use_mut_ref(|| false);
    use_arrival({
        let (services, has_left) = (services.clone(), has_left.clone());
        move || {
            move || {
                *has_left.borrow_mut() = true;
                services.remembered.set_awaits_reset_code(false);
            }
        }
    });
    let (step, has_moved) = *state;
    let go_to_step = Callback::from(move |next| {
        // What was asked for may come after the user has left.
        if !*has_left.borrow() {
            let is_second = next == ResetStep::SetPassword;
            services.remembered.set_awaits_reset_code(is_second);
            state.set((next, true));
        }
    });
    PasswordReset {
        step,
        has_moved,
        go_to_step,
    }
}

/// Asks for a code for the form's e-mail address, and goes on to the form for it.
#[hook]
pub fn use_ask_for_reset_code(reset: &PasswordReset) -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to_step = reset.go_to_step.clone();
    use_submission(move |values| {
        let (services, dispatch) = (services.clone(), dispatch.clone());
        let go_to_step = go_to_step.clone();
        async move {
            let next = ask_for_code(services, dispatch, values).await?;
            go_to_step.emit(ResetStep::SetPassword);
            Ok(next)
        }
    })
}

/// Sets the password by the form's code.
#[hook]
pub fn use_set_new_password() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    use_submission(move |values| set_password(services.clone(), dispatch.clone(), values))
}

async fn ask_for_code(
    services: Services,
    dispatch: Dispatch<AppStore>,
    values: FormValues,
) -> Outcome {
    let email = address_for_code(&services, &values)?;
    let outcome = services.authenticator.forgot_password(email).await;
    explain_unless_it_tells_of_the_account(outcome, &services.config.password_policy)?;
    let text = "If this address has an account, a code is on its way to it.";
    dispatch.apply(Action::Notify(Route::ForgotPassword, text.into()));
    Ok(None)
}

async fn set_password(
    services: Services,
    dispatch: Dispatch<AppStore>,
    values: FormValues,
) -> Outcome {
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
    let authenticator = &services.authenticator;
    let under_way = authenticator.sign_in_under_way();
    let outcome = authenticator
        .confirm_forgot_password(email, code, password)
        .await;
    outcome.map_err(|error| vec![explain(&error, Errand::SetNewPassword, policy)])?;
    let text = "Your new password is set. Please sign in.";
    end_sign_in(&services, &dispatch, under_way.as_ref());
    dispatch.apply(Action::Notify(Route::Login, text.into()));
    Ok(Some(Route::Login))
}
