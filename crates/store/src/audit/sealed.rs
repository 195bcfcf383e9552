//! A record whose every transaction signs what it adds to the log.

use super::LogKey;
use crate::acts::Act;
use crate::error::StoreError;
use crate::store::{Database, EachRow, Store, Tx};
use crate::value::Value;

/// Where the key comes from, asked when something is first written.
pub type KeySource = Box<dyn FnMut() -> Result<LogKey, StoreError> + Send>;

/// A record with the key that signs its log.
pub struct Sealed {
    store: Box<dyn Store>,
    source: KeySource,
    key: Option<LogKey>,
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealed").field("place", &self.store.place()).finish_non_exhaustive()
    }
}

impl Sealed {
    /// A record whose heads are signed with the key that `source` gives.
    #[must_use]
    pub fn new(store: Box<dyn Store>, source: KeySource) -> Self {
        Sealed { store, source, key: None }
    }
}

impl Store for Sealed {
    fn database(&self) -> Database {
        self.store.database()
    }

    fn place(&self) -> &str {
        self.store.place()
    }

    fn write(&mut self) -> Result<Box<dyn Tx + '_>, StoreError> {
        let key = match self.key.take() {
            Some(key) => key,
            None => (self.source)()?,
        };
        let key = &*self.key.insert(key);
        Ok(Box::new(SealedTx { tx: self.store.write()?, key, grew: false }))
    }

    fn read(&mut self) -> Result<Box<dyn Tx + '_>, StoreError> {
        self.store.read()
    }
}

struct SealedTx<'t> {
    tx: Box<dyn Tx + 't>,
    key: &'t LogKey,
    grew: bool,
}

impl Tx for SealedTx<'_> {
    fn database(&self) -> Database {
        self.tx.database()
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        self.tx.execute(sql, values)
    }

    fn query(&mut self, sql: &str, values: &[Value], each: EachRow<'_>) -> Result<(), StoreError> {
        self.tx.query(sql, values, each)
    }

    fn insert(
        &mut self,
        head: &str,
        columns: usize,
        tail: &str,
        rows: &[Value],
    ) -> Result<(), StoreError> {
        self.tx.insert(head, columns, tail, rows)
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.tx.batch(sql)
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        if self.grew {
            super::sign(&mut *self.tx, self.key)?;
        }
        self.tx.commit()
    }

    fn append_act(&mut self, act: &Act<'_>) -> Result<i64, StoreError> {
        self.grew = true;
        self.tx.append_act(act)
    }
}
