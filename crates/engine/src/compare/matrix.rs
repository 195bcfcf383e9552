//! Cells laid out in rows and columns, for text and for pictures.

use super::cell::{Cell, Word};
use super::table::{Relation, Seat};
use super::{Compared, Comparison};
use navicert_model::country::Country;

/// A cell as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixCell {
    /// The word.
    pub word: Word,
    /// The laws behind it.
    pub laws: String,
    /// In full, for who points at it.
    pub title: String,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// A heading above it, where one begins.
    pub heading: Option<String>,
    /// Its label.
    pub label: String,
    /// Cells; `None` where a route would go nowhere.
    pub cells: Vec<Option<MatrixCell>>,
}

/// Rows and columns of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// What it shows.
    pub title: String,
    /// What its rows are.
    pub corner: String,
    /// Labels of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
}

/// What the `~` behind a law means.
pub(super) const PARTLY: &str = "for a part of it only: the law's entry is narrower, or overlaps";

pub(super) fn matrices(comparison: &Comparison<'_>) -> Vec<Matrix> {
    match comparison.things.as_slice() {
        [one] => vec![of_item(comparison, one)],
        _ => comparison.asked.to.iter().map(|&to| of_area(comparison, to)).collect(),
    }
}

/// Exporters by destinations.
fn of_item(comparison: &Comparison<'_>, thing: &Compared) -> Matrix {
    let asked = &comparison.asked;
    let rows = asked.from.iter().map(|&from| MatrixRow {
        heading: None,
        label: exporter(comparison, from),
        cells: asked.to.iter().map(|&to| shown(thing, from, to)).collect(),
    });
    Matrix {
        title: "A clean civil transfer".to_owned(),
        corner: "from".to_owned(),
        columns: asked.to.iter().map(|to| format!("to {}", to.as_str())).collect(),
        rows: rows.collect(),
    }
}

/// Things by exporters, for one destination.
fn of_area(comparison: &Comparison<'_>, to: Country) -> Matrix {
    let from: Vec<Country> =
        comparison.asked.from.iter().copied().filter(|from| *from != to).collect();
    let mut family = "";
    let mut rows = Vec::new();
    for thing in &comparison.things {
        let heading = (thing.subject.family != family).then(|| thing.subject.family.clone());
        family = &thing.subject.family;
        let cells = from.iter().map(|&from| shown(thing, from, to));
        rows.push(MatrixRow {
            heading,
            label: thing.subject.title.clone(),
            cells: cells.collect(),
        });
    }
    Matrix {
        title: format!("A clean civil transfer to {} ({})", to.name(), to.as_str()),
        corner: "from".to_owned(),
        columns: from.iter().map(|&from| exporter(comparison, from)).collect(),
        rows,
    }
}

/// `JP`; `DE (eu)` for a law of another name; `KR*` if no law of its own is held.
fn exporter(comparison: &Comparison<'_>, from: Country) -> String {
    let laws = &comparison.engine.prepared.book.laws;
    let held = |seat: &&Seat| laws.iter().any(|law| law.name == seat.law);
    let mut seats = comparison.tables.seats.iter().filter(|seat| seat.country == from);
    let country = from.as_str();
    match seats.find(held) {
        None => format!("{country}*"),
        Some(seat) if seat.law.eq_ignore_ascii_case(country) => country.to_owned(),
        Some(seat) => format!("{country} ({})", seat.law),
    }
}

fn find(cells: &[Cell], from: Country, to: Country) -> Option<&Cell> {
    cells.iter().find(|cell| cell.route.from == from && cell.route.to == to)
}

fn shown(thing: &Compared, from: Country, to: Country) -> Option<MatrixCell> {
    let cell = find(&thing.cells, from, to)?;
    let mut title = format!("{}: {}", cell.route.words(), cell.verdict);
    for law in &cell.laws {
        let clauses: Vec<&str> = law.clauses.iter().map(|clause| clause.clause.as_str()).collect();
        if !clauses.is_empty() {
            title.push_str(&format!("; {} {} by {}", law.law, law.verdict, clauses.join(", ")));
        }
    }
    let laws: Vec<String> = cell
        .behind()
        .into_iter()
        .map(|law| if is_partly(thing, law) { format!("{law}~") } else { law.to_owned() })
        .collect();
    Some(MatrixCell { word: cell.word(), laws: laws.join(" "), title })
}

/// Whether the law's entry holds only a part of the thing.
fn is_partly(thing: &Compared, law: &str) -> bool {
    let mut codes = thing.subject.codes.iter().filter(|coded| coded.scheme == law);
    codes.any(|coded| matches!(coded.relation, Some((Relation::Narrower | Relation::Overlaps, _))))
}
