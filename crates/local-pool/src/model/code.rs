//! Codes that were sent to users.

use serde::{Deserialize, Serialize};

use super::user::User;
use crate::clock::Timestamp;
use crate::store::{self, Record};

/// The code that a user was sent last for one purpose.
#[derive(Serialize, Deserialize)]
pub(crate) struct Code {
    pool_id: String,
    user_key: String,
    purpose: String,
    /// The address or phone number that it was sent to.
    #[serde(default)]
    pub(crate) destination: String,
    /// Six digits.
    pub(crate) digits: String,
    /// From when on it is of no use.
    pub(crate) expires: Timestamp,
    /// How often a wrong one was entered.
    pub(crate) wrong_tries: u32,
    /// The codes that it replaced.
    pub(crate) superseded: Vec<String>,
}

impl Code {
    /// A code for `purpose` of the user of key `user_key`, who need not exist. No digits yet: nothing matches it.
    pub(crate) fn new(pool_id: &str, user_key: &str, purpose: &str, expires: Timestamp) -> Self {
        Self {
            pool_id: pool_id.to_owned(),
            user_key: user_key.to_owned(),
            purpose: purpose.to_owned(),
            destination: String::new(),
            digits: String::new(),
            expires,
            wrong_tries: 0,
            superseded: Vec::new(),
        }
    }

    /// The database key of a user's code for that purpose.
    pub(crate) fn key_of(user: &User, purpose: &str) -> String {
        store::key(&[&user.pool_id, &user.key, purpose])
    }
}

impl Record for Code {
    const TABLE: &'static str = "codes";

    fn key(&self) -> String {
        store::key(&[&self.pool_id, &self.user_key, &self.purpose])
    }
}
