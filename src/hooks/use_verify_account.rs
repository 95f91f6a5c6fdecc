//! Confirming a new account by the code that was sent.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{
    Outcome, Services, Submission, address_for_code, end_sign_in, use_services, use_submission,
};
use crate::{
    cognito::secret::ConfirmationCode,
    form::{Checks, FormValues, clean_code, field},
    messages::{Errand, explain, explain_unless_it_tells_of_the_account},
    route::Route,
    session::Session,
    store::{Action, AppStore},
};

/// The intent of the button that asks for a new code.
pub const RESEND: &str = "resend";

/// Confirms the account of the form's e-mail address, or sends a new code to it.
#[hook]
pub fn use_verify_account() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    use_submission(move |values: FormValues| {
        let (services, dispatch) = (services.clone(), dispatch.clone());
        async move {
            if values.intent() == RESEND {
                resend(&services, &dispatch, &values).await
            } else {
                verify(&services, &dispatch, &values).await
            }
        }
    })
}

async fn verify(
    services: &Services,
    dispatch: &Dispatch<AppStore>,
    values: &FormValues,
) -> Outcome {
    let email = values.trimmed(field::EMAIL);
    let code = clean_code(&values.text(field::VERIFICATION_CODE));
    let mut checks = Checks::default();
    checks.email(&email);
    checks.verification_code(&code);
    checks.finish()?;

    services.remembered.set_email(&email);
    let code = ConfirmationCode::new(code);
    let authenticator = &services.authenticator;
    let under_way = authenticator.sign_in_under_way();
    let outcome = authenticator.confirm_sign_up(email.clone(), code).await;
    let policy = &services.config.password_policy;
    let outcome = outcome.map_err(|error| vec![explain(&error, Errand::VerifyAccount, policy)]);
    // Where that does not lead in, the password does.
    if let Some(beginning) = outcome?
        && let Ok(session) = authenticator.sign_in(&email, &beginning).await
    {
        if matches!(session, Session::Challenged { .. }) {
            dispatch.apply(Action::SessionChanged(session));
            let text = "Your account is verified.";
            dispatch.apply(Action::Notify(Route::Login, text.into()));
            return Ok(Some(Route::Login));
        }
        // The guard leads on as soon as it hears of the session.
        let arrival = services.remembered.return_to();
        dispatch.apply(Action::SessionChanged(session));
        let text = "Your account is verified, and you are signed in.";
        let arrival = arrival.unwrap_or(Route::AuthenticatedPage);
        dispatch.apply(Action::Notify(arrival, text.into()));
        return Ok(None);
    }
    let text = "Your account is verified. Please sign in.";
    end_sign_in(services, dispatch, under_way.as_ref());
    dispatch.apply(Action::Notify(Route::Login, text.into()));
    Ok(Some(Route::Login))
}

async fn resend(
    services: &Services,
    dispatch: &Dispatch<AppStore>,
    values: &FormValues,
) -> Outcome {
    let email = address_for_code(services, values)?;
    let outcome = services.authenticator.resend_confirmation_code(email).await;
    explain_unless_it_tells_of_the_account(outcome, &services.config.password_policy)?;
    let text = "If this address has an account that waits for its code, a new code is on its way.";
    dispatch.apply(Action::Notify(Route::VerifyAccount, text.into()));
    Ok(None)
}
