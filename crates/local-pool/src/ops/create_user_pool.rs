//! `CreateUserPool`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Operation;
use crate::app::Context;
use crate::crypto::random_text;
use crate::model::pool::{
    AdminCreateUserConfig, DeviceConfiguration, MfaConfiguration, Policies, UserPool,
    UsernameConfiguration,
};
use crate::model::schema::{SchemaAttribute, standard_attributes};
use crate::token::SigningKey;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::ResourceName;

const LETTERS_AND_DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Creates a user pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPool {
    pool_name: ResourceName,
    #[serde(default)]
    policies: Policies,
    #[serde(default)]
    schema: Vec<SchemaAttribute>,
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
    account_recovery_setting: Option<Value>,
}

/// The new pool.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUserPoolOutput {
    user_pool: UserPool,
}

impl Operation for CreateUserPool {
    const NAME: &'static str = "CreateUserPool";
    type Output = CreateUserPoolOutput;

    fn run(self, cx: &Context<'_>) -> Result<CreateUserPoolOutput, ApiError> {
        if !self.username_attributes.is_empty() && !self.alias_attributes.is_empty() {
            return Err(ErrorCode::InvalidParameter.because(
                "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
            ));
        }
        let id = format!("{}_{}", cx.region(), random_text(LETTERS_AND_DIGITS, 9)?);
        let user_pool = UserPool {
            id,
            name: self.pool_name.to_string(),
            policies: self.policies,
            schema_attributes: merge(self.schema)?,
            username_attributes: self.username_attributes,
            alias_attributes: self.alias_attributes,
            auto_verified_attributes: self.auto_verified_attributes,
            username_configuration: self.username_configuration,
            mfa_configuration: self.mfa_configuration,
            device_configuration: self.device_configuration,
            admin_create_user_config: self.admin_create_user_config,
            account_recovery_setting: self.account_recovery_setting,
            creation_date: cx.now,
            last_modified_date: cx.now,
        };
        cx.tx.put(&user_pool)?;
        cx.tx.put(&SigningKey::generate(&user_pool.id)?)?;
        Ok(CreateUserPoolOutput { user_pool })
    }
}

/// The standard attributes with the given settings, and the custom ones.
fn merge(given: Vec<SchemaAttribute>) -> Result<Vec<SchemaAttribute>, ApiError> {
    let mut schema = standard_attributes();
    for mut attribute in given {
        if let Some(standard) = schema
            .iter_mut()
            .find(|standard| standard.name == attribute.name)
        {
            *standard = attribute;
            continue;
        }
        if attribute.required {
            return Err(ErrorCode::InvalidParameter
                .because("Required custom attributes are not supported currently."));
        }
        attribute.name = format!("custom:{}", attribute.name);
        schema.push(attribute);
    }
    Ok(schema)
}
