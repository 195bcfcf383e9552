//! Which lines of an order book a set of clauses may matter to.
//!
//! Facets are numbered by what they say to these clauses; lines whose facets have the same numbers
//! are looked at once. What is left out of a line here (terms, quantity, value) counts as unknown,
//! so that no line is missed; a line that claims an exception is always looked at.

use crate::book::OrderBook;
use crate::facets::Kind;
use navicert_engine::screen::NameIndex;
use navicert_model::day::Day;
use navicert_model::transfer::{Party, Transfer};
use navicert_model::vocabulary::Role;
use navicert_rules::compiled::{Compiled, DIMS, Dim, Kind as Says, Row};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::{ClauseIx, Cond, LawBook};
use std::collections::{BTreeSet, HashMap};

/// The law with some clauses only; the others never apply, but what they put on lists stays.
#[must_use]
pub fn only(book: &LawBook, clauses: &BTreeSet<usize>) -> LawBook {
    let mut book = book.clone();
    for (at, clause) in book.clauses.iter_mut().enumerate() {
        if !clauses.contains(&at) {
            clause.reach = Cond::Any(Vec::new());
            clause.when = Cond::Any(Vec::new());
            clause.grace.clear();
            clause.policy.clear();
            clause.bars.clear();
            clause.duty.clear();
            clause.readings.clear();
        }
    }
    book.conflicts.clear();
    book.guidance.clear();
    book
}

/// Facets that the scan looks at, in the order of the class tables.
const LOOKED_AT: [Kind; 4] = [Kind::Route, Kind::Goods, Kind::Parties, Kind::Use];
/// Their columns in the book.
const COLUMNS: [usize; 4] = [0, 3, 1, 2];
const TERMS: usize = 4;
const NONE: u32 = u32::MAX;
const UNREADABLE: u32 = u32::MAX - 1;

/// Looks for candidates under one side of a change.
pub struct Scan<'p> {
    compiled: Compiled<'p>,
    names: &'p NameIndex,
    clauses: &'p BTreeSet<usize>,
    base: Row,
    /// A party in each role of whom nothing is known, and a use of which nothing is known.
    anybody: Row,
    days: Vec<Day>,
    tables: Vec<Table>,
    /// What was found, by day and classes; parties and use may be left open.
    found: HashMap<[u32; 5], bool, Quick>,
}

/// Classes of one kind of facet, by stretch of days where it matters.
#[derive(Default)]
struct Table {
    class: HashMap<u32, Vec<u32>, Quick>,
    known: HashMap<(Says, bool), u32, Quick>,
    samples: Vec<Row>,
}

impl<'p> Scan<'p> {
    /// A scan for the clauses of a law made by [`only`]; `days` is one day of each stretch that is
    /// asked for.
    pub fn new(
        law: &'p Prepared,
        names: &'p NameIndex,
        clauses: &'p BTreeSet<usize>,
        known_at: Day,
        assumed: &[ClauseIx],
        days: Vec<Day>,
    ) -> Self {
        let mut compiled = Compiled::new(law, known_at, assumed);
        let first = days.first().copied().unwrap_or(known_at);
        let base = compiled.columns.encode(&Transfer::default(), first);
        let parties = Role::ALL.iter().map(|role| Party { role: Some(*role), ..Party::default() });
        let parties = Transfer { parties: parties.collect(), ..Transfer::default() };
        let anybody = compiled.columns.encode(&parties, first);
        let tables = LOOKED_AT.iter().map(|_| Table::default()).collect();
        let found = HashMap::with_hasher(Quick);
        Scan { compiled, names, clauses, base, anybody, days, tables, found }
    }

    /// Whether a line may be touched; `stretch` is the place of its day among the days.
    pub fn may_touch(&mut self, book: &OrderBook, line: usize, stretch: usize) -> bool {
        if claims(book, line) {
            return true;
        }
        let [route, goods] = [0, 1].map(|at| self.class(book, line, at, stretch));
        if [route, goods].contains(&UNREADABLE) {
            return true;
        }
        // Whatever the parties and the use are.
        if !self.look([stretch as u32, route, goods, NONE, NONE]) {
            return false;
        }
        let [parties, purpose] = [2, 3].map(|at| self.class(book, line, at, stretch));
        if [parties, purpose].contains(&UNREADABLE) {
            return true;
        }
        self.look([stretch as u32, route, goods, parties, purpose])
    }

    fn look(&mut self, key: [u32; 5]) -> bool {
        if let Some(known) = self.found.get(&key) {
            return *known;
        }
        let [stretch, classes @ ..] = key;
        let mut row = Row { on: self.days[stretch as usize], ..self.base };
        let dims: [&[Dim]; 4] = [
            &[Dim::Activity, Dim::From, Dim::To],
            &[Dim::Origin, Dim::Item, Dim::Code],
            &[Dim::Parties],
            &[Dim::Use],
        ];
        for ((class, dims), table) in classes.into_iter().zip(dims).zip(&self.tables) {
            let sample = match class {
                NONE => &self.anybody,
                class => &table.samples[class as usize],
            };
            for &dim in dims {
                row.values[dim as usize] = sample.values[dim as usize];
            }
            row.doubtful |= class != NONE && sample.doubtful;
        }
        let bound = self.compiled.bind(&row);
        let candidates = self.compiled.candidates(&bound);
        let found = candidates.iter().any(|ix| self.clauses.contains(&(ix.0 as usize)));
        self.found.insert(key, found);
        found
    }

    /// The class of a line's facet. Parties are screened by day; the rest says the same every day,
    /// but is looked at by stretch all the same, as groups and lists are dated.
    fn class(&mut self, book: &OrderBook, line: usize, at: usize, stretch: usize) -> u32 {
        let number = book.facets[COLUMNS[at]].get(line).copied().unwrap_or(0);
        let table = &mut self.tables[at];
        let classes = table
            .class
            .entry(stretch as u32)
            .or_insert_with(|| vec![NONE; book.facets_of(LOOKED_AT[at]) + 1]);
        if let Some(&class) = classes.get(number as usize).filter(|class| **class != NONE) {
            return class;
        }
        let day = self.days[stretch];
        // What cannot be read may be anything.
        let Some(mut facet) = book.facet(LOOKED_AT[at], number) else { return UNREADABLE };
        if LOOKED_AT[at] == Kind::Parties && self.names.wanted(&facet) {
            self.names.screen(&mut facet, day);
        }
        facet.via = None;
        let encoded = self.compiled.columns.encode(&facet, day);
        let mut row = Row { doubtful: encoded.doubtful, on: day, ..self.base };
        let own: &[Dim] = match LOOKED_AT[at] {
            Kind::Route => &[Dim::Activity, Dim::From, Dim::To],
            Kind::Goods => &[Dim::Origin, Dim::Item, Dim::Code],
            Kind::Parties => &[Dim::Parties],
            _ => &[Dim::Use],
        };
        for dim in DIMS.iter().filter(|dim| own.contains(dim)) {
            row.values[*dim as usize] = encoded.values[*dim as usize];
        }
        let says = (self.compiled.kind(&row), row.doubtful);
        let table = &mut self.tables[at];
        let next = table.samples.len() as u32;
        let class = *table.known.entry(says).or_insert(next);
        if class == next {
            table.samples.push(row);
        }
        if let Some(place) =
            table.class.get_mut(&(stretch as u32)).and_then(|all| all.get_mut(number as usize))
        {
            *place = class;
        }
        class
    }
}

fn claims(book: &OrderBook, line: usize) -> bool {
    let terms = book.facets[TERMS].get(line).copied().unwrap_or(0);
    book.claims_exception(terms)
}
