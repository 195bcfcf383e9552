//! Amounts that are known exactly, or only within limits.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::{Amount, AmountError, Dimension, Unit};
use crate::tri::Tri;
use crate::vocabulary::shortened;

/// A comparison of an amount with a bound of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Op {
    /// Below the bound.
    Lt,
    /// At or below the bound.
    Le,
    /// Above the bound.
    Gt,
    /// At or above the bound.
    Ge,
    /// Exactly the bound.
    Eq,
}

impl Op {
    /// `<`, `<=`, `>`, `>=` or `=`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Gt => ">",
            Op::Ge => ">=",
            Op::Eq => "=",
        }
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limit {
    /// Where the range ends.
    pub amount: Amount,
    /// Whether that amount itself is in the range.
    pub inclusive: bool,
}

/// An amount known exactly, or between limits of which one may be missing.
///
/// ```
/// use navicert_model::amount::{Amount, AmountRange, Op};
/// use navicert_model::tri::Tri;
/// let share = AmountRange::parse("between 10 % and 30 %")?;
/// assert_eq!(share.test(Op::Gt, &Amount::parse("25 %")?), Some(Tri::Unknown));
/// assert_eq!(share.test(Op::Gt, &Amount::parse("30 %")?), Some(Tri::No));
/// assert_eq!(share.test(Op::Gt, &Amount::parse("30 kg")?), None);
/// # Ok::<(), navicert_model::amount::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AmountRange {
    // INVARIANT: at least one is given; both measure the same; low is not above high.
    low: Option<Limit>,
    high: Option<Limit>,
}

impl AmountRange {
    /// Exactly this amount.
    #[must_use]
    pub const fn exactly(amount: Amount) -> AmountRange {
        let limit = Some(Limit { amount, inclusive: true });
        AmountRange { low: limit, high: limit }
    }

    /// This amount or more (more only, if not `inclusive`).
    #[must_use]
    pub const fn from(amount: Amount, inclusive: bool) -> AmountRange {
        AmountRange { low: Some(Limit { amount, inclusive }), high: None }
    }

    /// This amount or less (less only, if not `inclusive`).
    #[must_use]
    pub const fn up_to(amount: Amount, inclusive: bool) -> AmountRange {
        AmountRange { low: None, high: Some(Limit { amount, inclusive }) }
    }

    /// Between two amounts, both included; `None` if they measure different things or stand the
    /// wrong way round.
    #[must_use]
    pub fn between(low: Amount, high: Amount) -> Option<AmountRange> {
        let limit = |amount| Some(Limit { amount, inclusive: true });
        low.compare(&high)?.is_le().then_some(AmountRange { low: limit(low), high: limit(high) })
    }

