//! Parts, suppliers and stock: rows by key, with their history.

use crate::error::StoreError;
use crate::store::Tx;

/// A row as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Its key within the table.
    pub id: String,
    /// How often it was written, from 1 on.
    pub revision: i64,
    /// The act that wrote it.
    pub act: i64,
    /// Its columns, as JSON in one canonical form.
    pub body: Vec<u8>,
}

/// What became of a row that was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It was not there before.
    Added,
    /// It replaces what was there.
    Changed,
    /// It is there already, word for word.
    Unchanged,
}

/// What putting a row would do.
///
/// # Errors
/// Whatever the database refuses.
pub fn compare(tx: &mut dyn Tx, kind: &str, id: &str, body: &[u8]) -> Result<Put, StoreError> {
    Ok(match row(tx, kind, id)? {
        None => Put::Added,
        Some(known) if known.body == body => Put::Unchanged,
        Some(_) => Put::Changed,
    })
}

/// Puts a row; what it was moves into the history.
///
/// # Errors
/// Whatever the database refuses.
pub fn put(
    tx: &mut dyn Tx,
    kind: &str,
    id: &str,
    act: i64,
    body: &[u8],
) -> Result<Put, StoreError> {
    let done = compare(tx, kind, id, body)?;
    match done {
        Put::Unchanged => {}
        Put::Added => {
            tx.execute(
                "INSERT INTO table_rows (kind, id, revision, act, body) VALUES ($1, $2, 1, $3, $4)",
                &[kind.into(), id.into(), act.into(), body.into()],
            )?;
        }
        Put::Changed => {
            tx.execute(
                "INSERT INTO table_history (kind, id, revision, act, body) \
                 SELECT kind, id, revision, act, body FROM table_rows WHERE kind = $1 AND id = $2",
                &[kind.into(), id.into()],
            )?;
            tx.execute(
                "UPDATE table_rows SET revision = revision + 1, act = $1, body = $2 \
                 WHERE kind = $3 AND id = $4",
                &[act.into(), body.into(), kind.into(), id.into()],
            )?;
        }
    }
    Ok(done)
}

/// One row.
///
/// # Errors
/// Whatever the database refuses.
pub fn row(tx: &mut dyn Tx, kind: &str, id: &str) -> Result<Option<TableRow>, StoreError> {
    let mut found = None;
    let sql = "SELECT id, revision, act, body FROM table_rows WHERE kind = $1 AND id = $2";
    tx.query(sql, &[kind.into(), id.into()], &mut |row| {
        found = Some(read(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// All rows of a table, by key.
///
/// # Errors
/// Whatever the database refuses.
pub fn rows(tx: &mut dyn Tx, kind: &str) -> Result<Vec<TableRow>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT id, revision, act, body FROM table_rows WHERE kind = $1 ORDER BY id";
    tx.query(sql, &[kind.into()], &mut |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    Ok(found)
}

fn read(row: &dyn crate::value::Cells) -> Result<TableRow, StoreError> {
    Ok(TableRow {
        id: row.text(0)?.to_owned(),
        revision: row.int(1)?,
        act: row.int(2)?,
        body: row.bytes(3)?.to_vec(),
    })
}
