//! `DeleteUser`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::rules::users;
use crate::wire::error::ApiError;
use crate::wire::field::Token;

/// Removes the signed-in user, whose names are free again.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteUser {
    access_token: Token,
}

impl Operation for DeleteUser {
    const NAME: &'static str = "DeleteUser";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        users::delete(cx, &caller.user)?;
        Ok(Empty {})
    }
}
