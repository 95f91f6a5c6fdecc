//! `DEVICE_PASSWORD_VERIFIER`: the proof that a remembered device has its secret.

use super::claim::Claim;
use super::{Answer, invalid_session, take, user_of};
use crate::app::Context;
use crate::auth::parameters::{login, required};
use crate::auth::{AuthOutput, admission, device, password};
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::rules::devices;
use crate::wire::error::ApiError;
use crate::wire::field::DeviceKey;

/// `ChallengeName`.
pub(super) const NAME: &str = "DEVICE_PASSWORD_VERIFIER";

/// Checks the device's signature. There is no second try.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let named: DeviceKey = required(answer.responses, device::PARAMETER)?;
    let claim = Claim::read(answer.responses)?;

    let challenge = take(cx, client, Some(&claim.secret_block))?;
    let Question::DevicePasswordVerifier {
        device_key,
        exchange,
    } = &challenge.question
    else {
        return Err(invalid_session());
    };
    let user = user_of(cx, pool, &challenge, &username)?;
    let mut device = devices::existing(cx, &user, device_key)?;
    let group_key = devices::group_key(cx, &user);
    let proof = claim.proof(&group_key, device_key);
    let is_meant = *named == *device_key && device.is_remembered;
    if !is_meant || !exchange.verify(&device.verifier, &proof) {
        return Err(password::incorrect().keeping_changes());
    }
    device.authenticated = cx.now;
    cx.tx.put(&device)?;
    admission::finish(cx, pool, client, &user, Some(&device)).map_err(ApiError::keeping_changes)
}
