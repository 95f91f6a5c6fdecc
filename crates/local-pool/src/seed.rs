//! The default pool: what `static/amplify_outputs.json` names exists from the first start.

mod first_factors;
mod hosted;
mod identity_pool;
mod second_factors;

use serde::Deserialize;

use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::client_settings::{ClientSettings, ExistenceErrors};
use crate::model::pool::UserPool;
use crate::model::pool_settings::{
    AdminCreateUserConfig, KeptSettings, MfaConfiguration, PasswordPolicy, Policies,
    UsernameConfiguration,
};
use crate::model::schema::{SchemaAttribute, standard_attributes};
use crate::token::SigningKey;
use crate::wire::error::ApiError;

/// The flows that the default client may use.
const FLOWS: [&str; 4] = [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
];

/// Where the default pool can keep a token of Facebook's, which is mapped to it if one wants that.
const FACEBOOK_TOKEN: &str = "custom:facebook_token";

/// The configuration is not an `amplify_outputs.json` with a user pool.
#[derive(Debug, thiserror::Error)]
#[error("not a valid amplify_outputs.json: {0}")]
pub struct SeedError(#[from] serde_json::Error);

/// The part of an `amplify_outputs.json` (Amplify Gen 2) that describes the pools.
#[derive(Clone, Debug, Deserialize)]
pub struct AmplifyOutputs {
    auth: Auth,
    #[serde(default)]
    custom: Custom,
}

#[derive(Clone, Debug, Deserialize)]
struct Auth {
    aws_region: String,
    user_pool_id: String,
    user_pool_client_id: String,
    identity_pool_id: Option<String>,
    #[serde(default)]
    username_attributes: Vec<String>,
    #[serde(default)]
    user_verification_types: Vec<String>,
    #[serde(default)]
    standard_required_attributes: Vec<String>,
    #[serde(default)]
    unauthenticated_identities_enabled: bool,
    #[serde(default)]
    password_policy: AmplifyPasswordPolicy,
    mfa_configuration: Option<String>,
    #[serde(default)]
    mfa_methods: Vec<String>,
    #[serde(default)]
    oauth: hosted::OAuth,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "Amplify's own form")]
struct AmplifyPasswordPolicy {
    min_length: Option<usize>,
    require_lowercase: bool,
    require_uppercase: bool,
    require_numbers: bool,
    require_symbols: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Custom {
    attributes: Vec<CustomAttribute>,
}

#[derive(Clone, Debug, Deserialize)]
struct CustomAttribute {
    name: String,
}

impl AmplifyOutputs {
    /// Reads the text of an `amplify_outputs.json`.
    ///
    /// # Errors
    /// If it is not JSON, or has no user pool.
    pub fn parse(text: &str) -> Result<Self, SeedError> {
        Ok(serde_json::from_str(text)?)
    }

    /// The repository's own `static/amplify_outputs.json`, as it was when this was compiled.
    ///
    /// # Errors
    /// As [`AmplifyOutputs::parse`].
    pub fn built_in() -> Result<Self, SeedError> {
        Self::parse(include_str!("../../../static/amplify_outputs.json"))
    }

    /// The id of the default user pool.
    pub fn user_pool_id(&self) -> &str {
        &self.auth.user_pool_id
    }

    /// The id of the default app client.
    pub fn client_id(&self) -> &str {
        &self.auth.user_pool_client_id
    }

    /// The same, with other addresses to which the hosted pages may send a browser after signing in and out.
    #[must_use]
    pub fn with_redirects(mut self, sign_in: Vec<String>, sign_out: Vec<String>) -> Self {
        self.auth.oauth.redirect_sign_in_uri = sign_in;
        self.auth.oauth.redirect_sign_out_uri = sign_out;
        self
    }

    pub(crate) fn pool_id(&self) -> &str {
        &self.auth.user_pool_id
    }

    pub(crate) fn region(&self) -> &str {
        &self.auth.aws_region
    }

