//! `DescribeUserPoolClient`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::client::AppClient;
use crate::rules::clients;
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, UserPoolId};

/// Reads an app client, with its secret.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeUserPoolClient {
    user_pool_id: UserPoolId,
    client_id: ClientId,
}

/// The client.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeUserPoolClientOutput {
    user_pool_client: AppClient,
}

impl Operation for DescribeUserPoolClient {
    const NAME: &'static str = "DescribeUserPoolClient";
    type Output = DescribeUserPoolClientOutput;

    fn run(self, cx: &Context<'_>) -> Result<DescribeUserPoolClientOutput, ApiError> {
        let (user_pool_client, _) = clients::client_of(cx, &self.user_pool_id, &self.client_id)?;
        Ok(DescribeUserPoolClientOutput { user_pool_client })
    }
}
