//! Answering a question on the way in.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Outcome, Services, Submission, after_sign_in, use_services, use_submission};
use crate::{
    cognito::{
        authenticate::Beginning,
        challenge::{Answer, Challenge},
        ops::{Attribute, ChallengeName},
        secret::{ChallengeAnswer, ConfirmationCode, Password},
    },
    config::Config,
    form::{Checks, FormValues, Problem, clean_code, field},
    messages::{Errand, explain_passkey},
    passkey,
    store::{Action, AppStore},
};

/// The intent of the button that leads to another way of signing in.
pub const ANOTHER_WAY: &str = "another_way";

/// The form that answers a question.
#[derive(Debug, Clone, PartialEq)]
pub struct ChallengeForm {
    /// Sends the answer. A button that stands for a choice has the choice's name as its intent.
    pub submission: Submission,
    /// How many answers the service took; each leads to a form of its own.
    pub round: usize,
    /// Gives up and goes back to the beginning.
    pub start_over: Callback<MouseEvent>,
}

/// Answers the question `challenge` that `login_id` was asked.
#[hook]
pub fn use_challenge(login_id: &AttrValue, challenge: &Challenge) -> ChallengeForm {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let round = use_state_eq(|| 0_usize);
    let start_over = Callback::from({
        let (services, dispatch) = (services.clone(), dispatch.clone());
        move |_| {
            let session = services.authenticator.give_up_sign_in();
            dispatch.apply(Action::SessionChanged(session));
        }
    });
    let submission = use_submission({
        let (login_id, challenge) = (login_id.clone(), challenge.clone());
        let round = round.clone();
        move |values| {
            let (services, dispatch) = (services.clone(), dispatch.clone());
            let (login_id, challenge) = (login_id.clone(), challenge.clone());
            let round = round.clone();
            async move {
                let outcome = answer(services, dispatch, &login_id, &challenge, &values).await?;
                round.set(*round + 1);
                Ok(outcome)
            }
        }
    });
    ChallengeForm {
        submission,
        round: *round,
        start_over,
    }
}

async fn answer(
    services: Services,
    dispatch: Dispatch<AppStore>,
    login_id: &str,
    challenge: &Challenge,
    values: &FormValues,
) -> Outcome {
    let authenticator = &services.authenticator;
    let outcome = if values.intent() == ANOTHER_WAY {
        let choice = Beginning::Choice(None);
        authenticator.sign_in(login_id, &choice).await
    } else {
        let answer = read_answer(&services.config, challenge, values).await?;
        if let (Challenge::SelectChallenge(_), Answer::Choice(choice)) = (challenge, &answer) {
            services.remembered.set_preferred_challenge(choice);
        }
        authenticator.answer(&answer).await
    };
    let errand = match challenge {
        Challenge::Password(_) => Errand::SignIn,
        Challenge::SetUpApp { .. } => Errand::VerifyAuthenticatorApp,
        Challenge::Code { name, .. } if *name == ChallengeName::SoftwareTokenMfa => {
            Errand::VerifyAuthenticatorApp
        }
        _ => Errand::AnswerChallenge,
    };
    after_sign_in(&services, &dispatch, outcome, errand)
}

/// What the form says, checked.
async fn read_answer(
    config: &Config,
    challenge: &Challenge,
    values: &FormValues,
) -> Result<Answer, Vec<Problem>> {
    let mut checks = Checks::default();
    let answer = match challenge {
        Challenge::Code { .. } | Challenge::SetUpApp { .. } => {
            let code = clean_code(&values.text(field::VERIFICATION_CODE));
            let is_there = !code.is_empty();
            checks.require(is_there, field::VERIFICATION_CODE, "Enter the code.");
            Answer::Code(ConfirmationCode::new(code))
        }
        Challenge::NewPassword {
            required_attributes,
        } => read_new_password(config, required_attributes, values, &mut checks),
        Challenge::Password(_) => {
            let password = values.text(field::PASSWORD);
            checks.password(&password);
            Answer::Password(Password::new(password))
        }
        Challenge::SetUpEmail => {
            let email = values.trimmed(field::EMAIL);
            checks.email(&email);
            Answer::Email(email)
        }
        Challenge::Custom { .. } => {
            let text = values.trimmed(field::ANSWER);
            checks.require(!text.is_empty(), field::ANSWER, "Enter the answer.");
            Answer::Custom(ChallengeAnswer::new(text))
        }
        Challenge::WebAuthn { options } => {
            let credential = passkey::get(options).await;
            Answer::Credential(credential.map_err(|error| vec![explain_passkey(&error)])?)
        }
        Challenge::SelectMfaType(_)
        | Challenge::SelectChallenge(_)
        | Challenge::SelectMfaSetup(_) => Answer::Choice(ChallengeName::from(values.intent())),
    };
    checks.finish()?;
    Ok(answer)
}

fn read_new_password(
    config: &Config,
    required_attributes: &[String],
    values: &FormValues,
    checks: &mut Checks,
) -> Answer {
    let password = values.text(field::NEW_PASSWORD);
    let confirmation = values.text(field::CONFIRM_PASSWORD);
    let mut attributes = Vec::new();
    for name in required_attributes {
        let value = values.trimmed(name);
        let text = format!("Fill in {}.", config.label_of(name));
        checks.require(!value.is_empty(), name.clone(), text);
        let name = name.clone();
        attributes.push(Attribute { name, value });
    }
    let policy = &config.password_policy;
    checks.new_password(field::NEW_PASSWORD, &password, &confirmation, policy);
    Answer::NewPassword {
        password: Password::new(password),
        attributes,
    }
}
