//! `SetUserSettings`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::rules::mfa_preferences::{MfaPreferences, Preference};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{AttributeName, Token};

/// Turns codes by SMS on for the signed-in user, or off by naming nothing: the way from before there were other second
/// factors.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetUserSettings {
    access_token: Token,
    #[serde(rename = "MFAOptions")]
    mfa_options: Vec<MfaOption>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MfaOption {
    delivery_medium: Option<DeliveryMedium>,
    attribute_name: Option<AttributeName>,
}

#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum DeliveryMedium {
    Sms,
    Email,
}

impl Operation for SetUserSettings {
    const NAME: &'static str = "SetUserSettings";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let mut caller = caller::identify(cx, &self.access_token)?;
        if !self.mfa_options.iter().all(MfaOption::is_sms) {
            return Err(ErrorCode::InvalidParameter
                .because("Only codes that are sent to phone_number by SMS can be set."));
        }
        let sms = Preference::turn(!self.mfa_options.is_empty());
        let preferences = MfaPreferences::of(Some(sms), None, None, None);
        preferences.set_by_user(cx, &caller.pool, &mut caller.user)?;
        Ok(Empty {})
    }
}

impl MfaOption {
    fn is_sms(&self) -> bool {
        self.delivery_medium == Some(DeliveryMedium::Sms)
            && self.attribute_name.as_deref() == Some("phone_number")
    }
}
