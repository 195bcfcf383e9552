//! Many transfers: the compiled law beside the explaining one, and judgements that are shared.

use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Triage;
use navicert_rules::compiled::{Bound, Compiled, PartBound, Row};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::opinion::{self, Opinion};
use navicert_rules::eval::state::{Prepared, State};
use navicert_rules::law::ClauseIx;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Fewer lines than this are not worth compiling the law for.
const FEW: usize = 32;
/// At most this many rows are remembered with their judgement, or with their text.
const REMEMBERED: usize = 1 << 17;
/// Laws in more groups than this are judged at once.
const MOST: usize = 16;
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
    /// Whether the row has a slice in every part: others are judged one by one.
    laid: bool,
}

/// The law compiled once there are many lines, with tables that grow with the values met.
///
/// Laws that are judged together have an opinion of a transfer; opinions are shared by transfers
/// that are alike to those laws, and judgements by those of the same opinions.
pub struct Many<'e> {
    prepared: &'e Prepared,
    known_day: Day,
    assumed: Vec<ClauseIx>,
    compiled: Option<Compiled<'e>>,
    /// Lines seen.
    lines: usize,
    /// Number of an opinion, by position of the laws and by what they are asked.
    opined: HashMap<(u32, PartBound), u32, Quick>,
    opinions: Vec<Arc<Opinion>>,
    numbers: HashMap<Arc<Opinion>, u32>,
    /// By the opinions' numbers; none = several ask for one fact.
    joined: HashMap<Box<[u32]>, Option<Arc<Judgement>>>,
    /// Judgements of transfers for whom several laws ask for one fact.
    at_once: HashMap<Bound, Arc<Judgement>, Quick>,
    judgements: HashSet<Arc<Judgement>>,
    /// What was written of transfers, by row.
    written: HashMap<Row, (Arc<str>, Triage), Quick>,
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
            opined: HashMap::with_hasher(Quick),
            opinions: Vec::new(),
            numbers: HashMap::new(),
            joined: HashMap::new(),
            at_once: HashMap::with_hasher(Quick),
            judgements: HashSet::new(),
            written: HashMap::with_hasher(Quick),
            texts: HashSet::new(),
        }
    }

    /// What the compiled law makes of a screened transfer; `None` while there are only few lines.
    pub fn bind(&mut self, transfer: &Transfer, on: Day) -> Option<Key> {
        self.lines += 1;
        if self.lines < FEW {
            return None;
        }
        let compiled = self
            .compiled
            .get_or_insert_with(|| Compiled::new(self.prepared, self.known_day, &self.assumed));
        let row = compiled.columns.encode(transfer, on);
        let bound = compiled.bind(&row);
        // Within one stretch of days the law is the same.
        let stretch = self.prepared.stretch(on) as i32;
        let row = Row { on: Day::from_days(stretch).unwrap_or(on), ..row };
        let laid = compiled.is_laid(&bound);
        Some(Key { bound: compiled.alike(&bound, &row), row, laid })
    }

    /// The judgement of a bound transfer under the law of its day. Cost: one look-up for each group
    /// of laws and one for all, if the like was met before.
    pub fn judge(&mut self, key: &Key, state: &State<'_>, transfer: &Transfer) -> Arc<Judgement> {
        if self.opined.len() >= REMEMBERED || self.opinions.len() >= DIFFERENT {
            self.opined.clear();
            self.opinions.clear();
            self.numbers.clear();
            self.joined.clear();
        }
        let mut numbers: [u32; MOST] = [u32::MAX; MOST];
        let parts = key.bound.parts();
        if parts.len() > MOST {
            return self.judge_at_once(key, state, transfer);
        }
        for (index, bound) in parts.iter().enumerate() {
            numbers[index] = self.opinion(index, bound, key.laid, state, transfer);
        }
        let numbers = &numbers[..parts.len()];
        if let Some(known) = self.joined.get(numbers) {
            return match known {
                Some(judgement) => Arc::clone(judgement),
                None => self.judge_at_once(key, state, transfer),
            };
        }
        let opinions: Vec<&Opinion> =
            numbers.iter().map(|&number| &*self.opinions[number as usize]).collect();
        let joined = opinion::join(&self.prepared.book, &opinions).map(Arc::new);
        self.joined.insert(numbers.into(), joined.clone());
        joined.unwrap_or_else(|| self.judge_at_once(key, state, transfer))
    }

    /// The number of the opinion that a group of laws has of a bound transfer.
    fn opinion(
        &mut self,
        index: usize,
        bound: &PartBound,
        laid: bool,
        state: &State<'_>,
        transfer: &Transfer,
    ) -> u32 {
        let known = (index as u32, *bound);
        if let Some(&number) = self.opined.get(&known).filter(|_| laid) {
            return number;
        }
        let laws = &self.prepared.together[index];
        let clauses = self.candidates(index, bound);
        let new = Arc::new(opinion::opine(state, transfer, laws, &clauses));
        let number = *self.numbers.entry(new).or_insert_with_key(|new| {
            self.opinions.push(Arc::clone(new));
            self.opinions.len() as u32 - 1
        });
        if laid {
            self.opined.insert(known, number);
        }
        number
    }

    fn candidates(&self, index: usize, bound: &PartBound) -> Vec<ClauseIx> {
        match &self.compiled {
            Some(compiled) => compiled.candidates(index, bound),
            None => self.prepared.clauses_of(&self.prepared.together[index]),
        }
    }

    fn judge_at_once(
        &mut self,
        key: &Key,
        state: &State<'_>,
        transfer: &Transfer,
    ) -> Arc<Judgement> {
        if let Some(known) = self.at_once.get(&key.bound).filter(|_| key.laid) {
            return Arc::clone(known);
        }
        let parts = key.bound.parts().iter().enumerate();
        let mut clauses: Vec<ClauseIx> =
            parts.flat_map(|(index, bound)| self.candidates(index, bound)).collect();
        clauses.sort_unstable();
        let judgement = opinion::judge_at_once(state, transfer, &clauses);
        if self.at_once.len() >= REMEMBERED || self.judgements.len() >= DIFFERENT {
            self.at_once.clear();
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
        if key.laid {
            self.at_once.insert(key.bound.clone(), Arc::clone(&shared));
        }
        shared
    }

    /// What was written of an earlier transfer of the same row.
    pub fn written(&self, key: &Key) -> Option<(Arc<str>, Triage)> {
        self.written.get(&key.row).filter(|_| key.laid).cloned()
    }

    /// Keeps what was written.
    pub fn keep_written(&mut self, key: &Key, text: &str, triage: Triage) {
        if !key.laid {
            return;
        }
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
