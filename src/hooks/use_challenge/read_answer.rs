//! What the form for a question says, checked.

use super::asking::Asking;
use crate::{
    cognito::{
        challenge::{Answer, Challenge},
        ops::{Attribute, ChallengeName},
        secret::{ChallengeAnswer, ConfirmationCode, Password},
    },
    config::Config,
    form::{Checks, FormValues, Problem, clean_code, field, tidy},
};

/// The answer that the form, or for a passkey the browser, gives.
pub(super) async fn read_answer(
    config: &Config,
    challenge: &Challenge,
    values: &FormValues,
    asking: &Asking,
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
        Challenge::AppIsSetUp => Answer::GoOn,
        Challenge::WebAuthn { options } => {
            Answer::Credential(ChallengeAnswer::new(asking.get(options).await?))
        }
        Challenge::SelectMfaType(_)
        | Challenge::SelectChallenge(_)
        | Challenge::SelectMfaSetup(_) => Answer::Choice(ChallengeName::from(values.intent())),
    };
    checks.finish()?;
    Ok(answer)
}

/// Whether the form for a question has that field.
pub(super) fn has_field(challenge: &Challenge, name: &str) -> bool {
    match challenge {
        Challenge::Code { .. } | Challenge::SetUpApp { .. } => name == field::VERIFICATION_CODE,
        Challenge::NewPassword {
            required_attributes,
        } => name == field::NEW_PASSWORD || required_attributes.iter().any(|own| own == name),
        Challenge::Password(_) => name == field::PASSWORD,
        Challenge::SetUpEmail => name == field::EMAIL,
        Challenge::Custom { .. } => name == field::ANSWER,
        Challenge::SelectMfaType(_)
        | Challenge::SelectChallenge(_)
        | Challenge::SelectMfaSetup(_)
        | Challenge::AppIsSetUp
        | Challenge::WebAuthn { .. } => false,
    }
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
        let value = tidy(name, &values.text(name));
        let text = format!("Fill in {}.", config.label_of(name));
        checks.require(!value.is_empty(), name.clone(), text);
        checks.attribute(name, &value);
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
