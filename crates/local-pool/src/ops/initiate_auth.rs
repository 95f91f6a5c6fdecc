//! `InitiateAuth`

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Operation;
use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::flows::{self, Beginning, Side};
use crate::rules::clients;
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, Session};

/// Begins a sign-in, or refreshes one.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InitiateAuth {
    client_id: ClientId,
    auth_flow: String,
    #[serde(default)]
    auth_parameters: BTreeMap<String, String>,
    session: Option<Session>,
}

impl Operation for InitiateAuth {
    const NAME: &'static str = "InitiateAuth";
    type Output = AuthOutput;

    fn run(self, cx: &Context<'_>) -> Result<AuthOutput, ApiError> {
        let (client, pool) = clients::client(cx, &self.client_id)?;
        let beginning = Beginning {
            flow: &self.auth_flow,
            parameters: &self.auth_parameters,
            session: self.session.as_ref(),
        };
        flows::begin(cx, &pool, &client, Side::App, &beginning)
    }
}
