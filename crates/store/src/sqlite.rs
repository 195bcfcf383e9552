//! SQLite in a file: write-ahead log, full synchronisation.

use crate::error::StoreError;
use crate::migrate::migrate;
use crate::store::{Database, EachRow, Store, Tx};
use crate::value::{Cells, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql, Transaction, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(60);

/// A record in a file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    place: String,
}

impl Sqlite {
    /// Opens the file, making it and its tables if they are not there. A file that may only be read
    /// is opened for reading.
    ///
    /// # Errors
    /// [`StoreError::Open`]; as [`migrate`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let place = path.display().to_string();
        let failed = |error: rusqlite::Error| match plain(&error) {
            StoreError::Other { why } => StoreError::Open { place: place.clone(), why },
            other => other,
        };
        let connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )
        .map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(256);
        // A file that may only be read keeps the mode that it has.
        let mode = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
        match mode.map_err(|error| plain(&error)) {
            Ok(()) | Err(StoreError::ReadOnly { .. }) => {}
            Err(StoreError::Other { why }) => return Err(StoreError::Open { place, why }),
            Err(error) => return Err(error),
        }
        for (name, value) in
            [("synchronous", "FULL"), ("foreign_keys", "ON"), ("cache_size", "-65536")]
        {
            connection.pragma_update(None, name, value).map_err(failed)?;
        }
        let mut store = Sqlite { connection, place };
        migrate(&mut store)?;
        Ok(store)
    }
}

impl Store for Sqlite {
    fn database(&self) -> Database {
        Database::Sqlite
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn write(&mut self) -> Result<Box<dyn Tx + '_>, StoreError> {
        begin(&mut self.connection, TransactionBehavior::Immediate, "OFF")
    }

    fn read(&mut self) -> Result<Box<dyn Tx + '_>, StoreError> {
        begin(&mut self.connection, TransactionBehavior::Deferred, "ON")
    }
}

fn begin<'c>(
    connection: &'c mut Connection,
    behavior: TransactionBehavior,
    only_reads: &str,
) -> Result<Box<dyn Tx + 'c>, StoreError> {
    connection.pragma_update(None, "query_only", only_reads).map_err(|error| plain(&error))?;
    let tx = connection.transaction_with_behavior(behavior).map_err(|error| plain(&error))?;
    Ok(Box::new(SqliteTx { tx, sql: String::new() }))
}

struct SqliteTx<'c> {
    tx: Transaction<'c>,
    /// Statement with SQLite's own parameters.
    sql: String,
}

/// SQLite's numbered parameters begin with a question mark.
fn numbered<'s>(sql: &'s str, room: &'s mut String) -> &'s str {
    if !sql.contains('$') {
        return sql;
    }
    room.clear();
    room.extend(sql.chars().map(|c| if c == '$' { '?' } else { c }));
    room
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Tx for SqliteTx<'_> {
    fn database(&self) -> Database {
        Database::Sqlite
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let sql = numbered(sql, &mut self.sql);
        let mut statement = self.tx.prepare_cached(sql).map_err(|error| plain(&error))?;
        let rows = statement.execute(rusqlite::params_from_iter(values));
        rows.map(|rows| rows as u64).map_err(|error| plain(&error))
    }

    fn query(&mut self, sql: &str, values: &[Value], each: EachRow<'_>) -> Result<(), StoreError> {
        let sql = numbered(sql, &mut self.sql);
        let mut statement = self.tx.prepare_cached(sql).map_err(|error| plain(&error))?;
        let rows = statement.query(rusqlite::params_from_iter(values));
        let mut rows = rows.map_err(|error| plain(&error))?;
        while let Some(row) = rows.next().map_err(|error| plain(&error))? {
            each(&SqliteRow(row))?;
        }
        Ok(())
    }

    fn insert(
        &mut self,
        head: &str,
        columns: usize,
        tail: &str,
        rows: &[Value],
    ) -> Result<(), StoreError> {
        let places: Vec<String> = (1..=columns).map(|at| format!("?{at}")).collect();
        let sql = format!("{head} VALUES ({}) {}", places.join(", "), tail.replace('$', "?"));
        let mut statement = self.tx.prepare_cached(&sql).map_err(|error| plain(&error))?;
        for row in rows.chunks(columns.max(1)) {
            statement.execute(rusqlite::params_from_iter(row)).map_err(|error| plain(&error))?;
        }
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.tx.execute_batch(sql).map_err(|error| plain(&error))
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.tx.commit().map_err(|error| plain(&error))
    }
}

struct SqliteRow<'r>(&'r rusqlite::Row<'r>);

impl SqliteRow<'_> {
    fn cell(&self, at: usize) -> Result<ValueRef<'_>, StoreError> {
        self.0.get_ref(at).map_err(|error| plain(&error))
    }
}

fn of_another_kind(at: usize, wanted: &str) -> StoreError {
    StoreError::Damaged { why: format!("column {at} of a row is no {wanted}") }
}

impl Cells for SqliteRow<'_> {
    fn int_or(&self, at: usize) -> Result<Option<i64>, StoreError> {
        match self.cell(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number)),
            _ => Err(of_another_kind(at, "number")),
        }
    }

    fn text_or(&self, at: usize) -> Result<Option<&str>, StoreError> {
        match self.cell(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(text) => {
                std::str::from_utf8(text).map(Some).map_err(|_| of_another_kind(at, "text"))
            }
            _ => Err(of_another_kind(at, "text")),
        }
    }

    fn bytes_or(&self, at: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.cell(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(bytes) => Ok(Some(bytes)),
            _ => Err(of_another_kind(at, "row of bytes")),
        }
    }
}

/// SQLite's errors in our words.
fn plain(error: &rusqlite::Error) -> StoreError {
    let why = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full { why },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly { why },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { why },
        Some(ErrorCode::ConstraintViolation) => StoreError::Refused { why },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged { why },
        Some(ErrorCode::SystemIoFailure) => StoreError::Lost { why },
        _ => StoreError::Other { why },
    }
}
