//! The first sheet of a workbook as rows of a table.

use crate::failure::Failure;
use calamine::{Data, Reader, Xlsx, open_workbook};
use navicert_model::read::TableRow;
use std::path::Path;

/// The rows that hold anything, the header first.
///
/// # Errors
/// A file that cannot be read, or holds no sheet.
pub fn rows(path: &Path) -> Result<Vec<TableRow>, Failure> {
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::bad(
            format!("cannot read `{}`: {error}", path.display()),
            "save the first sheet as XLSX or as CSV in UTF-8",
        )
    };
    let mut book: Xlsx<_> =
        open_workbook(path).map_err(|error: calamine::XlsxError| wrong(&error))?;
    let sheet = match book.worksheet_range_at(0) {
        Some(sheet) => sheet.map_err(|error| wrong(&error))?,
        None => return Err(wrong(&"it holds no sheet")),
    };
    let first = sheet.start().map_or(0, |(row, _)| row as usize);
    let rows = sheet.rows().enumerate().map(|(at, row)| TableRow {
        line: first + at + 1,
        cells: Ok(row.iter().map(text).collect()),
    });
    let holds = |row: &TableRow| {
        row.cells.as_ref().is_ok_and(|cells| cells.iter().any(|one| !one.is_empty()))
    };
    Ok(rows.filter(holds).collect())
}

/// A cell as a person reads it; a whole number without a point, a day as a day.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string().trim().to_owned(),
    }
}
