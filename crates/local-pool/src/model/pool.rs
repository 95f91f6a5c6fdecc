//! User pools.

use serde::{Deserialize, Serialize};

use super::pool_settings::{
    AccountRecoverySetting, AdminCreateUserConfig, DeviceConfiguration, KeptSettings,
    MfaConfiguration, Policies, UserAttributeUpdateSettings, UsernameConfiguration,
};
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

    /// Whether `USER_AUTH` offers that first factor: unless set, the password alone.
    pub(crate) fn offers(&self, factor: &str) -> bool {
        let policy = self.policies.sign_in_policy.as_ref();
        policy.map_or(factor == "PASSWORD", |policy| {
            let mut factors = policy.allowed_first_auth_factors.iter();
            factors.any(|allowed| allowed == factor)
        })
    }

    /// Whether users can do without a password: where a code that is sent can be the first factor.
    pub(crate) fn lets_users_do_without_password(&self) -> bool {
        self.offers("EMAIL_OTP") || self.offers("SMS_OTP")
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
