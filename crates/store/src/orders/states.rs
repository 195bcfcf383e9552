//! Lines that left the open book, and came back.

use super::{ASKED, places};
use crate::error::StoreError;
use crate::store::Tx;
use crate::value::Value;
use std::collections::HashMap;

/// Writes down what became of lines: `delivered`, `cancelled`, `open`.
///
/// # Errors
/// Whatever the database refuses.
pub fn set_state(tx: &mut dyn Tx, seqs: &[i64], act: i64, state: &str) -> Result<(), StoreError> {
    let rows: Vec<Value> =
        seqs.iter().flat_map(|seq| [(*seq).into(), act.into(), state.into()]).collect();
    tx.insert("INSERT INTO order_states (seq, act, state)", 3, "", &rows)
}

/// What was written down last of lines, as far as anything was: state and act, by line.
///
/// # Errors
/// Whatever the database refuses.
pub fn states(tx: &mut dyn Tx, seqs: &[i64]) -> Result<HashMap<i64, (String, i64)>, StoreError> {
    let mut found: HashMap<i64, (String, i64)> = HashMap::new();
    let values: Vec<Value> = seqs.iter().map(|seq| (*seq).into()).collect();
    for block in values.chunks(ASKED) {
        let places = places(block.len());
        let sql = format!(
            "SELECT seq, act, state FROM order_states WHERE seq IN ({places}) ORDER BY seq, act"
        );
        tx.query(&sql, block, &mut |row| {
            found.insert(row.int(0)?, (row.text(2)?.to_owned(), row.int(1)?));
            Ok(())
        })?;
    }
    Ok(found)
}
