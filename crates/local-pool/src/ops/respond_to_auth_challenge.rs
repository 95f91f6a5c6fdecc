//! `RespondToAuthChallenge`

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Operation;
use crate::app::Context;
use crate::auth::{AuthOutput, challenges};
use crate::rules::clients;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::ClientId;

/// Answers a challenge of a sign-in that has begun.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RespondToAuthChallenge {
    client_id: ClientId,
    challenge_name: String,
    #[serde(default)]
    challenge_responses: BTreeMap<String, String>,
    session: Option<String>,
}

impl Operation for RespondToAuthChallenge {
    const NAME: &'static str = "RespondToAuthChallenge";
    type Output = AuthOutput;

    fn run(self, cx: &Context<'_>) -> Result<AuthOutput, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        let Some(kind) = challenges::CHALLENGES
            .iter()
            .find(|kind| kind.name == self.challenge_name)
        else {
            return Err(ErrorCode::InvalidParameter.because(
                "1 validation error detected: Value at 'challengeName' failed to satisfy constraint: \
                 Member must satisfy enum value set",
            ));
        };
        let answer = challenges::Answer {
            responses: &self.challenge_responses,
            session: self.session.as_deref(),
        };
        (kind.answer)(cx, &pool, &client, &answer)
    }
}
