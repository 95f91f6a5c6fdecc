//! `UpdateUserPoolClient`

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Operation;
use crate::app::Context;
use crate::model::client::AppClient;
use crate::rules::{client_settings, clients};
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, ResourceName, UserPoolId};

/// Changes an app client. As in the service, a setting that is not given goes back to its default.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateUserPoolClient {
    user_pool_id: UserPoolId,
    client_id: ClientId,
    client_name: Option<ResourceName>,
    #[serde(flatten)]
    settings: Map<String, Value>,
}

/// The changed client.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateUserPoolClientOutput {
    user_pool_client: AppClient,
}

impl Operation for UpdateUserPoolClient {
    const NAME: &'static str = "UpdateUserPoolClient";
    type Output = UpdateUserPoolClientOutput;

    fn run(self, cx: &Context<'_>) -> Result<UpdateUserPoolClientOutput, ApiError> {
        let (old, pool) = clients::client_of(cx, &self.user_pool_id, &self.client_id)?;
        let client_name = self.client_name.map(|name| name.to_string());
        let user_pool_client = AppClient {
            client_name: client_name.unwrap_or(old.client_name),
            settings: client_settings::read(self.settings)?,
            last_modified_date: cx.now,
            ..old
        };
        client_settings::check(cx, &pool, &user_pool_client)?;
        cx.tx.put(&user_pool_client)?;
        Ok(UpdateUserPoolClientOutput { user_pool_client })
    }
}
