//! What the service asks of a person before a sign-in is complete, and what the answers look like.
//!
//! Pure: a reply goes in, a [`Challenge`] comes out; an [`Answer`] goes in, a request comes out.

use serde::Deserialize;

use super::{
    Error,
    ops::{Attribute, AuthOutput, ChallengeName, Parameters},
    secret::{ChallengeAnswer, ChallengeSession, ConfirmationCode, Password, SecretCode},
};

/// A challenge that waits for a person's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The name that the answer goes by: the one that the pool keeps the user under, as soon as it
    /// told it.
    pub username: String,
    /// What is asked.
    pub challenge: Challenge,
    /// The service's own state, which comes back with the answer.
    pub session: Option<ChallengeSession>,
}

/// What a person is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Challenge {
    /// `SMS_MFA`, `SOFTWARE_TOKEN_MFA`, `EMAIL_OTP`, `SMS_OTP`: a code.
    Code {
        /// Which of them.
        name: ChallengeName,
        /// Where it is to be found: the address or number that it was sent to, most of it hidden, or the
        /// name of the authenticator app.
        place: Option<String>,
    },
    /// `NEW_PASSWORD_REQUIRED`: a password in place of the one that an administrator gave.
    NewPassword {
        /// The attributes that the user must have and has not, by their full names.
        required_attributes: Vec<String>,
    },
    /// `SELECT_MFA_TYPE`: which second factor it shall be.
    SelectMfaType(Vec<ChallengeName>),
    /// `SELECT_CHALLENGE`: which first factor it shall be.
    SelectChallenge(Vec<ChallengeName>),
    /// `MFA_SETUP`, with more than one factor to choose from, or with none that can be set up here.
    SelectMfaSetup(Vec<ChallengeName>),
    /// `MFA_SETUP`, of an authenticator app.
    SetUpApp {
        /// The key that the app needs.
        secret: SecretCode,
    },
    /// `MFA_SETUP`, of codes by e-mail: the address is asked for.
    SetUpEmail,
    /// `MFA_SETUP`, of an authenticator app whose first code was right: all that is left is to go on.
    AppIsSetUp,
    /// The password, as the first factor: `PASSWORD_SRP`, which proves it, or `PASSWORD`, which sends
    /// it. Its answer is a beginning of its own, so that it needs no state, and can be given as often
    /// as one likes.
    Password(ChallengeName),
    /// `WEB_AUTHN`: a passkey.
    WebAuthn {
        /// `CREDENTIAL_REQUEST_OPTIONS`: JSON for the browser.
        options: String,
    },
    /// `CUSTOM_CHALLENGE`: whatever the pool's own functions ask.
    Custom {
        /// The question, if it comes in words.
        question: Option<String>,
    },
}

/// A person's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Challenge::Code`] and [`Challenge::SetUpApp`].
    Code(ConfirmationCode),
    /// To [`Challenge::NewPassword`].
    NewPassword {
        /// The password from now on.
        password: Password,
        /// The attributes that were missing.
        attributes: Vec<Attribute>,
    },
    /// To those that let the user select.
    Choice(ChallengeName),
    /// To [`Challenge::Password`].
    Password(Password),
    /// To [`Challenge::WebAuthn`]: the credential as JSON text.
    Credential(ChallengeAnswer),
    /// To [`Challenge::SetUpEmail`].
    Email(String),
    /// To [`Challenge::Custom`].
    Custom(ChallengeAnswer),
    /// To [`Challenge::AppIsSetUp`].
    GoOn,
}

/// What is done with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// `RespondToAuthChallenge` with that name and those responses, `USERNAME` aside.
    Respond(ChallengeName, Parameters),
    /// `InitiateAuth` anew, by a password that was chosen among other ways.
    BeginWithPassword(ChallengeName, Password),
    /// `AssociateSoftwareToken`.
    SetUpApp,
    /// `VerifySoftwareToken` with the app's first code; [`Challenge::AppIsSetUp`] comes next.
    VerifyApp(ConfirmationCode),
    /// Nothing is sent: the app asks this itself.
    Pose(Challenge),
}

impl Challenge {
    /// Reads a reply that asks for `name`.
    ///
    /// # Errors
    /// [`Error::UnsupportedChallenge`] for a step that is not asked of a person, or not known.
    pub fn of(name: ChallengeName, output: &AuthOutput) -> Result<Self, Error> {
        let parameters = &output.challenge_parameters;
        let parameter = |name| parameters.get(name).map(str::to_owned);
        let challenge = match name {
            ChallengeName::SmsMfa | ChallengeName::EmailOtp | ChallengeName::SmsOtp => Self::Code {
                name,
                place: parameter("CODE_DELIVERY_DESTINATION"),
            },
            ChallengeName::SoftwareTokenMfa => Self::Code {
                name,
                place: parameter("FRIENDLY_DEVICE_NAME"),
            },
            ChallengeName::NewPasswordRequired => Self::NewPassword {
                required_attributes: required_attributes(parameters),
            },
            ChallengeName::SelectMfaType => {
                Self::SelectMfaType(names(parameters, "MFAS_CAN_CHOOSE"))
            }
            ChallengeName::MfaSetup => Self::SelectMfaSetup(names(parameters, "MFAS_CAN_SETUP")),
            ChallengeName::SelectChallenge => {
                Self::SelectChallenge(output.available_challenges.clone())
            }
            ChallengeName::Password | ChallengeName::PasswordSrp => Self::Password(name),
            ChallengeName::WebAuthn => Self::WebAuthn {
                options: parameter("CREDENTIAL_REQUEST_OPTIONS")
                    .ok_or(Error::Incomplete("CREDENTIAL_REQUEST_OPTIONS"))?,
            },
            ChallengeName::CustomChallenge => Self::Custom {
                question: question(parameters),
            },
            other => return Err(Error::UnsupportedChallenge(other.into())),
        };
        Ok(challenge)
    }

