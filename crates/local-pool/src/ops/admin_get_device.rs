//! `AdminGetDevice`

use serde::Deserialize;

use super::Operation;
use super::get_device::GetDeviceOutput;
use crate::app::Context;
use crate::rules::{devices, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{DeviceKey, UserPoolId, Username};

/// Reads a device of a user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminGetDevice {
    user_pool_id: UserPoolId,
    username: Username,
    device_key: DeviceKey,
}

impl Operation for AdminGetDevice {
    const NAME: &'static str = "AdminGetDevice";
    type Output = GetDeviceOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetDeviceOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        let device = devices::existing(cx, &user, &self.device_key)?.into();
        Ok(GetDeviceOutput { device })
    }
}
