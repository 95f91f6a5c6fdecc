//! `AdminForgetDevice`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::{devices, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{DeviceKey, UserPoolId, Username};

/// Forgets a device of a user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminForgetDevice {
    user_pool_id: UserPoolId,
    username: Username,
    device_key: DeviceKey,
}

impl Operation for AdminForgetDevice {
    const NAME: &'static str = "AdminForgetDevice";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        devices::forget(cx, &user, &self.device_key)?;
        Ok(Empty {})
    }
}
