//! The log of acts: who did what to what, and when. Rows are only ever added.

use crate::error::StoreError;
use crate::store::Tx;
use crate::value::{Cells, Value};

/// One act on the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act<'a> {
    /// What is done: `orders.import`, `orders.decide`, `law.change`, ….
    pub kind: &'a str,
    /// To what: an order line, a licence, a digest of the law.
    pub subject: &'a str,
    /// Who does it, as the program was told.
    pub who: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
    /// What exactly, as JSON in one canonical form: the bytes that are kept and hashed.
    pub payload: &'a str,
}

pub(crate) const INSERT: &str = "INSERT INTO acts (seq, moment, who, kind, subject, payload) \
                                 VALUES ($1, $2, $3, $4, $5, $6)";

impl Act<'_> {
    pub(crate) fn values(&self, seq: i64) -> [Value; 6] {
        [
            seq.into(),
            self.at.into(),
            self.who.into(),
            self.kind.into(),
            self.subject.into(),
            self.payload.as_bytes().into(),
        ]
    }
}

/// An act as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number, from 1 on without gaps.
    pub seq: i64,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// What is done.
    pub kind: String,
    /// To what.
    pub subject: String,
    /// What exactly.
    pub payload: Vec<u8>,
}

impl Kept {
    /// A row of the log: number, moment, who, kind, subject, payload.
    pub(crate) fn read(row: &dyn Cells) -> Result<Kept, StoreError> {
        Ok(Kept {
            seq: row.int(0)?,
            at: row.text(1)?.to_owned(),
            who: row.text(2)?.to_owned(),
            kind: row.text(3)?.to_owned(),
            subject: row.text(4)?.to_owned(),
            payload: row.bytes(5)?.to_vec(),
        })
    }
}

/// The acts after a number, in order, at most `most`.
///
/// # Errors
/// Whatever the database refuses.
pub fn after(tx: &mut dyn Tx, seq: i64, most: u32) -> Result<Vec<Kept>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT seq, moment, who, kind, subject, payload FROM acts \
               WHERE seq > $1 ORDER BY seq LIMIT $2";
    tx.query(sql, &[seq.into(), most.into()], &mut |row| {
        found.push(Kept::read(row)?);
        Ok(())
    })?;
    Ok(found)
}