    fn policies(&self) -> Policies {
        let wanted = &self.auth.password_policy;
        let password_policy = PasswordPolicy {
            minimum_length: wanted.min_length.unwrap_or(8),
            require_uppercase: wanted.require_uppercase,
            require_lowercase: wanted.require_lowercase,
            require_numbers: wanted.require_numbers,
            require_symbols: wanted.require_symbols,
            ..PasswordPolicy::default()
        };
        Policies {
            password_policy,
            ..Policies::default()
        }
    }

    fn schema(&self) -> Vec<SchemaAttribute> {
        let mut schema = standard_attributes();
        for attribute in &mut schema {
            attribute.required |= self
                .auth
                .standard_required_attributes
                .contains(&attribute.name);
        }
        schema
    }
}

/// Adds to a list what it does not have.
fn add<'n>(list: &mut Vec<String>, names: impl IntoIterator<Item = &'n str>) {
    for name in names {
        if !list.iter().any(|listed| listed == name) {
            list.push(name.to_owned());
        }
    }
}

/// Adds what is missing of the default pool, and brings its password policy up to date.
pub(crate) fn plant(cx: &Context<'_>, seed: &AmplifyOutputs) -> Result<(), ApiError> {
    plant_pool(cx, seed)?;
    plant_client(cx, seed)?;
    first_factors::plant(cx, seed)?;
    second_factors::plant(cx, seed)?;
    hosted::plant(cx, seed)?;
    identity_pool::plant(cx, seed)
}

fn plant_pool(cx: &Context<'_>, seed: &AmplifyOutputs) -> Result<(), ApiError> {
    let auth = &seed.auth;
    let mut pool = if let Some(pool) = cx.tx.get::<UserPool>(&auth.user_pool_id)? {
        pool
    } else {
        cx.tx.put(&SigningKey::generate(&auth.user_pool_id)?)?;
        new_pool(cx, seed)
    };
    pool.policies.password_policy = seed.policies().password_policy;
    let listed = seed.custom.attributes.iter();
    let listed = listed.map(|attribute| attribute.name.as_str());
    for name in listed.chain([FACEBOOK_TOKEN]) {
        if name.starts_with("custom:") && pool.attribute(name).is_none() {
            pool.schema_attributes
                .push(SchemaAttribute::text(name, 0, 2048));
        }
    }
    Ok(cx.tx.put(&pool)?)
}

fn new_pool(cx: &Context<'_>, seed: &AmplifyOutputs) -> UserPool {
    UserPool {
        id: seed.auth.user_pool_id.clone(),
        name: "Default pool".to_owned(),
        policies: seed.policies(),
        schema_attributes: seed.schema(),
        username_attributes: seed.auth.username_attributes.clone(),
        alias_attributes: Vec::new(),
        auto_verified_attributes: seed.auth.user_verification_types.clone(),
        username_configuration: UsernameConfiguration {
            case_sensitive: false,
        },
        mfa_configuration: MfaConfiguration::Off,
        device_configuration: None,
        admin_create_user_config: AdminCreateUserConfig::default(),
        account_recovery_setting: None,
        user_attribute_update_settings: None,
        domain: None,
        kept: KeptSettings::default(),
        creation_date: cx.now,
        last_modified_date: cx.now,
    }
}

fn plant_client(cx: &Context<'_>, seed: &AmplifyOutputs) -> Result<(), ApiError> {
    if cx.tx.get::<AppClient>(seed.client_id())?.is_some() {
        return Ok(());
    }
    Ok(cx.tx.put(&AppClient {
        client_id: seed.client_id().to_owned(),
        user_pool_id: seed.user_pool_id().to_owned(),
        client_name: "Default client".to_owned(),
        client_secret: None,
        settings: ClientSettings {
            explicit_auth_flows: FLOWS.map(str::to_owned).to_vec(),
            prevent_user_existence_errors: ExistenceErrors::Enabled,
            ..ClientSettings::default()
        },
        creation_date: cx.now,
        last_modified_date: cx.now,
    })?)
}
