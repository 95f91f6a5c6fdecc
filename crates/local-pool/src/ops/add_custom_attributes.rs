//! `AddCustomAttributes`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::schema::{self, AttributeDeclaration};
use crate::rules::{constraints, pools};
use crate::wire::error::ApiError;
use crate::wire::field::UserPoolId;

/// How many attributes one request adds.
const MOST: usize = 25;

/// Adds attributes of one's own to a pool's schema. None is ever taken away again.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AddCustomAttributes {
    user_pool_id: UserPoolId,
    custom_attributes: Vec<AttributeDeclaration>,
}

impl Operation for AddCustomAttributes {
    const NAME: &'static str = "AddCustomAttributes";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let count = self.custom_attributes.len();
        constraints::length("customAttributes", count, &(1..=MOST))?;
        let mut pool = pools::pool(cx, &self.user_pool_id)?;
        schema::extend(&mut pool.schema_attributes, self.custom_attributes)?;
        pool.last_modified_date = cx.now;
        cx.tx.put(&pool)?;
        Ok(Empty {})
    }
}