    /// Reads `4 %`, `between 10 % and 30 %` (both included), `at least 5 %`, `at most 5 %`,
    /// `over 5 %` or `under 5 %`.
    ///
    /// # Errors
    /// [`AmountError`], as for an amount; also for a range without its second end, upside down or
    /// of two kinds of unit, and for comparison signs.
    pub fn parse(text: &str) -> Result<AmountRange, AmountError> {
        let text = text.trim();
        if text.as_bytes().first().is_none_or(u8::is_ascii_digit) {
            return Amount::parse(text).map(AmountRange::exactly);
        }
        if let Some(ends) = text.strip_prefix("between ") {
            return parse_between(text, ends);
        }
        for (word, low, inclusive) in WORDS {
            if let Some(rest) = text.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')) {
                let amount = Amount::parse(rest)?;
                let make = if low { AmountRange::from } else { AmountRange::up_to };
                return Ok(make(amount, inclusive));
            }
        }
        match sign_words(text) {
            Some(words) => Err(AmountError::Sign { text: shortened(text).into(), words }),
            None => Amount::parse(text).map(AmountRange::exactly),
        }
    }

    /// The amount, if it is known exactly.
    #[must_use]
    pub fn exact(&self) -> Option<&Amount> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        let equal = low.inclusive && high.inclusive && low.amount.compare(&high.amount)?.is_eq();
        equal.then_some(&low.amount)
    }

    /// The lower limit as given.
    #[must_use]
    pub const fn low(&self) -> Option<&Limit> {
        self.low.as_ref()
    }

    /// The upper limit as given.
    #[must_use]
    pub const fn high(&self) -> Option<&Limit> {
        self.high.as_ref()
    }

    /// The lower limit in the base unit of the dimension, and whether it is included.
    #[must_use]
    pub fn lo(&self) -> Option<(Decimal, bool)> {
        self.low.map(|limit| (limit.amount.base_value(), limit.inclusive))
    }

    /// The upper limit in the base unit of the dimension, and whether it is included.
    #[must_use]
    pub fn hi(&self) -> Option<(Decimal, bool)> {
        self.high.map(|limit| (limit.amount.base_value(), limit.inclusive))
    }

    /// The unit, as first given.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.low.or(self.high).map_or(Unit::COUNT, |limit| limit.amount.unit)
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        self.unit().dimension()
    }

    /// Does the amount stand so to `bound`? Yes if every amount of the range does, no if none
    /// does; `None` if they measure different things (two currencies included).
    #[must_use]
    pub fn test(&self, op: Op, bound: &Amount) -> Option<Tri> {
        if self.dimension() != bound.dimension() {
            return None;
        }
        let bound = bound.base_value();
        Some(match op {
            Op::Lt => self.is_below(bound, false),
            Op::Le => self.is_below(bound, true),
            Op::Gt => self.is_below(bound, true).not(),
            Op::Ge => self.is_below(bound, false).not(),
            Op::Eq => self.is_equal(bound),
        })
    }

    /// Below the bound, or (if `or_at`) at it?
    fn is_below(&self, bound: Decimal, or_at: bool) -> Tri {
        let all = self.hi().is_some_and(|(high, inclusive)| {
            high < bound || (high == bound && (or_at || !inclusive))
        });
        let none = self
            .lo()
            .is_some_and(|(low, inclusive)| low > bound || (low == bound && !(or_at && inclusive)));
        if all {
            Tri::Yes
        } else if none {
            Tri::No
        } else {
            Tri::Unknown
        }
    }

    fn is_equal(&self, bound: Decimal) -> Tri {
        if self.exact().is_some_and(|amount| amount.base_value() == bound) {
            return Tri::Yes;
        }
        let below = self.is_below(bound, false);
        let above = self.is_below(bound, true).not();
        if below.is_yes() || above.is_yes() { Tri::No } else { Tri::Unknown }
    }
}

/// Words before an amount: whether it is the lower limit, and whether it is included.
const WORDS: [(&str, bool, bool); 4] = [
    ("at least", true, true),
    ("at most", false, true),
    ("over", true, false),
    ("under", false, false),
];

fn parse_between(text: &str, ends: &str) -> Result<AmountRange, AmountError> {
    let whole = || Box::from(shortened(text));
    let Some((low, high)) = ends.split_once(" and ") else {
        return Err(AmountError::Between { text: whole() });
    };
    let (low, high) = (Amount::parse(low)?, Amount::parse(high)?);
    if low.dimension() != high.dimension() {
        return Err(AmountError::Mixed { text: whole() });
    }
    AmountRange::between(low, high).ok_or_else(|| AmountError::Inverted { text: whole() })
}

fn sign_words(text: &str) -> Option<&'static str> {
    let signs = [
        (">=", "at least"),
        ("≥", "at least"),
        ("=>", "at least"),
        ("<=", "at most"),
        ("≤", "at most"),
        (">", "over"),
        ("<", "under"),
    ];
    signs.into_iter().find(|(sign, _)| text.starts_with(sign)).map(|(_, words)| words)
}

impl From<Amount> for AmountRange {
    fn from(amount: Amount) -> AmountRange {
        AmountRange::exactly(amount)
    }
}

impl fmt::Display for AmountRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{}", low.amount),
            (Some(low), Some(high)) => write!(f, "between {} and {}", low.amount, high.amount),
            (Some(low), None) if low.inclusive => write!(f, "at least {}", low.amount),
            (Some(low), None) => write!(f, "over {}", low.amount),
            (None, Some(high)) if high.inclusive => write!(f, "at most {}", high.amount),
            (None, Some(high)) => write!(f, "under {}", high.amount),
            (None, None) => Ok(()),
        }
    }
}

