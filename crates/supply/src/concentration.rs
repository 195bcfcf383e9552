//! How concentrated sources are: the Herfindahl-Hirschman index, with an open remainder as a range.

use crate::number::{Ratio, greater, whole, zero};
use num_traits::Zero;

/// Both ends of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// What is certain.
    pub at_least: Ratio,
    /// The most that the unknown leaves possible.
    pub at_most: Ratio,
}

impl Range {
    /// A range of one number.
    #[must_use]
    pub fn exactly(value: Ratio) -> Range {
        Range { at_least: value.clone(), at_most: value }
    }
}

/// Whom an open remainder may belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remainder {
    /// To anybody: all of it may come from the source that is the largest already.
    Anybody,
    /// To sources that are not named: all of it may come from one more.
    Others,
}

/// The index on a scale of 0 to 10,000: the sum of the squares of the shares in percent. At least:
/// the remainder is spread so thin that it adds nothing. At most: it comes from one source.
///
/// ```
/// use navicert_supply::concentration::{Remainder, hhi};
/// use navicert_supply::number::whole;
/// let shares = [71, 13, 5, 5].map(whole);
/// let index = hhi(&shares, &whole(6), Remainder::Others);
/// assert_eq!((index.at_least, index.at_most), (whole(5260), whole(5296)));
/// ```
#[must_use]
pub fn hhi(percents: &[Ratio], rest: &Ratio, remainder: Remainder) -> Range {
    let at_least = percents.iter().fold(zero(), |sum, share| sum + share * share);
    let most = match remainder {
        Remainder::Anybody => percents.iter().cloned().fold(zero(), greater),
        Remainder::Others => zero(),
    };
    // Growing by `rest`, a square of `most` grows by rest² + 2·rest·most.
    let more = rest * rest + whole(2) * rest * most;
    Range { at_most: &at_least + more, at_least }
}

/// The shares of parts of a total in percent; nothing of nothing is nothing.
#[must_use]
pub fn percents(parts: &[Ratio], total: &Ratio) -> Vec<Ratio> {
    if total.is_zero() {
        return Vec::new();
    }
    parts.iter().map(|part| part / total * whole(100)).collect()
}
