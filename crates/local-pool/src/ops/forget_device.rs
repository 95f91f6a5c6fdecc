//! `ForgetDevice`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::rules::devices;
use crate::wire::error::ApiError;
use crate::wire::field::{DeviceKey, Token};

/// Forgets a device of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ForgetDevice {
    access_token: Token,
    device_key: DeviceKey,
}

impl Operation for ForgetDevice {
    const NAME: &'static str = "ForgetDevice";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        devices::forget(cx, &caller.user, &self.device_key)?;
        Ok(Empty {})
    }
}
