//! The trait that both databases fulfil.

use crate::acts::{self, Act};
use crate::audit;
use crate::error::StoreError;
use crate::value::{Cells, Value};

/// Which database it is, for what has to be written differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// SQLite, in a file.
    Sqlite,
    /// PostgreSQL, a server.
    Postgres,
}

/// A record.
pub trait Store: Send {
    /// Which database it is.
    fn database(&self) -> Database;

    /// Where it is, for messages: the file, or the address without its password.
    fn place(&self) -> &str;

    /// Begins to write, once no other writer is left. Dropping the transaction undoes it.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::ReadOnly`], [`StoreError::Lost`].
    fn write(&mut self) -> Result<Box<dyn Tx + '_>, StoreError>;

    /// Begins to read: the record as it is now, whatever others write meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Lost`].
    fn read(&mut self) -> Result<Box<dyn Tx + '_>, StoreError>;
}

/// What is called for each row.
pub type EachRow<'f> = &'f mut dyn FnMut(&dyn Cells) -> Result<(), StoreError>;

/// A transaction.
///
/// Statements are the SQL that both databases know; parameters are written `$1`, `$2`, ….
pub trait Tx {
    /// Which database it is.
    fn database(&self) -> Database;

    /// Runs a statement; how many rows it touched.
    ///
    /// # Errors
    /// Whatever the database refuses.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;

    /// Runs a query and hands over each row.
    ///
    /// # Errors
    /// Whatever the database refuses, and what `each` returns.
    fn query(&mut self, sql: &str, values: &[Value], each: EachRow<'_>) -> Result<(), StoreError>;

    /// Adds rows: `head` is `INSERT INTO table (a, b)`, `tail` what follows the values
    /// (`ON CONFLICT …`, or nothing), `rows` the values of all rows one after the other. Cost: one
    /// bound statement a row on SQLite, one round trip for some hundred rows on PostgreSQL.
    ///
    /// # Errors
    /// Whatever the database refuses; a number of values that is no multiple of `columns`.
    fn insert(
        &mut self,
        head: &str,
        columns: usize,
        tail: &str,
        rows: &[Value],
    ) -> Result<(), StoreError>;

    /// Runs several statements without parameters, as of a migration.
    ///
    /// # Errors
    /// Whatever the database refuses.
    fn batch(&mut self, sql: &str) -> Result<(), StoreError>;

    /// Puts everything on disk.
    ///
    /// # Errors
    /// [`StoreError::Full`], [`StoreError::Lost`]; then nothing was written.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;

    /// Writes down what is done, in the transaction that does it; the act's number, without gaps
    /// from 1 on.
    ///
    /// # Errors
    /// Whatever the database refuses.
    fn append_act(&mut self, act: &Act<'_>) -> Result<i64, StoreError> {
        let seq = self.one_int("SELECT COALESCE(MAX(seq), 0) FROM acts", &[])?.unwrap_or(0) + 1;
        self.execute(acts::INSERT, &act.values(seq))?;
        audit::grow(self, seq, act)?;
        Ok(seq)
    }

    /// The first cell of the first row, if there is one and it holds a number.
    ///
    /// # Errors
    /// As [`Tx::query`].
    fn one_int(&mut self, sql: &str, values: &[Value]) -> Result<Option<i64>, StoreError> {
        let mut found = None;
        self.query(sql, values, &mut |row| {
            found = found.or(row.int_or(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The first cell of the first row, if there is one and it holds text.
    ///
    /// # Errors
    /// As [`Tx::query`].
    fn one_text(&mut self, sql: &str, values: &[Value]) -> Result<Option<String>, StoreError> {
        let mut found = None;
        self.query(sql, values, &mut |row| {
            if found.is_none() {
                found = row.text_or(0)?.map(str::to_owned);
            }
            Ok(())
        })?;
        Ok(found)
    }
}
