//! What is wrong with a file, where, and what to do about it.

use std::fmt;
use thiserror::Error;

/// How many problems of one import are told; reading stops there.
pub(crate) const MOST: usize = 20;

/// Why a file cannot be imported.
///
/// ```
/// use navicert_lists::{Place, Problem};
/// let problem = Problem {
///     file: "sdn.csv".into(),
///     place: Some(Place::Line(7)),
///     field: Some("ent_num".into()),
///     message: "`x7` is no number".into(),
///     help: "get the file again".into(),
/// };
/// assert_eq!(problem.to_string(), "sdn.csv, line 7, `ent_num`: `x7` is no number");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct Problem {
    /// The file's name, as it was given.
    pub file: String,
    /// Where in it.
    pub place: Option<Place>,
    /// The column or element.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(place) = self.place {
            write!(f, ", {place}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", `{field}`")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// A place in a file, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of text.
    Line(u64),
    /// A row of a sheet.
    Row(u64),
    /// An object of an array.
    Object(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(line) => write!(f, "line {line}"),
            Place::Row(row) => write!(f, "row {row}"),
            Place::Object(object) => write!(f, "object {object}"),
        }
    }
}

/// A file's name, with which its problems begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InFile<'n>(pub &'n str);

impl InFile<'_> {
    /// A problem with the whole file.
    pub(crate) fn problem(self, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem {
            file: self.0.to_owned(),
            place: None,
            field: None,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A problem at a place.
    pub(crate) fn at(
        self,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        Problem { place: Some(place), ..self.problem(message, help) }
    }

    /// A problem with a field at a place.
    pub(crate) fn field(
        self,
        place: Place,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        Problem { field: Some(field.to_owned()), ..self.at(place, message, help) }
    }
}

/// A text short enough for a message.
pub(crate) fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let head: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { format!("{head}…") } else { head }
}
