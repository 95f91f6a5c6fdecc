//! `CreateUserPool`

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Operation;
use crate::app::Context;
use crate::crypto::random_text;
use crate::model::pool::UserPool;
use crate::model::pool_settings::{
    AccountRecoverySetting, AdminCreateUserConfig, DeviceConfiguration, KeptSettings,
    MfaConfiguration, Policies, UserAttributeUpdateSettings, UsernameConfiguration,
};
use crate::rules::mfa_settings;
use crate::rules::pools::{self, PoolDescription};
use crate::rules::schema::{self, AttributeDeclaration};
use crate::token::SigningKey;
use crate::wire::error::ApiError;
use crate::wire::field::ResourceName;
use crate::wire::parse;

const LETTERS_AND_DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Creates a user pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPool {
    pool_name: ResourceName,
    #[serde(default)]
    policies: Policies,
    #[serde(default)]
    schema: Vec<AttributeDeclaration>,
    #[serde(default)]
    username_attributes: Vec<String>,
    #[serde(default)]
    alias_attributes: Vec<String>,
    #[serde(default)]
    auto_verified_attributes: Vec<String>,
    #[serde(default)]
    username_configuration: UsernameConfiguration,
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

/// The new pool.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolOutput {
    user_pool: PoolDescription,
}

impl Operation for CreateUserPool {
    const NAME: &'static str = "CreateUserPool";
    type Output = CreateUserPoolOutput;

    fn run(self, cx: &Context<'_>) -> Result<CreateUserPoolOutput, ApiError> {
        let pool = UserPool {
            id: format!("{}_{}", cx.region(), random_text(LETTERS_AND_DIGITS, 9)?),
            name: self.pool_name.to_string(),
            policies: self.policies,
            schema_attributes: schema::merge(self.schema)?,
            username_attributes: self.username_attributes,
            alias_attributes: self.alias_attributes,
            auto_verified_attributes: self.auto_verified_attributes,
            username_configuration: self.username_configuration,
            mfa_configuration: self.mfa_configuration,
            device_configuration: self.device_configuration,
            admin_create_user_config: self.admin_create_user_config,
            account_recovery_setting: self.account_recovery_setting,
            user_attribute_update_settings: self.user_attribute_update_settings,
            domain: None,
            // A second step, because the parser does not say where it failed within flattened fields.
            kept: parse::fields::<KeptSettings>(Value::Object(self.kept))?,
            creation_date: cx.now,
            last_modified_date: cx.now,
        };
        pools::check(&pool)?;
        mfa_settings::set_up(cx, &pool)?;
        cx.tx.put(&pool)?;
        cx.tx.put(&SigningKey::generate(&pool.id)?)?;
        Ok(CreateUserPoolOutput {
            user_pool: pools::describe(cx, pool)?,
        })
    }
}
