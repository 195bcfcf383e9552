//! The table's form: a header, rows.

use super::{Mapping, map};
use crate::builder::Builder;
use crate::problem::{InFile, Problem};
use crate::table::{Columns, Row, separated, sheet};
use std::io::{Cursor, Read};

/// Rows as they come from a sheet or from text.
struct Rows<'m> {
    mapping: &'m Mapping,
    columns: Option<(Columns, map::Filled)>,
}

impl Rows<'_> {
    fn take(&mut self, file: InFile<'_>, row: &Row, out: &mut Builder<'_>) -> Result<(), Problem> {
        if row.is_blank() {
            return Ok(());
        }
        let Some((columns, filled)) = &self.columns else {
            let columns = Columns::of(row);
            let filled = map::Filled::find(file, &columns, self.mapping)?;
            self.columns = Some((columns, filled));
            return Ok(());
        };
        let taken = if row.cells.len() > columns.names.len() {
            let message =
                format!("the row has {} cells, not {}", row.cells.len(), columns.names.len());
            Err(file.at(row.place, message, "put a text with commas in quotes"))
        } else {
            map::entry(file, row, filled, self.mapping, out)
        };
        match taken {
            Ok(()) => Ok(()),
            Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
        }
    }

    fn finish(self, file: InFile<'_>) -> Result<(), Problem> {
        match self.columns {
            Some(_) => Ok(()),
            None => Err(file.problem("the table holds no rows", "give a header and a row a party")),
        }
    }
}

/// Reads separated values.
pub(crate) fn csv(
    file: InFile<'_>,
    mut reader: impl Read,
    mapping: &Mapping,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let delimiter = u8::try_from(mapping.delimiter).unwrap_or(b',');
    let mut rows = Rows { mapping, columns: None };
    let encoding = mapping.encoding.as_deref().map(str::as_bytes);
    match encoding.and_then(encoding_rs::Encoding::for_label) {
        None => separated(file, reader, delimiter, &mut |row| rows.take(file, &row, out))?,
        Some(encoding) => {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).map_err(|error| {
                file.problem(format!("reading failed: {error}"), "check the file, and try again")
            })?;
            let (text, _, wrong) = encoding.decode(&bytes);
            if wrong {
                let message = format!("this is no {}", encoding.name());
                return Err(file.problem(message, "name another `encoding`, or save it as UTF-8"));
            }
            let text = Cursor::new(text.as_bytes());
            separated(file, text, delimiter, &mut |row| rows.take(file, &row, out))?;
        }
    }
    rows.finish(file)
}

/// Reads a sheet.
pub(crate) fn xlsx(
    file: InFile<'_>,
    reader: impl Read,
    mapping: &Mapping,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut rows = Rows { mapping, columns: None };
    let name = mapping.sheet.as_deref();
    sheet(file, reader, name, &mut |row| rows.take(file, &row, out))?;
    rows.finish(file)
}
