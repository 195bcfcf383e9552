//! One thing under every law, side by side: which law wants a licence on which route, by which
//! clause, with which exceptions, and where a route escapes.
//!
//! Every verdict here is that of [`Decider::judge`] on a transfer that [`transfer`] makes; nothing
//! is told that the law did not decide. Correspondences of codes are data ([`Tables`]).

mod cell;
mod entries;
mod gaps;
mod json;
mod matrix;
mod schema;
mod setup;
mod svg;
pub mod table;
mod text;

use crate::decision::{Decider, Engine};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::read::FieldError;
use navicert_model::transfer::Item;
use navicert_rules::law::SourceFile;

pub use cell::{Cell, Deciding, Fitting, LawCell, Unless, Word};
pub use entries::{Bound, Difference, Held, Known};
pub use gaps::{Gap, GapKind};
pub use matrix::{Matrix, MatrixCell};
pub use setup::{ASSUMED, Mode, Route, transfer};
pub use table::{Probe, Relation, TableError, Tables, Topic};

pub(crate) use schema::schema;

/// A code of the thing compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The code scheme.
    pub scheme: String,
    /// The code.
    pub code: String,
    /// How far the entry goes, and on what basis that is said; `None` for a code that was given.
    pub relation: Option<(Relation, String)>,
    /// In a few words.
    pub note: Option<String>,
}

/// A thing that is compared.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Its name: a topic's, or `item`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The family within the area, if any.
    pub family: String,
    /// `goods`, `software` or `technology`.
    pub kind: String,
    /// Its codes.
    pub codes: Vec<Coded>,
    /// Notes.
    pub notes: Vec<String>,
    /// The item of a file, with all that it says.
    pub item: Option<Item>,
}

impl Subject {
    /// A topic of a table.
    pub fn of_topic(topic: &Topic) -> Subject {
        let coded = |one: &table::Match| Coded {
            scheme: one.scheme.clone(),
            code: one.code.clone(),
            relation: Some((one.relation, one.basis.clone())),
            note: one.note.clone(),
        };
        Subject {
            name: topic.name.clone(),
            title: topic.title.clone(),
            family: topic.family.clone(),
            kind: topic.kind.clone(),
            codes: topic.codes.iter().map(coded).collect(),
            notes: topic.notes.clone(),
            item: None,
        }
    }

    /// A thing with these codes.
    pub fn of_codes(title: &str, kind: &str, codes: &[(String, String)]) -> Subject {
        let coded = |(scheme, code): &(String, String)| Coded {
            scheme: scheme.clone(),
            code: code.clone(),
            relation: None,
            note: None,
        };
        Subject {
            name: kind.to_owned(),
            title: title.to_owned(),
            kind: kind.to_owned(),
            codes: codes.iter().map(coded).collect(),
            ..Subject::default()
        }
    }

    /// The same thing, listed nowhere.
    fn unlisted(&self, tables: &Tables) -> Subject {
        let residual = |seat: &table::Seat| (seat.law.clone(), seat.residual.clone());
        let codes: Vec<(String, String)> = tables.seats.iter().map(residual).collect();
        Subject { codes: Subject::of_codes("", "", &codes).codes, ..self.clone() }
    }
}

/// What is compared, and where.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What the comparison is called.
    pub title: String,
    /// The area, if it is one.
    pub area: Option<String>,
    /// The things.
    pub subjects: Vec<Subject>,
    /// Countries of export, in the order shown.
    pub from: Vec<Country>,
    /// Destinations, in the order shown.
    pub to: Vec<Country>,
    /// Names of the probes tried.
    pub probes: Vec<String>,
    /// The user's own columns, set in every transfer.
    pub set: Vec<(String, String)>,
    /// Whether work on an installed thing is left out.
    pub without_service: bool,
}

impl Asked {
    /// Fills what nobody has said: the seats of the laws that are loaded and the countries beyond
    /// them as exporters, destinations and probes of the area or of all tables.
    pub fn complete(&mut self, engine: &Engine, tables: &Tables) {
        let area = self.area.as_deref().and_then(|name| tables.area(name));
        let loaded = |law: &str| engine.prepared.book.laws.iter().any(|one| one.name == law);
        if self.from.is_empty() {
            let seats = tables.seats.iter().filter(|seat| loaded(&seat.law));
            self.from.extend(seats.map(|seat| seat.country));
            let beyond = area.map_or(&tables.beyond, |area| &area.beyond);
            self.from.extend(beyond.iter().copied());
        }
        if self.to.is_empty() {
            let of_area = area.map(|area| &area.to).filter(|to| !to.is_empty());
            self.to.extend(of_area.unwrap_or(&tables.to).iter().copied());
        }
        if self.probes.is_empty() {
            self.probes = match area {
                Some(area) => area.probes.clone(),
                None => tables.probes.iter().map(|probe| probe.name.clone()).collect(),
            };
        }
    }

