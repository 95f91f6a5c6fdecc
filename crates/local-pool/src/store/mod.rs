//! The embedded database: typed records as JSON in redb tables.
//!
//! Every operation runs in one write transaction, so that what it checks still holds when it writes.

mod transaction;

use std::path::Path;

use redb::Database;
use redb::backends::InMemoryBackend;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use transaction::Transaction;

/// The database could not be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// redb refused.
    #[error("database: {0}")]
    Database(#[from] redb::Error),
    /// A stored value is not what this version expects.
    #[error("stored value: {0}")]
    Value(#[from] serde_json::Error),
}

/// A kind of value that the database keeps.
pub(crate) trait Record: Serialize + DeserializeOwned {
    /// The name of its table.
    const TABLE: &'static str;

    /// Its key within the table; see [`key`].
    fn key(&self) -> String;
}

/// Joins the parts of a compound key. No part contains a space: the wire refuses white space in names.
pub(crate) fn key(parts: &[&str]) -> String {
    parts.join(" ")
}

/// An open database.
pub(crate) struct Store(Database);

impl Store {
    /// Opens the database file at `path`, or creates it.
    pub(crate) fn open(path: &Path) -> Result<Self, redb::DatabaseError> {
        Database::create(path).map(Self)
    }

    /// A database that is gone when the process ends.
    pub(crate) fn in_memory() -> Result<Self, redb::DatabaseError> {
        Database::builder()
            .create_with_backend(InMemoryBackend::new())
            .map(Self)
    }

    /// Begins the one transaction that may run; waits for the one before it.
    pub(crate) fn begin(&self) -> Result<Transaction, StoreError> {
        let inner = self.0.begin_write().map_err(redb::Error::from)?;
        Ok(Transaction::new(inner))
    }
}
