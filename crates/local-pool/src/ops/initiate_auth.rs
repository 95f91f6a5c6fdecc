//! `InitiateAuth`

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Operation;
use crate::app::Context;
use crate::auth::{AuthOutput, flows, sign_up_session};
use crate::rules::clients;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::ClientId;

/// Begins a sign-in, or refreshes one.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InitiateAuth {
    client_id: ClientId,
    auth_flow: String,
    #[serde(default)]
    auth_parameters: BTreeMap<String, String>,
    /// Of a confirmation that has just been.
    session: Option<String>,
}

impl Operation for InitiateAuth {
    const NAME: &'static str = "InitiateAuth";
    type Output = AuthOutput;

    fn run(self, cx: &Context<'_>) -> Result<AuthOutput, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        let Some(flow) = flows::FLOWS
            .iter()
            .find(|flow| flow.names.contains(&self.auth_flow.as_str()))
        else {
            return Err(ErrorCode::InvalidParameter.because(
                "1 validation error detected: Value at 'authFlow' failed to satisfy constraint: \
                 Member must satisfy enum value set",
            ));
        };
        if !flow.names.iter().any(|name| client.allows_flow(name)) {
            return Err(ErrorCode::InvalidParameter.because(format!(
                "{} flow not enabled for this client",
                flow.names[0]
            )));
        }
        if let Some(session) = self.session.filter(|_| flow.names == ["USER_AUTH"]) {
            return sign_up_session::enter(cx, &pool, &client, &self.auth_parameters, &session);
        }
        (flow.begin)(cx, &pool, &client, &self.auth_parameters)
    }
}
