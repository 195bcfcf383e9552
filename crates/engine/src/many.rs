//! Many transfers: the compiled law beside the explaining one, and judgements that are shared.

use crate::pieces::{Asked, Pieces};
use crate::render::json::Body;
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_rules::compiled::{Alike, Bound, Compiled, Row, Said};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::opinion::{self, Opinion};
use navicert_rules::eval::state::{Prepared, State};
use navicert_rules::law::ClauseIx;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Fewer lines than this are not worth compiling the law for.
const FEW: usize = 32;
/// At most this many rows are remembered with their opinions.
const REMEMBERED: usize = 1 << 17;
/// Laws in more groups than this are judged at once.
const MOST: usize = 16;
/// Of opinions, and of judgements, at most so many findings, duties and questions are kept.
const WEIGHT: usize = 1 << 18;
/// At most so many bytes of what was written are kept, of bodies and of reasons.
const WRITTEN: usize = 1 << 26;

/// In a book of more clauses sharing is always sought: judging a line by itself costs what the clauses
/// cost.
const CLAUSES: usize = 1_000;
/// After so many lines it is seen whether sharing was worth it.
const WINDOW: usize = 1 << 10;
/// Sharing is not sought for so many lines after a window in which it was not, at first and at most.
const PAUSE: [usize; 2] = [1 << 12, 1 << 14];

/// Whether what is alike is sought: where most lines are the first of their kind, finding out what
/// their values say to the law costs more than judging each by itself.
#[derive(Clone, Copy, Debug)]
struct Worth {
    /// Lines of this window, and those of them that were the first of their kind.
    lines: usize,
    first: usize,
    /// Lines still to be judged each by itself, and how many after the next bad window.
    left: usize,
    pause: usize,
}

impl Worth {
    /// Whether sharing is sought for the next line.
    fn next(&mut self) -> bool {
        if self.lines == WINDOW {
            let bad = self.first > WINDOW * 2 / 5;
            self.left = if bad { self.pause } else { 0 };
            self.pause = if bad { (self.pause * 2).min(PAUSE[1]) } else { PAUSE[0] };
            (self.lines, self.first) = (0, 0);
        }
        if self.left > 0 {
            self.left -= 1;
            return false;
        }
        self.lines += 1;
        true
    }
}

/// What a transfer has in common with others.
#[derive(Clone, Debug)]
pub struct Key {
    bound: Bound,
    row: Row,
    /// How much guidance was given by the day.
    pub guided: u32,
}

