//! User pools.

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
    /// Settings that are kept for those who ask, and have no effect here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) account_recovery_setting: Option<Value>,
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

/// What a password must have.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "the service's own form")]
pub(crate) struct PasswordPolicy {
    /// Least length in characters.
    pub(crate) minimum_length: usize,
    /// An upper-case Latin letter.
    pub(crate) require_uppercase: bool,
    /// A lower-case Latin letter.
    pub(crate) require_lowercase: bool,
    /// A digit.
    pub(crate) require_numbers: bool,
    /// A symbol.
    pub(crate) require_symbols: bool,
    /// How many days a password that an administrator gave can be used.
    pub(crate) temporary_password_validity_days: u32,
}

/// The service's default, if a pool is created without a policy.
impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            minimum_length: 8,
            require_uppercase: true,
            require_lowercase: true,
            require_numbers: true,
            require_symbols: true,
            temporary_password_validity_days: 7,
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

/// Whether case matters in user names and aliases.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct UsernameConfiguration {
    /// Whether case matters.
    pub(crate) case_sensitive: bool,
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