    /// The routes: each exporter with each destination but itself.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = Vec::new();
        for &to in &self.to {
            let others = self.from.iter().filter(|from| **from != to);
            routes.extend(others.map(|&from| Route { from, to }));
        }
        routes
    }
}

/// What a comparison found of one thing.
#[derive(Debug)]
pub struct Compared {
    /// The thing.
    pub subject: Subject,
    /// What the lists hold under each of its codes, in their order.
    pub held: Vec<Held>,
    /// Supply on each route.
    pub cells: Vec<Cell>,
    /// Work on an installed one, on each route; empty for software and technology.
    pub service: Vec<Cell>,
    /// What follows, in plain words.
    pub gaps: Vec<Gap>,
}

/// A comparison.
#[derive(Debug)]
pub struct Comparison<'e> {
    /// The law.
    pub engine: &'e Engine,
    /// The tables.
    pub tables: &'e Tables,
    /// What was asked.
    pub asked: Asked,
    /// The day whose law was asked for.
    pub on: Day,
    /// The moment whose knowledge was used.
    pub known_at: String,
    /// Each thing.
    pub things: Vec<Compared>,
    /// What follows for all of them together.
    pub summary: Vec<Gap>,
}

/// What the lists hold under each code of a thing, in their order. Cost: linear in the entries.
pub fn held(
    engine: &Engine,
    tables: &Tables,
    subject: &Subject,
    on: Day,
    known_at: Day,
) -> Vec<Held> {
    let of = |one: &Coded| {
        let residual = tables.residual(&one.scheme);
        entries::held(engine, &one.scheme, &one.code, residual, on, known_at)
    };
    subject.codes.iter().map(of).collect()
}

/// Compares.
///
/// Cost: for each thing, route and probe one judgement, and one for the same transfer with nothing
/// listed (kept and shared among things); some 3000 judgements for the largest area on one
/// destination.
///
/// # Errors
/// Columns of a probe or of the user that cannot be read.
pub fn compare<'e>(
    decider: &mut Decider<'e>,
    tables: &'e Tables,
    asked: Asked,
) -> Result<Comparison<'e>, Vec<FieldError>> {
    let engine = decider.engine;
    let (on, known_at) = (decider.options.on, decider.options.known_at.clone());
    let known_day = decider.options.known_day;
    let mut bench = cell::Bench::new(decider, tables, &asked);
    let routes = asked.routes();
    let mut things = Vec::with_capacity(asked.subjects.len());
    for subject in &asked.subjects {
        let held = held(engine, tables, subject, on, known_day);
        let mut cells = Vec::with_capacity(routes.len());
        let mut service = Vec::new();
        for &route in &routes {
            cells.push(bench.cell(subject, route, Mode::Supply)?);
            if subject.kind == "goods" && !asked.without_service {
                service.push(bench.cell(subject, route, Mode::Service)?);
            }
        }
        let mut thing =
            Compared { subject: subject.clone(), held, cells, service, gaps: Vec::new() };
        thing.gaps = gaps::of_thing(engine, tables, &asked, &thing);
        things.push(thing);
    }
    let mut comparison =
        Comparison { engine, tables, asked, on, known_at, things, summary: Vec::new() };
    comparison.summary = gaps::of_all(&comparison);
    Ok(comparison)
}

impl Comparison<'_> {
    /// For a person, at most 118 columns wide.
    pub fn text(&self) -> String {
        text::write(self)
    }

    /// One object, as `navicert schema compare` describes it.
    pub fn json(&self) -> String {
        json::write(self)
    }

    /// A picture that stands alone.
    pub fn svg(&self) -> String {
        svg::draw(self)
    }

    /// The matrices: one for an item (exporters by destinations), one for each destination of an
    /// area (things by exporters).
    pub fn matrices(&self) -> Vec<Matrix> {
        matrix::matrices(self)
    }
}

/// The tables of this build.
///
/// # Errors
/// None in a build that passed its tests.
pub fn embedded() -> Result<Tables, Vec<TableError>> {
    Tables::read(&crate::embedded::embedded_tables())
}

/// The table files of this build, sorted by name.
pub fn embedded_tables() -> Vec<SourceFile> {
    crate::embedded::embedded_tables()
}
