//! `UpdateDeviceStatus`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::rules::devices::{self, RememberedStatus};
use crate::wire::error::ApiError;
use crate::wire::field::{DeviceKey, Token};

/// Remembers a device of the signed-in user, or not.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateDeviceStatus {
    access_token: Token,
    device_key: DeviceKey,
    device_remembered_status: Option<RememberedStatus>,
}

impl Operation for UpdateDeviceStatus {
    const NAME: &'static str = "UpdateDeviceStatus";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let status = self.device_remembered_status;
        devices::set_status(cx, &caller.user, &self.device_key, status)?;
        Ok(Empty {})
    }
}