/// What is written of a judgement, and the judgement, so that its address stays its own.
#[derive(Debug)]
struct Written {
    body: Arc<Body>,
    _of: Arc<Judgement>,
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
    worth: Worth,
    /// Number of an opinion, by position of the laws and by what they are asked.
    opined: HashMap<(u32, Alike), u32, Quick>,
    opinions: Vec<Arc<Opinion>>,
    /// How many opinions were formed.
    met: usize,
    /// What the opinions hold, the joined judgements, and those made at once.
    weights: [usize; 3],
    numbers: HashMap<Arc<Opinion>, u32>,
    /// By the opinions' numbers; none = several ask for one fact.
    joined: HashMap<Box<[u32]>, Option<Arc<Judgement>>, Quick>,
    /// Judgements of transfers for whom several laws ask for one fact.
    at_once: HashMap<Vec<Option<Alike>>, Arc<Judgement>, Quick>,
    judgements: HashSet<Arc<Judgement>>,
    /// Days of guidance, sorted.
    guidance: Vec<Day>,
    /// What is written of a judgement, by its address and the guidance given.
    bodies: HashMap<(usize, u32), Written, Quick>,
    /// Reasons as they are written, by what is said to the lines of a clause.
    reasons: HashMap<(u32, Said), Arc<str>, Quick>,
    /// Bytes of bodies, of reasons.
    written: (usize, usize),
    /// The group of each law, by position.
    group: Vec<usize>,
    pieces: Pieces,
    /// The group of laws that last left something open: looked at first.
    left_open: usize,
    /// Room for what is said to the clauses that hold for a transfer.
    said: Vec<(ClauseIx, Said)>,
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
            worth: Worth { lines: 0, first: 0, left: 0, pause: PAUSE[0] },
            opined: HashMap::with_hasher(Quick),
            opinions: Vec::new(),
            met: 0,
            weights: [0; 3],
            numbers: HashMap::new(),
            joined: HashMap::with_hasher(Quick),
            at_once: HashMap::with_hasher(Quick),
            judgements: HashSet::new(),
            guidance: {
                let mut days: Vec<Day> =
                    prepared.book.guidance.iter().map(|guidance| guidance.day).collect();
                days.sort_unstable();
                days
            },
            bodies: HashMap::with_hasher(Quick),
            reasons: HashMap::with_hasher(Quick),
            written: (0, 0),
            group: (0..prepared.book.laws.len())
                .map(|law| {
                    let of = |laws: &Vec<usize>| laws.contains(&law);
                    prepared.together.iter().position(of).unwrap_or_default()
                })
                .collect(),
            pieces: Pieces::new(&prepared.book),
            left_open: 0,
            said: Vec::new(),
        }
    }

    /// What the compiled law makes of a screened transfer; `None` while there are only few lines, and
    /// where most were the first of their kind.
    pub fn bind(&mut self, transfer: &Transfer, on: Day) -> Option<Key> {
        self.lines += 1;
        let few_clauses = self.prepared.book.clauses.len() <= CLAUSES;
        if self.lines < FEW || few_clauses && !self.worth.next() {
            return None;
        }
        let compiled = self
            .compiled
            .get_or_insert_with(|| Compiled::new(self.prepared, self.known_day, &self.assumed));
        let row = compiled.columns.encode(transfer, on);
        let bound = compiled.bind(&row);
        let guided = self.guidance.partition_point(|day| *day <= on) as u32;
        Some(Key { bound, row, guided })
    }

    /// The body of a bound transfer, put together from findings that stand for themselves; `None` where
    /// something is open or laws may pull apart.
    ///
    /// Cost: for each group of laws what binding costs, one look-up for each clause that holds.
    pub fn pieces(&mut self, key: &Key, asked: &Asked<'_>) -> Option<&mut Pieces> {
        let compiled = self.compiled.as_mut()?;
        self.pieces.begin();
        let groups = self.prepared.together.len();
        for step in 0..groups {
            let index = (self.left_open + step) % groups;
            self.said.clear();
            let row = (&key.bound, &key.row);
            if !compiled.settled(index, row, &mut self.said)
                || !self.pieces.choose(index as u32, &self.said, asked)
            {
                self.left_open = index;
                return None;
            }
            let alike = compiled.reached_alike(index, &key.bound, &key.row)?;
            self.pieces.reach((index as u32, alike), &self.prepared.together[index], asked);
        }
        Some(&mut self.pieces)
    }

    /// The judgement of a bound transfer under the law of its day. Cost: one look-up for each group
    /// of laws and one for all, if the like was met before.
    pub fn judge(&mut self, key: &Key, state: &State<'_>, transfer: &Transfer) -> Arc<Judgement> {
        if self.opined.len() >= REMEMBERED || self.weights[0] >= WEIGHT {
            self.weights = [0, 0, self.weights[2]];
            self.opined.clear();
            self.opinions.clear();
            self.numbers.clear();
            self.joined.clear();
        }
        let alike = match &mut self.compiled {
            Some(compiled) => compiled.alike(&key.bound, &key.row),
            None => vec![None; self.prepared.together.len()],
        };
        let mut numbers: [u32; MOST] = [u32::MAX; MOST];
        if alike.len() > MOST {
            return self.judge_at_once((key, alike), state, transfer);
        }
        let met = self.met;
        for (index, number) in numbers.iter_mut().enumerate().take(alike.len()) {
            *number = self.opinion(index, (key, alike[index].as_ref()), state, transfer);
        }
        self.worth.first += usize::from(self.met > met);
        let numbers = &numbers[..alike.len()];
        if let Some(known) = self.joined.get(numbers) {
            return match known {
                Some(judgement) => Arc::clone(judgement),
                None => self.judge_at_once((key, alike), state, transfer),
            };
        }
        let opinions: Vec<&Opinion> =
            numbers.iter().map(|&number| &*self.opinions[number as usize]).collect();
        let joined = opinion::join(&self.prepared.book, &opinions).map(Arc::new);
        if self.joined.len() >= REMEMBERED || self.weights[1] >= WEIGHT {
            self.joined.clear();
            self.weights[1] = 0;
        }
        self.weights[1] += joined.as_ref().map_or(0, |judgement| judgement.weight());
        self.joined.insert(numbers.into(), joined.clone());
        joined.unwrap_or_else(|| self.judge_at_once((key, alike), state, transfer))
    }

    /// The number of the opinion that a group of laws has of a bound transfer.
    fn opinion(
        &mut self,
        index: usize,
        (of, alike): (&Key, Option<&Alike>),
        state: &State<'_>,
        transfer: &Transfer,
    ) -> u32 {
        let key = alike.map(|alike| (index as u32, *alike));
        if let Some(&number) = key.and_then(|key| self.opined.get(&key)) {
            return number;
        }
        self.met += 1;
        let laws = &self.prepared.together[index];
        let clauses = match (&self.compiled, alike) {
            (Some(compiled), Some(alike)) => compiled.candidates_alike(index, alike).to_vec(),
            (Some(compiled), None) => compiled.candidates_of(index, &of.bound),
            (None, _) => self.prepared.clauses_of(laws),
        };
        let new = Arc::new(opinion::opine(state, transfer, laws, &clauses));
        let number = *self.numbers.entry(new).or_insert_with_key(|new| {
            self.opinions.push(Arc::clone(new));
            self.weights[0] += new.weight();
            self.opinions.len() as u32 - 1
        });
        if let Some(key) = key {
            self.opined.insert(key, number);
        }
        number
    }

    fn judge_at_once(
        &mut self,
        (key, alike): (&Key, Vec<Option<Alike>>),
        state: &State<'_>,
        transfer: &Transfer,
    ) -> Arc<Judgement> {
        if let Some(known) = self.at_once.get(&alike) {
            return Arc::clone(known);
        }
        let clauses = match &self.compiled {
            Some(compiled) => compiled.candidates(&key.bound),
            None => (0..state.status.len() as u32).map(ClauseIx).collect(),
        };
        let judgement = opinion::judge_at_once(state, transfer, &clauses);
        if self.at_once.len() >= REMEMBERED || self.weights[2] >= WEIGHT {
            self.weights[2] = 0;
            self.at_once.clear();
            self.judgements.clear();
        }
        let shared = match self.judgements.get(&judgement) {
            Some(known) => Arc::clone(known),
            None => {
                self.weights[2] += judgement.weight();
                let new = Arc::new(judgement);
                self.judgements.insert(Arc::clone(&new));
                new
            }
        };
        if alike.iter().all(Option::is_some) {
            self.at_once.insert(alike, Arc::clone(&shared));
        }
        shared
    }

    /// What is written of a judgement on the days of a bound transfer.
    pub fn body(
        &mut self,
        key: &Key,
        judgement: &Arc<Judgement>,
        write: impl FnOnce() -> Body,
    ) -> Arc<Body> {
        if self.written.0 >= WRITTEN {
            self.bodies.clear();
            self.written.0 = 0;
        }
        let address = Arc::as_ptr(judgement).addr();
        let new = || {
            let body = Arc::new(write());
            self.written.0 += body.len();
            Written { body, _of: Arc::clone(judgement) }
        };
        Arc::clone(&self.bodies.entry((address, key.guided)).or_insert_with(new).body)
    }

    /// Writes the reasons of a clause, as they were written of a transfer to which the law's lines
    /// said the same.
    pub fn reasons(
        &mut self,
        key: &Key,
        (law, clause): (usize, ClauseIx),
        out: &mut String,
        write: impl FnOnce(&mut String),
    ) {
        let group = self.group[law];
        let Some(compiled) = self.compiled.as_mut().filter(|all| all.is_part_laid(group, &key.bound))
        else {
            return write(out);
        };
        let said = compiled.said(group, &key.bound.parts()[group], &key.row, clause);
        if let Some(known) = self.reasons.get(&(group as u32, said)) {
            out.push_str(known);
            return;
        }
        let from = out.len();
        write(out);
        if self.written.1 >= WRITTEN {
            self.reasons.clear();
            self.written.1 = 0;
        }
        self.written.1 += out.len() - from;
        self.reasons.insert((group as u32, said), Arc::from(&out[from..]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of some lines sharing is sought for, if every `n`th of these is the first of its kind.
    fn sought(lines: usize, n: usize) -> usize {
        let mut worth = Worth { lines: 0, first: 0, left: 0, pause: PAUSE[0] };
        let mut sought = 0;
        for _ in 0..lines {
            if worth.next() {
                sought += 1;
                worth.first += usize::from(sought % n == 0);
            }
        }
        sought
    }

    #[test]
    fn sharing_is_sought_where_it_is_found() {
        assert_eq!(sought(100_000, 3), 100_000, "two of three lines were met before");
        let few = sought(100_000, 1);
        assert!((1_024..10_240).contains(&few), "no line was met before, sought for {few}");
    }

    #[test]
    fn sharing_is_sought_again_after_a_pause() {
        let mut worth = Worth { lines: WINDOW, first: WINDOW, left: 0, pause: PAUSE[0] };
        assert!(!worth.next(), "the window was bad");
        let paused = (0..100_000).take_while(|_| !worth.next()).count();
        assert_eq!(paused, PAUSE[0] - 1);
        assert_eq!(worth.pause, 2 * PAUSE[0]);
    }
}
