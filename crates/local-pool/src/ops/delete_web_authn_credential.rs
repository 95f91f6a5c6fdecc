//! `DeleteWebAuthnCredential`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::model::passkey::Passkey;
use crate::rules::passkeys;
use crate::store::Record as _;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Token;

/// Removes a passkey of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteWebAuthnCredential {
    access_token: Token,
    credential_id: String,
}

impl Operation for DeleteWebAuthnCredential {
    const NAME: &'static str = "DeleteWebAuthnCredential";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let mut own = passkeys::of_user(cx, &caller.user)?.into_iter();
        let passkey = own
            .find(|passkey| passkey.credential_id == self.credential_id)
            .ok_or_else(|| ErrorCode::ResourceNotFound.because("The passkey does not exist."))?;
        cx.tx.delete::<Passkey>(&passkey.key())?;
        Ok(Empty {})
    }
}
