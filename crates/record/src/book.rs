//! The order book in memory, by columns: from the record, or from lines that are not kept.

use crate::facets::{CUT, Kind, Known, Numbers, fill, read};
use crate::import::row;
use crate::rows::{LAYOUT, NO_DAY, Row, at, decimal, number};
use navicert_model::amount::{Amount, Unit};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Party, Place, Transfer};
use navicert_model::vocabulary::Role;
use navicert_store::orders::{self, BLOCK, Column, read_blocks, read_columns};
use navicert_store::{StoreError, Tx};
use rust_decimal::Decimal;
use std::convert::Infallible;
use std::sync::OnceLock;

/// Kinds of facets that a book in memory holds.
const HELD: [Kind; 9] = [
    Kind::Route,
    Kind::Parties,
    Kind::Use,
    Kind::Goods,
    Kind::Terms,
    Kind::Quantity,
    Kind::Currency,
    Kind::Part,
    Kind::Party,
];

/// All lines of an order book, by columns.
#[derive(Debug, Default)]
pub struct OrderBook {
    /// Numbers of facets, in the order of [`CUT`].
    pub facets: [Vec<u32>; CUT.len()],
    /// Numbers of quantities; 0 = none.
    pub quantity: Vec<u32>,
    /// Own days; [`NO_DAY`] = none.
    pub on: Vec<i32>,
    values: Vec<u8>,
    /// Numbers of currencies; 0 = no value.
    pub currency: Vec<u32>,
    /// Numbers of parts; 0 = none.
    pub part: Vec<u32>,
    /// Whether a line is open.
    pub open: Vec<u8>,
    bodies: [Bodies; HELD.len()],
    /// Ids, of lines that are not kept; the record is asked for those of lines that are.
    ids: Vec<Box<str>>,
}

/// Bodies of facets by number, read as transfers when they are first asked for.
#[derive(Debug, Default)]
struct Bodies {
    bodies: Vec<Box<[u8]>>,
    read: Vec<OnceLock<Option<Transfer>>>,
}

impl Bodies {
    fn of(bodies: Vec<Box<[u8]>>) -> Self {
        Bodies { read: bodies.iter().map(|_| OnceLock::new()).collect(), bodies }
    }

    fn body(&self, number: u32) -> &[u8] {
        let at = (number as usize).wrapping_sub(1);
        self.bodies.get(at).map(AsRef::as_ref).unwrap_or_default()
    }

    fn text(&self, number: u32) -> &str {
        std::str::from_utf8(self.body(number)).unwrap_or_default()
    }

    /// `None` if the body cannot be read, or is not there.
    fn transfer(&self, number: u32) -> Option<&Transfer> {
        let cell = self.read.get((number as usize).wrapping_sub(1))?;
        cell.get_or_init(|| read(self.body(number))).as_ref()
    }
}

fn place(kind: Kind) -> usize {
    HELD.iter().position(|held| *held == kind).unwrap_or(0)
}

