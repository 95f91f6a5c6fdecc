//! `VerifySoftwareToken`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::enrollment;
use crate::model::pool_settings::MfaConfiguration;
use crate::model::second_factor::{SecondFactor, SoftwareToken};
use crate::rules::users;
use crate::totp;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{FriendlyDeviceName, Session, SoftwareTokenCode, Token};

/// Takes over the authenticator app that shows the right code. Where a second factor is a must, it is turned on as
/// well; elsewhere that is up to the user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct VerifySoftwareToken {
    access_token: Option<Token>,
    session: Option<Session>,
    user_code: SoftwareTokenCode,
    friendly_device_name: Option<FriendlyDeviceName>,
}

/// That it worked, and how to go on.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct VerifySoftwareTokenOutput {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

impl Operation for VerifySoftwareToken {
    const NAME: &'static str = "VerifySoftwareToken";
    type Output = VerifySoftwareTokenOutput;

    fn run(self, cx: &Context<'_>) -> Result<VerifySoftwareTokenOutput, ApiError> {
        let mut enrollee =
            enrollment::identify(cx, self.access_token.as_ref(), self.session.as_ref())?;
        let factors = &mut enrollee.user.factors;
        let secret = factors.associated.take().ok_or_else(|| {
            ErrorCode::SoftwareTokenMFANotFound
                .because("Software Token MFA does not exist for the user.")
        })?;
        let last_step = totp::step_of(&secret, &self.user_code, cx.now)
            .ok_or_else(|| ErrorCode::EnableSoftwareTokenMFA.because("Code mismatch"))?;
        factors.software_token = Some(SoftwareToken {
            secret,
            friendly_device_name: self.friendly_device_name.map(|name| name.to_string()),
            last_step,
        });
        if enrollee.pool.mfa_configuration == MfaConfiguration::On {
            factors.enabled.insert(SecondFactor::SoftwareToken);
        }
        users::save(cx, &mut enrollee.user)?;
        Ok(VerifySoftwareTokenOutput {
            status: "SUCCESS",
            session: enrollee.next_session(cx, true)?,
        })
    }
}
