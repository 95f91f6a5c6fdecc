//! `AdminRespondToAuthChallenge`

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Operation;
use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::challenges::{self, Answer};
use crate::rules::clients;
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, Session, UserPoolId};

/// Answers a challenge of a sign-in that has begun, from a server.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminRespondToAuthChallenge {
    user_pool_id: UserPoolId,
    client_id: ClientId,
    challenge_name: String,
    #[serde(default)]
    challenge_responses: BTreeMap<String, String>,
    session: Option<Session>,
}

impl Operation for AdminRespondToAuthChallenge {
    const NAME: &'static str = "AdminRespondToAuthChallenge";
    type Output = AuthOutput;

    fn run(self, cx: &Context<'_>) -> Result<AuthOutput, ApiError> {
        let (client, pool) = clients::client_of(cx, &self.user_pool_id, &self.client_id)?;
        let answer = Answer {
            responses: &self.challenge_responses,
            session: self.session.as_deref(),
        };
        challenges::respond(cx, &pool, &client, &self.challenge_name, &answer)
    }
}
