//! Confirming a new account by the code that was sent.

use yew::prelude::*;
use yewdux::use_dispatch;

use super::{Services, Submission, use_go_to, use_services, use_submission};
use crate::{
    cognito::secret::ConfirmationCode,
    components::FormValues,
    messages::{Errand, explain},
    problem::Problem,
    problem::field,
    route::Route,
    store::{Action, AppStore},
    validation::{Checks, clean_code},
};

/// The intent of the button that asks for a new code.
pub const RESEND: &str = "resend";

/// Confirms the account of the form's e-mail address, or sends a new code to it.
#[hook]
pub fn use_verify_account() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to = use_go_to();
    use_submission(move |values: FormValues| {
        let (services, dispatch, go_to) = (services.clone(), dispatch.clone(), go_to.clone());
        async move {
            if values.intent() == RESEND {
                resend(&services, &values).await?;
                let text = "If this address has an account that waits for its code, a new code is \
                            on its way.";
                dispatch.apply(Action::Notify(Route::VerifyAccount, text.into()));
            } else {
                verify(&services, &values).await?;
                let text = "Your account is verified. Please sign in.";
                dispatch.apply(Action::Notify(Route::Login, text.into()));
                go_to.push(Route::Login);
            }
            Ok(())
        }
    })
}

async fn verify(services: &Services, values: &FormValues) -> Result<(), Vec<Problem>> {
    let email = values.trimmed(field::EMAIL);
    let code = clean_code(&values.text(field::VERIFICATION_CODE));
    let mut checks = Checks::default();
    checks.email(&email);
    checks.verification_code(&code);
    checks.finish()?;

    services.remembered.set_email(&email);
    let code = ConfirmationCode::new(code);
    let policy = &services.config.password_policy;
    let outcome = services.authenticator.confirm_sign_up(email, code).await;
    outcome.map_err(|error| vec![explain(&error, Errand::VerifyAccount, policy)])
}

async fn resend(services: &Services, values: &FormValues) -> Result<(), Vec<Problem>> {
    let email = values.trimmed(field::EMAIL);
    let mut checks = Checks::default();
    checks.email(&email);
    checks.finish()?;

    services.remembered.set_email(&email);
    let policy = &services.config.password_policy;
    match services.authenticator.resend_confirmation_code(email).await {
        Err(error) if !error.depends_on_account() => {
            Err(vec![explain(&error, Errand::SendCode, policy)])
        }
        _ => Ok(()),
    }
}
