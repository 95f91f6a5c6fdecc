//! What an app client may do, and how.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The settings that `CreateUserPoolClient` and `UpdateUserPoolClient` have in common.
/// What is not given has the service's default.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct ClientSettings {
    /// `ALLOW_...` of each flow that it may use.
    pub(crate) explicit_auth_flows: Vec<String>,
    /// How long access tokens live, in its unit (hours).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) access_token_validity: Option<u64>,
    /// How long ID tokens live, in its unit (hours).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id_token_validity: Option<u64>,
    /// How long refresh tokens live, in its unit (days).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refresh_token_validity: Option<u64>,
    /// The units of the three.
    pub(crate) token_validity_units: TokenValidityUnits,
    /// How long a challenge waits for its answer, in minutes.
    pub(crate) auth_session_validity: u64,
    /// Whether answers tell which users exist.
    pub(crate) prevent_user_existence_errors: ExistenceErrors,
    /// Whether `RevokeToken` works.
    pub(crate) enable_token_revocation: bool,
    /// Whether each use of a refresh token yields the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refresh_token_rotation: Option<RefreshTokenRotation>,
    /// Attributes that its users can read; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) read_attributes: Option<Vec<String>>,
    /// Attributes that its users can write; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) write_attributes: Option<Vec<String>>,
    /// The hosted pages.
    #[serde(flatten)]
    pub(crate) hosted: HostedSettings,
}

impl Default for ClientSettings {
    fn default() -> Self {
        let flows = [
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_CUSTOM_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH",
        ];
        Self {
            explicit_auth_flows: flows.map(str::to_owned).to_vec(),
            access_token_validity: None,
            id_token_validity: None,
            refresh_token_validity: None,
            token_validity_units: TokenValidityUnits::default(),
            auth_session_validity: 3,
            prevent_user_existence_errors: ExistenceErrors::default(),
            enable_token_revocation: true,
            refresh_token_rotation: None,
            read_attributes: None,
            write_attributes: None,
            hosted: HostedSettings::default(),
        }
    }
}

/// What a client may do on the hosted pages (OAuth 2).
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct HostedSettings {
    /// Whether it may use them.
    #[serde(rename = "AllowedOAuthFlowsUserPoolClient")]
    pub(crate) allowed_oauth_flows_user_pool_client: bool,
    /// `code`, `implicit`, `client_credentials`.
    #[serde(rename = "AllowedOAuthFlows", skip_serializing_if = "Vec::is_empty")]
    pub(crate) allowed_oauth_flows: Vec<String>,
    /// The scopes that it may ask for.
    #[serde(rename = "AllowedOAuthScopes", skip_serializing_if = "Vec::is_empty")]
    pub(crate) allowed_oauth_scopes: Vec<String>,
    /// Where a browser may be sent after signing in.
    #[serde(rename = "CallbackURLs", skip_serializing_if = "Vec::is_empty")]
    pub(crate) callback_urls: Vec<String>,
    /// Where a browser may be sent after signing out.
    #[serde(rename = "LogoutURLs", skip_serializing_if = "Vec::is_empty")]
    pub(crate) logout_urls: Vec<String>,
    /// The one of the callback URLs that need not be named.
    #[serde(rename = "DefaultRedirectURI", skip_serializing_if = "Option::is_none")]
    pub(crate) default_redirect_uri: Option<String>,
    /// `COGNITO`, `Facebook`, ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) supported_identity_providers: Vec<String>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TimeUnit {
    /// 1 s.
    Seconds,
    /// 60 s.
    Minutes,
    /// 3600 s.
    Hours,
    /// 86400 s.
    Days,
}

impl TimeUnit {
    /// That many of the unit.
    pub(crate) fn times(self, count: u64) -> Duration {
        let seconds = match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3600,
            Self::Days => 86400,
        };
        Duration::from_secs(count.saturating_mul(seconds))
    }
}

/// The units of the token lifetimes.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct TokenValidityUnits {
    /// Absent: hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) access_token: Option<TimeUnit>,
    /// Absent: hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id_token: Option<TimeUnit>,
    /// Absent: days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refresh_token: Option<TimeUnit>,
}

/// Whether each use of a refresh token yields the next one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RefreshTokenRotation {
    /// Whether it is on.
    pub(crate) feature: Feature,
    /// How long a used token still works, 0 to 60 s.
    #[serde(default)]
    pub(crate) retry_grace_period_seconds: u64,
}

/// Whether something is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Feature {
    /// It is.
    Enabled,
    /// It is not.
    Disabled,
}

/// Whether answers tell which users exist (`PreventUserExistenceErrors`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum ExistenceErrors {
    /// They do not.
    Enabled,
    /// They do.
    #[default]
    Legacy,
}