    /// What an answer leads to. None if it is not an answer to this challenge.
    pub fn after(&self, answer: &Answer) -> Option<Move> {
        if let Answer::Choice(choice) = answer
            && let Some(next) = self.chosen(choice)
        {
            return Some(Move::Pose(next));
        }
        Some(match (self, answer) {
            (Self::Password(method), Answer::Password(password)) => {
                Move::BeginWithPassword(method.clone(), password.clone())
            }
            (Self::SelectMfaSetup(_), Answer::Choice(ChallengeName::SoftwareTokenMfa)) => {
                Move::SetUpApp
            }
            (Self::SetUpApp { .. }, Answer::Code(code)) => Move::VerifyApp(code.clone()),
            (challenge, answer) => {
                let (name, responses) = challenge.responses(answer)?;
                Move::Respond(name, responses)
            }
        })
    }

    /// The challenge that the app poses itself when the user has chosen: the service hears of the
    /// choice together with the answer. None where it must be told first.
    fn chosen(&self, choice: &ChallengeName) -> Option<Self> {
        match (self, choice) {
            (Self::SelectChallenge(_), ChallengeName::Password | ChallengeName::PasswordSrp) => {
                Some(Self::Password(choice.clone()))
            }
            (Self::SelectMfaSetup(_), ChallengeName::EmailOtp) => Some(Self::SetUpEmail),
            _ => None,
        }
    }

    /// The name on the wire and the responses of an answer, without `USERNAME`. None if it is not
    /// an answer to this challenge, or not one by a single `RespondToAuthChallenge`.
    fn responses(&self, answer: &Answer) -> Option<(ChallengeName, Parameters)> {
        let answered = match (self, answer) {
            (Self::Code { name, .. }, Answer::Code(code)) => {
                let key = format!("{}_CODE", name.as_str());
                (
                    name.clone(),
                    Parameters::from([(key.as_str(), code.expose().to_owned())]),
                )
            }
            (
                Self::NewPassword { .. },
                Answer::NewPassword {
                    password,
                    attributes,
                },
            ) => {
                let mut responses =
                    Parameters::from([("NEW_PASSWORD", password.expose().to_owned())]);
                for attribute in attributes {
                    let name = format!("userAttributes.{}", attribute.name);
                    responses.set(&name, &attribute.value);
                }
                (ChallengeName::NewPasswordRequired, responses)
            }
            (Self::SelectMfaType(_), Answer::Choice(choice)) => {
                (ChallengeName::SelectMfaType, chosen(choice))
            }
            (Self::SelectChallenge(_), Answer::Choice(choice)) => {
                (ChallengeName::SelectChallenge, chosen(choice))
            }
            (Self::SetUpEmail, Answer::Email(email)) => (
                ChallengeName::MfaSetup,
                Parameters::from([("EMAIL", email.clone())]),
            ),
            (Self::AppIsSetUp, Answer::GoOn) => (ChallengeName::MfaSetup, Parameters::default()),
            (Self::WebAuthn { .. }, Answer::Credential(credential)) => (
                ChallengeName::WebAuthn,
                Parameters::from([("CREDENTIAL", credential.expose().to_owned())]),
            ),
            (Self::Custom { .. }, Answer::Custom(text)) => (
                ChallengeName::CustomChallenge,
                Parameters::from([("ANSWER", text.expose().to_owned())]),
            ),
            _ => return None,
        };
        Some(answered)
    }
}

fn chosen(choice: &ChallengeName) -> Parameters {
    Parameters::from([("ANSWER", choice.as_str().to_owned())])
}

/// A list that stands in a parameter as JSON text. What is none is empty.
fn list<T: for<'a> Deserialize<'a>>(parameters: &Parameters, name: &str) -> Vec<T> {
    let text = parameters.get(name).unwrap_or_default();
    serde_json::from_str(text).unwrap_or_default()
}

fn names(parameters: &Parameters, name: &str) -> Vec<ChallengeName> {
    list(parameters, name)
}

/// The service writes them with the prefix under which the answer has them.
fn required_attributes(parameters: &Parameters) -> Vec<String> {
    let names: Vec<String> = list(parameters, "requiredAttributes");
    let bare = |name: String| match name.strip_prefix("userAttributes.") {
        Some(bare) => bare.to_owned(),
        None => name,
    };
    names.into_iter().map(bare).collect()
}

/// Where the pool's functions put what a person may read: they agree on no name, so these are
/// the usual ones, and else the only one there is.
fn question(parameters: &Parameters) -> Option<String> {
    let own = |name: &str| matches!(name, "USERNAME" | "USER_ID_FOR_SRP");
    let mut others = parameters.iter().filter(|(name, _)| !own(name));
    let usual = ["question", "prompt", "message", "challenge"]
        .iter()
        .find_map(|name| parameters.get(name));
    let only = || match (others.next(), others.next()) {
        (Some((_, text)), None) => Some(text),
        _ => None,
    };
    usual.or_else(only).map(str::to_owned)
}

#[cfg(test)]
mod tests;
