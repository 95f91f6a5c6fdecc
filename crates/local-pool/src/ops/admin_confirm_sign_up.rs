//! `AdminConfirmSignUp`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::user::UserStatus;
use crate::rules::{pools, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{UserPoolId, Username};

/// Confirms a user without a code. Verifies no address.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminConfirmSignUp {
    user_pool_id: UserPoolId,
    username: Username,
}

impl Operation for AdminConfirmSignUp {
    const NAME: &'static str = "AdminConfirmSignUp";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        if user.status != UserStatus::Unconfirmed {
            let status = user.status.name();
            return Err(ErrorCode::NotAuthorized.because(format!(
                "User cannot be confirmed. Current status is {status}"
            )));
        }
        user.status = UserStatus::Confirmed;
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
