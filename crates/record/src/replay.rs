//! Deciding again what an act decided, by the law and the lists of then, and comparing bytes.

use crate::facets::{Kind, sha};
use crate::judged;
use crate::kept::LinesDigest;
use crate::lists::Lists;
use navicert_engine::{Decider, Engine, Options, VERSION};
use navicert_model::day::Day;
use navicert_model::read::parse_transfer;
use navicert_rules::law::SourceFile;
use navicert_store::orders::{self, Decided, Edition};
use navicert_store::{StoreError, Tx, acts};
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How many differing lines are told.
const TOLD: usize = 100;

/// Why an act cannot be decided again.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The law of then cannot be used by this program.
    #[error("the law {digest} of act {act} cannot be used by this program: {why}")]
    Law {
        /// The act.
        act: i64,
        /// The law's digest.
        digest: String,
        /// The first thing that is wrong with it.
        why: String,
    },
}

/// What became of an act that was decided again.
#[derive(Clone, Debug, Default)]
pub struct Replayed {
    /// The act.
    pub act: i64,
    /// Under what it decided.
    pub edition: Option<Edition>,
    /// Decisions that came out byte for byte.
    pub same: usize,
    /// Decisions that did not; the first hundred.
    pub differ: Vec<Differs>,
    /// How many did not.
    pub differing: usize,
    /// What does not agree with the log, in words.
    pub faults: Vec<String>,
    /// The engine of then is another than this one: differences may be its doing.
    pub other_engine: bool,
}

impl Replayed {
    /// Whether everything came out as it was.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.differing == 0 && self.faults.is_empty()
    }
}

/// A decision that came out in another way.
#[derive(Clone, Debug)]
pub struct Differs {
    /// The line.
    pub id: String,
    /// Its revision.
    pub revision: i64,
    /// As it was kept.
    pub kept: String,
    /// As it comes out now; or why it cannot be decided.
    pub now: String,
}

/// What the log says of an act that decided.
#[derive(Deserialize)]
struct Payload {
    law_digest: String,
    list_digest: String,
    known_at: String,
    lines_digest: String,
}

/// Decides acts again, each under its own law and lists; those of an edition are read once.
#[derive(Default)]
pub struct Replayer {
    /// By edition.
    engines: HashMap<i64, Engine>,
}

