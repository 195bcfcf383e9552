//! Under which law and lists lines were decided, and what was decided by which act.

use super::packed::{pack, unpack};
use crate::error::StoreError;
use crate::store::Tx;

/// A law, lists and an engine under which lines are decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Digest of the law.
    pub law_digest: String,
    /// Digest of the lists of parties.
    pub list_digest: String,
    /// Version of the engine.
    pub engine: String,
    /// Clauses assumed, joined by blanks.
    pub assumed: String,
    /// The last day on which something of this law became known that was used; empty = not said.
    pub known: String,
}

/// One decision of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The line.
    pub seq: u32,
    /// Its revision.
    pub revision: u32,
    /// The day whose law was asked for, counted from 1970-01-01.
    pub day: i32,
    /// The number of the judgement among the facets.
    pub judgement: u32,
}

/// An imported list of parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListVersion {
    /// Which one it is a version of.
    pub feed: String,
    /// Digest of its content.
    pub digest: String,
    /// The list in the form in which it is stored.
    pub body: Vec<u8>,
}

/// The number of an edition, kept now with its law's files and its lists if it is new; whether it is.
/// `said` is how much had been said of hits.
///
/// # Errors
/// Whatever the database refuses.
pub fn edition_number(
    tx: &mut dyn Tx,
    edition: &Edition,
    files: &mut dyn Iterator<Item = (&str, &str)>,
    lists: &[ListVersion],
    said: i64,
) -> Result<(i64, bool), StoreError> {
    if let Some(number) = find_edition(tx, edition)? {
        return Ok((number, false));
    }
    let Edition { law_digest, list_digest, engine, assumed, known } = edition;
    let number = tx.one_int("SELECT MAX(number) FROM editions", &[])?.unwrap_or(0) + 1;
    tx.execute(
        "INSERT INTO editions (number, law_digest, list_digest, engine, assumed, known, said) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            number.into(),
            law_digest.into(),
            list_digest.into(),
            engine.into(),
            assumed.into(),
            known.into(),
            said.into(),
        ],
    )?;
    let mut rows = Vec::new();
    for (name, body) in files {
        rows.extend([law_digest.into(), name.into(), body.as_bytes().into()]);
    }
    let tail = "ON CONFLICT (law_digest, name) DO NOTHING";
    tx.insert("INSERT INTO law_files (law_digest, name, body)", 3, tail, &rows)?;
    for list in lists {
        keep_list(tx, number, list)?;
    }
    Ok((number, true))
}

/// The number of an edition, if it is there.
///
/// # Errors
/// Whatever the database refuses.
pub fn find_edition(tx: &mut dyn Tx, edition: &Edition) -> Result<Option<i64>, StoreError> {
    let Edition { law_digest, list_digest, engine, assumed, known } = edition;
    tx.one_int(
        "SELECT number FROM editions WHERE law_digest = $1 AND list_digest = $2 AND engine = $3 \
         AND assumed = $4 AND known = $5",
        &[law_digest.into(), list_digest.into(), engine.into(), assumed.into(), known.into()],
    )
}

fn keep_list(tx: &mut dyn Tx, edition: i64, list: &ListVersion) -> Result<(), StoreError> {
    let ListVersion { feed, digest, body } = list;
    tx.execute(
        "INSERT INTO edition_lists (edition, feed, digest) VALUES ($1, $2, $3)",
        &[edition.into(), feed.into(), digest.into()],
    )?;
    let sql = "SELECT COUNT(*) FROM list_versions WHERE digest = $1";
    if tx.one_int(sql, &[digest.into()])? == Some(0) {
        tx.execute(
            "INSERT INTO list_versions (digest, feed, body) VALUES ($1, $2, $3)",
            &[digest.into(), feed.into(), pack(body)?.into()],
        )?;
    }
    Ok(())
}

