//! Exact amounts: a decimal with a unit, and ranges of them.
//!
//! Nothing here is a float, and nothing is converted from one currency to another.

mod currency;
mod error;
mod parse;
mod range;
mod unit;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

pub use error::AmountError;
pub use range::{AmountRange, Limit, Op};
pub use rust_decimal::Decimal;
pub use unit::{Dimension, Unit};

/// A decimal with a unit, kept as given (`1.50 nm` stays `1.50 nm`).
///
/// Two amounts are equal if number and unit are; to compare across units of one dimension use
/// [`Amount::compare`].
///
/// ```
/// use navicert_model::amount::Amount;
/// use std::cmp::Ordering;
/// let (share, bound) = (Amount::parse("0.2 %")?, Amount::parse("2000 ppm")?);
/// assert_eq!(share.compare(&bound), Some(Ordering::Equal));
/// # Ok::<(), navicert_model::amount::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The number, in `unit`.
    pub value: Decimal,
    /// The unit.
    pub unit: Unit,
}

impl Amount {
    /// An amount of `value` in `unit`.
    #[must_use]
    pub const fn new(value: Decimal, unit: Unit) -> Amount {
        Amount { value, unit }
    }

    /// Reads a decimal, a space and a unit: `120 kg`, `18000 USD`, `4 %`, `100:1`, `2600`.
    ///
    /// # Errors
    /// [`AmountError`] for separators of thousands, exponents, currency symbols, unknown units and
    /// numbers too long to be compared exactly.
    pub fn parse(text: &str) -> Result<Amount, AmountError> {
        parse::amount(text)
    }

    /// What the amount measures.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        self.unit.dimension()
    }

    /// The number in the base unit of the dimension; exact for every amount that was parsed.
    #[must_use]
    pub fn base_value(&self) -> Decimal {
        self.unit.to_base(self.value)
    }

    /// Which of two amounts is greater; `None` if they measure different things (two currencies
    /// included).
    #[must_use]
    pub fn compare(&self, other: &Amount) -> Option<Ordering> {
        if self.unit == other.unit {
            return Some(self.value.cmp(&other.value));
        }
        (self.dimension() == other.dimension()).then(|| self.base_value().cmp(&other.base_value()))
    }
}

/// The number in the base unit of its dimension; see [`Amount::base_value`].
#[must_use]
pub fn base_value(amount: &Amount) -> Decimal {
    amount.base_value()
}

/// Reads a bare decimal, such as a rate: `1.08`.
///
/// # Errors
/// [`AmountError`] if it is not a plain decimal, or if a unit follows.
pub fn parse_decimal(text: &str) -> Result<Decimal, AmountError> {
    parse::decimal(text)
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::COUNT => write!(f, "{}", self.value),
            Unit::RATIO => write!(f, "{}:1", self.value),
            unit => write!(f, "{} {unit}", self.value),
        }
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Amount, AmountError> {
        Amount::parse(text)
    }
}
