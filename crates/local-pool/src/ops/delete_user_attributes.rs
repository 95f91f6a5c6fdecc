//! `DeleteUserAttributes`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::rules::{attributes, changes, users};
use crate::wire::error::ApiError;
use crate::wire::field::{AttributeName, Token};

/// Removes attributes of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteUserAttributes {
    access_token: Token,
    user_attribute_names: Vec<AttributeName>,
}

impl Operation for DeleteUserAttributes {
    const NAME: &'static str = "DeleteUserAttributes";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let mut caller = caller::identify(cx, &self.access_token)?;
        attributes::check_writable(
            &caller.client,
            self.user_attribute_names.iter().map(|name| &**name),
        )?;
        for name in &self.user_attribute_names {
            changes::remove(cx, &caller.pool, &mut caller.user, name)?;
        }
        users::save(cx, &mut caller.user)?;
        Ok(Empty {})
    }
}
