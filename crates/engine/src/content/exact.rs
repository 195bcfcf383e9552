//! Sums and products of amounts that are not below zero, with a note of every rounding.

use rust_decimal::Decimal;

/// A result that was rounded and has fewer digits than this cannot be vouched for.
const FEWEST_DIGITS: i128 = 1_000_000_000_000_000_000;

/// Arithmetic that says whether it was exact. Most figures are: decimals hold 28 digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exact {
    /// Some result has been rounded in its 28th digit.
    pub rounded: bool,
    /// Some result is too large, or too small to keep eighteen digits: nothing may be concluded.
    pub lost: bool,
}

impl Exact {
    fn settle(&mut self, result: Option<Decimal>, scale: u32) -> Decimal {
        let Some(result) = result else {
            self.lost = true;
            return Decimal::ZERO;
        };
        if result.scale() < scale {
            self.rounded = true;
            self.lost |= result.mantissa().abs() < FEWEST_DIGITS;
        }
        result
    }

    /// The sum.
    pub fn add(&mut self, a: Decimal, b: Decimal) -> Decimal {
        self.settle(a.checked_add(b), a.scale().max(b.scale()))
    }

    /// What is left, never below zero.
    pub fn less(&mut self, a: Decimal, b: Decimal) -> Decimal {
        if b >= a {
            return Decimal::ZERO;
        }
        self.settle(a.checked_sub(b), a.scale().max(b.scale()))
    }

    /// The product.
    pub fn times(&mut self, a: Decimal, b: Decimal) -> Decimal {
        if a.is_zero() || b.is_zero() {
            return Decimal::ZERO;
        }
        if b == Decimal::ONE {
            return a;
        }
        let (a, b) = (a.normalize(), b.normalize());
        self.settle(a.checked_mul(b), a.scale() + b.scale())
    }

    /// The quotient; `b` is not zero.
    pub fn over(&mut self, a: Decimal, b: Decimal) -> Decimal {
        if b == Decimal::ONE || a.is_zero() {
            return a;
        }
        if a == b {
            return Decimal::ONE;
        }
        let Some(result) = a.checked_div(b) else {
            self.lost = true;
            return Decimal::ZERO;
        };
        let mut check = Exact::default();
        if check.times(result, b) != a || check != Exact::default() {
            self.rounded = true;
            self.lost |= result.mantissa().abs() < FEWEST_DIGITS;
        }
        result
    }
}

/// An amount that may have no end; `None` is above every number.
pub type Upper = Option<Decimal>;

/// The smaller.
pub fn least(a: Upper, b: Upper) -> Upper {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, None) => a,
        (None, b) => b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn what_fits_is_exact() {
        let mut exact = Exact::default();
        assert_eq!(exact.times(decimal("12.50"), decimal("0.04")), decimal("0.5"));
        assert_eq!(exact.over(decimal("1"), decimal("8")), decimal("0.125"));
        assert_eq!(exact.add(decimal("0.1"), decimal("0.2")), decimal("0.3"));
        assert_eq!(exact.less(decimal("1"), decimal("3")), Decimal::ZERO);
        assert_eq!(exact, Exact::default());
    }

    #[test]
    fn what_does_not_fit_is_noted() {
        let mut exact = Exact::default();
        exact.over(decimal("1"), decimal("3"));
        assert!(exact.rounded && !exact.lost);
        let mut exact = Exact::default();
        exact.times(decimal("0.00000000000000000001"), decimal("0.0000000000000001"));
        assert!(exact.lost);
        let mut exact = Exact::default();
        exact.times(Decimal::MAX, decimal("2"));
        assert!(exact.lost);
    }
}
