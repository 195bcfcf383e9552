//! Compiling a book, and deciding rows.

use super::columns::{Columns, Row};
use super::lines::Told;
use super::packed::{MAX_LAWS, Packed};
pub use super::part::PartBound;
use super::part::{Alike, Part};
use super::{DIMS, Dim};
use crate::eval::diagram::Quick;
use crate::eval::evaluator::Evaluator;
use crate::eval::judge;
use crate::eval::state::{AsOf, Prepared, State};
use crate::law::ClauseIx;
use navicert_model::day::Day;
use navicert_model::verdict::{Effect, Verdict};
use std::collections::HashMap;
use std::sync::Arc;

/// At most this many rows that took the explaining way, or were doubtful, are remembered.
const REMEMBERED: usize = 1 << 20;

/// The spans of one transfer by law, in the order of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    /// Span by law.
    pub laws: Vec<Verdict>,
}

impl Spans {
    /// The strictest of each end.
    pub fn joint(&self) -> Verdict {
        self.laws.iter().copied().reduce(Verdict::join).unwrap_or(Verdict::closed(Effect::Free))
    }
}

/// A law compiled for many transfers. Laws that read codes of one scheme are compiled together,
/// others apart, so that a law costs what it asks itself.
pub struct Compiled<'p> {
    parts: Vec<Part<'p>>,
    /// Dictionaries of the rows.
    pub columns: Columns,
    states: Arc<[State<'p>]>,
    prepared: &'p Prepared,
    /// Verdicts of rows that took the explaining way, by part.
    explained: HashMap<(u32, Alike), Arc<[Verdict]>, Quick>,
    /// How many rows of parts their words closed, were tried, took the explaining way.
    ways: [usize; 3],
    /// By code and item: whether a stated parameter contradicts a threshold.
    doubts: HashMap<(u32, u32), bool, Quick>,
}

/// A row bound to a compiled law.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    parts: Parts,
}

impl Bound {
    /// What each part of the law is asked.
    pub fn parts(&self) -> &[PartBound] {
        self.parts.as_slice()
    }
}

/// What a row says to a compiled law, dimension by dimension: values of one class say the same,
/// whatever the other dimensions hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    stretch: u32,
    classes: Vec<Option<[u16; DIMS.len()]>>,
}

/// One part is the usual case of a book that somebody wrote for themselves.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Parts {
    One(PartBound),
    Many(Box<[PartBound]>),
}

impl Parts {
    fn as_slice(&self) -> &[PartBound] {
        match self {
            Parts::One(part) => std::slice::from_ref(part),
            Parts::Many(parts) => parts,
        }
    }

    fn of(mut parts: impl Iterator<Item = PartBound>, count: usize) -> Self {
        match (count, parts.next()) {
            (1, Some(one)) => Parts::One(one),
            (_, first) => Parts::Many(first.into_iter().chain(parts).collect()),
        }
    }
}

