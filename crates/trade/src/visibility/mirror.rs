//! The same flow as the other side tells it.

use super::reroute::{Goods, goods};
use crate::observation::Flow;
use crate::period::Period;
use crate::places::Place;
use crate::series::{Point, Series};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// What the two sides of a flow say of the newest three periods that both have.
///
/// Importers count freight and insurance, and by where goods were made; goods arrive weeks later than they leave. In
/// value 1.0 to 1.2 times what the exporter says is usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mirror {
    /// The other reporter.
    pub reporter: Place,
    /// First of the periods.
    pub from: Period,
    /// Last of them.
    pub to: Period,
    /// What this side says they come to.
    pub here: Decimal,
    /// What the other side says.
    pub there: Decimal,
    /// Imports in proportion to exports, to two decimals.
    pub ratio: Option<Decimal>,
}

/// For each series its mirror, if the body of data holds one.
#[must_use]
pub fn mirrors(all: &[Series]) -> Vec<Option<Mirror>> {
    type Side<'s> = (&'s Place, &'s Place, Flow, Goods<'s>);
    let mut sides: HashMap<Side<'_>, Vec<&Series>> = HashMap::new();
    for series in all {
        sides
            .entry((&series.reporter, &series.partner, series.flow, goods(series)))
            .or_default()
            .push(series);
    }
    let other = |series: &Series| {
        let flow = match series.flow {
            Flow::Export => Flow::Import,
            Flow::Import => Flow::Export,
            Flow::ReExport | Flow::ReImport => return None,
        };
        // Several national codes under one of six digits are no mirror of one of them.
        match sides.get(&(&series.partner, &series.reporter, flow, goods(series)))?.as_slice() {
            [only] => compare(series, only),
            _ => None,
        }
    };
    all.iter().map(other).collect()
}

fn compare(here: &Series, there: &Series) -> Option<Mirror> {
    let both = |period: &Period| {
        let figure = |series: &Series| series.point(*period).and_then(Point::counted);
        figure(here).is_some() && figure(there).is_some()
    };
    let to = here.points.iter().rev().map(|point| point.period).find(both)?;
    let from = to.plus(-2);
    let (ours, theirs) = (here.sum(from, to)?, there.sum(from, to)?);
    let (exports, imports) =
        if here.flow == Flow::Export { (ours, theirs) } else { (theirs, ours) };
    let ratio = imports.checked_div(exports).map(|ratio| ratio.round_dp(2));
    Some(Mirror { reporter: there.reporter.clone(), from, to, here: ours, there: theirs, ratio })
}
