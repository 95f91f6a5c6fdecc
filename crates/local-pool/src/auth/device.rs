//! The device at which a user signs in, as far as the client says which one it is.

use super::parameters::{Parameters, optional};
use crate::app::Context;
use crate::model::challenge::Challenge;
use crate::model::device::Device;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::devices;
use crate::wire::error::ApiError;
use crate::wire::field::DeviceKey;

/// The parameter that names it.
pub(crate) const PARAMETER: &str = "DEVICE_KEY";

/// The device that a request names, which must exist where devices are tracked. The password must have been right.
pub(crate) fn named(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    parameters: &Parameters,
) -> Result<Option<Device>, ApiError> {
    let named: Option<DeviceKey> = optional(parameters, PARAMETER)?;
    match named {
        Some(key) if pool.device_configuration.is_some() => {
            devices::existing(cx, user, &key).map(Some)
        }
        _ => Ok(None),
    }
}

/// The device that the answer to a challenge names, or the one that was named before, if it still exists.
pub(crate) fn of_answer(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    challenge: &Challenge,
    responses: &Parameters,
) -> Result<Option<Device>, ApiError> {
    if let Some(device) = named(cx, pool, user, responses)? {
        return Ok(Some(device));
    }
    let before = challenge.device_key.as_deref();
    let before = before.filter(|_| pool.device_configuration.is_some());
    before.map_or(Ok(None), |key| devices::find(cx, user, key))
}

/// Whether the device stands in for the second factor.
pub(crate) fn is_trusted(pool: &UserPool, device: Option<&Device>) -> bool {
    let configuration = pool.device_configuration.as_ref();
    configuration.is_some_and(|devices| devices.challenge_required_on_new_device)
        && device.is_some_and(|device| device.is_remembered)
}
