//! `DeleteUserPoolClient`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::rules::clients;
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, UserPoolId};

/// Removes an app client. Nothing that was issued to it is of use any more.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteUserPoolClient {
    user_pool_id: UserPoolId,
    client_id: ClientId,
}

impl Operation for DeleteUserPoolClient {
    const NAME: &'static str = "DeleteUserPoolClient";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let (client, _) = clients::client_of(cx, &self.user_pool_id, &self.client_id)?;
        cx.tx.delete::<AppClient>(&client.key())?;
        Ok(Empty {})
    }
}