impl OrderBook {
    /// Reads the book from the record. Cost: the columns and the facets, not the lines.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub fn load(tx: &mut dyn Tx) -> Result<Self, StoreError> {
        let mut book = OrderBook::default();
        let all: Vec<usize> = (0..=at::PART).chain([at::OPEN]).collect();
        book.read(tx, &all)?;
        for kind in HELD {
            book.bodies[place(kind)] = Bodies::of(orders::facets(tx, kind.number())?);
        }
        Ok(book)
    }

    /// Reads days and values only: such a book knows no facts of its lines.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub(crate) fn load_values(tx: &mut dyn Tx) -> Result<Self, StoreError> {
        let mut book = OrderBook::default();
        book.read(tx, &[at::ON, at::VALUE, at::CURRENCY, at::OPEN])?;
        let kind = Kind::Currency;
        book.bodies[place(kind)] = Bodies::of(orders::facets(tx, kind.number())?);
        Ok(book)
    }

    /// Reads columns, by place in the layout.
    fn read(&mut self, tx: &mut dyn Tx, columns: &[usize]) -> Result<(), StoreError> {
        let lines = usize::try_from(read_blocks(tx)?).unwrap_or(0) * BLOCK;
        for &column in columns {
            match column {
                at::VALUE => self.values.reserve(lines * 16),
                at::OPEN => self.open.reserve(lines),
                at::ON => self.on.reserve(lines),
                column => self.numbers(column).into_iter().for_each(|all| all.reserve(lines)),
            }
        }
        let layout: Vec<Column> = columns.iter().map(|column| LAYOUT[*column]).collect();
        read_columns(tx, &layout, &mut |place, cells| {
            let each = cells.chunks_exact(4).map(number);
            match columns[place] {
                at::VALUE => self.values.extend_from_slice(cells),
                at::OPEN => self.open.extend_from_slice(cells),
                at::ON => self.on.extend(each.map(|day| day as i32)),
                column => self.numbers(column).into_iter().for_each(|all| all.extend(each.clone())),
            }
        })
    }

    /// A column of numbers.
    fn numbers(&mut self, column: usize) -> Option<&mut Vec<u32>> {
        match column {
            at::QUANTITY => Some(&mut self.quantity),
            at::CURRENCY => Some(&mut self.currency),
            at::PART => Some(&mut self.part),
            facet => self.facets.get_mut(facet),
        }
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// How many facets of a kind there are.
    #[must_use]
    pub fn facets_of(&self, kind: Kind) -> usize {
        self.bodies[place(kind)].bodies.len()
    }

    /// A facet as a transfer; `None` if it cannot be read.
    #[must_use]
    pub fn facet(&self, kind: Kind, number: u32) -> Option<Transfer> {
        if kind == Kind::Parties {
            let parties = self.parties(number)?.into_iter().cloned().collect();
            return Some(Transfer { parties, ..Transfer::default() });
        }
        self.bodies[place(kind)].transfer(number).cloned()
    }

    /// Everybody whom a line names; `None` if somebody cannot be read.
    fn parties(&self, number: u32) -> Option<Vec<&Party>> {
        let party = |number: Option<usize>| {
            let alone = self.bodies[place(Kind::Party)].transfer(number? as u32)?;
            alone.parties.first()
        };
        self.numbers_of_parties(number).map(party).collect()
    }

    /// The numbers of everybody whom a facet of kind [`Kind::Parties`] names; `None` for what is no
    /// number.
    pub(crate) fn numbers_of_parties(&self, number: u32) -> impl Iterator<Item = Option<usize>> {
        let numbers = self.bodies[place(Kind::Parties)].text(number).split(',');
        numbers.filter(|number| !number.is_empty()).map(|number| number.parse().ok())
    }

    /// A line as far as any law reads it, without id, descriptions and stated use; `None` if it
    /// cannot be read.
    #[must_use]
    pub fn transfer(&self, line: usize) -> Option<Transfer> {
        let mut t = Transfer { on: self.day(line), ..Transfer::default() };
        for (kind, column) in CUT.iter().zip(&self.facets) {
            let number = column.get(line).copied()?;
            if *kind == Kind::Parties {
                t.parties = self.parties(number)?.into_iter().cloned().collect();
            } else {
                fill(&mut t, *kind, self.bodies[place(*kind)].transfer(number)?);
            }
        }
        self.amounts(line, &mut t)?;
        Some(t)
    }

    /// A line without its parties and what it is for; `None` if it cannot be read.
    pub(crate) fn item(&self, line: usize) -> Option<Transfer> {
        let mut t = Transfer::default();
        for kind in [Kind::Route, Kind::Goods, Kind::Terms] {
            let number = self.facets[kind as usize].get(line).copied()?;
            fill(&mut t, kind, self.bodies[place(kind)].transfer(number)?);
        }
        self.amounts(line, &mut t)?;
        Some(t)
    }

    /// Fills in quantity and value.
    fn amounts(&self, line: usize, t: &mut Transfer) -> Option<()> {
        let quantity = self.quantity.get(line).copied().filter(|number| *number > 0);
        if let Some(quantity) = quantity {
            let text = self.bodies[place(Kind::Quantity)].text(quantity);
            t.item.quantity = Some(Amount::parse(text).ok()?);
        }
        t.item.value = self.value(line);
        Some(())
    }

    /// The line's own day.
    #[must_use]
    pub fn day(&self, line: usize) -> Option<Day> {
        self.on.get(line).filter(|day| **day != NO_DAY).and_then(|day| Day::from_days(*day))
    }

    /// The line's value.
    #[must_use]
    pub fn value(&self, line: usize) -> Option<Amount> {
        let currency = self.currency.get(line).copied().filter(|number| *number > 0)?;
        let unit = Unit::parse(self.bodies[place(Kind::Currency)].text(currency)).ok()?;
        Some(Amount::new(self.number(line), unit))
    }

    /// Whether the exact value may matter: something is contained, whose share is counted, or rates
    /// of exchange are given.
    pub(crate) fn reads_exact_value(&self, line: usize) -> bool {
        let facet = |kind: Kind, column: usize| {
            let number = self.facets[column].get(line).copied().unwrap_or(0);
            self.bodies[place(kind)].transfer(number)
        };
        let contains = facet(Kind::Goods, 3)
            .is_none_or(|goods| goods.item.content.as_ref().is_some_and(|all| !all.is_empty()));
        contains || facet(Kind::Terms, 4).is_none_or(|terms| !terms.rates.is_empty())
    }

    /// Where goods were made, leave and go, if they leave another country than that one.
    #[must_use]
    pub fn passes_on(&self, line: usize) -> Option<(Country, Country, String)> {
        let facet = |kind: Kind, column: usize| {
            let number = self.facets[column].get(line).copied().unwrap_or(0);
            self.bodies[place(kind)].transfer(number)
        };
        let (route, goods) = (facet(Kind::Route, 0)?, facet(Kind::Goods, 3)?);
        match (&route.from, &goods.item.origin) {
            (Place::One(from), Place::One(origin)) if from != origin => {
                let to = match &route.to {
                    Place::One(to) => to.to_string(),
                    Place::OneOf(_) | Place::Unknown => String::new(),
                };
                Some((*origin, *from, to))
            }
            _ => None,
        }
    }

    /// What tells where a line's goods were made, leave and go: lines that agree in it agree there.
    pub(crate) fn way_of(&self, line: usize) -> (u32, u32) {
        let facet = |column: usize| self.facets[column].get(line).copied().unwrap_or(0);
        (facet(0), facet(3))
    }

    /// The line's quantity.
    #[must_use]
    pub fn quantity_of(&self, line: usize) -> Option<Amount> {
        let number = self.quantity.get(line).copied().filter(|number| *number > 0)?;
        Amount::parse(self.bodies[place(Kind::Quantity)].text(number)).ok()
    }

    /// The number of the line's value, in its currency.
    fn number(&self, line: usize) -> Decimal {
        decimal(self.values.get(line * 16..line * 16 + 16).unwrap_or_default())
    }

    /// The line's part number, or nothing.
    #[must_use]
    pub fn part_of(&self, line: usize) -> &str {
        self.part(self.part.get(line).copied().unwrap_or(0))
    }

    /// The part number of a facet, or nothing.
    #[must_use]
    pub fn part(&self, number: u32) -> &str {
        self.bodies[place(Kind::Part)].text(number)
    }

    /// Whom the line is for: the end user, else the buyer, else the consignee.
    #[must_use]
    pub fn customer_of(&self, line: usize) -> &str {
        let number = self.facets[1].get(line).copied().unwrap_or(0);
        let mut best: Option<(usize, &str)> = None;
        for party in self.parties(number).unwrap_or_default() {
            let ranks = [Role::EndUser, Role::Buyer, Role::Consignee];
            let rank = ranks.iter().position(|role| party.role == Some(*role));
            if let (Some(rank), Some(name)) = (rank, party.name.as_deref())
                && best.is_none_or(|(known, _)| rank < known)
            {
                best = Some((rank, name));
            }
        }
        best.map(|(_, name)| name).unwrap_or_default()
    }

    /// Whether terms claim an exception.
    #[must_use]
    pub fn claims_exception(&self, terms: u32) -> bool {
        let terms = self.bodies[place(Kind::Terms)].transfer(terms);
        terms.is_some_and(|terms| !terms.exceptions.is_empty())
    }

    /// The id of a line that is not kept.
    #[must_use]
    pub fn id(&self, line: usize) -> Option<&str> {
        self.ids.get(line).map(AsRef::as_ref)
    }
}

