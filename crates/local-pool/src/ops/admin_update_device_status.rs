//! `AdminUpdateDeviceStatus`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::devices::{self, RememberedStatus};
use crate::rules::{pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{DeviceKey, UserPoolId, Username};

/// Remembers a device of a user, or not.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminUpdateDeviceStatus {
    user_pool_id: UserPoolId,
    username: Username,
    device_key: DeviceKey,
    device_remembered_status: Option<RememberedStatus>,
}

impl Operation for AdminUpdateDeviceStatus {
    const NAME: &'static str = "AdminUpdateDeviceStatus";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        let status = self.device_remembered_status;
        devices::set_status(cx, &user, &self.device_key, status)?;
        Ok(Empty {})
    }
}
