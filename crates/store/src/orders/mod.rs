//! Order lines, their history, the parts that they share, and the order book by columns.
//!
//! What a facet or a judgement says is not looked at here: bodies are kept and found again by their
//! digest.

mod columns;
mod editions;
mod facets;
mod packed;
mod states;

pub use columns::{
    BLOCK, Block, Column, Layout, read_blocks, read_column, read_columns, write_columns,
};
pub use editions::{
    Decided, Edition, ListVersion, decisions_of, edition, edition_lists, edition_number,
    find_edition, keep_decisions, law_files,
};
pub use facets::{facet, facets, keep_facet};
pub use states::{set_state, states};

use crate::error::StoreError;
use crate::store::Tx;
use crate::value::Value;

/// An order line as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its place in the order book, from 1 on.
    pub seq: i64,
    /// The user's own id.
    pub id: String,
    /// How often it was written, from 1 on.
    pub revision: i64,
    /// The act that wrote it.
    pub act: i64,
    /// The line as JSON in one canonical form.
    pub body: Vec<u8>,
}

/// How many ids one query asks for.
const ASKED: usize = 500;
const FIELDS: &str = "seq, id, revision, act, body";

fn order(row: &dyn crate::value::Cells) -> Result<Order, StoreError> {
    Ok(Order {
        seq: row.int(0)?,
        id: row.text(1)?.to_owned(),
        revision: row.int(2)?,
        act: row.int(3)?,
        body: row.bytes(4)?.to_vec(),
    })
}

fn places(count: usize) -> String {
    let places: Vec<String> = (1..=count).map(|at| format!("${at}")).collect();
    places.join(", ")
}

/// The lines with these ids, as far as they are there, in no order.
///
/// # Errors
/// Whatever the database refuses.
pub fn by_id(tx: &mut dyn Tx, ids: &[&str]) -> Result<Vec<Order>, StoreError> {
    let values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
    by(tx, "id", &values)
}

/// The lines at these places, as far as they are there, in no order.
///
/// # Errors
/// Whatever the database refuses.
pub fn by_seq(tx: &mut dyn Tx, seqs: &[i64]) -> Result<Vec<Order>, StoreError> {
    let values: Vec<Value> = seqs.iter().map(|seq| (*seq).into()).collect();
    by(tx, "seq", &values)
}

fn by(tx: &mut dyn Tx, key: &str, values: &[Value]) -> Result<Vec<Order>, StoreError> {
    let mut found = Vec::new();
    for block in values.chunks(ASKED) {
        let places = places(block.len());
        let sql = format!("SELECT {FIELDS} FROM orders WHERE {key} IN ({places})");
        tx.query(&sql, block, &mut |row| {
            found.push(order(row)?);
            Ok(())
        })?;
    }
    Ok(found)
}

/// The ids of lines at these places, in no order.
///
/// # Errors
/// Whatever the database refuses.
pub fn ids(tx: &mut dyn Tx, seqs: &[i64]) -> Result<Vec<(i64, String)>, StoreError> {
    let mut found = Vec::with_capacity(seqs.len());
    let values: Vec<Value> = seqs.iter().map(|seq| (*seq).into()).collect();
    for block in values.chunks(ASKED) {
        let places = places(block.len());
        let sql = format!("SELECT seq, id FROM orders WHERE seq IN ({places})");
        tx.query(&sql, block, &mut |row| {
            found.push((row.int(0)?, row.text(1)?.to_owned()));
            Ok(())
        })?;
    }
    Ok(found)
}

/// How many lines there are.
///
/// # Errors
/// Whatever the database refuses.
pub fn count(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    Ok(tx.one_int("SELECT MAX(seq) FROM orders", &[])?.unwrap_or(0))
}

/// Lines after a place, in order, at most `most`.
///
/// # Errors
/// Whatever the database refuses.
pub fn after(tx: &mut dyn Tx, seq: i64, most: u32) -> Result<Vec<Order>, StoreError> {
    let mut found = Vec::new();
    let sql = format!("SELECT {FIELDS} FROM orders WHERE seq > $1 ORDER BY seq LIMIT $2");
    tx.query(&sql, &[seq.into(), most.into()], &mut |row| {
        found.push(order(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// Adds new lines.
///
/// # Errors
/// [`StoreError::Refused`] for an id that is there; whatever else the database refuses.
pub fn add(tx: &mut dyn Tx, orders: Vec<Order>) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(orders.len() * 5);
    for one in orders {
        rows.extend([
            one.seq.into(),
            one.id.into(),
            one.revision.into(),
            one.act.into(),
            one.body.into(),
        ]);
    }
    tx.insert("INSERT INTO orders (seq, id, revision, act, body)", 5, "", &rows)
}

/// Replaces a line; what it was moves into the history.
///
/// # Errors
/// Whatever the database refuses.
pub fn replace(tx: &mut dyn Tx, new: &Order) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO order_history (seq, revision, act, body) \
         SELECT seq, revision, act, body FROM orders WHERE seq = $1",
        &[new.seq.into()],
    )?;
    let body = new.body.as_slice().into();
    tx.execute(
        "UPDATE orders SET revision = $1, act = $2, body = $3 WHERE seq = $4",
        &[new.revision.into(), new.act.into(), body, new.seq.into()],
    )?;
    Ok(())
}

/// What a line was, oldest first: revision, act, body.
///
/// # Errors
/// Whatever the database refuses.
pub fn history(tx: &mut dyn Tx, seq: i64) -> Result<Vec<(i64, i64, Vec<u8>)>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT revision, act, body FROM order_history WHERE seq = $1 ORDER BY revision";
    tx.query(sql, &[seq.into()], &mut |row| {
        found.push((row.int(0)?, row.int(1)?, row.bytes(2)?.to_vec()));
        Ok(())
    })?;
    Ok(found)
}

/// The body of one revision of a line, current or past.
///
/// # Errors
/// Whatever the database refuses.
pub fn body_of(tx: &mut dyn Tx, seq: i64, revision: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let mut found = None;
    let sql = "SELECT body FROM orders WHERE seq = $1 AND revision = $2 \
               UNION ALL SELECT body FROM order_history WHERE seq = $1 AND revision = $2";
    tx.query(sql, &[seq.into(), revision.into()], &mut |row| {
        found = Some(row.bytes(0)?.to_vec());
        Ok(())
    })?;
    Ok(found)
}
