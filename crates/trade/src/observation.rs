//! What a source says of one cell: a reporter, a partner, a flow, a code, a period, a unit.

use crate::period::Period;
use crate::places::Place;
use navicert_model::day::Day;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// Which way goods go, seen from the reporter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Out of the reporting country.
    Export,
    /// Into the reporting country.
    Import,
    /// Foreign goods that go out again.
    ReExport,
    /// Own goods that come back.
    ReImport,
}

impl Flow {
    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Flow::Export => "export",
            Flow::Import => "import",
            Flow::ReExport => "re-export",
            Flow::ReImport => "re-import",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Flow> {
        [Flow::Export, Flow::Import, Flow::ReExport, Flow::ReImport]
            .into_iter()
            .find(|flow| flow.as_str() == text)
    }
}

/// A code of the Harmonized System or of a tariff built on it: 2 to 12 digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hs {
    digits: [u8; 12],
    length: u8,
}

impl Hs {
    /// No code: of a line that has only a name, and of a sum of several.
    pub(crate) const NONE: Hs = Hs { digits: [0; 12], length: 0 };

    /// Reads digits; apostrophes and blanks around them and points within are dropped.
    #[must_use]
    pub fn parse(text: &str) -> Option<Hs> {
        let text = text.trim_matches(|c: char| c == '\'' || c == '’' || c.is_whitespace());
        let mut hs = Hs { digits: [0; 12], length: 0 };
        for byte in text.bytes().filter(|byte| *byte != b'.') {
            if !byte.is_ascii_digit() {
                return None;
            }
            *hs.digits.get_mut(usize::from(hs.length))? = byte;
            hs.length += 1;
        }
        (hs.length >= 2).then_some(hs)
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.digits[..usize::from(self.length)]).unwrap_or_default()
    }

    /// The first six digits, or all if there are fewer.
    #[must_use]
    pub fn six(&self) -> &str {
        let digits = self.as_str();
        digits.get(..6).unwrap_or(digits)
    }
}

impl fmt::Display for Hs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Hs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hs({self})")
    }
}

impl Serialize for Hs {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// What a number counts. Masses are brought to tonnes when they are read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Tonnes.
    Tonne,
    /// Another quantity, in the unit that the source writes.
    Other(Arc<str>),
    /// Whole units of a currency.
    Money(Arc<str>),
    /// Whatever the line is counted in: of a cell that says only that it is withheld.
    Any,
}

impl Unit {
    /// The unit as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Unit::Tonne => "t",
            Unit::Other(unit) | Unit::Money(unit) => unit,
            Unit::Any => "",
        }
    }

    /// Whether it is money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        matches!(self, Unit::Money(_))
    }
}

/// What stands behind a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A figure.
    Published,
    /// A figure that the source says it will revise.
    Provisional,
    /// The source says nothing was traded.
    Zero,
    /// The source withholds the figure.
    Suppressed,
    /// The source estimated the figure.
    Estimated,
    /// Nothing is stored: zero or unreported, nobody knows.
    Missing,
    /// Not released yet.
    NotPublished,
}

impl State {
    const ALL: [State; 7] = [
        State::Published,
        State::Provisional,
        State::Zero,
        State::Suppressed,
        State::Estimated,
        State::Missing,
        State::NotPublished,
    ];

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Published => "published",
            State::Provisional => "provisional",
            State::Zero => "zero",
            State::Suppressed => "suppressed",
            State::Estimated => "estimated",
            State::Missing => "missing",
            State::NotPublished => "not-published",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The words, for a message.
    #[must_use]
    pub fn words() -> String {
        State::ALL.map(State::as_str).join(", ")
    }

    /// Whether a number stands behind it.
    #[must_use]
    pub fn has_figure(self) -> bool {
        match self {
            State::Published | State::Provisional | State::Zero | State::Estimated => true,
            State::Suppressed | State::Missing | State::NotPublished => false,
        }
    }

    /// Whether a verdict may rest on it: a figure that was counted, not estimated.
    #[must_use]
    pub fn counts(self) -> bool {
        self.has_figure() && self != State::Estimated
    }
}

/// Whose trade with whom, in what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Who reports.
    pub reporter: Place,
    /// With whom.
    pub partner: Place,
    /// Which way.
    pub flow: Flow,
    /// In what.
    pub hs: Hs,
    /// Of a line without a code: its name.
    pub name: Option<Arc<str>>,
    /// Whether by year.
    pub yearly: bool,
}

impl Key {
    /// A line with a code.
    #[must_use]
    pub fn new(reporter: Place, partner: Place, flow: Flow, hs: Hs, yearly: bool) -> Key {
        Key { reporter, partner, flow, hs, name: None, yearly }
    }
}

/// Which edition of the Harmonized System a code is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// The edition of this year.
    Of(u16),
    /// One edition for all years, which the file does not name.
    OneForAll,
    /// The edition in force in the period.
    InForce,
}

/// One number, or what stands in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Which of the files.
    pub file: u32,
    /// Line of the file, from 1; in JSON the number of the row.
    pub line: u32,
    /// The month or year.
    pub period: Period,
    /// What the number counts.
    pub unit: Unit,
    /// The number.
    pub value: Option<Decimal>,
    /// What the source says of it.
    pub state: State,
    /// When it was released, if the file says so.
    pub released: Option<Day>,
    /// The edition of its code.
    pub edition: Edition,
}

/// Everything that files say of one [`Key`].
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose trade in what.
    pub key: Key,
    /// The name of the product, if a file has one.
    pub product: Option<Arc<str>>,
    /// The cells, in the order of the files.
    pub cells: Vec<Observation>,
}
