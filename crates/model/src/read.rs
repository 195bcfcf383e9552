//! Reading transfers from JSON, JSON Lines and CSV.
//!
//! All three become one small tree of borrowed values, and one walker gives the tree its meaning.
//! Everything wrong with a line is reported at once, each error at its field, with the next step.
//! Nothing here opens a file: the caller gives a [`BufRead`].

mod bill;
mod bom;
mod columns;
mod csv;
mod fields;
mod item;
mod json;
mod node;
mod party;
mod stream;
mod table;
mod transfer;
mod walk;

use std::fmt;
use std::io::BufRead;

use crate::transfer::Transfer;

pub use bom::{Entry, read_bom};
pub use columns::{assign, column_names};
pub use json::parse_transfer;
pub use stream::{LONGEST_LINE, Lines};
pub use table::{TableRow, read_table};

pub(crate) use fields::{
    BOM_LINE, BOM_ROW, CONTENT, END_USE, EVIDENCE, FACILITY, Field, ITEM, KNOWLEDGE, Kind, LISTING,
    MAKING, OWNER, Object, PARTY, RATE, RELATED, TRANSFER,
};

/// Something wrong with one field of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldError {
    /// Where: `item.content[0].share`, a CSV column, or empty for the line itself.
    pub field: String,
    /// What is wrong, in lower case, with the user's words in backticks.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for FieldError {}

/// One transfer of an input, or why it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line of the input it begins on, counted from one.
    pub number: usize,
    /// The transfer's own id; kept also when the rest cannot be read, if the id can.
    pub id: Option<String>,
    /// The transfer, or everything wrong with it.
    pub result: Result<Transfer, Vec<FieldError>>,
}

/// How an input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One JSON array of transfers, or transfers one after the other, over any number of lines.
    Json,
    /// One JSON object per line.
    JsonLines,
    /// Comma-separated values under a header of field names.
    Csv,
}

impl Format {
    /// The format that a file name's extension stands for: `json`, `jsonl`, `ndjson`, `csv`.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Format> {
        match extension.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }

    /// The format that the beginning of an input looks like. An object that ends with its line is
    /// taken for JSON Lines.
    #[must_use]
    pub fn guess(beginning: &str) -> Format {
        let text = beginning.trim_start_matches('\u{feff}').trim_start();
        match text.as_bytes().first() {
            Some(b'[') => Format::Json,
            Some(b'{') => {
                let line = text.lines().next().unwrap_or(text).trim_end();
                if line.len() > 1 && line.ends_with('}') { Format::JsonLines } else { Format::Json }
            }
            _ => Format::Csv,
        }
    }
}

/// Reads transfers one by one. JSON Lines and CSV are never held in memory as a whole; a JSON
/// array is.
///
/// Blank lines are skipped; a byte-order mark and CRLF are accepted; a line that is not UTF-8, or
/// longer than [`LONGEST_LINE`], is an error and the next line is read. Wrong CSV headers and
/// failing input end the reading with one last error.
pub fn read_lines<R: BufRead>(reader: R, format: Format) -> Lines<R> {
    Lines::new(reader, format)
}

/// Reads all transfers of a text; see [`read_lines`].
///
/// ```
/// use navicert_model::read::{Format, read_all};
/// let lines: Vec<_> = read_all("id,to\nSO-1,JP\nSO-2,Japan\n", Format::Csv).collect();
/// assert!(lines[0].result.is_ok());
/// assert_eq!(lines[1].id.as_deref(), Some("SO-2"));
/// let errors = lines[1].result.as_ref().unwrap_err();
/// assert_eq!(errors[0].to_string(), "to: `Japan` is not a country code");
/// assert_eq!(errors[0].help, "write `JP` for Japan");
/// ```
pub fn read_all(text: &str, format: Format) -> Lines<&[u8]> {
    read_lines(text.as_bytes(), format)
}
