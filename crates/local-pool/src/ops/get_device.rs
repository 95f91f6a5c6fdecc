//! `GetDevice`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::rules::devices::{self, DeviceOutput};
use crate::wire::error::ApiError;
use crate::wire::field::{DeviceKey, Token};

/// Reads a device of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetDevice {
    access_token: Token,
    device_key: DeviceKey,
}

/// The device.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetDeviceOutput {
    pub(super) device: DeviceOutput,
}

impl Operation for GetDevice {
    const NAME: &'static str = "GetDevice";
    type Output = GetDeviceOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetDeviceOutput, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let device = devices::existing(cx, &caller.user, &self.device_key)?.into();
        Ok(GetDeviceOutput { device })
    }
}
