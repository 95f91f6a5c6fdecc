//! The host names of hosted pages.

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// A prefix that one pool has taken.
#[derive(Serialize, Deserialize)]
pub(crate) struct Domain {
    /// The prefix.
    pub(crate) prefix: String,
    /// The pool.
    pub(crate) user_pool_id: String,
}

impl Record for Domain {
    const TABLE: &'static str = "domains";

    fn key(&self) -> String {
        self.prefix.clone()
    }
}
