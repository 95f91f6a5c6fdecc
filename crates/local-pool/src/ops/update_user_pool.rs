//! `UpdateUserPool`

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::pool_settings::{
    AccountRecoverySetting, AdminCreateUserConfig, DeviceConfiguration, KeptSettings,
    MfaConfiguration, Policies, UserAttributeUpdateSettings,
};
use crate::rules::{mfa_settings, pools};
use crate::wire::error::ApiError;
use crate::wire::field::{ResourceName, UserPoolId};
use crate::wire::parse;

/// Changes a user pool. As in the service, a setting that is not given goes back to its default; the name stays.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateUserPool {
    user_pool_id: UserPoolId,
    pool_name: Option<ResourceName>,
    #[serde(default)]
    policies: Policies,
    #[serde(default)]
    auto_verified_attributes: Vec<String>,
    #[serde(default)]
    mfa_configuration: MfaConfiguration,
    device_configuration: Option<DeviceConfiguration>,
    #[serde(default)]
    admin_create_user_config: AdminCreateUserConfig,
    account_recovery_setting: Option<AccountRecoverySetting>,
    user_attribute_update_settings: Option<UserAttributeUpdateSettings>,
    #[serde(flatten)]
    kept: Map<String, Value>,
}

impl Operation for UpdateUserPool {
    const NAME: &'static str = "UpdateUserPool";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        // A second step, because the parser does not say where it failed within flattened fields.
        let kept = parse::fields::<KeptSettings>(Value::Object(self.kept))?;
        let old = pools::pool(cx, &self.user_pool_id)?;
        let pool = UserPool {
            name: self.pool_name.map_or(old.name, |name| name.to_string()),
            policies: self.policies,
            auto_verified_attributes: self.auto_verified_attributes,
            mfa_configuration: self.mfa_configuration,
            device_configuration: self.device_configuration,
            admin_create_user_config: self.admin_create_user_config,
            account_recovery_setting: self.account_recovery_setting,
            user_attribute_update_settings: self.user_attribute_update_settings,
            kept,
            last_modified_date: cx.now,
            ..old
        };
        pools::check(&pool)?;
        mfa_settings::set_up(cx, &pool)?;
        cx.tx.put(&pool)?;
        Ok(Empty {})
    }
}
