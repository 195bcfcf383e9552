//! Exact numbers: decimals of any length for sums and products, fractions for what is divided.

use navicert_model::amount::Decimal;
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A fraction of whole numbers of any length.
pub type Ratio = BigRational;

/// A decimal of any length. Twenty levels of quantities multiply beyond the 28 digits of
/// [`Decimal`]; while they fit in 128 bits nothing is allocated.
///
/// ```
/// use navicert_supply::number::Exact;
/// let tenth = "0.1".parse()?;
/// let three = Exact::from_decimal("3".parse()?);
/// assert_eq!(three.times(tenth).to_ratio().to_string(), "3/10");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exact(Form);

#[derive(Clone, Debug)]
enum Form {
    /// `mantissa` over ten to the power of `scale`.
    Small { mantissa: i128, scale: u32 },
    /// The same.
    Large(Box<(BigInt, u32)>),
}

impl Default for Exact {
    fn default() -> Exact {
        Exact(Form::Small { mantissa: 0, scale: 0 })
    }
}

impl Exact {
    /// One.
    #[must_use]
    pub const fn one() -> Exact {
        Exact(Form::Small { mantissa: 1, scale: 0 })
    }

    /// The same number.
    #[must_use]
    pub fn from_decimal(value: Decimal) -> Exact {
        Exact(Form::Small { mantissa: value.mantissa(), scale: value.scale() })
    }

    /// Is it zero?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Small { mantissa, .. } => *mantissa == 0,
            Form::Large(large) => large.0.is_zero(),
        }
    }

    /// The product.
    #[must_use]
    pub fn times(&self, factor: Decimal) -> Exact {
        let (other, places) = (factor.mantissa(), factor.scale());
        if let Form::Small { mantissa, scale } = &self.0
            && let Some(mantissa) = mantissa.checked_mul(other)
        {
            return Exact(Form::Small { mantissa, scale: scale.saturating_add(places) });
        }
        let (mantissa, scale) = self.large();
        Exact(Form::Large(Box::new((mantissa * other, scale.saturating_add(places)))))
    }

    /// Adds another number to this one.
    pub fn add(&mut self, other: &Exact) {
        if let (Form::Small { mantissa: a, scale: p }, Form::Small { mantissa: b, scale: q }) =
            (&self.0, &other.0)
            && let Some(sum) = small_sum((*a, *p), (*b, *q))
        {
            self.0 = sum;
            return;
        }
        let ((a, p), (b, q)) = (self.large(), other.large());
        let scale = p.max(q);
        let sum = a * ten_to(scale - p) + b * ten_to(scale - q);
        self.0 = Form::Large(Box::new((sum, scale)));
    }

    /// The same number as a fraction in lowest terms.
    #[must_use]
    pub fn to_ratio(&self) -> Ratio {
        let (mantissa, scale) = self.large();
        Ratio::new(mantissa, ten_to(scale))
    }

    fn large(&self) -> (BigInt, u32) {
        match &self.0 {
            Form::Small { mantissa, scale } => (BigInt::from(*mantissa), *scale),
            Form::Large(large) => (**large).clone(),
        }
    }
}

fn small_sum(a: (i128, u32), b: (i128, u32)) -> Option<Form> {
    let scale = a.1.max(b.1);
    let raised =
        |(mantissa, own): (i128, u32)| mantissa.checked_mul(10_i128.checked_pow(scale - own)?);
    let mantissa = raised(a)?.checked_add(raised(b)?)?;
    Some(Form::Small { mantissa, scale })
}

fn ten_to(power: u32) -> BigInt {
    BigInt::from(10).pow(power)
}

/// A decimal as a fraction.
#[must_use]
pub fn ratio(value: Decimal) -> Ratio {
    Exact::from_decimal(value).to_ratio()
}

/// A whole number as a fraction.
#[must_use]
pub fn whole(value: i64) -> Ratio {
    Ratio::from_integer(BigInt::from(value))
}

