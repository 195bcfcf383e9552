//! Answers as JSON Lines, as tables, as text for a person, and as pictures.

pub mod concentration;
pub mod csv;
pub mod json;
pub mod svg;
pub mod text;

use crate::number::{Ratio, Round, decimal};

/// Places of amounts and of percentages.
const PLACES: u32 = 6;

/// An amount, as short as it can be written with six places.
#[must_use]
pub fn amount(value: &Ratio) -> String {
    decimal(value, PLACES, Round::Nearest)
}

/// Both ends, rounded outwards; one number stays one number.
#[must_use]
pub fn ends(range: &crate::concentration::Range, places: u32) -> (String, String) {
    if range.at_least == range.at_most {
        let one = decimal(&range.at_least, places, Round::Nearest);
        return (one.clone(), one);
    }
    (decimal(&range.at_least, places, Round::Down), decimal(&range.at_most, places, Round::Up))
}

/// What every line of a what-if shares.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Name and value of what was asked: the day, the act or the scenario, the digest of the law.
    pub asked: Vec<(&'static str, String)>,
    /// What was taken for granted.
    pub assumed: Vec<String>,
}
