//! A table as rows of cells, for tables whose columns are not those of a transfer.

use super::FieldError;
use super::csv;
use super::stream::{Chunk, Input};

/// A row of a table, or why it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRow {
    /// The line it begins on, counted from one.
    pub line: usize,
    /// Its cells without quotes and outer blanks.
    pub cells: Result<Vec<String>, FieldError>,
}

/// The rows of comma-separated text, the header first; blank lines are left out.
///
/// ```
/// let rows = navicert_model::read::read_rows("id,name\np1,\"a, b\"\n");
/// assert_eq!(rows[1].cells.as_deref(), Ok(&["p1".to_owned(), "a, b".to_owned()][..]));
/// assert_eq!(rows[1].line, 2);
/// ```
#[must_use]
pub fn read_rows(text: &str) -> Vec<CellRow> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut input = Input::new(text.as_bytes());
    let mut rows = Vec::new();
    while let Some(chunk) = input.next_chunk(true) {
        rows.push(match chunk {
            Chunk::Text { number, text } => CellRow {
                line: number,
                cells: csv::cells(text).map(|cells| cells.into_iter().map(Into::into).collect()),
            },
            Chunk::Fault { number, error, .. } => CellRow { line: number, cells: Err(error) },
        });
    }
    rows
}
