use std::cell::Cell;

use redb::{ReadableTable, TableDefinition, TableHandle as _, WriteTransaction};

use super::{Record, StoreError};

type Definition = TableDefinition<'static, &'static str, &'static [u8]>;

pub(super) const fn table<R: Record>() -> Definition {
    Definition::new(R::TABLE)
}

pub(super) fn get<R: Record>(
    table: &impl ReadableTable<&'static str, &'static [u8]>,
    key: &str,
) -> Result<Option<R>, StoreError> {
    let bytes = table.get(key).map_err(redb::Error::from)?;
    bytes
        .map(|bytes| Ok(serde_json::from_slice(bytes.value())?))
        .transpose()
}

pub(super) fn scan<R: Record>(
    table: &impl ReadableTable<&'static str, &'static [u8]>,
    prefix: &str,
) -> Result<Vec<R>, StoreError> {
    let mut records = Vec::new();
    for entry in table.range(prefix..).map_err(redb::Error::from)? {
        let (key, bytes) = entry.map_err(redb::Error::from)?;
        if !key.value().starts_with(prefix) {
            break;
        }
        records.push(serde_json::from_slice(bytes.value())?);
    }
    Ok(records)
}

/// Reads and writes that take effect together or not at all.
pub(crate) struct Transaction {
    inner: WriteTransaction,
    changed: Cell<bool>,
}

impl Transaction {
    pub(super) fn new(inner: WriteTransaction) -> Self {
        Self {
            inner,
            changed: Cell::new(false),
        }
    }

    /// The record of that key.
    pub(crate) fn get<R: Record>(&self, key: &str) -> Result<Option<R>, StoreError> {
        let table = self
            .inner
            .open_table(table::<R>())
            .map_err(redb::Error::from)?;
        get(&table, key)
    }

    /// Writes the record under its own key, over whatever was there.
    pub(crate) fn put<R: Record>(&self, record: &R) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(record)?;
        let mut table = self
            .inner
            .open_table(table::<R>())
            .map_err(redb::Error::from)?;
        table
            .insert(record.key().as_str(), bytes.as_slice())
            .map_err(redb::Error::from)?;
        self.changed.set(true);
        Ok(())
    }

    /// Removes the record of that key, if there is one.
    pub(crate) fn delete<R: Record>(&self, key: &str) -> Result<(), StoreError> {
        let mut table = self
            .inner
            .open_table(table::<R>())
            .map_err(redb::Error::from)?;
        table.remove(key).map_err(redb::Error::from)?;
        self.changed.set(true);
        Ok(())
    }

    /// Removes, from every table there is, the records whose key is `owner` or has it as the first of its parts.
    pub(crate) fn delete_all_of(&self, owner: &str) -> Result<(), StoreError> {
        let tables = self.inner.list_tables().map_err(redb::Error::from)?;
        let names: Vec<String> = tables.map(|table| table.name().to_owned()).collect();
        for name in names {
            let definition = TableDefinition::<&str, &[u8]>::new(&name);
            let mut table = self
                .inner
                .open_table(definition)
                .map_err(redb::Error::from)?;
            table
                .retain(|key, _| key.split(' ').next() != Some(owner))
                .map_err(redb::Error::from)?;
        }
        self.changed.set(true);
        Ok(())
    }

    /// Every record whose key begins with `prefix`, in the order of the keys.
    pub(crate) fn scan<R: Record>(&self, prefix: &str) -> Result<Vec<R>, StoreError> {
        let table = self
            .inner
            .open_table(table::<R>())
            .map_err(redb::Error::from)?;
        scan(&table, prefix)
    }

    /// The record with the greatest key.
    pub(crate) fn last<R: Record>(&self) -> Result<Option<R>, StoreError> {
        let table = self
            .inner
            .open_table(table::<R>())
            .map_err(redb::Error::from)?;
        let entry = table.last().map_err(redb::Error::from)?;
        entry
            .map(|(_, bytes)| Ok(serde_json::from_slice(bytes.value())?))
            .transpose()
    }

    /// Makes the changes durable. Nothing changed: nothing is written.
    pub(crate) fn commit(self) -> Result<(), StoreError> {
        if self.changed.get() {
            self.inner.commit().map_err(redb::Error::from)?;
            return Ok(());
        }
        self.abort()
    }

    /// Forgets the changes.
    pub(crate) fn abort(self) -> Result<(), StoreError> {
        self.inner.abort().map_err(redb::Error::from)?;
        Ok(())
    }
}
