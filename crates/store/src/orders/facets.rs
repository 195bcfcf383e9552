//! Parts that many lines share, each kept once.

use crate::error::StoreError;
use crate::store::Tx;

/// The number of a facet of a kind, kept now if it is new.
///
/// # Errors
/// Whatever the database refuses.
pub fn keep_facet(tx: &mut dyn Tx, kind: u8, hash: &[u8], body: &[u8]) -> Result<i64, StoreError> {
    let kind = i64::from(kind);
    let known = tx.one_int(
        "SELECT number FROM facets WHERE kind = $1 AND hash = $2",
        &[kind.into(), hash.into()],
    )?;
    if let Some(number) = known {
        return Ok(number);
    }
    let last = tx.one_int("SELECT MAX(number) FROM facets WHERE kind = $1", &[kind.into()])?;
    let number = last.unwrap_or(0) + 1;
    tx.execute(
        "INSERT INTO facets (kind, number, hash, body) VALUES ($1, $2, $3, $4)",
        &[kind.into(), number.into(), hash.into(), body.into()],
    )?;
    Ok(number)
}

/// All facets of a kind, by number: the first has number 1.
///
/// # Errors
/// [`StoreError::Damaged`] if a number is missing.
pub fn facets(tx: &mut dyn Tx, kind: u8) -> Result<Vec<Box<[u8]>>, StoreError> {
    let mut found: Vec<Box<[u8]>> = Vec::new();
    let sql = "SELECT number, body FROM facets WHERE kind = $1 ORDER BY number";
    tx.query(sql, &[i64::from(kind).into()], &mut |row| {
        let number = row.int(0)?;
        if number != found.len() as i64 + 1 {
            let why = format!("facet {} of kind {kind} is missing", found.len() + 1);
            return Err(StoreError::Damaged { why });
        }
        found.push(row.bytes(1)?.into());
        Ok(())
    })?;
    Ok(found)
}

/// One facet.
///
/// # Errors
/// [`StoreError::Damaged`] if it is not there.
pub fn facet(tx: &mut dyn Tx, kind: u8, number: i64) -> Result<Vec<u8>, StoreError> {
    let mut found = None;
    let sql = "SELECT body FROM facets WHERE kind = $1 AND number = $2";
    tx.query(sql, &[i64::from(kind).into(), number.into()], &mut |row| {
        found = Some(row.bytes(0)?.to_vec());
        Ok(())
    })?;
    let why = || format!("facet {number} of kind {kind} is missing");
    found.ok_or_else(|| StoreError::Damaged { why: why() })
}
