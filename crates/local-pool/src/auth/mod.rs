//! Signing in: flows begin it, challenges continue it, sessions are what comes of it. Where the user has a choice of
//! the first factor, `choice` says between what, and begins with what was chosen.

pub(crate) mod admission;
pub(crate) mod caller;
pub(crate) mod challenges;
pub(crate) mod choice;
pub(crate) mod claimant;
pub(crate) mod code_attempt;
pub(crate) mod device;
pub(crate) mod enrollment;
pub(crate) mod flows;
pub(crate) mod parameters;
pub(crate) mod password;
pub(crate) mod sessions;
pub(crate) mod sign_up_session;
pub(crate) mod withdrawal;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::token::AuthenticationResult;
use choice::Choice;

/// The reply of `InitiateAuth` and `RespondToAuthChallenge`: tokens, or the next challenge.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AuthOutput {
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    challenge_parameters: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    available_challenges: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authentication_result: Option<AuthenticationResult>,
}

impl AuthOutput {
    /// The user is signed in.
    pub(crate) const fn tokens(result: AuthenticationResult) -> Self {
        Self {
            challenge_name: None,
            session: None,
            challenge_parameters: BTreeMap::new(),
            available_challenges: Vec::new(),
            authentication_result: Some(result),
        }
    }

    /// The user is asked something more. `session` is what the client comes back with, where the parameters
    /// have nothing that serves.
    pub(crate) const fn challenge(
        name: &'static str,
        session: Option<String>,
        parameters: BTreeMap<&'static str, String>,
    ) -> Self {
        Self {
            challenge_name: Some(name),
            session,
            challenge_parameters: parameters,
            available_challenges: Vec::new(),
            authentication_result: None,
        }
    }

    /// The same challenge, with what the user can choose from.
    pub(crate) fn with_choices(mut self, choices: &[Choice]) -> Self {
        self.available_challenges = choices.iter().map(|choice| choice.name()).collect();
        self
    }

    /// The same, with what the user could have chosen in place of the factor that it asks for. If it is past that factor
    /// already, there is nothing to choose from.
    pub(crate) fn with_choices_beside(self, asked: Choice, choices: &[Choice]) -> Self {
        if self.challenge_name == Some(asked.name()) {
            return self.with_choices(choices);
        }
        self
    }
}
