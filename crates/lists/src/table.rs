//! Rows of comma- or tab-separated values and of Excel sheets.

use crate::problem::{InFile, Place, Problem};
use crate::words::clean;
use calamine::{DataRef, Reader as _, Xlsx};
use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// A row: its place, and its cells with blanks cleaned only by who reads them.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) place: Place,
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// A cell; empty if the row is shorter.
    pub(crate) fn cell(&self, index: Option<usize>) -> &str {
        index.and_then(|index| self.cells.get(index)).map_or("", String::as_str)
    }

    /// Whether nothing is in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| clean(cell).is_empty())
    }
}

/// The names over the columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) names: Vec<String>,
}

impl Columns {
    pub(crate) fn of(row: &Row) -> Columns {
        Columns { names: row.cells.iter().map(|cell| clean(cell)).collect() }
    }

    /// The column of a name, whatever the case.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.names.iter().position(|column| column.to_lowercase() == name)
    }

    /// The column whose name holds a text.
    pub(crate) fn holding(&self, text: &str) -> Option<usize> {
        let text = text.to_lowercase();
        self.names.iter().position(|column| column.to_lowercase().contains(&text))
    }

    /// The column of a name, or a problem that lists what is there.
    pub(crate) fn need(&self, file: InFile<'_>, name: &str) -> Result<usize, Problem> {
        self.find(name).ok_or_else(|| {
            let there: Vec<&str> =
                self.names.iter().filter(|name| !name.is_empty()).map(String::as_str).collect();
            let there = crate::problem::shortened(&there.join(", "));
            let help = "check that it is the publisher's file, with its header";
            file.problem(format!("there is no column `{name}`; the columns are {there}"), help)
        })
    }
}

/// What to do after a row.
pub(crate) type Taken = Result<(), Problem>;

/// Reads separated values, row by row; blank lines are passed over.
///
/// # Errors
/// Bytes that are no UTF-8, a quote that is not closed, a reader that fails, and whatever `take` finds.
pub(crate) fn separated(
    file: InFile<'_>,
    reader: impl Read,
    delimiter: u8,
    take: &mut dyn FnMut(Row) -> Taken,
) -> Taken {
    let open = Rc::new(Cell::new(None));
    let watched = Quotes::new(reader, delimiter, Rc::clone(&open));
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(watched);
    let mut record = csv::ByteRecord::new();
    let mut first = true;
    loop {
        let line = rows.position().line();
        let more = rows.read_byte_record(&mut record).map_err(|error| {
            let message = format!("reading failed: {error}");
            file.at(Place::Line(line), message, "check the file, and try again")
        })?;
        if !more {
            break;
        }
        let place = Place::Line(record.position().map_or(line, csv::Position::line));
        let mut cells = Vec::with_capacity(record.len());
        for (index, cell) in record.iter().enumerate() {
            let Ok(text) = std::str::from_utf8(cell) else {
                let column = format!("column {}", index + 1);
                let help = "save the file as UTF-8, or name its encoding";
                return Err(file.field(place, &column, "this is no UTF-8", help));
            };
            cells.push(text.to_owned());
        }
        if first {
            if let Some(cell) = cells.first_mut() {
                if let Some(rest) = cell.strip_prefix('\u{feff}') {
                    *cell = rest.trim_matches('"').to_owned();
                }
            }
            first = false;
        }
        take(Row { place, cells })?;
    }
    match open.get() {
        None => Ok(()),
        Some(line) => {
            let help = "get the file again: it was cut off, or a quote in a text is not doubled";
            Err(file.at(Place::Line(line), "a quote opens here and is not closed", help))
        }
    }
}

/// Watches quotes on their way to the reader of values, which would close them silently at the end.
struct Quotes<R> {
    inner: R,
    delimiter: u8,
    line: u64,
    in_quotes: bool,
    /// The last byte was a quote inside quotes: the next one closes or escapes.
    after_quote: bool,
    in_cell: bool,
    opened: u64,
    open: Rc<Cell<Option<u64>>>,
}

impl<R: Read> Quotes<R> {
    fn new(inner: R, delimiter: u8, open: Rc<Cell<Option<u64>>>) -> Self {
        Quotes {
            inner,
            delimiter,
            line: 1,
            in_quotes: false,
            after_quote: false,
            in_cell: false,
            opened: 0,
            open,
        }
    }

    fn watch(&mut self, byte: u8) {
        match (self.in_quotes, byte) {
            (true, b'"') => self.after_quote = !self.after_quote,
            (true, _) if self.after_quote => {
                self.in_quotes = false;
                self.after_quote = false;
                self.in_cell = byte != self.delimiter && byte != b'\n';
            }
            (true, _) => {}
            (false, b'"') if !self.in_cell => {
                self.in_quotes = true;
                self.opened = self.line;
            }
            (false, b'\n' | b'\r') => self.in_cell = false,
            (false, byte) => self.in_cell = byte != self.delimiter,
        }
        if byte == b'\n' {
            self.line = self.line.saturating_add(1);
        }
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        for byte in into.iter().take(count) {
            self.watch(*byte);
        }
        let open = self.in_quotes && !self.after_quote;
        self.open.set(open.then_some(self.opened));
        Ok(count)
    }
}

/// A workbook may be so large, and unpack to so much.
const LARGEST: u64 = 64 << 20;
const UNPACKED: u64 = 512 << 20;

/// Reads the rows of a sheet of an Excel workbook (`.xlsx`): the named one, or the first.
///
/// # Errors
/// A file that is no workbook or is too large, a sheet that is not there, and whatever `take` finds.
pub(crate) fn sheet(
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
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| wrong(&error))?;
    let mut row: Option<(u32, Vec<String>)> = None;
    while let Some(cell) = cells.next_cell().map_err(|error| wrong(&error))? {
        let (at, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if row.as_ref().is_some_and(|(number, _)| *number != at) {
            give(row.take(), take)?;
        }
        let (_, cells) = row.get_or_insert_with(|| (at, Vec::new()));
        // No sheet has more columns than this.
        let column = usize::try_from(column).unwrap_or(usize::MAX).min(16_384);
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(slot) = cells.get_mut(column) {
            *slot = text;
        }
    }
    give(row, take)
}

fn give(row: Option<(u32, Vec<String>)>, take: &mut dyn FnMut(Row) -> Taken) -> Taken {
    match row {
        Some((at, cells)) => take(Row { place: Place::Row(u64::from(at) + 1), cells }),
        None => Ok(()),
    }
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
