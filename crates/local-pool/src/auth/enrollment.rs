//! Whoever sets up an authenticator app: a signed-in user, or one who must do so to sign in (`MFA_SETUP`).

use super::caller;
use super::challenges::{invalid_session, pose_to, resume};
use crate::app::Context;
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::pool_settings::MfaConfiguration;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::{pools, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{Session, Token};

/// A user who sets up an authenticator app.
pub(crate) struct Enrollee {
    /// The user.
    pub(crate) user: User,
    /// The user's pool.
    pub(crate) pool: UserPool,
    /// Where the user is about to sign in; absent: the user is signed in.
    entering: Option<Entering>,
}

/// A sign-in on its way.
struct Entering {
    client: AppClient,
    device_key: Option<String>,
}

/// The user of an access token, or of the session of a challenge. Refuses in a pool that offers no authenticator apps.
pub(crate) fn identify(
    cx: &Context<'_>,
    access_token: Option<&Token>,
    session: Option<&Session>,
) -> Result<Enrollee, ApiError> {
    let enrollee = match (access_token, session) {
        (Some(token), _) => {
            let caller = caller::identify(cx, token)?;
            Enrollee {
                user: caller.user,
                pool: caller.pool,
                entering: None,
            }
        }
        (None, Some(session)) => by_session(cx, session)?,
        (None, None) => {
            return Err(ErrorCode::InvalidParameter
                .because("Missing required parameter AccessToken or Session"));
        }
    };
    let offered = pools::mfa_factors(cx, &enrollee.pool)?;
    if enrollee.pool.mfa_configuration == MfaConfiguration::Off
        || !offered.offer(SecondFactor::SoftwareToken)
    {
        return Err(ErrorCode::SoftwareTokenMFANotFound
            .because("Software Token MFA has not been enabled by the userPool"));
    }
    Ok(enrollee)
}

fn by_session(cx: &Context<'_>, session: &str) -> Result<Enrollee, ApiError> {
    let (challenge, client, pool) = resume(cx, session)?;
    if !matches!(challenge.question, Question::MfaSetup { .. }) {
        return Err(invalid_session());
    }
    let user = users::find(cx, &pool, &challenge.login)?.ok_or_else(invalid_session)?;
    if !user.enabled {
        return Err(ErrorCode::NotAuthorized.because("User is disabled."));
    }
    Ok(Enrollee {
        user,
        pool,
        entering: Some(Entering {
            client,
            device_key: challenge.device_key,
        }),
    })
}

impl Enrollee {
    /// The session to go on with, for a user who is about to sign in.
    pub(crate) fn next_session(
        &self,
        cx: &Context<'_>,
        is_verified: bool,
    ) -> Result<Option<String>, ApiError> {
        let Some(Entering { client, device_key }) = &self.entering else {
            return Ok(None);
        };
        let question = Question::MfaSetup { is_verified };
        pose_to(cx, client, &self.user, device_key.as_deref(), question).map(Some)
    }
}
