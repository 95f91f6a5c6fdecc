//! `ChangePassword`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::auth::password::{self, Verdict};
use crate::model::user::UserStatus;
use crate::rules::{limits, passwords, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{Password, Token};

/// Changes the password of the signed-in user, who knows the present one. Sessions go on.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ChangePassword {
    access_token: Token,
    /// Absent for users who have no password yet.
    previous_password: Option<Password>,
    proposed_password: Password,
}

impl Operation for ChangePassword {
    const NAME: &'static str = "ChangePassword";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let caller::Caller { mut user, pool, .. } = caller::identify(cx, &self.access_token)?;
        if user.status == UserStatus::ExternalProvider {
            return Err(ErrorCode::NotAuthorized
                .because("User password cannot be changed in the current state."));
        }
        passwords::check_policy(&pool.policies.password_policy, &self.proposed_password)?;
        if let Some(verifier) = &user.verifier {
            let previous = self.previous_password.ok_or_else(|| {
                ErrorCode::InvalidParameter.because("Missing required parameter PreviousPassword")
            })?;
            let is_right = || verifier.matches(pool.srp_group(), &user.key, &previous);
            match password::judge(cx, &pool, &user.key, is_right)? {
                Verdict::Right => {}
                Verdict::Wrong => return Err(password::incorrect().keeping_changes()),
                Verdict::Locked => return Err(limits::exceeded()),
            }
        }
        passwords::set(&pool, &mut user, &self.proposed_password)?;
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
