//! Passkeys: whose they are, and asking for one.

use serde::Serialize;
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

/// A passkey as browsers are told of it: `PublicKeyCredentialDescriptorJSON`.
#[derive(Serialize)]
pub(crate) struct Descriptor {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    transports: Vec<String>,
}

/// Every passkey of a user, in the order in which they were made.
pub(crate) fn of_user(cx: &Context<'_>, user: &User) -> Result<Vec<Passkey>, ApiError> {
    Ok(cx.tx.scan(&format!("{} ", user.key()))?)
}

/// Those with which a user can sign in now.
pub(crate) fn usable(
    cx: &Context<'_>,
    user: &User,
    party: &RelyingParty,
) -> Result<Vec<Descriptor>, ApiError> {
    let mut passkeys = of_user(cx, user)?;
    passkeys.retain(|passkey| passkey.relying_party_id == party.id);
    Ok(passkeys.into_iter().map(Descriptor::of).collect())
}

/// Those that somebody made up is said to have, the same each time; none for every other one.
pub(crate) fn made_up(cx: &Context<'_>, pool: &UserPool, login: &str) -> Vec<Descriptor> {
    let name = pool.fold(login);
    let chance = cx.decoy(&format!("passkeys {}", pool.id), &name);
    if chance[0] & 1 == 0 {
        return Vec::new();
    }
    // Authenticators make ids of different lengths, but each always of the same.
    let authenticators: [(usize, &[&str]); 3] = [
        (16, &["internal", "hybrid"]),
        (20, &["internal"]),
        (32, &[]),
    ];
    let (length, transports) = authenticators[usize::from(chance[1]) % 3];
    let id = cx.decoy(&format!("passkey id {}", pool.id), &name);
    vec![Descriptor {
        kind: PUBLIC_KEY,
        id: Base64Url(id[..length].to_vec()).text(),
        transports: transports.iter().map(ToString::to_string).collect(),
    }]
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
    existing: Vec<Passkey>,
    challenge: &str,
) -> Value {
    let name = ["email", "phone_number"]
        .iter()
        .find_map(|name| user.attribute(name))
        .unwrap_or(&user.username);
    let exclude: Vec<_> = existing.into_iter().map(Descriptor::of).collect();
    let keys = ALGORITHMS.map(|number| json!({"type": PUBLIC_KEY, "alg": number}));
    json!({
        "challenge": challenge,
        "rp": {"id": party.id, "name": party.id},
        "user": {"id": handle(user), "name": name, "displayName": name},
        "pubKeyCredParams": keys,
        "timeout": TIMEOUT,
        "excludeCredentials": exclude,
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
    allowed: &[Descriptor],
    verification: UserVerification,
    challenge: &str,
) -> Value {
    json!({
        "challenge": challenge,
        "timeout": TIMEOUT,
        "rpId": party.id,
        "allowCredentials": allowed,
        "userVerification": verification,
    })
}

/// By what authenticators know the user, in base64url: the subject.
pub(crate) fn handle(user: &User) -> String {
    Base64Url(user.sub.clone().into_bytes()).text()
}

impl Descriptor {
    fn of(passkey: Passkey) -> Self {
        Self {
            kind: PUBLIC_KEY,
            id: passkey.credential_id,
            transports: passkey.transports,
        }
    }
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
