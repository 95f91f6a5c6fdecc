use redb::{ReadOnlyTable, ReadTransaction, ReadableDatabase as _, TableError};

use super::transaction::{get, scan, table};
use super::{Record, Store, StoreError};

/// What the last transaction that ended left. Reading it holds up nobody, and waits for nobody.
pub(crate) struct Snapshot(ReadTransaction);

type Table = ReadOnlyTable<&'static str, &'static [u8]>;

impl Snapshot {
    pub(super) fn of(store: &Store) -> Result<Self, StoreError> {
        Ok(Self(store.0.begin_read().map_err(redb::Error::from)?))
    }

    /// The record of that key.
    pub(crate) fn get<R: Record>(&self, key: &str) -> Result<Option<R>, StoreError> {
        self.table::<R>()?
            .map_or(Ok(None), |table| get(&table, key))
    }

    /// Every record whose key begins with `prefix`, in the order of the keys.
    pub(crate) fn scan<R: Record>(&self, prefix: &str) -> Result<Vec<R>, StoreError> {
        self.table::<R>()?
            .map_or_else(|| Ok(Vec::new()), |table| scan(&table, prefix))
    }

    /// There is none before the first record of that kind.
    fn table<R: Record>(&self) -> Result<Option<Table>, StoreError> {
        match self.0.open_table(table::<R>()) {
            Ok(table) => Ok(Some(table)),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(error) => Err(redb::Error::from(error).into()),
        }
    }
    /// Every row of every table: the table, the key and the value.
    #[cfg(test)]
    pub(crate) fn rows(&self) -> Result<Vec<(String, String, String)>, redb::Error> {
        use redb::{ReadableTable as _, TableDefinition, TableHandle as _};
        let mut rows = Vec::new();
        for handle in self.0.list_tables()? {
            let name = handle.name();
            let table = self
                .0
                .open_table(TableDefinition::<&str, &[u8]>::new(name))?;
            for entry in table.iter()? {
                let (key, value) = entry?;
                let value = String::from_utf8_lossy(value.value()).into_owned();
                rows.push((name.to_owned(), key.value().to_owned(), value));
            }
        }
        Ok(rows)
    }
}
