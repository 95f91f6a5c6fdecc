//! `DeleteUserPool`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::rules::{pool_removal, pools};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::UserPoolId;

/// Removes a pool with its users and clients, unless it is protected. The default pool comes back, empty, with the next
/// start.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteUserPool {
    user_pool_id: UserPoolId,
}

impl Operation for DeleteUserPool {
    const NAME: &'static str = "DeleteUserPool";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        check(&pool)?;
        pool_removal::remove(cx, &pool)?;
        Ok(Empty {})
    }
}

fn check(pool: &UserPool) -> Result<(), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::InvalidParameter.because(words));
    if pool.kept.is_protected() {
        return refuse(
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be \
             inactivated first.",
        );
    }
    if pool.domain.is_some() {
        return refuse(
            "User pool cannot be deleted. It has a domain configured that should be deleted first.",
        );
    }
    Ok(())
}
