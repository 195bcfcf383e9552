//! A series and what it says, as JSON, text, a row of a table and a picture.

pub mod json;
pub mod schema;
pub mod svg;
pub mod table;
pub mod text;

use crate::series::{Latest, Series};
use crate::visibility::{Measure, Mirror, Visibility, judge, mirrors};
use navicert_model::day::Day;

/// A series with everything that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The series as it stood on the day.
    pub series: Series,
    /// What its newest figure says.
    pub latest: Option<Latest>,
    /// What it says of the measure, if one was asked about.
    pub visibility: Option<Visibility>,
    /// What the other side of the flow says.
    pub mirror: Option<Mirror>,
}

/// Answers for every series, in order.
#[must_use]
pub fn answers(all: Vec<Series>, measure: Option<&Measure>, as_of: Day) -> Vec<Answer> {
    let judged = measure.map(|measure| judge(&all, measure, as_of));
    let mut judged = judged.into_iter().flatten();
    let mirrors = mirrors(&all);
    all.into_iter()
        .zip(mirrors)
        .map(|(series, mirror)| Answer {
            latest: series.latest(),
            visibility: judged.next(),
            mirror,
            series,
        })
        .collect()
}
