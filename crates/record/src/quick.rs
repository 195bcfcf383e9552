//! Count and value of what a change does, without reasons: verdicts from the compiled law.

use crate::already::Already;
use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::impact::{engines, others};
use crate::moved::{Moved, Stretches};
use crate::sides::{Asked, When, both, spans};
use navicert_model::amount::Decimal;
use navicert_model::verdict::{Effect, Verdict};
use navicert_rules::law::{Clause, ClauseKind};
use std::collections::BTreeMap;

/// A value by currency.
pub type Sum = BTreeMap<&'static str, Decimal>;

/// Lines with another verdict, by the verdict before and after.
#[derive(Debug, Default)]
pub struct Quick {
    /// Open lines looked at.
    pub lines: usize,
    /// Lines that the clauses may matter to.
    pub candidates: usize,
    /// Lines that cannot be decided, by place in the book.
    pub undecided: Vec<usize>,
    /// Lines and their value by currency.
    pub moves: BTreeMap<(Verdict, Verdict), (usize, Sum)>,
    /// Whether some clause that moved can change the policy of licences: then lines may be under
    /// another policy that have the same verdict, and [`crate::impact::impact`] tells them.
    pub policies: bool,
}

impl Quick {
    /// Adds a line.
    pub(crate) fn add(&mut self, book: &OrderBook, line: usize, verdicts: (Verdict, Verdict)) {
        let (lines, sum) = self.moves.entry(verdicts).or_default();
        *lines += 1;
        if let Some(value) = book.value(line) {
            let sum = sum.entry(value.unit.as_str()).or_default();
            *sum = sum.saturating_add(value.value);
        }
    }
}

/// Looks at every open line of a book, for another verdict only; what the record says already of its
/// lines is not worked out again.
#[must_use]
pub fn quick(book: &OrderBook, change: &Change, already: &Already) -> Quick {
    let mut found = Quick::default();
    found.look(book, change, already, None);
    found
}

impl Quick {
    /// Looks at every open line, or at some.
    pub(crate) fn look(
        &mut self,
        book: &OrderBook,
        change: &Change,
        already: &Already,
        some: Option<&[usize]>,
    ) {
        let stretches = Stretches::new(book, change);
        let Moved { clauses, candidates, open } = Moved::new(book, change, &stretches, some);
        let all = &change.after.engine.prepared.book.clauses;
        let moved = clauses.iter().filter_map(|at| all.get(*at));
        let restricts = |one: &Clause| one.kind == ClauseKind::Effect(Effect::Prohibited);
        self.policies = moved.clone().any(|one| !restricts(one));
        self.lines = open;
        self.candidates += candidates.len();
        if candidates.is_empty() {
            return;
        }
        let laws = moved.map(|one| one.law).collect();
        let asked = Asked { book, stretches: &stretches, own: matches!(change.days, Days::Own(_)) };
        let engines = engines(change, &laws);
        let (before, after) = both(
            || spans(&engines[0], &change.before, asked, When::Before, &candidates),
            || spans(&engines[1], &change.after, asked, When::After, &candidates),
        );
        let mut changed: Vec<(usize, Verdict, Verdict)> = Vec::new();
        for (place, &line) in candidates.iter().enumerate() {
            match (before.at(place), after.at(place)) {
                (Some(before), Some(after)) if before != after => {
                    changed.push((line, *before, *after));
                }
                (Some(_), Some(_)) => {}
                _ => self.undecided.push(line),
            }
        }
        let lines: Vec<usize> = changed.iter().map(|(line, ..)| *line).collect();
        let others = others(change, &laws, asked, &lines, already);
        for ((line, before, after), others) in changed.into_iter().zip(others) {
            let Some(others) = others else {
                self.undecided.push(line);
                continue;
            };
            let verdicts = (before.join(others), after.join(others));
            if verdicts.0 != verdicts.1 {
                self.add(book, line, verdicts);
            }
        }
        self.undecided.sort_unstable();
    }
}
