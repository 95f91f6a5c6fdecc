//! `CreateUserPoolDomain`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::domain::Domain;
use crate::rules::pools;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{DomainPrefix, UserPoolId};

/// Words that a prefix cannot have.
const RESERVED: [&str; 3] = ["aws", "amazon", "cognito"];

/// Gives a pool the prefix of a host name for its hosted pages.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolDomain {
    domain: DomainPrefix,
    user_pool_id: UserPoolId,
    managed_login_version: Option<u64>,
}

/// The look of the pages.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolDomainOutput {
    #[serde(skip_serializing_if = "Option::is_none")]
    managed_login_version: Option<u64>,
}

impl Operation for CreateUserPoolDomain {
    const NAME: &'static str = "CreateUserPoolDomain";
    type Output = CreateUserPoolDomainOutput;

    fn run(self, cx: &Context<'_>) -> Result<CreateUserPoolDomainOutput, ApiError> {
        let refuse = |words: String| Err(ErrorCode::InvalidParameter.because(words));
        let mut pool = pools::pool(cx, &self.user_pool_id)?;
        if let Some(word) = RESERVED.iter().find(|word| self.domain.contains(**word)) {
            return refuse(format!("Domain cannot contain reserved word: {word}"));
        }
        if pool.domain.is_some() {
            return refuse("User pool already has a domain configured.".to_owned());
        }
        if cx.tx.get::<Domain>(&self.domain)?.is_some() {
            return refuse("Domain already associated with another user pool.".to_owned());
        }
        cx.tx.put(&Domain {
            prefix: self.domain.to_string(),
            user_pool_id: pool.id.clone(),
        })?;
        pool.domain = Some(self.domain.to_string());
        pool.last_modified_date = cx.now;
        cx.tx.put(&pool)?;
        Ok(CreateUserPoolDomainOutput {
            managed_login_version: self.managed_login_version,
        })
    }
}
