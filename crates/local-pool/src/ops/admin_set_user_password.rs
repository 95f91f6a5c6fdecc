//! `AdminSetUserPassword`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::user::UserStatus;
use crate::rules::{passwords, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{Password, UserPoolId, Username};

/// Gives a user a password, which must be changed at the next sign-in unless it is permanent.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminSetUserPassword {
    user_pool_id: UserPoolId,
    username: Username,
    password: Password,
    #[serde(default)]
    permanent: bool,
}

impl Operation for AdminSetUserPassword {
    const NAME: &'static str = "AdminSetUserPassword";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        if self.permanent {
            passwords::check_policy(&pool.policies.password_policy, &self.password)?;
            passwords::set(&pool, &mut user, &self.password)?;
            user.status = UserStatus::Confirmed;
        } else {
            passwords::set_temporary(cx, &pool, &mut user, &self.password)?;
        }
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
