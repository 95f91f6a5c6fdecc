//! The embedded database: typed records as JSON in redb tables.
//!
//! Every operation runs in one write transaction, so that what it checks still holds when it writes. What only
//! looks takes a snapshot.

mod snapshot;
mod transaction;

use std::path::Path;

use redb::Database;
use redb::backends::InMemoryBackend;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use snapshot::Snapshot;
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

    /// Its key within the table; see [`key`]. The pool's id comes first in the key of what goes with its pool.
    fn key(&self) -> String;
}

/// Joins the parts of a compound key. No part but the last contains a space: the wire refuses white space in names,
/// and an attribute's value comes last.
pub(crate) fn key(parts: &[&str]) -> String {
    parts.join(" ")
}

/// An open database.
pub(crate) struct Store(Database);

impl Store {
    /// Opens the database file at `path`, or creates it. It holds keys and messages: nobody else may read it.
    pub(crate) fn open(path: &Path) -> Result<Self, redb::DatabaseError> {
        let database = Database::create(path)?;
        keep_private(path)?;
        Ok(Self(database))
    }

    /// A database that is gone when the process ends.
    pub(crate) fn in_memory() -> Result<Self, redb::DatabaseError> {
        Database::builder()
            .create_with_backend(InMemoryBackend::new())
            .map(Self)
    }

    /// What is there to read now.
    pub(crate) fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Snapshot::of(self)
    }

    /// Begins the one transaction that may run; waits for the one before it.
    pub(crate) fn begin(&self) -> Result<Transaction, StoreError> {
        let inner = self.0.begin_write().map_err(redb::Error::from)?;
        Ok(Transaction::new(inner))
    }
}

#[cfg(unix)]
fn keep_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

/// Elsewhere the file has the rights of the user's own folder.
#[cfg(not(unix))]
fn keep_private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::settings::Settings;

    #[test]
    fn a_reader_sees_what_is_committed_and_does_not_wait_for_a_writer() {
        let store = Store::in_memory().unwrap();
        let settings = || store.snapshot().unwrap().get::<Settings>(Settings::KEY);
        let tx = store.begin().unwrap();
        tx.put(&Settings { decoy_key: [7; 32] }).unwrap();
        assert!(settings().unwrap().is_none());
        tx.commit().unwrap();
        assert_eq!(settings().unwrap().unwrap().decoy_key, [7; 32]);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_the_database() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pool.redb");
        for _ in 0..2 {
            drop(Store::open(&path).unwrap());
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            let everybody = std::fs::Permissions::from_mode(0o644);
            std::fs::set_permissions(&path, everybody).unwrap();
        }
    }
}
