//! `SetUserMFAPreference`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::rules::mfa_preferences::{MfaPreferences, PasskeyPreference, Preference};
use crate::wire::error::ApiError;
use crate::wire::field::Token;

/// Sets what the signed-in user is asked after the password. What is not named stays.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetUserMfaPreference {
    access_token: Token,
    #[serde(rename = "SMSMfaSettings")]
    sms: Option<Preference>,
    #[serde(rename = "SoftwareTokenMfaSettings")]
    software_token: Option<Preference>,
    #[serde(rename = "EmailMfaSettings")]
    email: Option<Preference>,
    #[serde(rename = "WebAuthnMfaSettings")]
    passkey: Option<PasskeyPreference>,
}

impl Operation for SetUserMfaPreference {
    const NAME: &'static str = "SetUserMFAPreference";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let mut caller = caller::identify(cx, &self.access_token)?;
        let preferences =
            MfaPreferences::of(self.sms, self.software_token, self.email, self.passkey);
        preferences.set_by_user(cx, &caller.pool, &mut caller.user)?;
        Ok(Empty {})
    }
}
