//! All files together: lines joined, cells resolved as they stood on a day, baskets summed.

mod basket;
mod resolve;

pub use basket::Basket;

use crate::editions::{self, Change};
use crate::fault::Refusal;
use crate::observation::{Edition, Hs, Key, Line, Unit};
use crate::period::Period;
use crate::series::{Break, Point, Series};
use navicert_model::day::Day;
use resolve::{Resolved, resolve};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The lines of several files as one body of data, in the order in which they first stand.
#[must_use]
pub fn join(files: impl IntoIterator<Item = Vec<Line>>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    let mut index: HashMap<Key, usize> = HashMap::new();
    for line in files.into_iter().flatten() {
        match index.get(&line.key).and_then(|at| joined.get_mut(*at)) {
            Some(at) => {
                at.cells.extend(line.cells);
                at.product = at.product.take().or(line.product);
            }
            None => {
                index.insert(line.key.clone(), joined.len());
                joined.push(line);
            }
        }
    }
    joined
}

/// The series of a body of data as they stood on a day: one for each line and unit, then one for each basket.
///
/// # Errors
/// Everything in it that contradicts itself, with the file that said it last: the caller leaves these files out.
pub fn series(lines: &[Line], baskets: &[Basket], as_of: Day) -> Result<Vec<Series>, Vec<Refusal>> {
    let mut found = Vec::new();
    let mut refused = Vec::new();
    let mut groups: BTreeMap<Key, Vec<(&Line, Resolved)>> = BTreeMap::new();
    let in_basket = |hs: &Hs| baskets.iter().any(|basket| basket.codes.contains(hs));
    for line in lines {
        match resolve(line, as_of) {
            Err(refusals) => refused.extend(refusals),
            Ok(resolved) if in_basket(&line.key.hs) => {
                let group = Key { hs: basket::NO_CODE, ..line.key.clone() };
                groups.entry(group).or_default().push((line, resolved));
            }
            Ok(resolved) => found.extend(single(line, resolved)),
        }
    }
    for basket in baskets {
        for (key, members) in &groups {
            match basket.sum(key, members) {
                Ok(sums) => found.extend(sums),
                Err(refusal) => refused.push(refusal),
            }
        }
    }
    if refused.is_empty() { Ok(found) } else { Err(refused) }
}

/// The series of one line, by unit.
fn single(line: &Line, resolved: Resolved) -> impl Iterator<Item = Series> {
    let edition = resolved.editions;
    resolved.units.into_iter().map(move |(unit, cells)| {
        let counted =
            counted(cells.keys().map(|period| (*period, line.key.hs, edition.get(period))));
        Series {
            reporter: line.key.reporter.clone(),
            partner: line.key.partner.clone(),
            flow: line.key.flow,
            product: line.product.clone(),
            hs: if line.key.hs == Hs::NONE { Vec::new() } else { vec![line.key.hs] },
            absent: Vec::new(),
            unit,
            yearly: line.key.yearly,
            breaks: breaks(&counted),
            points: filled(cells),
        }
    })
}

/// Points from the first to the last period, the months between them that nobody stored among them.
fn filled(cells: BTreeMap<Period, Point>) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(cells.len());
    for (period, point) in cells {
        if let Some(last) = points.last().map(|last| last.period) {
            points.extend((1..period.since(last)).map(|gap| Point::missing(last.plus(gap))));
        }
        points.push(point);
    }
    points
}

/// By edition: its first period, and the codes that are counted under it.
type Counted = BTreeMap<u16, (Period, BTreeSet<Hs>)>;

fn counted<'e>(cells: impl Iterator<Item = (Period, Hs, Option<&'e Edition>)>) -> Counted {
    let mut counted = Counted::new();
    for (period, hs, edition) in cells {
        if let Some(edition) = edition.and_then(|edition| editions::of(*edition, period)) {
            let (first, codes) =
                counted.entry(edition).or_insert_with(|| (period, BTreeSet::new()));
            *first = (*first).min(period);
            codes.insert(hs);
        }
    }
    counted
}

/// Where the goods behind a series change with an edition.
fn breaks(counted: &Counted) -> Vec<Break> {
    let mut stretches: Vec<_> =
        counted.iter().map(|(edition, (first, codes))| (*first, *edition, codes)).collect();
    stretches.sort();
    let pairs = stretches.iter().zip(stretches.iter().skip(1));
    pairs
        .filter_map(|((_, from, before), (period, to, after))| {
            let comparable = match editions::change((*from, before), (*to, after)) {
                Change::None => return None,
                Change::Comparable => true,
                Change::NotComparable => false,
            };
            let codes = |codes: &BTreeSet<Hs>| codes.iter().copied().collect();
            Some(Break { period: *period, from: codes(before), to: codes(after), comparable })
        })
        .collect()
}

/// What a message calls a series.
fn named(key: &Key, unit: Option<&Unit>) -> String {
    let Key { reporter, partner, flow, hs, name, .. } = key;
    let goods = name.as_deref().unwrap_or_else(|| hs.as_str());
    let unit = unit.map(|unit| format!(" in {}", unit.as_str())).unwrap_or_default();
    format!("{reporter} {} {goods}, {partner}{unit}", flow.as_str())
}
