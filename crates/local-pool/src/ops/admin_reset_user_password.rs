//! `AdminResetUserPassword`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::user::UserStatus;
use crate::rules::{codes, pools, recovery, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{UserPoolId, Username};

/// Makes a password of no use, and sends the code with which the user can choose a new one.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminResetUserPassword {
    user_pool_id: UserPoolId,
    username: Username,
}

impl Operation for AdminResetUserPassword {
    const NAME: &'static str = "AdminResetUserPassword";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        if user.status == UserStatus::Unconfirmed {
            return Err(ErrorCode::NotAuthorized
                .because("User password cannot be reset in the current state."));
        }
        let destination = recovery::destination(&pool, &user)?;
        codes::send(cx, &user, &codes::FORGOT_PASSWORD, destination)?;
        user.status = UserStatus::ResetRequired;
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
