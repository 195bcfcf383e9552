//! Count and value of what a change does, without reasons: verdicts from the compiled law.

use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::encode::Rows;
use crate::impact::engines;
use crate::moved::{Moved, Stretches};
use crate::touched::Side;
use navicert_engine::Engine;
use navicert_model::amount::Decimal;
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_model::verdict::Verdict;
use navicert_rules::compiled::{Compiled, Row};
use navicert_rules::eval::diagram::Quick as Hashed;
use navicert_rules::law::ClauseKind;
use std::collections::{BTreeMap, HashMap};

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

/// Looks at every open line of a book, for another verdict only.
#[must_use]
pub fn quick(book: &OrderBook, change: &Change) -> Quick {
    let stretches = Stretches::new(book, change);
    let Moved { clauses, candidates, open } = Moved::new(book, change, &stretches);
    let all = &change.after.engine.prepared.book.clauses;
    let moved = clauses.iter().filter_map(|at| all.get(*at));
    let policies = moved.clone().any(|one| one.kind != ClauseKind::Effect(Effect::Prohibited));
    let mut found =
        Quick { policies, lines: open, candidates: candidates.len(), ..Quick::default() };
    if candidates.is_empty() {
        return found;
    }
    let laws = moved.map(|one| one.law).collect();
    let engines = engines(change, &laws);
    let whole = laws.len() == change.after.engine.prepared.book.laws.len();
    let own = matches!(change.days, Days::Own(_));
    let mut sides: Vec<Verdicts<'_>> = Vec::new();
    for (engine, side) in engines.iter().zip([&change.before, &change.after, &change.after]) {
        sides.push(Verdicts::new(engine, side));
    }
    if whole {
        sides.pop();
    }
    for line in candidates {
        let stretch = stretches.of[line];
        let (first, second) = stretches.days[stretch as usize];
        let mut verdict = |at: usize, day: Day| {
            let day = book.day(line).filter(|_| own).unwrap_or(day);
            sides.get_mut(at).map(|side| side.of(book, line, stretch, day))
        };
        let said = (verdict(0, first).flatten(), verdict(1, second).flatten());
        let (Some(before), Some(after)) = said else {
            found.undecided.push(line);
            continue;
        };
        if before == after {
            continue;
        }
        let others = match verdict(2, second) {
            None => Verdict::FREE,
            Some(Some(others)) => others,
            Some(None) => {
                found.undecided.push(line);
                continue;
            }
        };
        let (before, after) = (before.join(others), after.join(others));
        if before == after {
            continue;
        }
        found.add(book, line, (before, after));
    }
    found
}

/// Verdicts of lines under one law.
struct Verdicts<'e> {
    compiled: Compiled<'e>,
    rows: Rows<'e>,
    known: HashMap<Row, Verdict, Hashed>,
}

impl<'e> Verdicts<'e> {
    fn new(engine: &'e Engine, side: &Side) -> Self {
        Verdicts {
            compiled: Compiled::new(&engine.prepared, side.known_day, &side.assumed),
            rows: Rows::new(engine),
            known: HashMap::with_hasher(Hashed),
        }
    }

    /// `None` if the line cannot be read.
    fn of(&mut self, book: &OrderBook, line: usize, stretch: u32, day: Day) -> Option<Verdict> {
        let row = self.rows.row(&mut self.compiled.columns, book, line, stretch, day)?;
        if let Some(known) = self.known.get(&row) {
            return Some(*known);
        }
        let verdict = self.compiled.decide(&Row { on: day, ..row }).joint();
        self.known.insert(row, verdict);
        Some(verdict)
    }
}
