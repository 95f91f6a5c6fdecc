//! The settings of user pools.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Rules for passwords and first factors.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Policies {
    /// What a password must have.
    pub(crate) password_policy: PasswordPolicy,
    /// Which first factors `USER_AUTH` offers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sign_in_policy: Option<SignInPolicy>,
}

/// What a password must have. In a policy that is given, what is not said is not required.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_excessive_bools, reason = "the service's own form")]
pub(crate) struct PasswordPolicy {
    /// Least length in characters.
    #[serde(default = "eight")]
    pub(crate) minimum_length: usize,
    /// An upper-case Latin letter.
    #[serde(default)]
    pub(crate) require_uppercase: bool,
    /// A lower-case Latin letter.
    #[serde(default)]
    pub(crate) require_lowercase: bool,
    /// A digit.
    #[serde(default)]
    pub(crate) require_numbers: bool,
    /// A symbol.
    #[serde(default)]
    pub(crate) require_symbols: bool,
    /// How many days a password that an administrator gave can be used.
    #[serde(default = "seven")]
    pub(crate) temporary_password_validity_days: u64,
    /// How many of a user's last passwords, the present one among them, cannot be chosen again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) password_history_size: Option<usize>,
}

impl PasswordPolicy {
    /// How long a password that an administrator gave can be used: 7 days unless set; 0 means unset.
    pub(crate) fn temporary_password_life(&self) -> Duration {
        let days = match self.temporary_password_validity_days {
            0 => seven(),
            days => days,
        };
        Duration::from_hours(days.saturating_mul(24))
    }
}

const fn seven() -> u64 {
    7
}

const fn eight() -> usize {
    8
}

/// The service's default, if a pool is created without a policy.
impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            minimum_length: eight(),
            require_uppercase: true,
            require_lowercase: true,
            require_numbers: true,
            require_symbols: true,
            temporary_password_validity_days: seven(),
            password_history_size: None,
        }
    }
}

/// Which first factors `USER_AUTH` offers.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SignInPolicy {
    /// `PASSWORD`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`.
    pub(crate) allowed_first_auth_factors: Vec<String>,
}

/// Where the code of a forgotten password goes.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct AccountRecoverySetting {
    /// The ways, of which the user's first one by priority counts.
    pub(crate) recovery_mechanisms: Vec<RecoveryOption>,
}

/// A way to recover an account.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RecoveryOption {
    /// Its name.
    pub(crate) name: RecoveryOptionName,
    /// 1 is tried before 2.
    pub(crate) priority: u8,
}

/// The name of a way to recover an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RecoveryOptionName {
    /// A code by e-mail.
    VerifiedEmail,
    /// A code by SMS.
    VerifiedPhoneNumber,
    /// None that users can take themselves.
    AdminOnly,
}

/// What a change of an address or phone number waits for.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct UserAttributeUpdateSettings {
    /// The attributes that keep their value until the new one is verified.
    pub(crate) attributes_require_verification_before_update: Vec<String>,
}

/// Whether case matters in user names and aliases.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UsernameConfiguration {
    /// Whether case matters.
    pub(crate) case_sensitive: bool,
}

/// The service's default, if a pool is created without a configuration.
impl Default for UsernameConfiguration {
    fn default() -> Self {
        Self {
            case_sensitive: true,
        }
    }
}

/// How devices are remembered.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct DeviceConfiguration {
    /// Whether a remembered device stands in for the second factor.
    pub(crate) challenge_required_on_new_device: bool,
    /// Whether the user is asked before a device is remembered.
    pub(crate) device_only_remembered_on_user_prompt: bool,
}

/// Who may create users.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct AdminCreateUserConfig {
    /// Whether sign-up is closed.
    pub(crate) allow_admin_create_user_only: bool,
    /// Kept for those who ask; the policy's `TemporaryPasswordValidityDays` took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unused_account_validity_days: Option<u64>,
    /// The words of an invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) invite_message_template: Option<MessageTemplate>,
}

/// The words of a message, in which `{username}` and `{####}` are replaced.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct MessageTemplate {
    /// The text for phones.
    #[serde(rename = "SMSMessage", skip_serializing_if = "Option::is_none")]
    pub(crate) sms_message: Option<String>,
    /// The text of an e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email_message: Option<String>,
    /// The subject line of an e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email_subject: Option<String>,
}

/// Settings that are kept for those who ask, and have no effect here unless it is said; what is within the objects is
/// not looked at.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct KeptSettings {
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_protection: Option<DeletionProtection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_configuration: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email_verification_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_verification_subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lambda_config: Option<Map<String, Value>>,
    /// The text of codes by SMS for pools that are to have that second factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sms_authentication_message: Option<String>,
    /// How the service reaches phones; without it, no pool is created with second factors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sms_configuration: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sms_verification_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_pool_add_ons: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_pool_tags: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_pool_tier: Option<UserPoolTier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verification_message_template: Option<Map<String, Value>>,
}

impl KeptSettings {
    /// Whether the pool is not to be deleted.
    pub(crate) fn is_protected(&self) -> bool {
        self.deletion_protection == Some(DeletionProtection::Active)
    }
}

/// Whether a pool is protected from being deleted.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum DeletionProtection {
    Active,
    Inactive,
}

/// What a pool costs, and can do.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum UserPoolTier {
    Lite,
    Essentials,
    Plus,
}

/// Whether sign-in takes a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum MfaConfiguration {
    /// Never.
    #[default]
    Off,
    /// For everybody.
    On,
    /// For users who set one up.
    Optional,
}
