//! What the server as a whole remembers.

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// The one record of its kind.
#[derive(Serialize, Deserialize)]
pub(crate) struct Settings {
    /// The key of every derived decoy (fake salts, fake user ids).
    pub(crate) decoy_key: [u8; 32],
}

impl Settings {
    /// The key of the one record.
    pub(crate) const KEY: &'static str = "server";
}

impl Record for Settings {
    const TABLE: &'static str = "settings";

    fn key(&self) -> String {
        Self::KEY.to_owned()
    }
}
