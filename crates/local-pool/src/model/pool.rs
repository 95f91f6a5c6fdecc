//! User pools.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::schema::SchemaAttribute;
use crate::clock::Timestamp;
use crate::store::Record;

/// A user pool, as `DescribeUserPool` shows it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UserPool {
    /// `region_name`.
    pub(crate) id: String,
    /// The name for people.
    pub(crate) name: String,
    /// Rules for passwords and first factors.
    #[serde(default)]
    pub(crate) policies: Policies,
    /// Every attribute that a user can have.
    pub(crate) schema_attributes: Vec<SchemaAttribute>,
    /// What serves as user name in place of a chosen one: `email`, `phone_number`.
    #[serde(default)]
    pub(crate) username_attributes: Vec<String>,
    /// What signs a user in beside the user name, once verified.
    #[serde(default)]
    pub(crate) alias_attributes: Vec<String>,
    /// What the confirmation of a sign-up verifies.
    #[serde(default)]
    pub(crate) auto_verified_attributes: Vec<String>,
    /// Whether `Ann` and `ann` are two users.
    #[serde(default)]
    pub(crate) username_configuration: UsernameConfiguration,
    /// Whether sign-in takes a second factor.
    #[serde(default)]
    pub(crate) mfa_configuration: MfaConfiguration,
    /// How devices are remembered; absent: not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) device_configuration: Option<DeviceConfiguration>,
    /// Who may create users.
    #[serde(default)]
    pub(crate) admin_create_user_config: AdminCreateUserConfig,
    /// Where the code of a forgotten password goes; absent: to a phone number before an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) account_recovery_setting: Option<AccountRecoverySetting>,
    /// What a change of an address or phone number waits for; absent: for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user_attribute_update_settings: Option<UserAttributeUpdateSettings>,
    /// The prefix of the host name of its hosted pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<String>,
    /// What is kept for those who ask.
    #[serde(flatten)]
    pub(crate) kept: KeptSettings,
    /// When it was created.
    pub(crate) creation_date: Timestamp,
    /// When it was last changed.
    pub(crate) last_modified_date: Timestamp,
}

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

/// Settings that are kept for those who ask, and have no effect here.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct KeptSettings {
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_protection: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_configuration: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_verification_message: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_verification_subject: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lambda_config: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sms_authentication_message: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sms_configuration: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sms_verification_message: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_pool_add_ons: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_pool_tags: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_pool_tier: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verification_message_template: Option<Value>,
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

impl UserPool {
    /// The name that takes part in SRP: the id after its last `_`.
    pub(crate) fn srp_group(&self) -> &str {
        self.id
            .rsplit_once('_')
            .map_or(self.id.as_str(), |(_, name)| name)
    }

    /// The form in which user names and aliases are compared.
    pub(crate) fn fold(&self, name: &str) -> String {
        if self.username_configuration.case_sensitive {
            name.to_owned()
        } else {
            name.to_lowercase()
        }
    }

    /// Whether users sign up with an e-mail address or phone number in place of a user name.
    pub(crate) fn names_are_generated(&self) -> bool {
        !self.username_attributes.is_empty()
    }

    /// Whether an attribute's value is a name under which users sign in.
    pub(crate) fn signs_in_by(&self, attribute: &str) -> bool {
        let mut names = self
            .username_attributes
            .iter()
            .chain(&self.alias_attributes);
        names.any(|name| name == attribute)
    }

    /// Whether an attribute keeps its value until a new one is verified.
    pub(crate) fn verifies_before_update(&self, attribute: &str) -> bool {
        self.user_attribute_update_settings
            .iter()
            .flat_map(|settings| &settings.attributes_require_verification_before_update)
            .any(|name| name == attribute)
    }

    /// Whether `USER_AUTH` offers that first factor.
    pub(crate) fn offers(&self, factor: &str) -> bool {
        let policy = self.policies.sign_in_policy.as_ref();
        policy.is_some_and(|policy| {
            let mut factors = policy.allowed_first_auth_factors.iter();
            factors.any(|allowed| allowed == factor)
        })
    }

    /// The schema's entry for that attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&SchemaAttribute> {
        self.schema_attributes
            .iter()
            .find(|attribute| attribute.name == name)
    }
}

impl Record for UserPool {
    const TABLE: &'static str = "pools";

    fn key(&self) -> String {
        self.id.clone()
    }
}
