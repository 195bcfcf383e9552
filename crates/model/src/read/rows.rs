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