/// The lists of an edition, by feed, and how much had been said of hits.
///
/// # Errors
/// [`StoreError::Damaged`] if one is not there.
pub fn edition_lists(tx: &mut dyn Tx, number: i64) -> Result<(Vec<ListVersion>, i64), StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT l.feed, l.digest, v.body FROM edition_lists l \
               LEFT JOIN list_versions v ON v.digest = l.digest WHERE l.edition = $1 ORDER BY l.feed";
    tx.query(sql, &[number.into()], &mut |row| {
        let (feed, digest) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
        let why = || format!("version {digest} of the list {feed} is missing");
        let kept = row.bytes_or(2)?.ok_or_else(|| StoreError::Damaged { why: why() })?;
        let body = unpack(kept)?;
        found.push(ListVersion { feed, digest, body });
        Ok(())
    })?;
    let said = tx.one_int("SELECT said FROM editions WHERE number = $1", &[number.into()])?;
    Ok((found, said.unwrap_or(0)))
}

/// An edition by its number.
///
/// # Errors
/// [`StoreError::Damaged`] if it is not there.
pub fn edition(tx: &mut dyn Tx, number: i64) -> Result<Edition, StoreError> {
    let mut found = None;
    let sql =
        "SELECT law_digest, list_digest, engine, assumed, known FROM editions WHERE number = $1";
    tx.query(sql, &[number.into()], &mut |row| {
        found = Some(Edition {
            law_digest: row.text(0)?.to_owned(),
            list_digest: row.text(1)?.to_owned(),
            engine: row.text(2)?.to_owned(),
            assumed: row.text(3)?.to_owned(),
            known: row.text(4)?.to_owned(),
        });
        Ok(())
    })?;
    found.ok_or_else(|| StoreError::Damaged { why: format!("edition {number} is missing") })
}

/// The files of a law by its digest: name and text, sorted by name.
///
/// # Errors
/// [`StoreError::Damaged`] if there are none.
pub fn law_files(tx: &mut dyn Tx, digest: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT name, body FROM law_files WHERE law_digest = $1 ORDER BY name";
    tx.query(sql, &[digest.into()], &mut |row| {
        found.push((row.text(0)?.to_owned(), row.bytes(1)?.to_vec()));
        Ok(())
    })?;
    if found.is_empty() {
        return Err(StoreError::Damaged { why: format!("the law {digest} is missing") });
    }
    Ok(found)
}

/// Keeps what an act decided.
///
/// # Errors
/// Whatever the database refuses.
pub fn keep_decisions(
    tx: &mut dyn Tx,
    act: i64,
    edition: i64,
    known_at: &str,
    decided: &[Decided],
) -> Result<(), StoreError> {
    let mut data = Vec::with_capacity(decided.len() * 16);
    for one in decided {
        data.extend(one.seq.to_le_bytes());
        data.extend(one.revision.to_le_bytes());
        data.extend(one.day.to_le_bytes());
        data.extend(one.judgement.to_le_bytes());
    }
    tx.execute(
        "INSERT INTO decisions (act, edition, known_at, data) VALUES ($1, $2, $3, $4)",
        &[act.into(), edition.into(), known_at.into(), data.into()],
    )?;
    Ok(())
}

/// What an act decided, under which edition and with what was known when; `None` if it decided
/// nothing.
///
/// # Errors
/// Whatever the database refuses.
pub fn decisions_of(
    tx: &mut dyn Tx,
    act: i64,
) -> Result<Option<(i64, String, Vec<Decided>)>, StoreError> {
    let mut found = None;
    let sql = "SELECT edition, known_at, data FROM decisions WHERE act = $1";
    tx.query(sql, &[act.into()], &mut |row| {
        let records = row.bytes(2)?.chunks_exact(16).map(record).collect();
        found = Some((row.int(0)?, row.text(1)?.to_owned(), records));
        Ok(())
    })?;
    Ok(found)
}

fn record(bytes: &[u8]) -> Decided {
    let number = |at: usize| {
        let mut four = [0; 4];
        four.copy_from_slice(&bytes[at..at + 4]);
        four
    };
    Decided {
        seq: u32::from_le_bytes(number(0)),
        revision: u32::from_le_bytes(number(4)),
        day: i32::from_le_bytes(number(8)),
        judgement: u32::from_le_bytes(number(12)),
    }
}
