//! The share of one product's value that counts, as a range over what is unknown.

use super::exact::{Exact, Upper, least};
use super::worth::Valued;
use navicert_model::amount::{Amount, Op, Unit};
use navicert_model::tri::Tri;
use rust_decimal::Decimal;

/// A share that counts: what is certain and what is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// In percent.
    pub at_least: Decimal,
    /// In percent.
    pub at_most: Decimal,
    /// What certainly counts, in the product's currency.
    pub counted_at_least: Decimal,
    /// What may count; `None`: no end.
    pub counted_at_most: Upper,
    /// Whether it is past the threshold: above a ceiling, at or above a floor.
    pub crossed: Tri,
}

impl Share {
    /// The range that holds both.
    #[must_use]
    pub fn or(self, other: Share) -> Share {
        let upper = self.counted_at_most.zip(other.counted_at_most).map(|(a, b)| a.max(b));
        Share {
            at_least: self.at_least.min(other.at_least),
            at_most: self.at_most.max(other.at_most),
            counted_at_least: self.counted_at_least.min(other.counted_at_least),
            counted_at_most: upper,
            crossed: if self.crossed == other.crossed { self.crossed } else { Tri::Unknown },
        }
    }
}

/// A numerator over a denominator; neither is below zero.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    part: Decimal,
    whole: Decimal,
}

impl Fraction {
    fn percent(self) -> Decimal {
        if self.part == self.whole {
            return Decimal::ONE_HUNDRED;
        }
        let mut exact = Exact::default();
        let scaled = exact.times(self.part, Decimal::ONE_HUNDRED);
        exact.over(scaled, self.whole).normalize()
    }

    /// Whether the share is past a threshold in percent.
    fn crosses(self, op: Op, threshold: Decimal) -> bool {
        let mut exact = Exact::default();
        let part = exact.times(self.part, Decimal::ONE_HUNDRED);
        let bound = exact.times(self.whole, threshold);
        match op {
            Op::Gt | Op::Le => part > bound,
            Op::Ge | Op::Lt => part >= bound,
            Op::Eq => part == bound,
        }
    }
}

/// What counts of one product, before it is put in relation to the whole.
#[derive(Clone, Copy, Debug)]
struct Counted {
    least: Decimal,
    /// The most, while everything is worth the least that it can be.
    most: Decimal,
    /// How much that can grow if parts without a value are worth more.
    growth: Upper,
}

/// The share of the product's value in parts that meet a condition; `meets` says so by place.
///
/// A part that meets it counts whole, otherwise what goes into it is looked at; of one that may
/// meet it the upper end counts the whole and the lower end what goes into it.
///
/// Cost: linear in the parts and their uses.
pub fn share(valued: &Valued, meets: &[Tri], looked: bool, op: Op, bound: &Amount) -> Share {
    let mut exact = valued.exact;
    let counted = match looked {
        true => count(valued, meets, &mut exact),
        false => Counted { least: Decimal::ZERO, most: Decimal::ZERO, growth: None },
    };
    let one = Amount::new(Decimal::ONE, Unit::PERCENT).base_value();
    let threshold = bound.base_value().checked_div(one).unwrap_or_default();
    let whole = valued.most.first().copied().flatten();
    let (lo, hi) = match whole {
        Some(whole) => of_known(valued, counted, whole, &mut exact),
        None => of_unknown(valued, counted, &mut exact),
    };
    let lowest = lo.crosses(op, threshold);
    // Of an unknown whole the share has no least, but what counts is still more than nothing.
    let something = counted.least > Decimal::ZERO && threshold.is_zero();
    let crossed = match op {
        Op::Eq => exactly(lo, hi, threshold),
        _ if exact.lost => Tri::Unknown,
        _ if lowest || (something && whole.is_none()) => Tri::Yes,
        _ if !hi.crosses(op, threshold) => Tri::No,
        _ => Tri::Unknown,
    };
    let counted_at_most = match whole {
        Some(_) => Some(hi.part),
        None => counted.growth.map(|growth| exact.add(counted.most, growth)),
    };
    Share {
        at_least: lo.percent(),
        at_most: hi.percent(),
        counted_at_least: counted.least,
        counted_at_most,
        crossed,
    }
}

