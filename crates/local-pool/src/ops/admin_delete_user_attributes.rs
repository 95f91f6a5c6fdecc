//! `AdminDeleteUserAttributes`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::{changes, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{AttributeName, UserPoolId, Username};

/// Removes attributes of a user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminDeleteUserAttributes {
    user_pool_id: UserPoolId,
    username: Username,
    user_attribute_names: Vec<AttributeName>,
}

impl Operation for AdminDeleteUserAttributes {
    const NAME: &'static str = "AdminDeleteUserAttributes";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        for name in &self.user_attribute_names {
            changes::remove(cx, &pool, &mut user, name)?;
        }
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
