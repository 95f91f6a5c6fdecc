//! `CreateUserPoolClient`

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Operation;
use crate::app::Context;
use crate::crypto::random_text;
use crate::model::client::AppClient;
use crate::rules::{client_settings, pools};
use crate::wire::error::ApiError;
use crate::wire::field::{ResourceName, UserPoolId};

const LETTERS_AND_DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Creates an app client.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolClient {
    user_pool_id: UserPoolId,
    client_name: ResourceName,
    #[serde(default)]
    generate_secret: bool,
    #[serde(flatten)]
    settings: Map<String, Value>,
}

/// The new client.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolClientOutput {
    user_pool_client: AppClient,
}

impl Operation for CreateUserPoolClient {
    const NAME: &'static str = "CreateUserPoolClient";
    type Output = CreateUserPoolClientOutput;

    fn run(self, cx: &Context<'_>) -> Result<CreateUserPoolClientOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let secret = self
            .generate_secret
            .then(|| random_text(LETTERS_AND_DIGITS, 51))
            .transpose()?;
        let user_pool_client = AppClient {
            client_id: random_text(LETTERS_AND_DIGITS, 26)?,
            user_pool_id: pool.id.clone(),
            client_name: self.client_name.to_string(),
            client_secret: secret,
            settings: client_settings::read(self.settings)?,
            creation_date: cx.now,
            last_modified_date: cx.now,
        };
        client_settings::check(cx, &pool, &user_pool_client)?;
        cx.tx.put(&user_pool_client)?;
        Ok(CreateUserPoolClientOutput { user_pool_client })
    }
}
