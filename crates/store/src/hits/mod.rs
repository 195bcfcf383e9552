//! Adjudications: what people say of hits of parties on listed ones.

use crate::acts::Act;
use crate::error::StoreError;
use crate::store::Tx;
use crate::value::Value;

/// What somebody said of a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The party's name as given.
    pub party: String,
    /// The id of the listed entry.
    pub entry: String,
    /// `confirmed`, `cleared` or `reopened`.
    pub outcome: String,
    /// Why, in a code.
    pub reason: String,
    /// What was looked at.
    pub note: String,
    /// Who.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
    /// First day on which it no longer holds, `2026-01-06`.
    pub until: Option<String>,
    /// Digest of the party as it was.
    pub party_digest: String,
    /// Digest of the entry as it was.
    pub entry_digest: String,
}

/// Keeps what was said, and that it was; its number, without gaps from 1 on. `payload` is what was
/// said as JSON, for the log of acts.
///
/// # Errors
/// Whatever the database refuses.
pub fn say(tx: &mut dyn Tx, said: &Said, payload: &str) -> Result<i64, StoreError> {
    let seq = tx.one_int("SELECT COALESCE(MAX(seq), 0) FROM adjudications", &[])?.unwrap_or(0) + 1;
    tx.execute(
        "INSERT INTO adjudications (seq, party, entry, outcome, reason, note, who, moment, until_day, \
         party_digest, entry_digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            seq.into(),
            (&said.party).into(),
            (&said.entry).into(),
            (&said.outcome).into(),
            (&said.reason).into(),
            (&said.note).into(),
            (&said.who).into(),
            (&said.at).into(),
            said.until.as_ref().map_or(Value::Null, Value::from),
            (&said.party_digest).into(),
            (&said.entry_digest).into(),
        ],
    )?;
    tx.append_act(&Act {
        kind: "hits.adjudicate",
        subject: &said.entry,
        who: &said.who,
        at: &said.at,
        payload,
    })?;
    Ok(seq)
}

/// How much was said.
///
/// # Errors
/// Whatever the database refuses.
pub fn count(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    Ok(tx.one_int("SELECT MAX(seq) FROM adjudications", &[])?.unwrap_or(0))
}

/// All that was said, in order.
///
/// # Errors
/// Whatever the database refuses.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Said>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT party, entry, outcome, reason, note, who, moment, until_day, party_digest, \
               entry_digest FROM adjudications ORDER BY seq";
    tx.query(sql, &[], &mut |row| {
        found.push(Said {
            party: row.text(0)?.to_owned(),
            entry: row.text(1)?.to_owned(),
            outcome: row.text(2)?.to_owned(),
            reason: row.text(3)?.to_owned(),
            note: row.text(4)?.to_owned(),
            who: row.text(5)?.to_owned(),
            at: row.text(6)?.to_owned(),
            until: row.text_or(7)?.map(str::to_owned),
            party_digest: row.text(8)?.to_owned(),
            entry_digest: row.text(9)?.to_owned(),
        });
        Ok(())
    })?;
    Ok(found)
}
