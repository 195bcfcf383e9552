//! Baskets: one series that is the sum of several codes.

use super::resolve::Resolved;
use super::{breaks, counted, filled};
use crate::editions;
use crate::fault::{Fault, Refusal};
use crate::observation::{Hs, Key, Line, State, Unit};
use crate::period::Period;
use crate::series::{Point, Series};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Codes that are counted as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    /// What the sum is called.
    pub name: Arc<str>,
    /// The codes, in the order given.
    pub codes: Vec<Hs>,
}

/// Stands for the codes of a group of lines.
pub(super) const NO_CODE: Hs = Hs::NONE;

impl Basket {
    /// The sums over the lines of one reporter, partner and flow, by unit.
    pub(super) fn sum(
        &self,
        key: &Key,
        group: &[(&Line, Resolved)],
    ) -> Result<Vec<Series>, Refusal> {
        let members: Vec<_> =
            group.iter().filter(|(line, _)| self.codes.contains(&line.key.hs)).collect();
        if members.is_empty() {
            return Ok(Vec::new());
        }
        let units = self.units(&members)?;
        let held: BTreeSet<Hs> = members.iter().map(|(line, _)| line.key.hs).collect();
        let absent: Vec<Hs> =
            self.codes.iter().filter(|code| !held.contains(code)).copied().collect();
        let mut sums = Vec::new();
        for unit in units {
            let cells = members.iter().filter_map(|(line, resolved)| {
                Some((line.key.hs, resolved.units.get(unit)?, &resolved.editions))
            });
            let parts: Vec<_> = cells.collect();
            let counted = counted(parts.iter().flat_map(|(hs, cells, editions)| {
                cells.keys().map(|period| (*period, *hs, editions.get(period)))
            }));
            let mut points = BTreeMap::new();
            for period in parts
                .iter()
                .flat_map(|(_, cells, _)| cells.keys().copied())
                .collect::<BTreeSet<Period>>()
            {
                let here: Vec<_> = parts
                    .iter()
                    .filter_map(|(hs, cells, editions)| {
                        Some((*hs, cells.get(&period)?, editions.get(&period)))
                    })
                    .collect();
                let edition = here
                    .iter()
                    .filter_map(|(_, _, edition)| editions::of(**edition.as_ref()?, period))
                    .max();
                let wanted = edition
                    .and_then(|edition| counted.get(&edition))
                    .map_or(parts.len(), |(_, codes)| codes.len());
                let point =
                    sum(period, here.iter().map(|(_, point, _)| *point), wanted == here.len());
                let line = members.first().and_then(|(line, _)| line.cells.first());
                let point = point.ok_or_else(|| Refusal {
                    file: line.map_or(0, |cell| cell.file as usize),
                    line: None,
                    field: None,
                    fault: Fault::TooLarge { series: self.name.to_string(), period },
                })?;
                points.insert(period, point);
            }
            sums.push(Series {
                reporter: key.reporter.clone(),
                partner: key.partner.clone(),
                flow: key.flow,
                product: Some(self.name.clone()),
                hs: self.codes.clone(),
                absent: absent.clone(),
                unit: unit.clone(),
                yearly: key.yearly,
                breaks: breaks(&counted),
                points: filled(points),
            });
        }
        Ok(sums)
    }

    /// The units that every code is counted in. Codes whose quantities have no unit in common make no sum.
    fn units<'m>(&self, members: &[&'m (&Line, Resolved)]) -> Result<BTreeSet<&'m Unit>, Refusal> {
        let of = |quantity: bool| -> Vec<BTreeSet<&'m Unit>> {
            members
                .iter()
                .map(|(_, resolved)| {
                    resolved.units.keys().filter(|unit| unit.is_money() != quantity).collect()
                })
                .filter(|units: &BTreeSet<_>| !units.is_empty())
                .collect()
        };
        let shared = |sets: &[BTreeSet<&'m Unit>]| -> BTreeSet<&'m Unit> {
            let mut sets = sets.iter();
            let first = sets.next().cloned().unwrap_or_default();
            sets.fold(first, |shared, units| shared.intersection(units).copied().collect())
        };
        let quantities = of(true);
        let mut units = shared(&quantities);
        if units.is_empty() && !quantities.is_empty() {
            let all: BTreeSet<&str> =
                quantities.iter().flatten().map(|unit| unit.as_str()).collect();
            let units = all.into_iter().collect::<Vec<_>>().join(", ");
            let cell = members.last().and_then(|(line, _)| line.cells.last());
            return Err(Refusal {
                file: cell.map_or(0, |cell| cell.file as usize),
                line: cell.map(|cell| cell.line),
                field: None,
                fault: Fault::BasketUnits { basket: self.name.to_string(), units },
            });
        }
        units.extend(shared(&of(false)));
        Ok(units)
    }
}

/// The sum of the codes in a period. If one of them is not stored it is not known, but no less than the others.
fn sum<'p>(period: Period, parts: impl Iterator<Item = &'p Point>, whole: bool) -> Option<Point> {
    let mut total = Decimal::ZERO;
    let mut state = State::Zero;
    let mut released_on = None;
    for part in parts {
        total = total.checked_add(part.value.unwrap_or_default())?;
        released_on = released_on.max(part.released_on);
        state = worse(state, part.state);
    }
    let state = if whole { state } else { worse(state, State::Missing) };
    let known = state.has_figure();
    Some(Point {
        period,
        value: known.then_some(total),
        state,
        released_on,
        at_least: (!known).then_some(total),
        revised: Vec::new(),
    })
}

/// What a sum of two parts is.
fn worse(one: State, other: State) -> State {
    let rank = |state: State| match state {
        State::Zero => 0,
        State::Published => 1,
        State::Provisional => 2,
        State::Estimated => 3,
        State::Suppressed => 4,
        State::Missing => 5,
        State::NotPublished => 6,
    };
    if rank(one) >= rank(other) { one } else { other }
}
