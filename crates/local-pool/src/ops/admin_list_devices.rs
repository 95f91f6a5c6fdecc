//! `AdminListDevices`

use serde::Deserialize;

use super::Operation;
use super::list_devices::ListDevicesOutput;
use crate::app::Context;
use crate::rules::{devices, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{PaginationToken, UserPoolId, Username};

/// Lists the devices of a user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminListDevices {
    user_pool_id: UserPoolId,
    username: Username,
    limit: Option<usize>,
    pagination_token: Option<PaginationToken>,
}

impl Operation for AdminListDevices {
    const NAME: &'static str = "AdminListDevices";
    type Output = ListDevicesOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListDevicesOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        let token = self.pagination_token.as_deref();
        devices::list(cx, &user, self.limit, token).map(Into::into)
    }
}
