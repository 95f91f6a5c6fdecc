//! App clients.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::Record;

/// An app client, as `DescribeUserPoolClient` shows it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AppClient {
    /// The id that apps carry.
    pub(crate) client_id: String,
    /// The pool it belongs to.
    pub(crate) user_pool_id: String,
    /// The name for people.
    pub(crate) client_name: String,
    /// For clients that can keep one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) client_secret: Option<String>,
    /// `ALLOW_...` of each flow that it may use.
    pub(crate) explicit_auth_flows: Vec<String>,
    /// How long access tokens live, in its unit (hours).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) access_token_validity: Option<u64>,
    /// How long ID tokens live, in its unit (hours).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id_token_validity: Option<u64>,
    /// How long refresh tokens live, in its unit (days).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refresh_token_validity: Option<u64>,
    /// The units of the three.
    #[serde(default)]
    pub(crate) token_validity_units: TokenValidityUnits,
    /// How long a challenge waits for its answer, in minutes.
    #[serde(default = "three")]
    pub(crate) auth_session_validity: u64,
    /// Whether answers tell which users exist.
    #[serde(default)]
    pub(crate) prevent_user_existence_errors: ExistenceErrors,
    /// Whether `RevokeToken` works.
    #[serde(default = "yes")]
    pub(crate) enable_token_revocation: bool,
    /// Whether each use of a refresh token yields the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refresh_token_rotation: Option<RefreshTokenRotation>,
    /// Attributes that its users can read; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) read_attributes: Option<Vec<String>>,
    /// Attributes that its users can write; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) write_attributes: Option<Vec<String>>,
    /// When it was created.
    pub(crate) creation_date: Timestamp,
    /// When it was last changed.
    pub(crate) last_modified_date: Timestamp,
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
    fn times(self, count: u64) -> Duration {
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

const fn three() -> u64 {
    3
}

const fn yes() -> bool {
    true
}

impl AppClient {
    /// How long access tokens live: 60 minutes unless set.
    pub(crate) fn access_token_life(&self) -> Duration {
        let unit = self
            .token_validity_units
            .access_token
            .unwrap_or(TimeUnit::Hours);
        self.access_token_validity
            .map_or(TimeUnit::Hours.times(1), |count| unit.times(count))
    }

    /// How long ID tokens live: 60 minutes unless set.
    pub(crate) fn id_token_life(&self) -> Duration {
        let unit = self
            .token_validity_units
            .id_token
            .unwrap_or(TimeUnit::Hours);
        self.id_token_validity
            .map_or(TimeUnit::Hours.times(1), |count| unit.times(count))
    }

    /// How long refresh tokens live: 30 days unless set; 0 means unset.
    pub(crate) fn refresh_token_life(&self) -> Duration {
        match self.refresh_token_validity {
            None | Some(0) => TimeUnit::Days.times(30),
            Some(count) => self
                .token_validity_units
                .refresh_token
                .unwrap_or(TimeUnit::Days)
                .times(count),
        }
    }

    /// How long a challenge waits for its answer.
    pub(crate) fn challenge_life(&self) -> Duration {
        TimeUnit::Minutes.times(self.auth_session_validity)
    }

    /// Whether answers must not tell which users exist.
    pub(crate) fn hides_users(&self) -> bool {
        self.prevent_user_existence_errors == ExistenceErrors::Enabled
    }

    /// The rotation of refresh tokens, if it is on.
    pub(crate) fn rotation(&self) -> Option<&RefreshTokenRotation> {
        self.refresh_token_rotation
            .as_ref()
            .filter(|rotation| rotation.feature == Feature::Enabled)
    }

    /// Whether the client may use that flow, named without `ALLOW_`.
    pub(crate) fn allows_flow(&self, flow: &str) -> bool {
        self.explicit_auth_flows
            .iter()
            .any(|allowed| allowed.strip_prefix("ALLOW_").unwrap_or(allowed) == flow)
    }

    /// Whether its users can read that attribute.
    pub(crate) fn may_read(&self, attribute: &str) -> bool {
        attribute == "sub" || listed(self.read_attributes.as_deref(), attribute)
    }

    /// Whether its users can write that attribute.
    pub(crate) fn may_write(&self, attribute: &str) -> bool {
        let reserved = ["sub", "email_verified", "phone_number_verified"];
        !reserved.contains(&attribute) && listed(self.write_attributes.as_deref(), attribute)
    }
}

fn listed(list: Option<&[String]>, attribute: &str) -> bool {
    list.is_none_or(|list| list.iter().any(|listed| listed == attribute))
}

impl Record for AppClient {
    const TABLE: &'static str = "clients";

    fn key(&self) -> String {
        self.client_id.clone()
    }
}
