//! Lines of an input, one at a time.

use std::io::{BufRead, Read};

use super::csv::{self, Quotes};
use super::json::{self, Splitter};
use super::{FieldError, Format, Line, columns::Columns};

/// The longest line that is read, in bytes.
pub const LONGEST_LINE: usize = 1 << 20;

/// Transfers of an input, in order; see [`super::read_lines`].
pub struct Lines<R> {
    input: Input<R>,
    state: State,
}

enum State {
    Json { text: Option<String>, splitter: Splitter, pending: Option<Box<Line>> },
    JsonLines,
    CsvHeader,
    Csv(Columns),
    Finished,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, format: Format) -> Lines<R> {
        let state = match format {
            Format::Json => {
                State::Json { text: None, splitter: Splitter::default(), pending: None }
            }
            Format::JsonLines => State::JsonLines,
            Format::Csv => State::CsvHeader,
        };
        Lines { input: Input::new(reader), state }
    }

    fn next_json_line(&mut self) -> Option<Line> {
        match self.input.next_chunk(false)? {
            Chunk::Text { number, text } => Some(json::line_at(text, number, 1)),
            Chunk::Fault { number, error, ends } => {
                if ends {
                    self.state = State::Finished;
                }
                Some(failed(number, error))
            }
        }
    }

    fn read_header(&mut self) -> Option<Line> {
        self.state = State::Finished;
        let (number, text) = match self.input.next_chunk(true)? {
            Chunk::Text { number, text } => (number, text),
            Chunk::Fault { number, error, .. } => return Some(failed(number, error)),
        };
        let cells = csv::cells(text).map_err(|error| vec![error]);
        match cells.and_then(|cells| Columns::of_header(cells.iter().map(AsRef::as_ref))) {
            Ok(columns) => {
                self.state = State::Csv(columns);
                self.next()
            }
            Err(errors) => Some(Line { number, id: None, result: Err(errors) }),
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        match &mut self.state {
            State::Finished => None,
            State::JsonLines => self.next_json_line(),
            State::CsvHeader => self.read_header(),
            State::Csv(columns) => match self.input.next_chunk(true)? {
                Chunk::Text { number, text } => Some(columns.line(text, number)),
                Chunk::Fault { number, error, ends } => {
                    if ends {
                        self.state = State::Finished;
                    }
                    Some(failed(number, error))
                }
            },
            State::Json { text: None, .. } => match self.input.whole() {
                Ok(whole) => {
                    let splitter = Splitter::default();
                    self.state = State::Json { text: Some(whole), splitter, pending: None };
                    self.next()
                }
                Err(error) => {
                    self.state = State::Finished;
                    Some(failed(1, error))
                }
            },
            State::Json { text: Some(text), splitter, pending } => {
                if let Some(line) = pending.take() {
                    return Some(*line);
                }
                let value = match splitter.next(text)? {
                    Ok(value) => value,
                    Err((number, error)) => return Some(failed(number, error)),
                };
                let line = json::line_at(&text[value.start..value.end], value.line, value.column);
                let fault = splitter.after_value(text);
                *pending = fault.map(|(number, error)| Box::new(failed(number, error)));
                Some(line)
            }
        }
    }
}

#[cold]
fn failed(number: usize, error: FieldError) -> Line {
    Line { number, id: None, result: Err(vec![error]) }
}

#[cold]
fn fault(message: impl Into<String>, help: &str) -> FieldError {
    FieldError { field: String::new(), message: message.into(), help: help.into() }
}

/// The bytes of the input, cut into lines.
pub(super) struct Input<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Lines taken so far.
    number: usize,
}

/// One line (one record of a CSV), or why it cannot be read.
pub(super) enum Chunk<'b> {
    Text { number: usize, text: &'b str },
    Fault { number: usize, error: FieldError, ends: bool },
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(reader: R) -> Self {
        Input { reader, buffer: Vec::new(), number: 0 }
    }

    /// The next line that is not blank; in a CSV with the lines that its quotes span.
    pub(super) fn next_chunk(&mut self, csv: bool) -> Option<Chunk<'_>> {
        loop {
            self.buffer.clear();
            let number = self.number + 1;
            match self.fill(csv) {
                Ok(0) => return None,
                Ok(_) if self.buffer.len() > LONGEST_LINE => {
                    let message = format!("the line is longer than {LONGEST_LINE} bytes");
                    let help = "write one transfer per line, and close every quote";
                    return Some(Chunk::Fault { number, error: fault(message, help), ends: false });
                }
                Ok(_)
                    if self
                        .buffer
                        .iter()
                        .all(|b| b.is_ascii_whitespace() || (csv && *b == b',')) => {}
                Ok(_) => break,
                Err(error) => return Some(unreadable(number, &error)),
            }
        }
        Some(self.chunk(csv))
    }

    fn chunk(&self, csv: bool) -> Chunk<'_> {
        let lines = if csv { count_newlines(&self.buffer) } else { 1 };
        let number = self.number + 1 - lines;
        match std::str::from_utf8(&self.buffer) {
            Ok(text) => Chunk::Text { number, text: text.trim_end_matches(['\r', '\n']) },
            Err(error) => Chunk::Fault {
                number,
                error: fault(
                    format!("the line is not UTF-8 at byte {}", error.valid_up_to() + 1),
                    "save the file as UTF-8",
                ),
                ends: false,
            },
        }
    }

    /// Takes one line, and further ones while quotes are open; the bytes taken. Of a line that is
    /// too long only the beginning is kept.
    fn fill(&mut self, csv: bool) -> std::io::Result<usize> {
        let mut quotes = Quotes::default();
        let mut taken = 0;
        loop {
            let start = self.buffer.len();
            let room = (LONGEST_LINE + 2 - start) as u64;
            let read = (&mut self.reader).take(room).read_until(b'\n', &mut self.buffer)?;
            taken += read;
            if read == 0 {
                return Ok(taken);
            }
            if self.buffer.last() != Some(&b'\n') && read as u64 == room {
                self.reader.skip_until(b'\n')?;
            }
            self.number += 1;
            if self.number == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.buffer.drain(..3);
            }
            let open = csv && quotes.open_after(&self.buffer[start.min(self.buffer.len())..]);
            if !open || self.buffer.len() > LONGEST_LINE {
                return Ok(taken);
            }
        }
    }

    /// Everything, for a JSON array.
    fn whole(&mut self) -> Result<String, FieldError> {
        self.reader.read_to_end(&mut self.buffer).map_err(|error| unreadable_error(&error))?;
        let bytes = std::mem::take(&mut self.buffer);
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to() + 1;
            fault(format!("the text is not UTF-8 at byte {at}"), "save the file as UTF-8")
        })?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }
}

#[cold]
fn unreadable(number: usize, error: &std::io::Error) -> Chunk<'static> {
    Chunk::Fault { number, error: unreadable_error(error), ends: true }
}

fn unreadable_error(error: &std::io::Error) -> FieldError {
    fault(format!("the input cannot be read: {error}"), "check the file, and read it again")
}

fn count_newlines(bytes: &[u8]) -> usize {
    let inside = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    1 + inside.iter().filter(|b| **b == b'\n').count()
}
