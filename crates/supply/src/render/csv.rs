//! Rows of comma-separated values: a row for each source of a product, or for each part.

use super::json::{measure, site_of, unit};
use super::{amount, ends};
use crate::exposure::{Asked, Exposure};
use crate::number::Ratio;
use crate::stops::Stop;
use crate::supply::Supply;
use crate::what_if::Part;
use navicert_model::country::Country;

/// Columns of exposures.
pub const EXPOSURE: [&str; 13] = [
    "product",
    "site",
    "country",
    "by",
    "share_at_least",
    "share_at_most",
    "hhi_at_least",
    "hhi_at_most",
    "single_points",
    "source_mineral",
    "source_country",
    "source_stage",
    "source_share",
];

/// Columns of a what-if.
pub const PART: [&str; 16] = [
    "part",
    "verdict",
    "products",
    "need_per_month",
    "lost_per_month",
    "waiting_per_month",
    "on_hand",
    "days_of_cover",
    "stops_on",
    "ends_on",
    "value_per_month",
    "currency",
    "covered",
    "uncovered",
    "gap_days",
    "because",
];

/// Columns of a what-if by product or by site.
pub const STOP: [&str; 7] =
    ["product", "site", "verdict", "stops_on", "value_per_month", "currency", "parts"];

/// The row of a product or a site.
#[must_use]
pub fn stop(supply: &Supply, one: &Stop) -> Vec<String> {
    let (value, currency) = match &one.value {
        Some((value, currency)) => (amount(value), currency.map_or("", |unit| unit.as_str())),
        None => Default::default(),
    };
    let product = one.product.map(|product| supply.parts()[product].name.to_string());
    let parts: Vec<String> = one
        .parts
        .iter()
        .map(|(part, verdict, _)| format!("{} {verdict}", supply.parts()[*part].name))
        .collect();
    vec![
        product.unwrap_or_default(),
        supply.maybe(one.site).unwrap_or_default().to_owned(),
        one.verdict.to_string(),
        one.stops_on.map(|day| day.to_string()).unwrap_or_default(),
        value,
        currency.to_owned(),
        parts.join(";"),
    ]
}

fn maybe(value: Option<&Ratio>) -> String {
    value.map(amount).unwrap_or_default()
}

/// A row for each source; one row for a product without any.
#[must_use]
pub fn exposure(supply: &Supply, one: &Exposure, asked: &Asked) -> Vec<Vec<String>> {
    let both = |range: Option<&crate::concentration::Range>, places| {
        range.map(|range| ends(range, places)).unwrap_or_default()
    };
    let (least, most) = both(one.share.as_ref(), super::PLACES);
    let (index_least, index_most) = both(one.hhi.as_ref(), 2);
    let singles: Vec<&str> =
        one.single_points.iter().map(|part| &*supply.parts()[*part].name).collect();
    let head = vec![
        supply.parts()[one.product].name.to_string(),
        supply.maybe(site_of(supply, one.product)).unwrap_or_default().to_owned(),
        asked.country.to_string(),
        format!("{} ({})", measure(asked.by), unit(one, asked.by)),
        least,
        most,
        index_least,
        index_most,
        singles.join(";"),
    ];
    let row = |tail: [String; 4]| head.iter().cloned().chain(tail).collect();
    if one.sources.is_empty() {
        return vec![row(Default::default())];
    }
    let tail = |source: &crate::exposure::Source| {
        let word = |word| supply.maybe(word).unwrap_or_default().to_owned();
        let country = source.country.map(Country::as_str).unwrap_or_default();
        [word(source.mineral), country.to_owned(), word(source.stage), maybe(source.share.as_ref())]
    };
    one.sources.iter().map(|source| row(tail(source))).collect()
}

/// The row of a part.
#[must_use]
pub fn part(supply: &Supply, one: &Part) -> Vec<String> {
    let products: Vec<String> = one
        .products
        .iter()
        .map(|needs| format!("{} {}", supply.parts()[needs.product].name, needs.verdict))
        .collect();
    let covered = one.lost.as_ref().zip(one.uncovered.as_ref()).map(|(lost, left)| lost - left);
    let day =
        |day: Option<navicert_model::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (value, currency) = match &one.value {
        Some((value, currency)) => (amount(value), currency.map_or("", |unit| unit.as_str())),
        None => Default::default(),
    };
    vec![
        supply.parts()[one.part].name.to_string(),
        one.verdict.to_string(),
        products.join(";"),
        maybe(one.need.as_ref()),
        maybe(one.lost.as_ref()),
        maybe(one.waiting.as_ref()),
        maybe(one.on_hand.as_ref()),
        maybe(one.days_of_cover.as_ref()),
        day(one.stops_on),
        day(one.ends_on),
        value,
        currency.to_owned(),
        maybe(covered.as_ref()),
        maybe(one.uncovered.as_ref()),
        one.gap_days.map(|gap| gap.to_string()).unwrap_or_default(),
        one.because.join(";"),
    ]
}
