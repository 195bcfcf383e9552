//! Compiling a book, and deciding rows.

use super::columns::{Columns, Row};
use super::flat::{MAX_LAWS, Packed};
use super::part::{Part, PartBound};
use crate::eval::diagram::Quick;
use crate::eval::evaluator::Evaluator;
use crate::eval::judge;
use crate::eval::state::{AsOf, Prepared, State};
use crate::law::{ClauseIx, ClauseKind, Cond, LawBook, Test};
use navicert_model::day::Day;
use navicert_model::verdict::{Effect, Verdict};
use std::collections::HashMap;
use std::sync::Arc;

/// At most this many rows that took the explaining way are remembered.
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
    explained: HashMap<(u32, u32, PartBound), Arc<[Verdict]>, Quick>,
}

/// A row bound to a compiled law.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    stretch: u32,
    parts: Parts,
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
    pub fn new(prepared: &'p Prepared, known_at: Day, assumed: Vec<ClauseIx>) -> Self {
        // The stretch before the first breakpoint, then one from each breakpoint on.
        let first = prepared.breakpoints.first().copied().unwrap_or(known_at);
        let days = std::iter::once(first.add_days(-1)).chain(prepared.breakpoints.iter().copied());
        let as_of = |on| AsOf { on, known_at, assumed: assumed.clone() };
        let states: Arc<[State<'p>]> = days.map(|on| State::new(prepared, as_of(on))).collect();
        let parts = laws_by_scheme(&prepared.book)
            .into_iter()
            .map(|laws| Part::new(prepared, Arc::clone(&states), laws))
            .collect();
        let explained = HashMap::with_hasher(Quick);
        Compiled { parts, columns: Columns::new(prepared), states, prepared, explained }
    }

    /// How many slices were made, and the most lanes one has, for those who measure.
    pub fn size(&self) -> (usize, usize) {
        let sizes = self.parts.iter().map(Part::size);
        sizes.fold((0, 0), |all, one| (all.0 + one.0, all.1.max(one.1)))
    }

    /// Clauses that no lanes could be made of: with any, every row of their laws takes the
    /// explaining way.
    pub fn tangled(&self) -> Vec<ClauseIx> {
        self.parts.iter().flat_map(|part| part.tangled.iter().copied()).collect()
    }

    /// Lays out tables for every value that the columns have met. Call it after encoding and before
    /// deciding. Cost: new values times predicates.
    pub fn prepare(&mut self) {
        for part in &mut self.parts {
            part.prepare(&self.columns);
        }
    }

    /// A row with values replaced by what they say: the form in which rows are decided fastest.
    pub fn bind(&self, row: &Row) -> Bound {
        let stretch = self.prepared.stretch(row.on) as u32;
        let parts = self.parts.iter().map(|part| part.bind(row, stretch));
        Bound { stretch, parts: Parts::of(parts, self.parts.len()) }
    }

    /// As [`Self::bind`]; `None` if a value came after the last [`Self::prepare`].
    pub fn try_bind(&self, row: &Row) -> Option<Bound> {
        self.parts.iter().all(|part| part.knows(row)).then(|| self.bind(row))
    }

    /// Whether every law has a slice for a bound row: no doubt about its code, no clause too tangled.
    pub fn is_laid(&self, row: &Bound) -> bool {
        self.parts.iter().zip(row.parts.as_slice()).all(|(part, row)| part.is_laid(row))
    }

    /// A bound row with every class replaced by the first that says the same to its slice: rows
    /// that come out equal are judged alike.
    #[must_use]
    pub fn alike(&mut self, bound: &Bound, row: &Row) -> Bound {
        let stretch = bound.stretch;
        let count = self.parts.len();
        let parts = self.parts.iter_mut().zip(bound.parts.as_slice());
        let alike = parts.map(|(part, bound)| part.alike(bound, stretch, row));
        Bound { stretch, parts: Parts::of(alike, count) }
    }

    /// Spans of a bound row, packed by law; `None` if it takes the explaining way.
    ///
    /// Cost: the dimensions that the slices ask, times their words; completions only where they may
    /// narrow an open span.
    #[inline]
    pub fn spans(&self, row: &Bound) -> Option<Packed> {
        match &row.parts {
            Parts::One(bound) => self.parts[0].spans(bound, row.stretch),
            Parts::Many(bounds) => {
                if self.states.first()?.book().laws.len() > MAX_LAWS {
                    return None;
                }
                let mut packed = Packed::default();
                for (part, bound) in self.parts.iter().zip(bounds.iter()) {
                    packed.add(part.spans(bound, row.stretch)?, &part.laws);
                }
                Some(packed)
            }
        }
    }

    /// Clauses that may hold for a bound row, in the order of the book, whatever their status that
    /// is worth showing. A superset of the findings.
    pub fn candidates(&self, row: &Bound) -> Option<Vec<ClauseIx>> {
        let mut found = Vec::new();
        for (part, bound) in self.parts.iter().zip(row.parts.as_slice()) {
            if !part.candidates(bound, row.stretch, &mut found) {
                return None;
            }
        }
        found.sort_unstable();
        Some(found)
    }

    /// Spans by law of a row, the explaining way for the laws that the fast one does not settle.
    /// What took the explaining way is remembered for rows that are alike.
    pub fn decide(&mut self, row: &Row) -> Spans {
        let bound = self.bind(row);
        let mut laws = vec![Verdict::closed(Effect::Free); self.prepared.book.laws.len()];
        for (index, part_bound) in bound.parts.as_slice().iter().enumerate() {
            let part = &self.parts[index];
            let fast = part.spans(part_bound, bound.stretch);
            if let Some(packed) = fast.filter(|_| part.tangled.is_empty()) {
                for (local, &law) in part.laws.iter().enumerate() {
                    laws[law] = packed.law(local);
                }
                continue;
            }
            let explained = self.explain(index, part_bound, bound.stretch, row);
            for (&law, verdict) in self.parts[index].laws.iter().zip(explained.iter()) {
                laws[law] = *verdict;
            }
        }
        Spans { laws }
    }

    /// Spans of the laws of one part, the explaining way.
    fn explain(
        &mut self,
        index: usize,
        bound: &PartBound,
        stretch: u32,
        row: &Row,
    ) -> Arc<[Verdict]> {
        let key = self.parts[index].is_laid(bound).then(|| {
            let alike = self.parts[index].alike(bound, stretch, row);
            (index as u32, stretch, alike)
        });
        if let Some(known) = key.and_then(|key| self.explained.get(&key)) {
            return Arc::clone(known);
        }
        let part = &self.parts[index];
        let transfer = self.columns.transfer(row);
        let mut ev = Evaluator::new(&self.states[stretch as usize], &transfer);
        let mut clauses = Vec::new();
        if !part.candidates(bound, stretch, &mut clauses) {
            clauses = part.all_clauses();
        }
        let spans: Arc<[Verdict]> = judge::spans(&mut ev, &part.laws, &clauses).into();
        if let Some(key) = key {
            if self.explained.len() >= REMEMBERED {
                self.explained.clear();
            }
            self.explained.insert(key, Arc::clone(&spans));
        }
        spans
    }
}

