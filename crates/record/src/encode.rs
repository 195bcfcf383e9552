//! Lines as rows of numbers, put together from facets that are encoded once: lines with equal rows
//! agree in everything that a law reads.

use crate::book::OrderBook;
use crate::facets::{CUT, Kind};
use navicert_engine::Engine;
use navicert_model::amount::{Amount, Decimal, Dimension, Unit};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_rules::compiled::{Columns, DIMS, Dim, Row};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::state::amount_key;
use std::collections::{BTreeMap, HashMap};

/// Where an amount lies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Cell {
    /// There is none.
    Nothing,
    /// Among the bounds of what it measures.
    Among(Dimension, usize),
    /// It counts exactly.
    Exact(Unit, Decimal),
}

impl Cell {
    fn of(what: &str, amount: Option<Amount>, bounds: &BTreeMap<String, Vec<Decimal>>) -> Self {
        let Some(amount) = amount else { return Cell::Nothing };
        let known = bounds.get(&amount_key(what, &amount)).map(Vec::as_slice).unwrap_or_default();
        let value = amount.base_value();
        let below = known.partition_point(|bound| *bound < value);
        let at = below * 2 + usize::from(known.get(below) == Some(&value));
        Cell::Among(amount.dimension(), at)
    }
}

/// Rows under one law.
pub struct Rows<'e> {
    engine: &'e Engine,
    /// Values by kind of facet, stretch and number.
    values: HashMap<(Kind, u32, u32), Row, Quick>,
    /// Items by everything that may tell them apart: goods, terms, way, quantity, value.
    items: HashMap<(u32, u32, u32, Cell, Cell), Row, Quick>,
    /// The number of a route's countries on the way.
    ways: HashMap<u32, u32, Quick>,
    vias: HashMap<Option<Vec<Country>>, u32>,
    quantities: HashMap<u32, Cell, Quick>,
}

impl<'e> Rows<'e> {
    /// Nothing is encoded yet.
    pub fn new(engine: &'e Engine) -> Self {
        Rows {
            engine,
            values: HashMap::with_hasher(Quick),
            items: HashMap::with_hasher(Quick),
            ways: HashMap::with_hasher(Quick),
            vias: HashMap::new(),
            quantities: HashMap::with_hasher(Quick),
        }
    }

    /// The row of a line whose day lies in a stretch; its day is the same for the whole stretch.
    /// `None` if the line cannot be read. `columns` are always the same ones.
    pub fn row(
        &mut self,
        columns: &mut Columns,
        book: &OrderBook,
        line: usize,
        stretch: u32,
        day: Day,
    ) -> Option<Row> {
        let facets = book.facets.each_ref().map(|column| column[line]);
        let item = self.item(columns, book, line, facets, day)?;
        let mut row = Row { on: self.stretch_day(day), ..item };
        let own: [(Kind, u32, &[Dim]); 4] = [
            (Kind::Route, 0, &[Dim::Activity, Dim::From, Dim::To]),
            (Kind::Parties, stretch, &[Dim::Parties]),
            (Kind::Use, 0, &[Dim::Use]),
            (Kind::Goods, 0, &[Dim::Origin, Dim::Code]),
        ];
        for (kind, stretch, dims) in own {
            let values = self.facet(columns, book, kind, facets[kind as usize], stretch, day)?;
            for dim in dims {
                row.values[*dim as usize] = values.values[*dim as usize];
            }
        }
        Some(row)
    }

    fn stretch_day(&self, day: Day) -> Day {
        let stretch = self.engine.prepared.stretch(day) as i32;
        Day::from_days(stretch).unwrap_or(day)
    }

    fn facet(
        &mut self,
        columns: &mut Columns,
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
        let row = columns.encode(&facet, day);
        self.values.insert((kind, stretch, number), row);
        Some(row)
    }

    /// The item: goods, terms, the countries on the way, where quantity and value lie.
    fn item(
        &mut self,
        columns: &mut Columns,
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
        let way = self.way(book, route)?;
        let key = (goods, terms, way, quantity, value);
        if let Some(known) = self.items.get(&key) {
            return Some(*known);
        }
        let encoded = columns.encode(&book.item(line)?, day);
        let mut row = Row { on: day, values: [0; DIMS.len()], doubtful: encoded.doubtful };
        row.values[Dim::Item as usize] = encoded.values[Dim::Item as usize];
        self.items.insert(key, row);
        Some(row)
    }

    fn way(&mut self, book: &OrderBook, route: u32) -> Option<u32> {
        if let Some(known) = self.ways.get(&route) {
            return Some(*known);
        }
        let via = book.facet(Kind::Route, route)?.via;
        let next = self.vias.len() as u32;
        let number = *self.vias.entry(via).or_insert(next);
        self.ways.insert(route, number);
        Some(number)
    }
}
