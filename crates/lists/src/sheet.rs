//! Rows of Excel sheets.

use crate::problem::{InFile, Place};
use crate::table::{Row, Taken};
use calamine::{DataRef, Dimensions, Reader as _, Xlsx};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Cursor, Read};

/// A workbook may be so large, and unpack to so much.
const LARGEST: u64 = 64 << 20;
const UNPACKED: u64 = 512 << 20;

/// Reads the rows of a sheet of an Excel workbook (`.xlsx`): the named one, or the first.
///
/// # Errors
/// A file that is no workbook or is too large, a sheet that is not there, and whatever `take` finds.
pub(crate) fn read(
    file: InFile<'_>,
    reader: impl Read,
    sheet: Option<&str>,
    take: &mut dyn FnMut(Row) -> Taken,
) -> Taken {
    let wrong = |error: &dyn std::fmt::Display| {
        let message = format!("this is no Excel workbook: {error}");
        file.problem(message, "save it as `.xlsx` again, or as CSV")
    };
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
    unpacks(file, &bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    let names = book.sheet_names();
    let name = match sheet {
        None => names.first().cloned(),
        Some(wanted) => names.iter().find(|name| *name == wanted).cloned(),
    };
    let Some(name) = name else {
        let message = match sheet {
            Some(wanted) => format!("there is no sheet `{wanted}`"),
            None => "the workbook has no sheet".to_owned(),
        };
        return Err(file.problem(message, format!("its sheets are {}", names.join(", "))));
    };
    let mut merged = Merged::default();
    merged.take(book.merge_cells_by_sheet_name(&name).map_err(|error| wrong(&error))?);
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| wrong(&error))?;
    let mut row: Option<(u32, Vec<String>)> = None;
    while let Some(cell) = cells.next_cell().map_err(|error| wrong(&error))? {
        let (at, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if row.as_ref().is_some_and(|(number, _)| *number != at) {
            give(row.take(), &merged, take)?;
        }
        merged.see((at, column), &text);
        let (_, cells) = row.get_or_insert_with(|| (at, Vec::new()));
        put(cells, column, text);
    }
    give(row, &merged, take)
}

/// Puts a text into its column. No sheet has more columns than 16,384.
fn put(cells: &mut Vec<String>, column: u32, text: String) {
    let column = usize::try_from(column).unwrap_or(usize::MAX).min(16_384);
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    if let Some(slot) = cells.get_mut(column) {
        *slot = text;
    }
}

/// Cells that stand for several rows: a country written once beside all its organisations.
#[derive(Default)]
struct Merged {
    /// The last row of each region of more than one, by its first cell.
    regions: HashMap<(u32, u32), u32>,
    /// What stands in each column down to a row.
    open: BTreeMap<u32, (u32, String)>,
}

impl Merged {
    fn take(&mut self, regions: Vec<Dimensions>) {
        let tall = regions.into_iter().filter(|region| region.end.0 > region.start.0);
        self.regions.extend(tall.map(|region| (region.start, region.end.0)));
    }

    /// A cell with a text, in the order of the rows.
    fn see(&mut self, at: (u32, u32), text: &str) {
        if let Some(last) = self.regions.get(&at) {
            self.open.insert(at.1, (*last, text.to_owned()));
        }
    }

    /// Fills the cells of a row that belong to a region which began above.
    fn fill(&self, at: u32, cells: &mut Vec<String>) {
        for (column, (last, text)) in &self.open {
            let empty = usize::try_from(*column)
                .is_ok_and(|column| cells.get(column).is_none_or(String::is_empty));
            if at <= *last && empty {
                put(cells, *column, text.clone());
            }
        }
    }
}

fn give(
    row: Option<(u32, Vec<String>)>,
    merged: &Merged,
    take: &mut dyn FnMut(Row) -> Taken,
) -> Taken {
    let Some((at, mut cells)) = row else { return Ok(()) };
    merged.fill(at, &mut cells);
    take(Row { place: Place::Row(u64::from(at) + 1), cells })
}

/// A cell's value as a person reads it: whole numbers without a point, dates as `2026-01-06`.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => serial_day(moment.as_f64()),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Excel counts days from 1899-12-30 (its own 1900 had a 29 February).
fn serial_day(serial: f64) -> String {
    let whole = serial.trunc();
    if !(61.0..110_000.0).contains(&whole) {
        return serial.to_string();
    }
    let days = whole as i32 - 25_569;
    navicert_model::day::Day::from_days(days).map_or_else(String::new, |day| day.to_string())
}

/// A small file must not unpack to more than memory holds.
fn unpacks(file: InFile<'_>, bytes: &[u8]) -> Taken {
    let wrong = |message: &str| file.problem(message, "save it as `.xlsx` again, or as CSV");
    if bytes.len() as u64 > LARGEST {
        return Err(wrong("the workbook is larger than 64 MiB"));
    }
    let no_book = |_| wrong("this is no Excel workbook: it is no ZIP archive, or is cut off");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(no_book)?;
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index);
        let part = part.map_err(|_| wrong("this is no Excel workbook: a part cannot be read"))?;
        let read = io::copy(&mut part.take(left), &mut io::sink());
        let read = read.map_err(|_| wrong("this is no Excel workbook: a part is damaged"))?;
        left -= read.min(left);
        if left == 0 {
            return Err(wrong("the workbook unpacks to more than 512 MiB"));
        }
    }
    Ok(())
}