fn exactly(lo: Fraction, hi: Fraction, threshold: Decimal) -> Tri {
    let at = |end: Fraction| end.crosses(Op::Eq, threshold);
    if at(lo) && at(hi) {
        Tri::Yes
    } else if lo.crosses(Op::Gt, threshold) || !hi.crosses(Op::Ge, threshold) {
        Tri::No
    } else {
        Tri::Unknown
    }
}

fn of_known(
    valued: &Valued,
    counted: Counted,
    whole: Decimal,
    exact: &mut Exact,
) -> (Fraction, Fraction) {
    let inside = valued.inside.first().copied().unwrap_or_default();
    let room = exact.less(whole, inside);
    let growth = least(Some(room), counted.growth).unwrap_or_default();
    let mut most = exact.add(counted.most, growth).min(whole);
    let mut lowest = counted.least.min(whole);
    if exact.rounded {
        // Every rounding is of the 28th digit; the ends are moved by far more than all of them.
        let slack = whole.checked_mul(Decimal::new(1, 18)).unwrap_or_default();
        lowest = exact.less(lowest, slack);
        most = exact.add(most, slack).min(whole);
    }
    (Fraction { part: lowest, whole }, Fraction { part: most, whole })
}

/// The product may be worth anything from its parts upwards.
fn of_unknown(valued: &Valued, counted: Counted, exact: &mut Exact) -> (Fraction, Fraction) {
    let none = Fraction { part: Decimal::ZERO, whole: Decimal::ONE };
    let all = Fraction { part: Decimal::ONE, whole: Decimal::ONE };
    let inside = valued.inside.first().copied().unwrap_or_default();
    let Some(growth) = counted.growth else { return (none, all) };
    let part = exact.add(counted.most, growth);
    let whole = exact.add(inside, growth);
    // Of parts that are worth nothing for certain nothing can be said.
    if whole.is_zero() {
        return (none, all);
    }
    (none, Fraction { part: part.min(whole), whole })
}

/// From the leaves up: what counts in each part, and how it grows with its worth.
fn count(valued: &Valued, meets: &[Tri], exact: &mut Exact) -> Counted {
    let count = valued.parts.len();
    let nothing =
        Counted { least: Decimal::ZERO, most: Decimal::ZERO, growth: Some(Decimal::ZERO) };
    let mut counted = vec![nothing; count];
    for at in (0..count).rev() {
        let mut inner = nothing;
        for link in valued.links(at) {
            let one = counted[link.part];
            let least = exact.times(one.least, link.factor);
            let most = exact.times(one.most, link.factor);
            inner.least = exact.add(inner.least, least);
            inner.most = exact.add(inner.most, most);
            let growth = one.growth.map(|growth| exact.times(growth, link.factor));
            inner.growth = inner.growth.zip(growth).map(|(a, b)| exact.add(a, b));
        }
        counted[at] = if at == 0 { inner } else { one_part(valued, at, meets[at], inner, exact) };
    }
    counted.first().copied().unwrap_or(nothing)
}

fn one_part(valued: &Valued, at: usize, meets: Tri, inner: Counted, exact: &mut Exact) -> Counted {
    let (lowest, highest) = (valued.least[at], valued.most[at]);
    let whole = Counted {
        least: if meets == Tri::Yes { lowest } else { inner.least },
        most: lowest,
        growth: highest.map(|highest| exact.less(highest, lowest)),
    };
    if meets != Tri::No {
        return whole;
    }
    // Its parts that have no value of their own may take up what is left of its own.
    let room = exact.less(lowest, valued.inside[at]);
    let now = least(Some(room), inner.growth).unwrap_or_default();
    let room = highest.map(|highest| exact.less(highest, valued.inside[at]));
    let then = least(room, inner.growth);
    Counted {
        least: inner.least,
        most: exact.add(inner.most, now),
        growth: then.map(|then| exact.less(then, now)),
    }
}
