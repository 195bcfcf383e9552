//! Goods that went by way of a third country.
//!
//! A fall from A to T is a rerouting if, in the same body of data, A's flow to a third country C rose and C's flow to T
//! rose by a like amount. Either flow may be told by its exporter or by its importer. One without the other is a fall.

use super::shown;
use super::{Judged, Verdict, rounded};
use crate::observation::{Flow, Unit};
use crate::places::Place;
use crate::series::Series;
use std::collections::HashMap;

/// Like amounts: neither is more than two and a half times the other.
const LIKE: f64 = 2.5;
/// What is less than this share of the fall explains nothing of it.
const SHARE: f64 = 0.1;

/// From where, whereto.
pub(super) fn ends(series: &Series) -> Option<(&Place, &Place)> {
    match series.flow {
        Flow::Export => Some((&series.reporter, &series.partner)),
        Flow::Import => Some((&series.partner, &series.reporter)),
        Flow::ReExport | Flow::ReImport => None,
    }
}

/// Codes, unit, and whether by year.
pub(super) type Goods<'s> = (String, &'s Unit, bool);

/// Series that count the same goods in the same unit: baskets by name and codes, single codes by their first six digits.
pub(super) fn goods(series: &Series) -> Goods<'_> {
    let codes = match series.hs.as_slice() {
        [] => series.product.as_deref().unwrap_or_default().to_owned(),
        [only] => only.six().to_owned(),
        codes => codes.iter().map(|hs| hs.as_str()).collect::<Vec<_>>().join(","),
    };
    (codes, &series.unit, series.yearly)
}

/// Turns falls into reroutings where they are.
pub(super) fn look(all: &[Series], judged: &mut [Judged]) {
    let mut rises: HashMap<Goods<'_>, Vec<(&Place, &Place, f64)>> = HashMap::new();
    for (series, judged) in all.iter().zip(judged.iter()) {
        if let (true, Some(excess), Some((from, to))) = (judged.rose, judged.excess, ends(series))
            && excess > 0.0
        {
            rises.entry(goods(series)).or_default().push((from, to, excess));
        }
    }
    for (series, judged) in all.iter().zip(judged.iter_mut()) {
        let fell = matches!(judged.visibility.verdict, Verdict::Fell | Verdict::FrontLoaded);
        let (true, Some(excess), Some((from, to))) = (fell, judged.excess, ends(series)) else {
            continue;
        };
        let Some(rises) = rises.get(&goods(series)) else { continue };
        let lost = -excess;
        let mut via: Vec<(&Place, f64, f64)> = Vec::new();
        for (_, third, jump) in rises.iter().filter(|(origin, third, _)| {
            *origin == from && *third != to && third.as_str() != "world"
        }) {
            let onward = rises.iter().filter(|(origin, end, _)| origin == third && *end == to);
            for (_, _, rise) in onward {
                let like = *rise <= jump * LIKE && *jump <= rise * LIKE;
                if like
                    && *jump >= lost * SHARE
                    && *rise >= lost * SHARE
                    && !via.iter().any(|(place, _, _)| place == third)
                {
                    via.push((third, *jump, *rise));
                }
            }
        }
        if via.is_empty() {
            continue;
        }
        via.sort_by(|one, other| one.0.cmp(other.0));
        let unit = series.unit.as_str();
        let told =
            |value: f64| rounded(value, series.unit.is_money()).map(shown).unwrap_or_default();
        for (third, jump, rise) in &via {
            judged.visibility.why.push_str(&format!(
                "; {from} to {third} rose by {} {unit} a month, and {third} to {to} by {} {unit}",
                told(*jump),
                told(*rise)
            ));
        }
        judged.visibility.verdict = Verdict::Rerouted;
        judged.visibility.numbers.via = via.iter().map(|(place, _, _)| place.to_string()).collect();
    }
}
