//! Count and value of what a change does, without reasons: verdicts from the compiled law.

use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::facets::{CUT, Kind};
use crate::impact::{Cell, Moved, Stretches, engines};
use navicert_engine::Engine;
use navicert_model::amount::Decimal;
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Effect;
use navicert_model::verdict::Verdict;
use navicert_rules::compiled::{Compiled, DIMS, Dim, Row};
use navicert_rules::eval::diagram::Quick as Hashed;
use navicert_rules::law::{ClauseIx, ClauseKind};
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
    let mut sides: Vec<Rows<'_>> = Vec::new();
    for (engine, side) in engines.iter().zip([&change.before, &change.after, &change.after]) {
        sides.push(Rows::new(engine, side.known_day, &side.assumed));
    }
    if whole {
        sides.pop();
    }
    for line in candidates {
        let stretch = stretches.of[line];
        let (first, second) = stretches.days[stretch as usize];
        let mut verdict = |at: usize, day: Day| {
            let day = book.day(line).filter(|_| own).unwrap_or(day);
            sides.get_mut(at).map(|side| side.verdict(book, line, stretch, day))
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

/// Lines as rows of a compiled law, put together from facets that are encoded once.
struct Rows<'e> {
    engine: &'e Engine,
    compiled: Compiled<'e>,
    /// Values by kind of facet, stretch and number.
    values: HashMap<(Kind, u32, u32), Row, Hashed>,
    /// Items by everything that may tell them apart.
    items: HashMap<(u32, u32, u32, Cell, Cell), Row, Hashed>,
    quantities: HashMap<u32, Cell, Hashed>,
    verdicts: HashMap<Row, Verdict, Hashed>,
}

impl<'e> Rows<'e> {
    fn new(engine: &'e Engine, known_day: Day, assumed: &[ClauseIx]) -> Self {
        Rows {
            engine,
            compiled: Compiled::new(&engine.prepared, known_day, assumed),
            values: HashMap::with_hasher(Hashed),
            items: HashMap::with_hasher(Hashed),
            quantities: HashMap::with_hasher(Hashed),
            verdicts: HashMap::with_hasher(Hashed),
        }
    }

    /// `None` if the line cannot be read.
    fn verdict(
        &mut self,
        book: &OrderBook,
        line: usize,
        stretch: u32,
        day: Day,
    ) -> Option<Verdict> {
        let facets = book.facets.each_ref().map(|column| column[line]);
        let item = self.item(book, line, facets, day)?;
        let mut row = Row { on: self.stretch_day(day), ..item };
        let own: [(Kind, u32, &[Dim]); 4] = [
            (Kind::Route, 0, &[Dim::Activity, Dim::From, Dim::To]),
            (Kind::Parties, stretch, &[Dim::Parties]),
            (Kind::Use, 0, &[Dim::Use]),
            (Kind::Goods, 0, &[Dim::Origin, Dim::Code]),
        ];
        for (kind, stretch, dims) in own {
            let values = self.facet(book, kind, facets[kind as usize], stretch, day)?;
            for dim in dims {
                row.values[*dim as usize] = values.values[*dim as usize];
            }
        }
        if let Some(known) = self.verdicts.get(&row) {
            return Some(*known);
        }
        let verdict = self.compiled.decide(&Row { on: day, ..row }).joint();
        self.verdicts.insert(row, verdict);
        Some(verdict)
    }

    /// The same day for every day of a stretch.
    fn stretch_day(&self, day: Day) -> Day {
        let stretch = self.engine.prepared.stretch(day) as i32;
        Day::from_days(stretch).unwrap_or(day)
    }

    fn facet(
        &mut self,
        book: &OrderBook,
        kind: Kind,
        number: u32,
        stretch: u32,
        day: Day,
    ) -> Option<Row> {
        if let Some(known) = self.values.get(&(kind, stretch, number)) {
            return Some(*known);
        }
        let mut facet: Transfer = book.facet(kind, number)?;
        if kind == Kind::Parties && self.engine.names.wanted(&facet) {
            self.engine.names.screen(&mut facet, day);
        }
        let row = self.compiled.columns.encode(&facet, day);
        self.values.insert((kind, stretch, number), row);
        Some(row)
    }

    /// The item: goods, terms, the way it takes, where quantity and value lie.
    fn item(
        &mut self,
        book: &OrderBook,
        line: usize,
        facets: [u32; CUT.len()],
        day: Day,
    ) -> Option<Row> {
        let bounds = &self.engine.prepared.mentions.bounds;
        let value = match book.value(line) {
            Some(value) if book.reads_exact_value(line) => Cell::Exact(value.unit, value.value),
            value => Cell::of("value", value, bounds),
        };
        let quantity = self.quantities.entry(book.quantity[line]);
        let quantity =
            *quantity.or_insert_with(|| Cell::of("quantity", book.quantity_of(line), bounds));
        let [route, _, _, goods, terms] = facets;
        let key = (goods, terms, route, quantity, value);
        if let Some(known) = self.items.get(&key) {
            return Some(*known);
        }
        let transfer = book.transfer(line)?;
        let encoded = self.compiled.columns.encode(&transfer, day);
        let mut row = Row { on: day, values: [0; DIMS.len()], doubtful: encoded.doubtful };
        row.values[Dim::Item as usize] = encoded.values[Dim::Item as usize];
        self.items.insert(key, row);
        Some(row)
    }
}
