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
    /// A fresh code.
    pub(crate) fn new(
        user: &User,
        purpose: &str,
        digits: String,
        expires: Timestamp,
        superseded: Vec<String>,
    ) -> Self {
        Self {
            pool_id: user.pool_id.clone(),
            user_key: user.key.clone(),
            purpose: purpose.to_owned(),
            digits,
            expires,
            wrong_tries: 0,
            superseded,
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
