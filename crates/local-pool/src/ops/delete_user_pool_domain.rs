//! `DeleteUserPoolDomain`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::domain::Domain;
use crate::rules::pools;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{DomainPrefix, UserPoolId};

/// Takes a pool's domain away, which another pool can take then.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteUserPoolDomain {
    user_pool_id: UserPoolId,
    domain: DomainPrefix,
}

impl Operation for DeleteUserPoolDomain {
    const NAME: &'static str = "DeleteUserPoolDomain";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let mut pool = pools::pool(cx, &self.user_pool_id)?;
        if pool.domain.as_deref() != Some(&*self.domain) {
            return Err(ErrorCode::InvalidParameter.because("No such domain or user pool exists."));
        }
        cx.tx.delete::<Domain>(&self.domain)?;
        pool.domain = None;
        pool.last_modified_date = cx.now;
        cx.tx.put(&pool)?;
        Ok(Empty {})
    }
}
