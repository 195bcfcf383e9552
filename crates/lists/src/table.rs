//! Rows of comma- or tab-separated values; [`sheet`](crate::sheet) has those of workbooks.

use crate::problem::{InFile, Place, Problem};
use crate::words::clean;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Read};
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
    /// The first column of each name in small letters.
    places: HashMap<String, usize>,
}

impl Columns {
    pub(crate) fn of(row: &Row) -> Columns {
        let names: Vec<String> = row.cells.iter().map(|cell| clean(cell)).collect();
        let mut places = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            places.entry(name.to_lowercase()).or_insert(index);
        }
        Columns { names, places }
    }

    /// The column of a name, whatever the case.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.places.get(&name.to_lowercase()).copied()
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
            // A byte order mark, which the reader of values passes over.
            (false, 0xef | 0xbb | 0xbf) if self.line == 1 && !self.in_cell => {}
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
