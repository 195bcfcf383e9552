//! Comma-separated values under a header.

use super::Trouble;
use crate::fault::Fault;
use std::borrow::Cow;

/// A header, and the rows under it.
pub(super) struct Table<'t> {
    header: Vec<Cow<'t, str>>,
    rest: &'t str,
    line: u32,
    cells: Vec<Cow<'t, str>>,
    /// How many rows were read so far.
    pub rows: usize,
}

impl<'t> Table<'t> {
    /// Reads the header.
    pub fn open(text: &'t str) -> Result<Table<'t>, Trouble> {
        let mut table =
            Table { header: Vec::new(), rest: text, line: 1, cells: Vec::new(), rows: 0 };
        let mut header = Vec::new();
        table.record(&mut header)?;
        table.header = header;
        Ok(table)
    }

    /// The names of the columns; the last may be blank.
    pub fn header(&self) -> &[Cow<'t, str>] {
        &self.header
    }

    /// Where the first column of one of these names stands.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|cell| names.iter().any(|name| cell.eq_ignore_ascii_case(name)))
    }

    /// The next row with its line: as many cells as the header has, or none.
    pub fn next(&mut self) -> Result<Option<Row<'_, 't>>, Trouble> {
        let mut cells = std::mem::take(&mut self.cells);
        let line = loop {
            let Some(line) = self.record(&mut cells)? else { return Ok(None) };
            if !matches!(cells.as_slice(), [only] if only.is_empty()) {
                break line;
            }
        };
        let wanted = self.header.len();
        if cells.len() == wanted + 1 && cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        if cells.len() + 1 == wanted && self.header.last().is_some_and(|name| name.is_empty()) {
            cells.push(Cow::Borrowed(""));
        }
        if cells.len() != wanted {
            let fault = match cells.len() < wanted && self.rest.trim().is_empty() {
                true => Fault::BreaksOff {
                    what: format!("its last row has {} of {wanted} cells", cells.len()),
                },
                false => Fault::Cells { cells: cells.len(), header: wanted },
            };
            return Err(Trouble::at(line, "", fault));
        }
        self.rows += 1;
        self.cells = cells;
        Ok(Some(Row { line, cells: &self.cells, header: &self.header }))
    }

    /// Cuts the next record; `None` at the end.
    fn record(&mut self, cells: &mut Vec<Cow<'t, str>>) -> Result<Option<u32>, Trouble> {
        cells.clear();
        let first = self.line;
        if self.rest.is_empty() {
            return Ok(None);
        }
        loop {
            let quoted = self.rest.trim_start_matches([' ', '\t']);
            let cell = match quoted.strip_prefix('"') {
                Some(body) => self.quoted(body, first)?,
                None => {
                    let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
                    let cell = self.rest[..end].trim();
                    self.rest = &self.rest[end..];
                    Cow::Borrowed(cell)
                }
            };
            cells.push(cell);
            let mut rest = self.rest.chars();
            let after = rest.next();
            self.rest = rest.as_str();
            match after {
                Some(',') => {}
                Some(_) => {
                    self.line += 1;
                    return Ok(Some(first));
                }
                None => return Ok(Some(first)),
            }
        }
    }

    fn quoted(&mut self, body: &'t str, first: u32) -> Result<Cow<'t, str>, Trouble> {
        let bytes = body.as_bytes();
        let mut at = 0;
        let end = loop {
            match bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'"')) {
                None => {
                    let what = "a quoted cell is not closed".to_owned();
                    return Err(Trouble::at(first, "", Fault::BreaksOff { what }));
                }
                Some(found) if bytes.get(at + found + 1) == Some(&b'"') => at += found + 2,
                Some(found) => break at + found,
            }
        };
        let (cell, after) = (&body[..end], &body[end + 1..]);
        let breaks = cell.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        let end = after.find([',', '\n']).unwrap_or(after.len());
        if !after[..end].trim().is_empty() {
            return Err(Trouble::at(self.line, "", Fault::Quote));
        }
        self.rest = &after[end..];
        Ok(match cell.contains("\"\"") {
            true => Cow::Owned(cell.trim().replace("\"\"", "\"")),
            false => Cow::Borrowed(cell.trim()),
        })
    }
}

/// A row of a table.
pub(super) struct Row<'r, 't> {
    /// Its first line.
    pub line: u32,
    cells: &'r [Cow<'t, str>],
    header: &'r [Cow<'t, str>],
}

impl Row<'_, '_> {
    /// The cell of a column; blank if there is no such column.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).map_or("", |cell| cell)
    }

    /// The name of a column.
    pub fn name(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.header.get(column)).map_or("", |cell| cell)
    }

    /// A cell that is not what it should be.
    pub fn wrong(&self, column: Option<usize>, kind: &'static str) -> Trouble {
        Trouble::value(self.line, self.name(column), self.cell(column), kind)
    }

    /// The number in a cell, if there is one.
    pub fn number(&self, column: Option<usize>) -> Result<Option<rust_decimal::Decimal>, Trouble> {
        super::number::number(self.cell(column)).map_err(|()| self.wrong(column, "number"))
    }
}
