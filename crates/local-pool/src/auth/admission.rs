//! What comes after the first factor was right.

use super::{AuthOutput, sessions};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::{User, UserStatus};
use crate::wire::error::{ApiError, ErrorCode};

/// Signs in a user whose first factor was right, or says what stands in the way.
pub(crate) fn admit(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
) -> Result<AuthOutput, ApiError> {
    if !user.enabled {
        return Err(ErrorCode::NotAuthorized.because("User is disabled."));
    }
    match user.status {
        UserStatus::Confirmed => Ok(AuthOutput::tokens(sessions::begin(cx, pool, client, user)?)),
        UserStatus::Unconfirmed => {
            Err(ErrorCode::UserNotConfirmed.because("User is not confirmed."))
        }
        UserStatus::ResetRequired => {
            Err(ErrorCode::PasswordResetRequired.because("Password reset required for the user"))
        }
        UserStatus::ForceChangePassword => Err(ErrorCode::NotAuthorized
            .because("Temporary password has expired and must be reset by an administrator.")),
    }
}
