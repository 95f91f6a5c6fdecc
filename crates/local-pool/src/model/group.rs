//! Groups of users.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{self, Record};

/// A group, as the service describes it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Group {
    /// Its name, unique within the pool.
    pub(crate) group_name: String,
    /// The pool it belongs to.
    pub(crate) user_pool_id: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// The role that its members can take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) role_arn: Option<String>,
    /// The lowest goes first; absent: last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) precedence: Option<u64>,
    /// When it was created.
    pub(crate) creation_date: Timestamp,
    /// When it was last changed.
    pub(crate) last_modified_date: Timestamp,
}

impl Group {
    /// The database key of the group of that name.
    pub(crate) fn key_of(pool_id: &str, name: &str) -> String {
        store::key(&[pool_id, name])
    }
}

impl Record for Group {
    const TABLE: &'static str = "groups";

    fn key(&self) -> String {
        Self::key_of(&self.user_pool_id, &self.group_name)
    }
}
