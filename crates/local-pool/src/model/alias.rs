//! The second names by which users are found.

use serde::{Deserialize, Serialize};

use super::pool::UserPool;
use crate::store::{self, Record};

/// An attribute's value that leads to one user of the pool.
#[derive(Serialize, Deserialize)]
pub(crate) struct Alias {
    pool_id: String,
    attribute: String,
    value: String,
    /// The name of the user, in the form in which it is compared.
    pub(crate) user_key: String,
}

impl Alias {
    /// `attribute` = `value` leads to the user of key `user_key`.
    pub(crate) fn new(pool: &UserPool, attribute: &str, value: &str, user_key: &str) -> Self {
        Self {
            pool_id: pool.id.clone(),
            attribute: attribute.to_owned(),
            value: pool.fold(value),
            user_key: user_key.to_owned(),
        }
    }

    /// The database key of that alias.
    pub(crate) fn key_of(pool: &UserPool, attribute: &str, value: &str) -> String {
        store::key(&[&pool.id, attribute, &pool.fold(value)])
    }
}

impl Record for Alias {
    const TABLE: &'static str = "aliases";

    fn key(&self) -> String {
        store::key(&[&self.pool_id, &self.attribute, &self.value])
    }
}