/// Makes a book of lines that are not kept.
#[derive(Debug, Default)]
pub struct Gather {
    book: OrderBook,
    known: Known,
    new: InMemory,
}

#[derive(Debug, Default)]
struct InMemory([Vec<Box<[u8]>>; HELD.len()]);

impl Numbers for InMemory {
    type Error = Infallible;

    fn number(&mut self, kind: Kind, _: [u8; 32], body: &[u8]) -> Result<u32, Infallible> {
        let bodies = &mut self.0[place(kind)];
        bodies.push(body.into());
        Ok(bodies.len() as u32)
    }
}

impl Gather {
    /// Adds a line.
    pub fn add(&mut self, transfer: &Transfer) {
        let Ok(Row { facets, quantity, on, value, currency, part, .. }) =
            row(&mut self.known, transfer, &mut self.new);
        for (column, number) in self.book.facets.iter_mut().zip(facets) {
            column.push(number);
        }
        self.book.quantity.push(quantity);
        self.book.on.push(on);
        self.book.values.extend(value.serialize());
        self.book.currency.push(currency);
        self.book.part.push(part);
        self.book.open.push(1);
        self.book.ids.push(transfer.id.clone().unwrap_or_default());
    }

    /// The book.
    #[must_use]
    pub fn finish(self) -> OrderBook {
        OrderBook { bodies: self.new.0.map(Bodies::of), ..self.book }
    }
}
