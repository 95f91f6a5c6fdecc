//! `ListWebAuthnCredentials`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::clock::Timestamp;
use crate::model::passkey::Passkey;
use crate::rules::{constraints, paging, passkeys};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{PaginationToken, Token};

/// Lists the passkeys of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListWebAuthnCredentials {
    access_token: Token,
    max_results: Option<usize>,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListWebAuthnCredentialsOutput {
    credentials: Vec<CredentialOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CredentialOutput {
    credential_id: String,
    friendly_credential_name: String,
    relying_party_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    authenticator_attachment: Option<String>,
    authenticator_transports: Vec<String>,
    created_at: Timestamp,
}

impl Operation for ListWebAuthnCredentials {
    const NAME: &'static str = "ListWebAuthnCredentials";
    type Output = ListWebAuthnCredentialsOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListWebAuthnCredentialsOutput, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let wanted = self.max_results.unwrap_or(0);
        constraints::value("maxResults", wanted, &(0..=passkeys::LIMIT))?;
        let size = if wanted == 0 { passkeys::LIMIT } else { wanted };
        let all = passkeys::of_user(cx, &caller.user)?;
        let page = paging::page(all, Passkey::key, size, self.next_token.as_deref())?;
        Ok(ListWebAuthnCredentialsOutput {
            credentials: page.items.into_iter().map(Into::into).collect(),
            next_token: page.next,
        })
    }
}

impl From<Passkey> for CredentialOutput {
    fn from(passkey: Passkey) -> Self {
        Self {
            credential_id: passkey.credential_id,
            friendly_credential_name: passkey.friendly_name,
            relying_party_id: passkey.relying_party_id,
            authenticator_attachment: passkey.attachment,
            authenticator_transports: passkey.transports,
            created_at: passkey.created,
        }
    }
}
