//! Devices of users.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::srp::Verifier;
use crate::store::{self, Record};

/// A device that was confirmed, and is thus known again. Of its secret, only the SRP verifier is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Device {
    /// The user's pool.
    pub(crate) pool_id: String,
    /// The user's key.
    pub(crate) user_key: String,
    /// `region_uuid`.
    pub(crate) device_key: String,
    /// What it is called.
    pub(crate) device_name: Option<String>,
    /// The secret that the client made up.
    pub(crate) verifier: Verifier,
    /// Whether it is challenged at sign-in, and can stand in for the second factor. One that is not is tracked alone.
    pub(crate) is_remembered: bool,
    /// When it was confirmed.
    pub(crate) created: Timestamp,
    /// When it was last changed.
    pub(crate) modified: Timestamp,
    /// When the user last signed in with it.
    pub(crate) authenticated: Timestamp,
}

impl Record for Device {
    const TABLE: &'static str = "devices";

    fn key(&self) -> String {
        store::key(&[&self.pool_id, &self.user_key, &self.device_key])
    }
}
