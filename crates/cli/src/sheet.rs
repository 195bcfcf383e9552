//! XLSX workbooks: the first sheet as comma-separated values, row for row.

use crate::failure::Failure;
use crate::output::push_row;
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::path::Path;

/// The first sheet of a workbook. A line of the text is a row of the sheet, line breaks within a
/// cell become blanks; days are written as days, numbers as the shortest decimal that is the same.
///
/// # Errors
/// A file that is no workbook, a sheet that is empty, a cell with an error or a time of day.
pub fn csv(path: &Path) -> Result<String, Failure> {
    let help = "save it as XLSX or CSV, one order line a row below a header of field names";
    let wrong = |what: String| Failure::bad(format!("`{}`: {what}", path.display()), help);
    let mut book: Xlsx<_> =
        open_workbook(path).map_err(|error: calamine::XlsxError| wrong(error.to_string()))?;
    let names = book.sheet_names();
    let sheet = names.first().ok_or_else(|| wrong("the workbook has no sheet".to_owned()))?;
    let range = book.worksheet_range(sheet).map_err(|error| wrong(error.to_string()))?;
    let Some((top, left)) = range.start() else {
        return Err(wrong(format!("the sheet `{sheet}` is empty")));
    };
    // Rows above the first that is filled count as lines, so that line numbers are the sheet's.
    let mut out = "\n".repeat(top as usize);
    for (at, row) in range.rows().enumerate() {
        let mut cells = Vec::with_capacity(row.len());
        for (column, cell) in row.iter().enumerate() {
            let text = text(cell).map_err(|what| {
                let (row, column) = (top as usize + at + 1, left as usize + column + 1);
                wrong(format!("row {row}, column {column}: {what}"))
            })?;
            cells.push(text);
        }
        if cells.iter().all(String::is_empty) {
            out.push('\n');
        } else {
            push_row(&mut out, cells.iter().map(String::as_str));
        }
    }
    Ok(out)
}

fn text(cell: &Data) -> Result<String, String> {
    match cell {
        Data::Empty => Ok(String::new()),
        Data::String(text) => Ok(text.replace(['\r', '\n'], " ")),
        Data::Int(number) => Ok(number.to_string()),
        Data::Float(number) => Ok(number.to_string()),
        Data::Bool(yes) => Ok(if *yes { "yes" } else { "no" }.to_owned()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Ok(text.clone()),
        Data::DateTime(moment) => match moment.as_datetime().map(|moment| moment.to_string()) {
            Some(text) if moment.is_datetime() && text.ends_with(" 00:00:00") => {
                Ok(text.chars().take(10).collect())
            }
            _ => Err("a time of day stands where a day is wanted".to_owned()),
        },
        Data::Error(error) => Err(format!("the cell holds the error {error}")),
    }
}
