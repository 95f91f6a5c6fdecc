//! `DescribeUserPool`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::rules::pools::{self, PoolDescription};
use crate::wire::error::ApiError;
use crate::wire::field::UserPoolId;

/// Reads a user pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeUserPool {
    user_pool_id: UserPoolId,
}

/// The pool.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeUserPoolOutput {
    user_pool: PoolDescription,
}

impl Operation for DescribeUserPool {
    const NAME: &'static str = "DescribeUserPool";
    type Output = DescribeUserPoolOutput;

    fn run(self, cx: &Context<'_>) -> Result<DescribeUserPoolOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        Ok(DescribeUserPoolOutput {
            user_pool: pools::describe(cx, pool)?,
        })
    }
}
