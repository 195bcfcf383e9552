//! Why a text is not an amount, and what to write instead.

use thiserror::Error;

use super::currency;
use crate::vocabulary::{shortened, suggest};

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    /// It does not begin with a plain decimal.
    #[error("`{text}` does not begin with a number")]
    Number {
        /// The text given.
        text: Box<str>,
    },
    /// A separator of thousands, or a decimal comma: nobody can tell which.
    #[error("`{text}` holds a separator inside the number")]
    Separator {
        /// The text given.
        text: Box<str>,
    },
    /// An exponent, as floats have.
    #[error("`{text}` holds an exponent")]
    Exponent {
        /// The text given.
        text: Box<str>,
    },
    /// A currency symbol, or a currency before the number.
    #[error("`{text}` does not give its currency as a code after the number")]
    Currency {
        /// The text given.
        text: Box<str>,
        /// The amount as it should be written, if that is clear.
        instead: Box<str>,
    },
    /// A unit that is not in the table.
    #[error("`{unit}` is not a unit")]
    Unit {
        /// The unit given.
        unit: Box<str>,
        /// The unit probably meant.
        meant: Option<&'static str>,
    },
    /// More digits than can be compared exactly.
    #[error("`{text}` has more digits than can be compared exactly")]
    TooLong {
        /// The text given.
        text: Box<str>,
    },
    /// A ratio that is no decimal to one.
    #[error("`{text}` is not a ratio")]
    Ratio {
        /// The text given.
        text: Box<str>,
    },
    /// `between` without `and`.
    #[error("`{text}` does not say between which two amounts")]
    Between {
        /// The text given.
        text: Box<str>,
    },
    /// The ends of a range measure different things.
    #[error("`{text}` runs between two different kinds of unit")]
    Mixed {
        /// The text given.
        text: Box<str>,
    },
    /// The ends of a range stand the wrong way round.
    #[error("`{text}` starts above its end")]
    Inverted {
        /// The text given.
        text: Box<str>,
    },
    /// A comparison sign instead of words.
    #[error("`{text}` begins with a comparison sign")]
    Sign {
        /// The text given.
        text: Box<str>,
        /// The words for the sign.
        words: &'static str,
    },
    /// A unit after what must be a bare number.
    #[error("`{text}` is not a bare number")]
    NotBare {
        /// The text given.
        text: Box<str>,
    },
}

impl AmountError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            AmountError::Number { text } => number_help(text),
            AmountError::Separator { .. } => {
                "write the digits together, with a point before decimals, as `18000.50 USD`".into()
            }
            AmountError::Exponent { .. } => "write all digits, as `1000` for `1e3`".into(),
            AmountError::Currency { instead, .. } => {
                format!("write the number, a space and the ISO 4217 code, as `{instead}`")
            }
            AmountError::Unit { meant: Some(unit), .. } => format!("did you mean `{unit}`?"),
            AmountError::Unit { meant: None, .. } => {
                "write a known unit after the number, as `120 kg`, `4 %`, `1.50 nm` or `18000 USD`"
                    .into()
            }
            AmountError::TooLong { .. } => "write fewer digits, or a larger unit".into(),
            AmountError::Ratio { .. } => "write a decimal to one, as `100:1`".into(),
            AmountError::Between { .. } => "write `between 10 % and 30 %`".into(),
            AmountError::Mixed { .. } => "give both ends with units of one kind".into(),
            AmountError::Inverted { .. } => "write the smaller amount first".into(),
            AmountError::Sign { words, .. } => format!("write `{words} 5 %` in words"),
            AmountError::NotBare { .. } => "write the number alone, as `1.08`".into(),
        }
    }
}

fn number_help(text: &str) -> String {
    match text.as_bytes().first() {
        Some(b'.') => format!("write a digit before the point, as `0{text}`"),
        Some(b'+') => format!("leave out the sign, as `{}`", &text[1..]),
        _ => {
            "write a decimal, a space and a unit, as `120 kg`, or a range, as `at least 5 %`".into()
        }
    }
}

#[cold]
pub(super) fn number(text: &str) -> AmountError {
    AmountError::Number { text: shortened(text).into() }
}

/// The error for a text whose number ended at `rest`, where no unit follows.
#[cold]
pub(super) fn unit(text: &str, number: &str, rest: &str) -> AmountError {
    let whole = || shortened(text).into();
    let unit = rest.trim();
    let first = rest.chars().next().unwrap_or(' ');
    let then_digit = unit.starts_with(|c: char| c.is_ascii_digit());
    if matches!(first, ',' | '_' | '\'' | '’' | '.') || then_digit {
        return AmountError::Separator { text: whole() };
    }
    let after_e = rest.strip_prefix(['e', 'E']);
    if after_e
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)))
    {
        return AmountError::Exponent { text: whole() };
    }
    if currency::is_symbol(unit) {
        let code = currency::of_symbol(unit).unwrap_or("USD");
        return AmountError::Currency { text: whole(), instead: format!("{number} {code}").into() };
    }
    let known = super::unit::symbols();
    let upper = unit.to_ascii_uppercase();
    let currency = currency::position(&upper).map(|at| currency::CODES[usize::from(at)]);
    let singular = unit.strip_suffix('s').and_then(|unit| known.iter().find(|k| **k == unit));
    let meant = singular.copied().or(currency).or_else(|| suggest(unit, known));
    AmountError::Unit { unit: shortened(unit).into(), meant }
}

/// The error for a text that does not begin with a digit.
#[cold]
pub(super) fn start(text: &str) -> AmountError {
    let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (before, after) = text.split_at(digits);
    let before = before.trim();
    let code = currency::position(before).map(|at| currency::CODES[usize::from(at)]);
    if code.is_some() || currency::is_symbol(before) {
        let code = code.or_else(|| currency::of_symbol(before)).unwrap_or("USD");
        let end = after.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(after.len());
        let number = if end == 0 { "18000" } else { shortened_number(&after[..end]) };
        let instead = format!("{number} {code}").into();
        return AmountError::Currency { text: shortened(text).into(), instead };
    }
    number(text)
}

fn shortened_number(number: &str) -> &str {
    number.get(..30).unwrap_or(number)
}
