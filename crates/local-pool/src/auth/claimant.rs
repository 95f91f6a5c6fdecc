//! Whoever claims to be a user. Where a client hides which users exist, those who do not exist are given a
//! salt and an id as well, the same each time, so that nobody sees the difference.

use num_bigint::BigUint;
use uuid::Builder;

use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::formats::{is_email, is_phone_number};
use crate::rules::users;
use crate::srp::Verifier;
use crate::wire::error::{ApiError, ErrorCode};

/// A user, or somebody made up.
pub(crate) struct Claimant {
    /// `USER_ID_FOR_SRP`.
    pub(crate) user_id: String,
    /// The password's verifier, or one that no password fits.
    pub(crate) verifier: Verifier,
    /// The user, if there is one.
    pub(crate) user: Option<User>,
}

impl Claimant {
    /// Whoever is meant by `login`.
    pub(crate) fn find(
        cx: &Context<'_>,
        pool: &UserPool,
        client: &AppClient,
        login: &str,
    ) -> Result<Self, ApiError> {
        let claimant = Self::find_or_make_up(cx, pool, login)?;
        if claimant.user.is_none() && !client.hides_users() {
            return Err(ErrorCode::UserNotFound.because("User does not exist."));
        }
        Ok(claimant)
    }

    /// Whoever is meant by `login`, or somebody made up, whatever the client wants.
    pub(crate) fn find_or_make_up(
        cx: &Context<'_>,
        pool: &UserPool,
        login: &str,
    ) -> Result<Self, ApiError> {
        let name = pool.fold(login);
        Ok(match users::find_by_name(cx, pool, login)? {
            Some(user) => Self {
                user_id: user.key.clone(),
                verifier: user
                    .verifier
                    .clone()
                    .unwrap_or_else(|| decoy_verifier(cx, pool, &name)),
                user: Some(user),
            },
            None => Self {
                user_id: decoy_id(cx, pool, &name),
                verifier: decoy_verifier(cx, pool, &name),
                user: None,
            },
        })
    }

    /// Whether `username` in the answer to a challenge means the one who began as `login`.
    pub(crate) fn is_meant_by(&self, pool: &UserPool, login: &str, username: &str) -> bool {
        [&self.user_id, login]
            .iter()
            .any(|name| pool.fold(name) == pool.fold(username))
    }

    /// Whether this is the claimant's password. Takes the same time whether or not the claimant exists.
    pub(crate) fn has_password(&self, pool: &UserPool, password: &str) -> bool {
        self.verifier
            .matches(pool.srp_group(), &self.user_id, password)
    }
}

fn decoy_verifier(cx: &Context<'_>, pool: &UserPool, name: &str) -> Verifier {
    let topic = |kind: &str| cx.decoy(&format!("{kind} {}", pool.id), name);
    let salt = BigUint::from_bytes_be(&topic("salt")[..16]);
    Verifier::decoy(&salt, &BigUint::from_bytes_be(&topic("verifier")))
}

/// Who signs in by the name of their choice is known by it. Any other login leads to a name that it does not tell,
/// which is made up as a UUID, as generated names are.
fn decoy_id(cx: &Context<'_>, pool: &UserPool, name: &str) -> String {
    let is_alias = |attribute: &str, has_form: bool| has_form && pool.signs_in_by(attribute);
    if !pool.names_are_generated()
        && !is_alias("email", is_email(name))
        && !is_alias("phone_number", is_phone_number(name))
    {
        return name.to_owned();
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&cx.decoy(&format!("id {}", pool.id), name)[..16]);
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}
