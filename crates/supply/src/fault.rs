//! What is wrong with the tables, and where.

use navicert_model::read::FieldError;
use std::fmt;

/// At most this many faults are told one by one.
const MOST: usize = 40;

/// Where in the input something stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Spot {
    /// The file, as the user named it; empty for what is wrong with all tables together.
    pub file: Box<str>,
    /// The sheet of a workbook.
    pub sheet: Option<Box<str>>,
    /// Line of a text or row of a sheet, from one; zero for the file itself.
    pub line: u32,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if self.file.is_empty() { "the tables" } else { &self.file };
        match file {
            "-" => f.write_str("standard input")?,
            "the tables" => f.write_str(file)?,
            file => write!(f, "`{file}`")?,
        }
        match (&self.sheet, self.line) {
            (Some(sheet), 0) => write!(f, ", sheet `{sheet}`"),
            (Some(sheet), line) => write!(f, ", sheet `{sheet}`, row {line}"),
            (None, 0) => Ok(()),
            (None, line) => write!(f, ", line {line}"),
        }
    }
}

/// Something wrong with a table: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{spot}: {error}")]
pub struct Fault {
    /// Where.
    pub spot: Spot,
    /// The column, what is wrong, and what to do.
    pub error: FieldError,
}

/// Everything wrong with the input; nothing is answered then.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("the tables have {} faults", .told.len() + .more)]
pub struct Faults {
    /// The first ones, in the order of the input.
    pub told: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
}

impl Faults {
    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Are no more told one by one?
    pub(crate) fn is_full(&self) -> bool {
        self.told.len() >= MOST
    }

    pub(crate) fn push(&mut self, spot: Spot, error: FieldError) {
        match self.is_full() {
            false => self.told.push(Fault { spot, error }),
            true => self.more += 1,
        }
    }

    pub(crate) fn or<T>(self, value: T) -> Result<T, Faults> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

/// An error at a column.
pub(crate) fn wrong(
    field: &str,
    message: impl Into<String>,
    help: impl Into<String>,
) -> FieldError {
    FieldError { field: field.to_owned(), message: message.into(), help: help.into() }
}
