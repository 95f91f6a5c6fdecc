//! `GlobalSignOut`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::{caller, sessions};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Token;

/// Withdraws every token of the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GlobalSignOut {
    access_token: Token,
}

impl Operation for GlobalSignOut {
    const NAME: &'static str = "GlobalSignOut";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let caller = caller::identify(cx, &self.access_token).map_err(as_revoked)?;
        sessions::revoke_all(cx, &caller.user)?;
        Ok(Empty {})
    }
}

/// The service documents no `UserNotFoundException` here: who is gone has no valid token.
fn as_revoked(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused {
            code: ErrorCode::UserNotFound,
            ..
        } => ErrorCode::NotAuthorized.because("Access Token has been revoked"),
        other => other,
    }
}
