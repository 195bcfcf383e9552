//! Tables of any columns: the rows of comma-separated values.

use super::FieldError;
use super::csv;
use super::stream::{Chunk, Input};
use std::borrow::Cow;

/// The rows of a table of comma-separated values, the header among them.
///
/// Blank rows are skipped; a byte-order mark and CRLF are accepted; a quoted cell may hold commas
/// and line breaks; blanks around a cell are dropped.
///
/// ```
/// use navicert_model::read::Rows;
/// let mut rows = Rows::new(b"part,note\nA-1,\"new, but late\"\n");
/// assert!(rows.next_row().is_some_and(|row| row.is_ok()));
/// let row = rows.next_row().transpose()?;
/// assert_eq!(row.map(|row| (row.line, row.cells[1].to_string())), Some((2, "new, but late".into())));
/// # Ok::<(), (usize, navicert_model::read::FieldError)>(())
/// ```
pub struct Rows<'t> {
    input: Input<&'t [u8]>,
}

/// One row.
pub struct Row<'r> {
    /// The line it begins on, counted from one.
    pub line: usize,
    /// Its cells; an empty cell is an empty text.
    pub cells: Vec<Cow<'r, str>>,
}

impl<'t> Rows<'t> {
    /// The rows of a text that should be UTF-8.
    #[must_use]
    pub fn new(bytes: &'t [u8]) -> Rows<'t> {
        Rows { input: Input::new(bytes) }
    }

    /// The next row, or the line of one that cannot be read, and why.
    pub fn next_row(&mut self) -> Option<Result<Row<'_>, (usize, FieldError)>> {
        Some(match self.input.next_chunk(true)? {
            Chunk::Fault { number, error, .. } => Err((number, error)),
            Chunk::Text { number, text } => match csv::cells(text) {
                Ok(cells) => Ok(Row { line: number, cells }),
                Err(error) => Err((number, error)),
            },
        })
    }
}

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
    let mut rows = Rows::new(text.as_bytes());
    let mut all = Vec::new();
    while let Some(row) = rows.next_row() {
        all.push(match row {
            Ok(row) => CellRow {
                line: row.line,
                cells: Ok(row.cells.into_iter().map(Cow::into_owned).collect()),
            },
            Err((line, error)) => CellRow { line, cells: Err(error) },
        });
    }
    all
}
