//! `AdminSetUserMFAPreference`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::mfa_preferences::{MfaPreferences, PasskeyPreference, Preference};
use crate::rules::{pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{UserPoolId, Username};

/// Sets what a user is asked after the password. What is not named stays.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminSetUserMfaPreference {
    user_pool_id: UserPoolId,
    username: Username,
    #[serde(rename = "SMSMfaSettings")]
    sms: Option<Preference>,
    #[serde(rename = "SoftwareTokenMfaSettings")]
    software_token: Option<Preference>,
    #[serde(rename = "EmailMfaSettings")]
    email: Option<Preference>,
    #[serde(rename = "WebAuthnMfaSettings")]
    passkey: Option<PasskeyPreference>,
}

impl Operation for AdminSetUserMfaPreference {
    const NAME: &'static str = "AdminSetUserMFAPreference";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        MfaPreferences::of(self.sms, self.software_token, self.email, self.passkey)
            .apply(cx, &pool, &mut user)?;
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
