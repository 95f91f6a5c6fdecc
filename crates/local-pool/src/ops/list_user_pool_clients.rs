//! `ListUserPoolClients`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::client::AppClient;
use crate::rules::{constraints, paging, pools};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{PaginationToken, UserPoolId};

/// Lists the app clients of a pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUserPoolClients {
    user_pool_id: UserPoolId,
    max_results: Option<usize>,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUserPoolClientsOutput {
    user_pool_clients: Vec<ClientSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// An app client in the list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ClientSummary {
    client_id: String,
    user_pool_id: String,
    client_name: String,
}

impl Operation for ListUserPoolClients {
    const NAME: &'static str = "ListUserPoolClients";
    type Output = ListUserPoolClientsOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListUserPoolClientsOutput, ApiError> {
        let size = self.max_results.unwrap_or(paging::LARGEST);
        constraints::value("maxResults", size, &(1..=paging::LARGEST))?;
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut clients = cx.tx.scan::<AppClient>("")?;
        clients.retain(|client| client.user_pool_id == pool.id);
        let token = self.next_token.as_deref();
        let page = paging::page(clients, AppClient::key, size, token)?;
        let summary = |client: AppClient| ClientSummary {
            client_id: client.client_id,
            user_pool_id: client.user_pool_id,
            client_name: client.client_name,
        };
        Ok(ListUserPoolClientsOutput {
            user_pool_clients: page.items.into_iter().map(summary).collect(),
            next_token: page.next,
        })
    }
}