impl Replayer {
    /// Acts that decided something, after one act, in order.
    ///
    /// # Errors
    /// What the record refuses.
    pub fn acts(tx: &mut dyn Tx, after: i64) -> Result<Vec<i64>, StoreError> {
        let mut found = Vec::new();
        let sql = "SELECT act FROM decisions WHERE act > $1 ORDER BY act";
        tx.query(sql, &[after.into()], &mut |row| {
            found.push(row.int(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Decides an act again; `None` if it decided nothing.
    ///
    /// # Errors
    /// [`ReplayError`].
    pub fn replay(&mut self, tx: &mut dyn Tx, act: i64) -> Result<Option<Replayed>, ReplayError> {
        let Some((number, known_at, decided)) = orders::decisions_of(tx, act)? else {
            return Ok(None);
        };
        let edition = orders::edition(tx, number)?;
        let mut done = Replayed { act, ..Replayed::default() };
        let payload = payload(tx, act)?;
        let engine = self.engine(tx, act, number, &edition)?;
        if engine.law_digest != edition.law_digest || edition.law_digest != payload.law_digest {
            done.faults
                .push(format!("the law kept is not that of the log ({})", payload.law_digest));
        }
        if engine.list_digest != edition.list_digest {
            let fault = format!(
                "the lists kept are not those of then ({}), or this program reads them otherwise",
                edition.list_digest
            );
            done.faults.push(fault);
        }
        if edition.list_digest != payload.list_digest || known_at != payload.known_at {
            done.faults.push("the lists or the moment kept are not those of the log".to_owned());
        }
        let known_day = known_at.get(..10).and_then(|day| Day::parse(day).ok());
        let why = || format!("`{known_at}` is no moment");
        let known_day = known_day.ok_or_else(|| StoreError::Damaged { why: why() })?;
        let assume = edition.assumed.split_whitespace().map(str::to_owned).collect();
        let options = Options { on: known_day, known_at, known_day, assume };
        let decider = Decider::new(engine, options);
        let mut decider = decider.map_err(|error| law_error(act, &edition, &error.to_string()))?;
        let digest = lines(tx, &mut decider, &decided, &mut done)?;
        if digest != payload.lines_digest {
            let fault = "the lines and decisions kept are not those whose digest the log has";
            done.faults.push(fault.to_owned());
        }
        done.other_engine = edition.engine != VERSION;
        done.edition = Some(edition);
        Ok(Some(done))
    }

    fn engine(
        &mut self,
        tx: &mut dyn Tx,
        act: i64,
        number: i64,
        edition: &Edition,
    ) -> Result<&Engine, ReplayError> {
        if let Entry::Vacant(free) = self.engines.entry(number) {
            let files = orders::law_files(tx, &edition.law_digest)?.into_iter();
            let files = files.map(|(name, body)| {
                let text = String::from_utf8_lossy(&body).into_owned();
                SourceFile { name, text }
            });
            let engine = Engine::new(&files.collect::<Vec<_>>());
            let engine = engine.map_err(|error| law_error(act, edition, &error.to_string()))?;
            let engine = Lists::of_edition(tx, number)?.put_on(engine);
            let engine = engine.map_err(|error| law_error(act, edition, &error.to_string()))?;
            free.insert(engine);
        }
        let missing = || StoreError::Damaged { why: format!("edition {number} is missing") };
        self.engines.get(&number).ok_or_else(|| missing().into())
    }
}

fn law_error(act: i64, edition: &Edition, why: &str) -> ReplayError {
    ReplayError::Law { act, digest: edition.law_digest.clone(), why: why.to_owned() }
}

fn payload(tx: &mut dyn Tx, act: i64) -> Result<Payload, StoreError> {
    let kept = acts::after(tx, act - 1, 1)?.into_iter().find(|one| one.seq == act);
    let why = || format!("act {act} is missing or does not say what it decided");
    kept.and_then(|one| serde_json::from_slice(&one.payload).ok())
        .ok_or_else(|| StoreError::Damaged { why: why() })
}

/// Decides the lines of an act again; the digest of what is kept of them.
fn lines(
    tx: &mut dyn Tx,
    decider: &mut Decider<'_>,
    decided: &[Decided],
    done: &mut Replayed,
) -> Result<String, StoreError> {
    let engine = decider.engine;
    let book = &engine.prepared.book;
    let mut judgements: HashMap<u32, (String, [u8; 32])> = HashMap::new();
    let mut digest = LinesDigest::default();
    for page in decided.chunks(500) {
        let seqs: Vec<i64> = page.iter().map(|one| i64::from(one.seq)).collect();
        let ids: HashMap<i64, String> = orders::ids(tx, &seqs)?.into_iter().collect();
        for one in page {
            let (seq, revision) = (i64::from(one.seq), i64::from(one.revision));
            let missing = |what: &str| StoreError::Damaged {
                why: format!("{what} of line {seq}, revision {revision}, is missing"),
            };
            let id = ids.get(&seq).ok_or_else(|| missing("the id"))?;
            let body = orders::body_of(tx, seq, revision)?.ok_or_else(|| missing("the body"))?;
            let (kept, hash) = match judgements.entry(one.judgement) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => {
                    let kind = Kind::Judgement.number();
                    let body = orders::facet(tx, kind, i64::from(one.judgement))?;
                    let hash = sha(&body);
                    free.insert((String::from_utf8_lossy(&body).into_owned(), hash))
                }
            };
            digest.add(id, revision, &body, one.day, hash);
            let text = String::from_utf8_lossy(&body);
            let now = match (parse_transfer(&text), Day::from_days(one.day)) {
                (Ok(mut transfer), Some(day)) => {
                    transfer.on = Some(day);
                    judged::body(book, &decider.judge(&transfer))
                }
                _ => "the line cannot be read".to_owned(),
            };
            if now == *kept {
                done.same += 1;
                continue;
            }
            done.differing += 1;
            if done.differ.len() < TOLD {
                let (id, kept) = (id.clone(), kept.clone());
                done.differ.push(Differs { id, revision, kept, now });
            }
        }
    }
    Ok(digest.hex())
}
