//! Cells laid out in rows and columns, for text and for pictures.

use super::cell::{Cell, Word};
use super::{Comparison, Compared};
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
        cells: asked.to.iter().map(|&to| shown(find(&thing.cells, from, to))).collect(),
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
        let cells = from.iter().map(|&from| shown(find(&thing.cells, from, to)));
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

/// `JP`, or `KR*` if no law of its own is held.
fn exporter(comparison: &Comparison<'_>, from: Country) -> String {
    let laws = &comparison.engine.prepared.book.laws;
    let mut seats = comparison.tables.seats.iter().filter(|seat| seat.country == from);
    let held = seats.any(|seat| laws.iter().any(|law| law.name == seat.law));
    format!("{}{}", from.as_str(), if held { "" } else { "*" })
}

fn find(cells: &[Cell], from: Country, to: Country) -> Option<&Cell> {
    cells.iter().find(|cell| cell.route.from == from && cell.route.to == to)
}

fn shown(cell: Option<&Cell>) -> Option<MatrixCell> {
    cell.map(|cell| {
        let mut title = format!("{}: {}", cell.route.words(), cell.verdict);
        for law in &cell.laws {
            let clauses: Vec<&str> =
                law.clauses.iter().map(|clause| clause.clause.as_str()).collect();
            if !clauses.is_empty() {
                title.push_str(&format!("; {} {} by {}", law.law, law.verdict, clauses.join(", ")));
            }
        }
        MatrixCell { word: cell.word(), laws: cell.behind().join(" "), title }
    })
}
