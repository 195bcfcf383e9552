//! Workbooks: each sheet is a table. Cells are read one by one, so that a lone cell in the last
//! column and row costs nothing.

use crate::fault::{Faults, Spot, wrong};
use crate::table::{Source, Table, Take};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use navicert_model::day::Day;
use navicert_model::read::FieldError;
use std::borrow::Cow;
use std::io::Cursor;

/// More columns than any table has.
const MOST_COLUMNS: u32 = 256;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

pub(crate) fn workbook(source: &Source, faults: &mut Faults, take: &mut Take<'_>) {
    let file = Spot { file: source.name.as_str().into(), sheet: None, line: 0 };
    let mut book: Book<'_> = match Xlsx::new(Cursor::new(source.bytes.as_slice())) {
        Ok(book) => book,
        Err(error) => return faults.push(file, refused(&error)),
    };
    let mut tables = 0;
    for name in book.sheet_names() {
        let at = Spot { sheet: Some(name.as_str().into()), ..file.clone() };
        match sheet(&mut book, &name, &at, faults, take) {
            Ok(0) => {}
            Ok(_) => tables += 1,
            Err(error) => {
                tables += 1;
                faults.push(at, refused(&error));
            }
        }
    }
    if tables == 0 {
        let help = "give a workbook with a table on each sheet";
        faults.push(file, wrong("", "every sheet of it is empty", help));
    }
}

fn refused(error: &XlsxError) -> FieldError {
    let message = format!("it cannot be read as a workbook: {error}");
    wrong("", message, "save it again as XLSX, or each sheet as CSV in UTF-8")
}

/// Reads a sheet; how many rows it has that are not blank.
fn sheet(
    book: &mut Book<'_>,
    name: &str,
    at: &Spot,
    faults: &mut Faults,
    take: &mut Take<'_>,
) -> Result<usize, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut rows = Rows { table: Table::default(), cells: Vec::new(), at: at.clone(), count: 0 };
    while let Some(found) = reader.next_cell()? {
        let (row, column) = found.get_position();
        let line = row.saturating_add(1);
        if line != rows.at.line {
            if !rows.flush(faults, take) {
                return Ok(rows.count);
            }
            rows.at.line = line;
        }
        match cell(found.get_value()) {
            Ok(text) if text.is_empty() => {}
            Ok(_) if column >= MOST_COLUMNS => {
                let message = format!("a cell stands in column {}", column + 1);
                let help = "keep the table at the left of the sheet, and nothing beside it";
                faults.push(rows.at.clone(), wrong("", message, help));
                rows.table.rows += 1;
            }
            Ok(text) => {
                let column = column as usize;
                rows.cells.resize(rows.cells.len().max(column + 1), Cow::Borrowed(""));
                rows.cells[column] = Cow::Owned(text.into_owned());
            }
            Err(error) => {
                faults.push(rows.at.clone(), error);
                rows.table.rows += 1;
            }
        }
    }
    if rows.flush(faults, take) && rows.count > 0 {
        rows.table.end(at.clone(), faults);
    }
    Ok(rows.count)
}

/// The rows of a sheet on their way.
struct Rows {
    table: Table,
    cells: Vec<Cow<'static, str>>,
    at: Spot,
    count: usize,
}

impl Rows {
    /// Hands the row over, unless it is blank; is it worth going on?
    fn flush(&mut self, faults: &mut Faults, take: &mut Take<'_>) -> bool {
        if self.cells.is_empty() {
            return true;
        }
        self.count += 1;
        let width = self.table.width().unwrap_or(0).max(self.cells.len());
        self.cells.resize(width, Cow::Borrowed(""));
        let fits = self.table.row(&self.cells, &self.at, faults, take);
        self.cells.clear();
        fits
    }
}

/// A cell as the text that a CSV would hold.
fn cell<'c>(value: &'c DataRef<'_>) -> Result<Cow<'c, str>, FieldError> {
    Ok(match value {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::String(text) | DataRef::DateTimeIso(text) => Cow::Borrowed(text.trim()),
        DataRef::SharedString(text) => Cow::Borrowed(text.trim()),
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        // The shortest decimal that reads as this number: what was typed.
        DataRef::Float(number) => Cow::Owned(number.to_string()),
        DataRef::DateTime(day) if !day.is_duration() => Cow::Owned(day_of(day.as_f64())),
        DataRef::Error(error) => {
            let message = format!("a formula in the row ends in the error `{error}`");
            return Err(wrong("", message, "mend the formula, or write the value"));
        }
        DataRef::Bool(_) | DataRef::DateTime(_) | DataRef::DurationIso(_) => {
            let message = "a cell is neither a text, a number nor a day";
            return Err(wrong("", message, "write it as text"));
        }
    })
}

/// The day of a serial number of a workbook, which counts from 1899-12-30.
fn day_of(serial: f64) -> String {
    let days = serial.floor();
    let from_1970 = if (0.0..1e6).contains(&days) { days as i32 - 25_569 } else { i32::MIN };
    Day::from_days(from_1970).map_or_else(|| serial.to_string(), |day| day.to_string())
}
