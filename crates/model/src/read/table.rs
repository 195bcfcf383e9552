//! Tables of texts: a header and rows, for inputs whose columns are no fields of a transfer.

use super::FieldError;
use super::csv;
use super::stream::{Chunk, Input};

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The line it begins on, counted from one.
    pub line: usize,
    /// Columns with their cells; a cell that is missing or empty is not there.
    pub cells: Vec<(String, String)>,
}

impl TableRow {
    /// A cell that is not empty.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| name == column).map(|(_, text)| text.as_str())
    }
}

/// Reads comma-separated values under a header; columns are named as the header names them, in lower
/// case.
///
/// ```
/// use navicert_model::read::read_table;
/// let rows = read_table("part,stock\nM-1,20 kg\n")?;
/// assert_eq!(rows[0].cell("stock"), Some("20 kg"));
/// # Ok::<(), navicert_model::read::FieldError>(())
/// ```
///
/// # Errors
/// The first row that is no row: a quote left open, or more cells than the header has.
pub fn read_table(text: &str) -> Result<Vec<TableRow>, FieldError> {
    let mut input = Input::new(text.as_bytes());
    let mut header: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    while let Some(chunk) = input.next_chunk(true) {
        let (line, record) = match chunk {
            Chunk::Text { number, text } => (number, text),
            Chunk::Fault { error, .. } => return Err(error),
        };
        let cells = csv::cells(record)
            .map_err(|error| FieldError { field: format!("line {line}"), ..error })?;
        let Some(names) = &header else {
            header = Some(cells.iter().map(|name| name.to_lowercase()).collect());
            continue;
        };
        if cells.len() > names.len() {
            return Err(FieldError {
                field: format!("line {line}"),
                message: format!("{} cells under {} columns", cells.len(), names.len()),
                help: "put quotes around cells that hold a comma".to_owned(),
            });
        }
        let pairs = names.iter().zip(&cells).filter(|(_, cell)| !cell.is_empty());
        let cells = pairs.map(|(name, cell)| (name.clone(), cell.to_string())).collect();
        rows.push(TableRow { line, cells });
    }
    Ok(rows)
}
