//! `ListDevices`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::rules::devices::{self, DeviceOutput};
use crate::rules::paging::Page;
use crate::wire::error::ApiError;
use crate::wire::field::{PaginationToken, Token};

/// Lists the devices of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListDevices {
    access_token: Token,
    limit: Option<usize>,
    pagination_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListDevicesOutput {
    devices: Vec<DeviceOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pagination_token: Option<String>,
}

impl From<Page<DeviceOutput>> for ListDevicesOutput {
    fn from(page: Page<DeviceOutput>) -> Self {
        Self {
            devices: page.items,
            pagination_token: page.next,
        }
    }
}

impl Operation for ListDevices {
    const NAME: &'static str = "ListDevices";
    type Output = ListDevicesOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListDevicesOutput, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let token = self.pagination_token.as_deref();
        devices::list(cx, &caller.user, self.limit, token).map(Into::into)
    }
}