impl FromStr for AmountRange {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<AmountRange, AmountError> {
        AmountRange::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_print_as_read() {
        for text in [
            "4 %",
            "-40 °C",
            "between 10 % and 30 %",
            "between 1 g and 1 kg",
            "at least 5 %",
            "at most 5.0 %",
            "over 5 %",
            "under -5 °C",
            "at least 100:1",
            "over 2600",
        ] {
            assert_eq!(AmountRange::parse(text).map(|r| r.to_string()), Ok(text.into()));
        }
        let point = AmountRange::parse("between 1000 g and 1 kg").unwrap();
        assert_eq!(point.exact().map(ToString::to_string).as_deref(), Some("1000 g"));
    }

    #[test]
    fn malformed_ranges_say_what_to_write() {
        for (text, message) in [
            ("between 10 %", "`between 10 %` does not say between which two amounts"),
            (
                "between 10 and 30 %",
                "`between 10 and 30 %` runs between two different kinds of unit",
            ),
            ("between 30 % and 10 %", "`between 30 % and 10 %` starts above its end"),
            (">= 5 %", "`>= 5 %` begins with a comparison sign"),
            ("at least", "`at least` does not begin with a number"),
            ("at least five", "`five` does not begin with a number"),
            ("about 5 %", "`about 5 %` does not begin with a number"),
            ("", "`` does not begin with a number"),
        ] {
            let error = AmountRange::parse(text).expect_err(text);
            assert_eq!(error.to_string(), message);
            assert!(!error.help().is_empty());
        }
    }

    #[test]
    fn tests_against_a_bound() {
        use Op::{Eq, Ge, Gt, Le, Lt};
        use Tri::{No, Unknown, Yes};
        for (range, answers) in [
            // Lt, Le, Gt, Ge, Eq against 5 %
            ("4 %", [Yes, Yes, No, No, No]),
            ("5 %", [No, Yes, No, Yes, Yes]),
            ("50000 ppm", [No, Yes, No, Yes, Yes]),
            ("6 %", [No, No, Yes, Yes, No]),
            ("at least 5 %", [No, Unknown, Unknown, Yes, Unknown]),
            ("over 5 %", [No, No, Yes, Yes, No]),
            ("at most 5 %", [Unknown, Yes, No, Unknown, Unknown]),
            ("under 5 %", [Yes, Yes, No, No, No]),
            ("between 4 % and 5 %", [Unknown, Yes, No, Unknown, Unknown]),
            ("between 5 % and 6 %", [No, Unknown, Unknown, Yes, Unknown]),
            ("between 4 % and 6 %", [Unknown; 5]),
        ] {
            let bound = Amount::parse("5 %").unwrap();
            let parsed = AmountRange::parse(range).unwrap();
            for (op, expected) in [Lt, Le, Gt, Ge, Eq].into_iter().zip(answers) {
                assert_eq!(parsed.test(op, &bound), Some(expected), "{range} {op} {bound}");
            }
        }
    }

    proptest! {
        /// A range says yes or no only where every amount in it does.
        #[test]
        fn ranges_agree_with_their_amounts(low in -9..9_i64, width in 0..6_i64, bound in -9..16_i64) {
            let kg = |n: i64| Amount::new(Decimal::from(n), Unit::parse("kg").unwrap());
            let range = AmountRange::between(kg(low), kg(low + width)).unwrap();
            for op in [Op::Lt, Op::Le, Op::Gt, Op::Ge, Op::Eq] {
                let each: Vec<_> = (low..=low + width)
                    .map(|n| AmountRange::exactly(kg(n)).test(op, &kg(bound)).unwrap())
                    .collect();
                let expected = match () {
                    () if each.iter().all(|t| t.is_yes()) => Tri::Yes,
                    () if each.iter().all(|t| t.is_no()) => Tri::No,
                    () => Tri::Unknown,
                };
                prop_assert_eq!(range.test(op, &kg(bound)), Some(expected));
            }
        }
    }
}
