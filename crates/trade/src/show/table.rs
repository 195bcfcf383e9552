//! A row for each series.

use super::Answer;
use crate::observation::Hs;
use std::fmt::Display;

/// The columns.
pub const HEADER: &[&str] = &[
    "reporter",
    "partner",
    "flow",
    "product",
    "hs",
    "unit",
    "period",
    "value",
    "state",
    "released_on",
    "mom_pct",
    "yoy_pct",
    "ytd",
    "rank_in_year",
    "measure",
    "effective",
    "first_period",
    "first_release",
    "published_after",
    "verdict",
    "expected",
    "low",
    "high",
    "window_pct",
    "via",
    "why",
];

/// The cells of a series; blank where there is nothing to say.
#[must_use]
pub fn row(answer: &Answer) -> Vec<String> {
    let series = &answer.series;
    let codes: Vec<&str> = series.hs.iter().map(Hs::as_str).collect();
    let newest = series.newest();
    let latest = answer.latest.as_ref();
    let told = answer.visibility.as_ref();
    let numbers = told.map(|told| &told.numbers);
    vec![
        series.reporter.to_string(),
        series.partner.to_string(),
        series.flow.as_str().to_owned(),
        series.product.as_deref().unwrap_or_default().to_owned(),
        codes.join(";"),
        series.unit.as_str().to_owned(),
        text(newest.map(|point| point.period)),
        text(newest.and_then(|point| point.value).map(|value| value.normalize())),
        newest.map_or("", |point| point.state.as_str()).to_owned(),
        text(newest.and_then(|point| point.released_on)),
        text(latest.and_then(|latest| latest.mom_pct)),
        text(latest.and_then(|latest| latest.yoy_pct)),
        text(latest.and_then(|latest| latest.ytd).map(|value| value.normalize())),
        text(latest.and_then(|latest| latest.rank_in_year)),
        told.map_or("", |told| &told.measure.name).to_owned(),
        text(told.map(|told| told.measure.effective)),
        text(told.map(|told| told.first_period)),
        text(told.and_then(|told| told.first_release)),
        text(told.map(|told| told.published_after)),
        told.map_or("", |told| told.verdict.as_str()).to_owned(),
        text(numbers.and_then(|numbers| numbers.expected)),
        text(numbers.and_then(|numbers| numbers.low)),
        text(numbers.and_then(|numbers| numbers.high)),
        text(numbers.and_then(|numbers| numbers.window_pct)),
        numbers.map(|numbers| numbers.via.join(";")).unwrap_or_default(),
        told.map_or("", |told| &told.why).to_owned(),
    ]
}

fn text<T: Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