/// Which way the last digit that is written goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// To the nearest; a half away from zero.
    Nearest,
    /// Never above the number.
    Down,
    /// Never below the number.
    Up,
}

/// A fraction as a decimal with at most so many places, without zeros at the end.
///
/// ```
/// use navicert_supply::number::{Round, decimal, whole};
/// let third = whole(1) / whole(3);
/// assert_eq!(decimal(&third, 4, Round::Nearest), "0.3333");
/// assert_eq!(decimal(&third, 4, Round::Up), "0.3334");
/// assert_eq!(decimal(&whole(24), 4, Round::Up), "24");
/// ```
#[must_use]
pub fn decimal(value: &Ratio, places: u32, round: Round) -> String {
    let scaled = value * Ratio::from_integer(ten_to(places));
    let number = match round {
        Round::Nearest => scaled.round(),
        Round::Down => scaled.floor(),
        Round::Up => scaled.ceil(),
    };
    let number = number.to_integer();
    let digits = number.magnitude().to_string();
    let places = places as usize;
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (head, tail) = padded.split_at(padded.len() - places);
    let tail = tail.trim_end_matches('0');
    let sign = if number.sign() == Sign::Minus { "-" } else { "" };
    match tail.is_empty() {
        true => format!("{sign}{head}"),
        false => format!("{sign}{head}.{tail}"),
    }
}

/// The whole number at or below a fraction that is not below zero, held at `most`.
#[must_use]
pub fn floor_at_most(value: &Ratio, most: i32) -> i32 {
    let floor = value.floor().to_integer();
    i32::try_from(&floor).map_or(most, |floor| floor.clamp(0, most))
}

/// The greater.
#[must_use]
pub fn greater(a: Ratio, b: Ratio) -> Ratio {
    if b > a { b } else { a }
}

/// The smaller.
#[must_use]
pub fn smaller(a: Ratio, b: Ratio) -> Ratio {
    if b < a { b } else { a }
}

/// `part` of `total` in percent; `None` if there is no total.
#[must_use]
pub fn percent(part: &Ratio, total: &Ratio) -> Option<Ratio> {
    total.is_positive().then(|| part / total * whole(100))
}

/// One as a fraction.
#[must_use]
pub fn one() -> Ratio {
    Ratio::one()
}

/// Zero as a fraction.
#[must_use]
pub fn zero() -> Ratio {
    Ratio::zero()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal_of(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn decimals_are_written_short() {
        for (top, bottom, round, text) in [
            (1, 8, Round::Nearest, "0.125"),
            (-1, 8, Round::Nearest, "-0.125"),
            (2, 3, Round::Down, "0.666666"),
            (2, 3, Round::Up, "0.666667"),
            (100, 1, Round::Up, "100"),
            (0, 5, Round::Down, "0"),
            (1_000_001, 1_000_000, Round::Nearest, "1.000001"),
        ] {
            assert_eq!(decimal(&(whole(top) / whole(bottom)), 6, round), text);
        }
    }

    proptest! {
        /// Sums and products are those of fractions, however long they get.
        #[test]
        fn long_numbers_are_exact(factors in prop::collection::vec((1_i64..1_000_000_000, 0_u32..9), 1..40)) {
            let (mut product, mut oracle) = (Exact::one(), one());
            let (mut sum, mut sum_oracle) = (Exact::default(), zero());
            for (mantissa, scale) in factors {
                let factor = Decimal::new(mantissa, scale);
                product = product.times(factor);
                oracle *= ratio(factor);
                sum.add(&product);
                sum_oracle += &oracle;
            }
            prop_assert_eq!(product.to_ratio(), oracle);
            prop_assert_eq!(sum.to_ratio(), sum_oracle);
        }

        /// Rounding down and up enclose the number.
        #[test]
        fn rounding_encloses(top in -10_000_i64..10_000, bottom in 1_i64..10_000) {
            let value = whole(top) / whole(bottom);
            let read = |round| ratio(decimal_of(&decimal(&value, 6, round)));
            prop_assert!(read(Round::Down) <= value && value <= read(Round::Up));
        }
    }
}