impl<'p> Compiled<'p> {
    /// Compiles a book as known on `known_at`, with clauses assumed to be in force. Cost: linear in
    /// the clauses, times the stretches of days that their dated parts tell apart.
    pub fn new(prepared: &'p Prepared, known_at: Day, assumed: &[ClauseIx]) -> Self {
        // The stretch before the first breakpoint, then one from each breakpoint on.
        let first = prepared.breakpoints.first().copied().unwrap_or(known_at);
        let days = std::iter::once(first.add_days(-1)).chain(prepared.breakpoints.iter().copied());
        let as_of = |on| AsOf { on, known_at, assumed: assumed.to_vec() };
        let states: Arc<[State<'p>]> = days.map(|on| State::new(prepared, as_of(on))).collect();
        let parts = prepared
            .together
            .iter()
            .map(|laws| Part::new(prepared, Arc::clone(&states), laws.clone()))
            .collect();
        let columns = Columns::new(prepared);
        let (explained, doubts, ways) = Default::default();
        Compiled { parts, columns, states, prepared, explained, ways, doubts }
    }

    /// How many slices were made, and the most lanes one has, for those who measure.
    pub fn size(&self) -> (usize, usize) {
        let sizes = self.parts.iter().map(Part::size);
        sizes.fold((0, 0), |all, one| (all.0 + one.0, all.1.max(one.1)))
    }

    /// How often words closed a part of the law for [`Compiled::decide`], what is open was tried or known
    /// from before, and the explaining way was taken, for those who measure.
    pub fn ways(&self) -> [usize; 3] {
        self.ways
    }

    /// Clauses that no lanes could be made of: with any, every row of their laws takes the
    /// explaining way.
    pub fn tangled(&self) -> Vec<ClauseIx> {
        self.parts.iter().flat_map(|part| part.tangled.iter().copied()).collect()
    }

    /// A row with values replaced by what they say: the form in which rows are decided fastest. What
    /// was not met before is looked at now.
    pub fn bind(&mut self, row: &Row) -> Bound {
        let (row, stretch) = (&self.without_doubt(row), self.prepared.stretch(row.on) as u32);
        let (columns, count) = (&self.columns, self.parts.len());
        let parts = self.parts.iter_mut().map(|part| part.bind(columns, row, stretch));
        Bound { parts: Parts::of(parts, count) }
    }

    /// The row without doubt, if no stated parameter contradicts a threshold of its code.
    fn without_doubt(&mut self, row: &Row) -> Row {
        if !row.doubtful {
            return *row;
        }
        let key = (row.values[Dim::Code as usize], row.values[Dim::Item as usize]);
        let doubtful = match self.doubts.get(&key) {
            Some(&known) => known,
            None => {
                let transfer = self.columns.transfer(row);
                // Thresholds read parameters alone: any day will do.
                let found = self
                    .states
                    .first()
                    .is_none_or(|state| Evaluator::new(state, &transfer).may_contradict());
                if self.doubts.len() >= REMEMBERED {
                    self.doubts.clear();
                }
                self.doubts.insert(key, found);
                found
            }
        };
        Row { doubtful, ..*row }
    }

    /// What a row says, dimension by dimension.
    pub fn kind(&mut self, row: &Row) -> Kind {
        let columns = &self.columns;
        let classes = self.parts.iter_mut().map(|part| part.classes(columns, row)).collect();
        Kind { stretch: self.prepared.stretch(row.on) as u32, classes }
    }

    /// Whether every law has a slice for a bound row: no doubt about its code, no clause too tangled.
    pub fn is_laid(&self, row: &Bound) -> bool {
        self.parts.iter().zip(row.parts.as_slice()).all(|(part, row)| part.is_laid(row))
    }

    /// What a bound row has in common with others, part by part: rows that come out equal are judged
    /// alike by the laws of the part. `None` where a row stands for itself.
    pub fn alike(&mut self, bound: &Bound, row: &Row) -> Vec<Option<Alike>> {
        let columns = &self.columns;
        let parts = self.parts.iter_mut().zip(bound.parts());
        parts.map(|(part, bound)| part.alike(columns, bound, row)).collect()
    }

    /// Spans of a bound row, packed by law; `None` if it takes the explaining way.
    ///
    /// Cost: the dimensions that the slices ask, times their words; completions only where they may
    /// narrow an open span.
    #[inline]
    pub fn spans(&self, row: &Bound) -> Option<Packed> {
        match &row.parts {
            Parts::One(bound) => self.parts[0].spans(bound),
            Parts::Many(bounds) => {
                if self.states.first()?.book().laws.len() > MAX_LAWS {
                    return None;
                }
                let mut packed = Packed::default();
                for (part, bound) in self.parts.iter().zip(bounds.iter()) {
                    packed.add(part.spans(bound)?, &part.laws);
                }
                Some(packed)
            }
        }
    }

    /// Clauses of one part that may hold for rows that are alike, in the order of the book, whatever
    /// their status that is worth showing: a superset of the findings.
    ///
    /// `part` is a position in [`Prepared::together`].
    pub fn candidates_alike(&self, part: usize, alike: &Alike) -> &[ClauseIx] {
        self.parts[part].candidates_alike(alike)
    }

    /// Clauses of one part that may hold for its bound row, as [`Compiled::candidates_alike`].
    pub fn candidates_of(&self, part: usize, bound: &Bound) -> Vec<ClauseIx> {
        self.parts[part].candidates(&bound.parts()[part])
    }

    /// Clauses of every law that may hold for a bound row, in the order of the book.
    pub fn candidates(&self, row: &Bound) -> Vec<ClauseIx> {
        let parts = self.parts.iter().zip(row.parts());
        let mut found: Vec<ClauseIx> =
            parts.flat_map(|(part, bound)| part.candidates(bound)).collect();
        found.sort_unstable();
        found
    }

    /// Adds the clauses of one part that may hold for a row and are worth showing, in the order of the
    /// book, with what it tells them; `false` if the row has no slice in that part.
    ///
    /// Cost: the dimensions that the slice asks, and what the clauses read.
    pub fn tell(
        &mut self,
        part: usize,
        (bound, row): (&Bound, &Row),
        told: &mut Vec<Told>,
    ) -> bool {
        self.parts[part].tell(&self.columns, &bound.parts()[part], row, told)
    }

    /// The number of what one part asks of every row on a bound row's day, and of the stretch of days.
    pub fn phase(&mut self, part: usize, bound: &Bound) -> [u32; 2] {
        self.parts[part].phase(&bound.parts()[part])
    }

    /// What a row has in common with others to which the laws of one part reach alike.
    pub fn reached_alike(&mut self, part: usize, bound: &Bound, row: &Row) -> Option<Alike> {
        self.parts[part].reached_alike(&self.columns, &bound.parts()[part], row)
    }

    /// Spans by law of a row: binds it, then [`Compiled::decide_bound`].
    pub fn decide(&mut self, row: &Row) -> Spans {
        let bound = self.bind(row);
        self.decide_bound(&bound, row)
    }

    /// Spans by law of a row in its bound form, the explaining way for the laws that the fast one does
    /// not settle. What took the explaining way is remembered for rows that are alike.
    pub fn decide_bound(&mut self, bound: &Bound, row: &Row) -> Spans {
        let mut laws = vec![Verdict::closed(Effect::Free); self.prepared.book.laws.len()];
        for (index, part_bound) in bound.parts.as_slice().iter().enumerate() {
            let part = &mut self.parts[index];
            let closed = part.closed(part_bound);
            let packed = closed.or_else(|| part.spans_open(&self.columns, part_bound, row));
            self.ways[if closed.is_some() { 0 } else { 2 - usize::from(packed.is_some()) }] += 1;
            if let Some(packed) = packed {
                for (local, &law) in part.laws.iter().enumerate() {
                    laws[law] = packed.law(local);
                }
                continue;
            }
            let explained = self.explain(index, part_bound, row);
            for (&law, verdict) in self.parts[index].laws.iter().zip(explained.iter()) {
                laws[law] = *verdict;
            }
        }
        Spans { laws }
    }

    /// Spans of the laws of one part, the explaining way.
    fn explain(&mut self, index: usize, bound: &PartBound, row: &Row) -> Arc<[Verdict]> {
        let alike = self.parts[index].alike(&self.columns, bound, row);
        let key = alike.map(|alike| (index as u32, alike));
        if let Some(known) = key.and_then(|key| self.explained.get(&key)) {
            return Arc::clone(known);
        }
        let transfer = self.columns.transfer(row);
        let mut ev = Evaluator::new(&self.states[bound.stretch as usize], &transfer);
        let part = &self.parts[index];
        let (clauses, laws) = (part.candidates(bound), &part.laws);
        let spans: Arc<[Verdict]> = judge::spans(&mut ev, laws, &clauses).into();
        if let Some(key) = key {
            if self.explained.len() >= REMEMBERED {
                self.explained.clear();
            }
            self.explained.insert(key, Arc::clone(&spans));
        }
        spans
    }
}
