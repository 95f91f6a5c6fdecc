//! Signing in.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{
    Outcome, Services, Submission, after_sign_in, is_usable, skip_single_choices, use_services,
    use_submission,
};
use crate::{
    cognito::{
        Error, ErrorCode,
        authenticate::Beginning,
        challenge::{Answer, Challenge},
        ops::ChallengeName,
        secret::Password,
    },
    config::SignInFlow,
    form::{Checks, FormValues, field},
    messages::Errand,
    route::Route,
    session::Session,
    store::{Action, AppStore},
};

/// The intent of the button that signs in with a passkey.
pub const PASSKEY: &str = "passkey";

/// The service says the same of an address that has no account. A passkey may be there that does not stand for
/// the second step that the user must take.
const NO_PASSKEY: &str = "There is no passkey for this address that signs you in here. \
    Sign in another way.";

/// Begins to sign in with the form's e-mail address and, where that is the way, its password. Where
/// the user goes from here, the guard decides.
#[hook]
pub fn use_sign_in() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    use_submission(move |values| sign_in(services.clone(), dispatch.clone(), values))
}

async fn sign_in(services: Services, dispatch: Dispatch<AppStore>, values: FormValues) -> Outcome {
    let email = values.trimmed(field::EMAIL);
    let mut checks = Checks::default();
    checks.email(&email);
    let preferred = services.remembered.preferred_challenge(&email);
    let preferred = preferred.filter(is_usable);
    let beginning = match services.config.sign_in {
        _ if values.intent() == PASSKEY => Beginning::Choice(Some(ChallengeName::WebAuthn)),
        flow @ (SignInFlow::Password | SignInFlow::CustomAfterPassword) => {
            let password = values.text(field::PASSWORD);
            checks.password(&password);
            let password = Password::new(password);
            if flow == SignInFlow::Password {
                Beginning::Password(password)
            } else {
                Beginning::Custom(Some(password))
            }
        }
        // For these the service wants the password at once.
        SignInFlow::Choice => {
            Beginning::Choice(preferred.clone().filter(|choice| !is_password(choice)))
        }
        SignInFlow::Custom => Beginning::Custom(None),
    };
    checks.finish()?;

    services.remembered.set_email(&email);
    let mut outcome = services.authenticator.sign_in(&email, &beginning).await;
    let wants_passkey = beginning == Beginning::Choice(Some(ChallengeName::WebAuthn));
    if wants_passkey && services.config.sign_in == SignInFlow::Choice && is_refused(&outcome) {
        let any = Beginning::Choice(None);
        outcome = services.authenticator.sign_in(&email, &any).await;
    }
    if let Ok(Session::Challenged { challenge, .. }) = &outcome
        && let Challenge::SelectChallenge(choices) = challenge
    {
        if wants_passkey {
            services.remembered.forget_preferred_challenge();
            dispatch.apply(Action::Warn(Route::Login, NO_PASSKEY.into()));
        } else if let Some(preferred) = preferred
            && is_password(&preferred)
            && choices.contains(&preferred)
        {
            let choice = Answer::Choice(preferred);
            outcome = services.authenticator.answer(&choice).await;
        }
    }
    let outcome = skip_single_choices(&services, outcome).await;
    let errand = match values.intent() {
        PASSKEY => Errand::SignInByPasskey,
        _ => Errand::SignIn,
    };
    after_sign_in(&services, &dispatch, outcome, errand)
}

fn is_refused(outcome: &Result<Session, Error>) -> bool {
    matches!(outcome, Err(error) if error.code() == Some(&ErrorCode::NotAuthorized))
}

fn is_password(choice: &ChallengeName) -> bool {
    matches!(choice, ChallengeName::Password | ChallengeName::PasswordSrp)
}
