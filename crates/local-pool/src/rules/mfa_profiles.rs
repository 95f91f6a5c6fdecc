//! What users are asked after the password, as it is shown.

use serde::Serialize;

use crate::model::second_factor::SecondFactor;
use crate::model::user::User;

/// What a user is asked after the password, in the replies that describe users.
#[derive(Serialize)]
pub(crate) struct MfaProfile {
    #[serde(rename = "UserMFASettingList", skip_serializing_if = "Vec::is_empty")]
    setting_list: Vec<&'static str>,
    #[serde(
        rename = "PreferredMfaSetting",
        skip_serializing_if = "Option::is_none"
    )]
    preferred: Option<SecondFactor>,
    #[serde(rename = "MFAOptions", skip_serializing_if = "Vec::is_empty")]
    options: Vec<MfaOption>,
}

/// Codes by SMS, in the form that was there before there were other second factors.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct MfaOption {
    attribute_name: &'static str,
    delivery_medium: &'static str,
}

impl MfaProfile {
    /// That of a user.
    pub(crate) fn of(user: &User) -> Self {
        let sms = MfaOption {
            attribute_name: "phone_number",
            delivery_medium: "SMS",
        };
        let has_sms = user.factors.enabled.contains(&SecondFactor::Sms);
        Self {
            setting_list: user.factors.names(),
            preferred: user.factors.preferred,
            options: has_sms.then_some(sms).into_iter().collect(),
        }
    }
}
