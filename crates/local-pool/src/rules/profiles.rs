//! Users as administrators see them.

use serde::Serialize;

use super::attributes::{self, AttributeOutput};
use crate::clock::Timestamp;
use crate::model::user::{User, UserStatus};

/// A user in lists, and one who was just created (`UserType`).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UserProfile {
    username: String,
    attributes: Vec<AttributeOutput>,
    user_create_date: Timestamp,
    user_last_modified_date: Timestamp,
    enabled: bool,
    user_status: UserStatus,
}

impl UserProfile {
    /// The user with the attributes that are wanted.
    pub(crate) fn of(user: &User, is_wanted: impl Fn(&str) -> bool) -> Self {
        Self {
            username: user.username.clone(),
            attributes: attributes::shown(user, is_wanted),
            user_create_date: user.created,
            user_last_modified_date: user.modified,
            enabled: user.enabled,
            user_status: user.status,
        }
    }
}
