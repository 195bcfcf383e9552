//! Many transfers: the compiled law beside the explaining one, and judgements that are shared.

use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Triage;
use navicert_rules::compiled::{Bound, Compiled, Row};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::ClauseIx;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Fewer lines than this are not worth compiling the law for.
const FEW: usize = 32;
/// At most this many rows are remembered with their judgement, or with their text.
const REMEMBERED: usize = 1 << 17;
/// At most this many different judgements, or texts, are kept.
const DIFFERENT: usize = 1 << 13;

/// What a transfer has in common with others.
#[derive(Clone, Debug)]
pub struct Key {
    /// Transfers bound alike are judged alike.
    bound: Bound,
    /// Transfers of one row agree in every fact that the law reads, names aside: what is written of
    /// them is the same, reasons and all.
    row: Row,
}

/// The law compiled once there are many lines, with tables that grow with the values met.
pub struct Many<'e> {
    prepared: &'e Prepared,
    known_day: Day,
    assumed: Vec<ClauseIx>,
    compiled: Option<Compiled<'e>>,
    /// Lines seen.
    lines: usize,
    kept: HashMap<Bound, Arc<Judgement>, Quick>,
    /// What was written of transfers, by row.
    written: HashMap<Row, (Arc<str>, Triage), Quick>,
    judgements: HashSet<Arc<Judgement>>,
    texts: HashSet<Arc<str>>,
}

impl<'e> Many<'e> {
    /// Nothing is compiled yet.
    pub fn new(prepared: &'e Prepared, known_day: Day, assumed: Vec<ClauseIx>) -> Self {
        Many {
            prepared,
            known_day,
            assumed,
            compiled: None,
            lines: 0,
            kept: HashMap::with_hasher(Quick),
            written: HashMap::with_hasher(Quick),
            judgements: HashSet::new(),
            texts: HashSet::new(),
        }
    }

    /// What the compiled law makes of a screened transfer; `None` while there are only few lines, or
    /// if it must take the explaining way. Transfers bound alike are judged alike.
    pub fn bind(&mut self, transfer: &Transfer, on: Day) -> Option<Key> {
        self.lines += 1;
        if self.lines < FEW {
            return None;
        }
        let compiled = self
            .compiled
            .get_or_insert_with(|| Compiled::new(self.prepared, self.known_day, &self.assumed));
        let row = compiled.columns.encode(transfer, on);
        let bound = Some(compiled.bind(&row)).filter(|bound| compiled.is_laid(bound))?;
        // Within one stretch of days the law is the same.
        let stretch = self.prepared.stretch(on) as i32;
        let row = Row { on: Day::from_days(stretch).unwrap_or(on), ..row };
        Some(Key { bound: compiled.alike(&bound, &row), row })
    }

    /// The clauses that can matter to a bound transfer.
    pub fn candidates(&self, key: &Key) -> Option<Vec<ClauseIx>> {
        self.compiled.as_ref()?.candidates(&key.bound)
    }

    /// The judgement of an earlier transfer bound alike.
    pub fn known(&self, key: &Key) -> Option<Arc<Judgement>> {
        self.kept.get(&key.bound).cloned()
    }

    /// Keeps a judgement; the same one for all that are judged alike.
    pub fn keep(&mut self, key: &Key, judgement: Judgement) -> Arc<Judgement> {
        if self.kept.len() >= REMEMBERED || self.judgements.len() >= DIFFERENT {
            self.kept.clear();
            self.judgements.clear();
        }
        let shared = match self.judgements.get(&judgement) {
            Some(known) => Arc::clone(known),
            None => {
                let new = Arc::new(judgement);
                self.judgements.insert(Arc::clone(&new));
                new
            }
        };
        self.kept.insert(key.bound.clone(), Arc::clone(&shared));
        shared
    }

    /// What was written of an earlier transfer of the same row.
    pub fn written(&self, key: &Key) -> Option<(Arc<str>, Triage)> {
        self.written.get(&key.row).cloned()
    }

    /// Keeps what was written.
    pub fn keep_written(&mut self, key: &Key, text: &str, triage: Triage) {
        if self.written.len() >= REMEMBERED || self.texts.len() >= DIFFERENT {
            self.written.clear();
            self.texts.clear();
        }
        let shared = match self.texts.get(text) {
            Some(known) => Arc::clone(known),
            None => {
                let new: Arc<str> = Arc::from(text);
                self.texts.insert(Arc::clone(&new));
                new
            }
        };
        self.written.insert(key.row, (shared, triage));
    }
}
