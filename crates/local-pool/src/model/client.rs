//! App clients.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::client_settings::{
    ClientSettings, ExistenceErrors, Feature, RefreshTokenRotation, TimeUnit,
};
use super::user::IDENTITIES;
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
    /// What it may do, and how.
    #[serde(flatten)]
    pub(crate) settings: ClientSettings,
    /// When it was created.
    pub(crate) creation_date: Timestamp,
    /// When it was last changed.
    pub(crate) last_modified_date: Timestamp,
}

impl AppClient {
    /// How long access tokens live: 60 minutes unless set.
    pub(crate) fn access_token_life(&self) -> Duration {
        let unit = self
            .settings
            .token_validity_units
            .access_token
            .unwrap_or(TimeUnit::Hours);
        self.settings
            .access_token_validity
            .map_or(TimeUnit::Hours.times(1), |count| unit.times(count))
    }

    /// How long ID tokens live: 60 minutes unless set.
    pub(crate) fn id_token_life(&self) -> Duration {
        let unit = self
            .settings
            .token_validity_units
            .id_token
            .unwrap_or(TimeUnit::Hours);
        self.settings
            .id_token_validity
            .map_or(TimeUnit::Hours.times(1), |count| unit.times(count))
    }

    /// How long refresh tokens live: 30 days unless set; 0 means unset.
    pub(crate) fn refresh_token_life(&self) -> Duration {
        match self.settings.refresh_token_validity {
            None | Some(0) => TimeUnit::Days.times(30),
            Some(count) => self
                .settings
                .token_validity_units
                .refresh_token
                .unwrap_or(TimeUnit::Days)
                .times(count),
        }
    }

    /// How long a challenge waits for its answer.
    pub(crate) fn challenge_life(&self) -> Duration {
        TimeUnit::Minutes.times(self.settings.auth_session_validity)
    }

    /// Whether answers must not tell which users exist.
    pub(crate) fn hides_users(&self) -> bool {
        self.settings.prevent_user_existence_errors == ExistenceErrors::Enabled
    }

    /// The rotation of refresh tokens, if it is on.
    pub(crate) fn rotation(&self) -> Option<&RefreshTokenRotation> {
        self.settings
            .refresh_token_rotation
            .as_ref()
            .filter(|rotation| rotation.feature == Feature::Enabled)
    }

    /// Whether the client may use that flow, named without `ALLOW_`. The old names, without it, add to SRP and
    /// refreshing; `CUSTOM_AUTH_FLOW_ONLY` rules SRP out.
    pub(crate) fn allows_flow(&self, flow: &str) -> bool {
        let flows = &self.settings.explicit_auth_flows;
        let is_old = !flows.iter().any(|allowed| allowed.starts_with("ALLOW_"));
        let is_listed = |flow: &str| {
            let mut names = flows.iter();
            names.any(|allowed| allowed.strip_prefix("ALLOW_").unwrap_or(allowed) == flow)
        };
        match flow {
            "REFRESH_TOKEN_AUTH" if is_old => true,
            "CUSTOM_AUTH" if is_old => is_listed("CUSTOM_AUTH_FLOW_ONLY"),
            "USER_SRP_AUTH" if is_old => !is_listed("CUSTOM_AUTH_FLOW_ONLY"),
            _ => is_listed(flow),
        }
    }

    /// Whether its users can read that attribute.
    pub(crate) fn may_read(&self, attribute: &str) -> bool {
        ["sub", IDENTITIES].contains(&attribute)
            || listed(self.settings.read_attributes.as_deref(), attribute)
    }

    /// Whether its users can write that attribute.
    pub(crate) fn may_write(&self, attribute: &str) -> bool {
        let reserved = ["sub", "email_verified", "phone_number_verified"];
        !reserved.contains(&attribute)
            && !attribute.starts_with("dev:")
            && listed(self.settings.write_attributes.as_deref(), attribute)
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