/// Laws that read codes of one scheme, or lift each other's clauses, belong together.
fn laws_by_scheme(book: &LawBook) -> Vec<Vec<usize>> {
    let mut schemes: Vec<Vec<&str>> = vec![Vec::new(); book.laws.len()];
    for clause in &book.clauses {
        let parts = clause.policy.iter().chain(&clause.bars).chain(&clause.duty);
        let conds = parts.filter_map(|part| part.when.as_ref());
        let conds = conds.chain(clause.grace.iter().map(|grace| &grace.when));
        let conds = conds.chain(clause.readings.iter().map(|reading| &reading.when));
        for cond in conds.chain([&clause.reach, &clause.when]) {
            read_schemes(book, cond, &mut schemes[clause.law]);
        }
    }
    for conflict in &book.conflicts {
        for ix in &conflict.obeying {
            let law = book.clauses[ix.0 as usize].law;
            read_schemes(book, &conflict.when, &mut schemes[law]);
        }
    }
    let mut group: Vec<usize> = (0..book.laws.len()).collect();
    let mut join = |a: usize, b: usize| {
        let (from, to) = (group[a].max(group[b]), group[a].min(group[b]));
        group.iter_mut().filter(|one| **one == from).for_each(|one| *one = to);
    };
    for (index, clause) in book.clauses.iter().enumerate() {
        let ClauseKind::Exception { lifts, .. } = &book.clauses[index].kind else { continue };
        lifts.iter().for_each(|ix| join(clause.law, book.clauses[ix.0 as usize].law));
    }
    for a in 0..schemes.len() {
        for b in 0..a {
            if schemes[a].iter().any(|scheme| schemes[b].contains(scheme)) {
                join(a, b);
            }
        }
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); book.laws.len()];
    for (law, &of) in group.iter().enumerate() {
        parts[of].push(law);
    }
    parts.retain(|laws| !laws.is_empty());
    parts
}

/// Adds the schemes whose codes a condition reads, each once. Definitions of a checked book do not
/// go round in circles.
fn read_schemes<'b>(book: &'b LawBook, cond: &'b Cond, out: &mut Vec<&'b str>) {
    let mut add = |scheme: &'b str| {
        if !out.contains(&scheme) {
            out.push(scheme);
        }
    };
    match cond {
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().for_each(|part| read_schemes(book, part, out));
        }
        Cond::Not(inner) => read_schemes(book, inner, out),
        Cond::Some { cond, .. }
        | Cond::Content { cond, .. }
        | Cond::MadeWith { cond, .. }
        | Cond::Tool(cond)
        | Cond::Unsure(cond) => read_schemes(book, cond, out),
        Cond::Holds(def) => read_schemes(book, &book.definitions[def.0 as usize].cond, out),
        Cond::Test(leaf) => match &leaf.test {
            Test::CodeUnder { scheme, .. } | Test::CodeNone { scheme } => add(scheme),
            Test::Listed { list, .. } | Test::Near { list, .. } => {
                add(&book.lists[list.0 as usize].scheme);
            }
            Test::PartyTag(tag) => {
                for derive in book.derives.iter().filter(|derive| derive.tag == *tag) {
                    read_schemes(book, &derive.cond, out);
                }
            }
            _ => {}
        },
    }
}
