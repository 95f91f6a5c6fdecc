//! `CompleteWebAuthnRegistration`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller::{self, Caller};
use crate::model::passkey::{Passkey, PasskeyRequest};
use crate::rules::authenticator_models::friendly_name;
use crate::rules::passkeys;
use crate::rules::relying_party::RelyingParty;
use crate::webauthn::{Expected, Registered, RegistrationCredential, WebAuthnError};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Token;

/// Takes the new passkey of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CompleteWebAuthnRegistration {
    access_token: Token,
    credential: RegistrationCredential,
}

impl Operation for CompleteWebAuthnRegistration {
    const NAME: &'static str = "CompleteWebAuthnRegistration";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let party = RelyingParty::get(cx, &caller.pool)?;
        let request = take(cx, &caller)?;
        self.conclude(cx, caller, party, &request)
            .map_err(ApiError::keeping_changes)
    }
}

/// What the user was asked for last, once and in time. The client that asked must be the one that answers.
fn take(cx: &Context<'_>, caller: &Caller) -> Result<PasskeyRequest, ApiError> {
    let key = PasskeyRequest::key_of(&caller.user);
    let request = cx.tx.get::<PasskeyRequest>(&key)?;
    let request = request
        .filter(|request| cx.now < request.expires)
        .ok_or_else(challenge_not_found)?;
    if request.client_id != caller.client.client_id {
        return Err(ErrorCode::WebAuthnClientMismatch
            .because("The registration was started by another client."));
    }
    cx.tx.delete::<PasskeyRequest>(&key)?;
    Ok(request)
}

impl CompleteWebAuthnRegistration {
    fn conclude(
        &self,
        cx: &Context<'_>,
        caller: Caller,
        party: RelyingParty,
        request: &PasskeyRequest,
    ) -> Result<Empty, ApiError> {
        let expected = Expected {
            relying_party_id: &party.id,
            challenge: &request.challenge,
            user_verification: party.verifies_users(),
        };
        let registered = self.credential.verify(&expected).map_err(refusal)?;
        passkeys::check_limit(&passkeys::of_user(cx, &caller.user)?)?;
        check_is_new(cx, &caller, &registered)?;
        cx.tx.put(&Passkey {
            pool_id: caller.pool.id,
            user_key: caller.user.key,
            credential_id: registered.id.text(),
            public_key: registered.public_key,
            counter: registered.counter,
            relying_party_id: party.id,
            friendly_name: friendly_name(registered.model).to_owned(),
            attachment: self.credential.authenticator_attachment.clone(),
            transports: self.credential.transports().to_vec(),
            created: cx.now,
        })?;
        Ok(Empty {})
    }
}

/// No two users of a pool have the same passkey, and none has it twice.
fn check_is_new(
    cx: &Context<'_>,
    caller: &Caller,
    registered: &Registered,
) -> Result<(), ApiError> {
    let id = registered.id.text();
    let all = cx.tx.scan::<Passkey>(&format!("{} ", caller.pool.id))?;
    if all.iter().all(|passkey| passkey.credential_id != id) {
        return Ok(());
    }
    Err(ErrorCode::InvalidParameter.because("The passkey is registered already."))
}

fn refusal(error: WebAuthnError) -> ApiError {
    let code = match error {
        WebAuthnError::Challenge => return challenge_not_found(),
        WebAuthnError::Origin => ErrorCode::WebAuthnOriginNotAllowed,
        WebAuthnError::RelyingParty => ErrorCode::WebAuthnRelyingPartyMismatch,
        WebAuthnError::Key | WebAuthnError::Attestation | WebAuthnError::UserVerification => {
            ErrorCode::WebAuthnCredentialNotSupported
        }
        _ => ErrorCode::InvalidParameter,
    };
    code.because(format!("The passkey is not accepted: {error}."))
}

fn challenge_not_found() -> ApiError {
    ErrorCode::WebAuthnChallengeNotFound
        .because("The challenge was not found: start the registration again.")
}
