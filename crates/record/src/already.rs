//! What the record says already of its lines: judgements that hold under the law, the lists and the
//! day that a change asks about.

use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::edition::{breakpoints, edition};
use crate::facets::Kind;
use crate::rows::{LAYOUT, at, number};
use crate::touched::Side;
use navicert_model::day::Day;
use navicert_model::verdict::Verdict;
use navicert_rules::eval::diagram::Quick;
use navicert_store::orders::{self, read_columns};
use navicert_store::{StoreError, Tx};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// Kept judgements by line; by default none.
#[derive(Debug, Default)]
pub struct Already {
    /// By line, the number of its judgement if it holds; 0 = none does.
    of: Vec<u32>,
    bodies: Vec<Box<[u8]>>,
}

impl Already {
    /// Reads them: a judgement holds if it was made under one of the two states, for a day on which
    /// the state after says the same as on the day that is asked for.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub fn load(tx: &mut dyn Tx, book: &OrderBook, change: &Change) -> Result<Self, StoreError> {
        Already::under(tx, book, change, &[&change.before, &change.after])
    }

    /// Reads those that were made under some of the two states.
    pub(crate) fn under(
        tx: &mut dyn Tx,
        book: &OrderBook,
        change: &Change,
        sides: &[&Side],
    ) -> Result<Self, StoreError> {
        let mut made = Vec::new();
        for side in sides {
            made.extend(orders::find_edition(tx, &edition_of(side))?);
        }
        if made.is_empty() {
            return Ok(Already::default());
        }
        let columns = [at::JUDGEMENT, at::EDITION, at::DAY];
        let mut read = columns.map(|_| Vec::with_capacity(book.len()));
        read_columns(tx, &columns.map(|column| LAYOUT[column]), &mut |place, cells| {
            read[place].extend(cells.chunks_exact(4).map(number));
        })?;
        let [mut of, editions, days] = read;
        let mut stretches = Same::new(change);
        for (line, number) in of.iter_mut().enumerate() {
            let asked = match change.days {
                Days::Own(day) => book.day(line).unwrap_or(day),
                Days::Between(_, after) => after,
            };
            let made_so = editions.get(line).is_some_and(|one| made.contains(&i64::from(*one)));
            let on = days.get(line).map(|day| *day as i32);
            let holds = made_so && on.is_some_and(|on| stretches.hold(on, asked.days()));
            *number = if holds { *number } else { 0 };
        }
        let bodies = orders::facets(tx, Kind::Judgement.number())?;
        Ok(Already { of, bodies })
    }

    /// The number of a line's judgement, if it holds.
    pub(crate) fn number(&self, line: usize) -> Option<u32> {
        self.of.get(line).copied().filter(|number| *number > 0)
    }

    /// The judgements by number, the first of which is 1.
    pub(crate) fn bodies(&self) -> &[Box<[u8]>] {
        &self.bodies
    }

    /// The joint span of some laws, by name, for each line; `None` where no judgement holds.
    pub(crate) fn say(&self, lines: &[usize], laws: &BTreeSet<&str>) -> Vec<Option<Verdict>> {
        let mut known: HashMap<u32, Option<Verdict>, Quick> = HashMap::with_hasher(Quick);
        let said = |line: &usize| {
            let number = self.number(*line)?;
            *known.entry(number).or_insert_with(|| self.of_laws(number, laws))
        };
        lines.iter().map(said).collect()
    }

    fn of_laws(&self, number: u32, laws: &BTreeSet<&str>) -> Option<Verdict> {
        let body: Value = serde_json::from_slice(self.bodies.get(number as usize - 1)?).ok()?;
        // A law that says nothing of a line is not in the judgement.
        let mut joint = Verdict::FREE;
        for law in body["laws"].as_array()? {
            if laws.contains(law["law"].as_str()?) {
                joint = joint.join(law["verdict"].as_str()?.parse().ok()?);
            }
        }
        Some(joint)
    }
}

/// The edition that a side stands for.
pub(crate) fn edition_of(side: &Side) -> orders::Edition {
    let clauses = &side.engine.prepared.book.clauses;
    let assumed = side.assumed.iter().filter_map(|ix| clauses.get(ix.0 as usize));
    let assumed: Vec<String> = assumed.map(|clause| clause.id.clone()).collect();
    edition(&side.engine, &assumed, side.known_day)
}

/// Whether both states say the same on two days.
pub(crate) struct Same {
    breaks: Vec<Day>,
    known: HashMap<i32, usize, Quick>,
}

impl Same {
    pub fn new(change: &Change) -> Self {
        let mut breaks = breakpoints(&change.before.engine);
        breaks.extend(breakpoints(&change.after.engine));
        breaks.sort_unstable();
        breaks.dedup();
        Same { breaks, known: HashMap::with_hasher(Quick) }
    }

    /// Days count from 1970-01-01.
    pub fn hold(&mut self, one: i32, other: i32) -> bool {
        let [one, other] = [one, other].map(|day| {
            let breaks = &self.breaks;
            *self
                .known
                .entry(day)
                .or_insert_with(|| breaks.partition_point(|known| known.days() <= day))
        });
        one == other
    }
}
