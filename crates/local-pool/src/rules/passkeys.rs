//! Passkeys: whose they are, and asking for one.

use serde_json::{Value, json};

use super::relying_party::RelyingParty;
use crate::app::Context;
use crate::crypto::random_token;
use crate::model::mfa::UserVerification;
use crate::model::passkey::{Passkey, PasskeyRequest};
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::store::Record as _;
use crate::webauthn::{ALGORITHMS, Base64Url, PUBLIC_KEY};
use crate::wire::error::{ApiError, ErrorCode};

/// How many passkeys a user can have (developer guide, "Quotas").
pub(crate) const LIMIT: usize = 20;
/// How long a browser waits for the user to make or use one, in milliseconds.
const TIMEOUT: u32 = 180_000;

/// Every passkey of a user, in the order in which they were made.
pub(crate) fn of_user(cx: &Context<'_>, user: &User) -> Result<Vec<Passkey>, ApiError> {
    Ok(cx.tx.scan(&format!("{} ", user.key()))?)
}

/// The ids of those with which a user can sign in now.
pub(crate) fn usable_ids(
    cx: &Context<'_>,
    user: &User,
    party: &RelyingParty,
) -> Result<Vec<String>, ApiError> {
    let mut passkeys = of_user(cx, user)?;
    passkeys.retain(|passkey| passkey.relying_party_id == party.id);
    let ids = passkeys.into_iter().map(|passkey| passkey.credential_id);
    Ok(ids.collect())
}

/// The ids that somebody made up is said to have, the same each time; none for every other one.
pub(crate) fn made_up_ids(cx: &Context<'_>, pool: &UserPool, login: &str) -> Vec<String> {
    let name = pool.fold(login);
    let chance = cx.decoy(&format!("passkeys {}", pool.id), &name);
    if chance[0] & 1 == 0 {
        return Vec::new();
    }
    // Authenticators make ids of different lengths, but each always of the same.
    let length = [16, 20, 32][usize::from(chance[1]) % 3];
    let id = cx.decoy(&format!("passkey id {}", pool.id), &name);
    vec![Base64Url(id[..length].to_vec()).text()]
}

/// Refuses one passkey too many.
pub(crate) fn check_limit(existing: &[Passkey]) -> Result<(), ApiError> {
    if existing.len() < LIMIT {
        return Ok(());
    }
    Err(ErrorCode::LimitExceeded.because("The user has the most passkeys that a user can have."))
}

/// A fresh challenge.
pub(crate) fn challenge() -> Result<String, ApiError> {
    Ok(random_token::<32>()?)
}

/// What a browser makes a passkey of: `PublicKeyCredentialCreationOptionsJSON`.
pub(crate) fn creation_options(
    party: &RelyingParty,
    user: &User,
    existing: &[Passkey],
    challenge: &str,
) -> Value {
    let name = ["email", "phone_number"]
        .iter()
        .find_map(|name| user.attribute(name))
        .unwrap_or(&user.username);
    let exclude = existing.iter().map(|passkey| &passkey.credential_id);
    let keys = ALGORITHMS.map(|number| json!({"type": PUBLIC_KEY, "alg": number}));
    json!({
        "challenge": challenge,
        "rp": {"id": party.id, "name": party.id},
        "user": {"id": handle(user), "name": name, "displayName": name},
        "pubKeyCredParams": keys,
        "timeout": TIMEOUT,
        "excludeCredentials": exclude.map(|id| descriptor(id)).collect::<Vec<_>>(),
        "authenticatorSelection": {
            "requireResidentKey": true,
            "residentKey": "required",
            "userVerification": party.user_verification,
        },
    })
}

/// What a browser uses a passkey for: `PublicKeyCredentialRequestOptionsJSON`.
pub(crate) fn request_options(
    party: &RelyingParty,
    ids: &[String],
    verification: UserVerification,
    challenge: &str,
) -> Value {
    json!({
        "challenge": challenge,
        "timeout": TIMEOUT,
        "rpId": party.id,
        "allowCredentials": ids.iter().map(|id| descriptor(id)).collect::<Vec<_>>(),
        "userVerification": verification,
    })
}

/// By what authenticators know the user, in base64url: the subject.
pub(crate) fn handle(user: &User) -> String {
    Base64Url(user.sub.clone().into_bytes()).text()
}

fn descriptor(id: &str) -> Value {
    json!({"type": PUBLIC_KEY, "id": id})
}

/// Removes every passkey of a user who is going.
pub(crate) fn delete_all(cx: &Context<'_>, user: &User) -> Result<(), ApiError> {
    for passkey in of_user(cx, user)? {
        cx.tx.delete::<Passkey>(&passkey.key())?;
    }
    Ok(cx
        .tx
        .delete::<PasskeyRequest>(&PasskeyRequest::key_of(user))?)
}
