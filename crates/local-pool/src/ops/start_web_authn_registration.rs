//! `StartWebAuthnRegistration`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::model::passkey::PasskeyRequest;
use crate::rules::passkeys;
use crate::rules::relying_party::RelyingParty;
use crate::wire::error::ApiError;
use crate::wire::field::Token;

/// Asks for a new passkey of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StartWebAuthnRegistration {
    access_token: Token,
}

/// What a browser makes one of.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StartWebAuthnRegistrationOutput {
    credential_creation_options: Value,
}

impl Operation for StartWebAuthnRegistration {
    const NAME: &'static str = "StartWebAuthnRegistration";
    type Output = StartWebAuthnRegistrationOutput;

    fn run(self, cx: &Context<'_>) -> Result<StartWebAuthnRegistrationOutput, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let party = RelyingParty::get(cx, &caller.pool)?;
        let existing = passkeys::of_user(cx, &caller.user)?;
        passkeys::check_limit(&existing)?;
        let challenge = passkeys::challenge()?;
        let options = passkeys::creation_options(&party, &caller.user, existing, &challenge);
        cx.tx.put(&PasskeyRequest {
            pool_id: caller.pool.id,
            user_key: caller.user.key,
            expires: cx.now.after(caller.client.challenge_life()),
            client_id: caller.client.client_id,
            challenge,
        })?;
        Ok(StartWebAuthnRegistrationOutput {
            credential_creation_options: options,
        })
    }
}
