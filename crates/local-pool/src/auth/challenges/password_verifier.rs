//! `PASSWORD_VERIFIER`: the proof that the client knows the password.

use super::claim::Claim;
use super::{Answer, custom_challenge, mark_answered, posed};
use crate::app::Context;
use crate::auth::claimant::Claimant;
use crate::auth::parameters::login;
use crate::auth::{AuthOutput, admission, device, password};
use crate::model::challenge::{Challenge, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::wire::error::ApiError;

/// Checks the client's signature.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let claim = Claim::read(answer.responses)?;

    let key = Challenge::key_of(&claim.secret_block);
    let posed = posed(cx, client, &key)?.filter(Challenge::is_open);
    let challenge = mark_answered(cx, posed.ok_or_else(password::incorrect)?)?;
    let user = prove(cx, pool, client, &challenge, &username, &claim)
        .map_err(ApiError::keeping_changes)?;
    if matches!(challenge.question, Question::PasswordVerifier { is_custom, .. } if is_custom) {
        return go_on(cx, pool, client, &challenge, &user).map_err(ApiError::keeping_changes);
    }
    // After this refusal the challenge is as it was: clients answer it once more, without the device.
    let device = device::of_answer(cx, pool, &user, &challenge, answer.responses)?;
    admission::admit(cx, pool, client, &user, device.as_ref()).map_err(ApiError::keeping_changes)
}

/// Asks the custom question of a user whose password was right, unless something else stands in the way.
fn go_on(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    challenge: &Challenge,
    user: &User,
) -> Result<AuthOutput, ApiError> {
    admission::judge(cx, pool, user)?;
    let names = (challenge.login.as_str(), user.key.as_str());
    custom_challenge::begin(cx, pool, client, names, Some(user))
}

fn prove(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    challenge: &Challenge,
    username: &str,
    claim: &Claim,
) -> Result<User, ApiError> {
    let Question::PasswordVerifier { exchange, .. } = &challenge.question else {
        return Err(password::incorrect());
    };
    let login = &challenge.login;
    let claimant = Claimant::find(cx, pool, client, login)?;
    let is_meant = claimant.is_meant_by(pool, login, username);
    let proof = claim.proof(pool.srp_group(), &claimant.user_id);
    password::attempt(cx, pool, &claimant.user_id, || {
        is_meant && exchange.verify(&claimant.verifier, &proof)
    })?;
    claimant.user.ok_or_else(password::incorrect)
}
