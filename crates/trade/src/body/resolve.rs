//! The cells of one line as they stood on a day: one point for each period and unit.

use super::named;
use crate::fault::{Fault, Refusal};
use crate::observation::{Edition, Line, Observation, State, Unit};
use crate::period::Period;
use crate::releases;
use crate::series::Point;
use navicert_model::day::Day;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The points of a line, by unit, and the edition of its code by period.
pub(super) struct Resolved {
    pub units: BTreeMap<Unit, BTreeMap<Period, Point>>,
    pub editions: HashMap<Period, Edition>,
}

/// A cell with the day on which it came out.
struct Dated<'l> {
    cell: &'l Observation,
    day: Option<Day>,
}

impl Dated<'_> {
    fn visible(&self, as_of: Day) -> bool {
        let out = match self.day {
            Some(day) => day <= as_of,
            // No calendar is known: no figure is out before its period has ended.
            None => self.cell.period.last_day() < as_of,
        };
        out && self.cell.state != State::NotPublished
    }
}

pub(super) fn resolve(line: &Line, as_of: Day) -> Result<Resolved, Vec<Refusal>> {
    one_unit(line)?;
    let mut days: HashMap<Period, Option<Day>> = HashMap::new();
    let mut cells: BTreeMap<&Unit, BTreeMap<Period, Vec<Dated<'_>>>> = BTreeMap::new();
    let own: BTreeSet<&Unit> =
        line.cells.iter().map(|cell| &cell.unit).filter(|unit| **unit != Unit::Any).collect();
    let traded: HashSet<Period> = line
        .cells
        .iter()
        .filter(|cell| cell.value.is_some_and(|value| !value.is_zero()))
        .map(|cell| cell.period)
        .collect();
    let any = Unit::Any;
    for cell in &line.cells {
        let planned = days
            .entry(cell.period)
            .or_insert_with(|| releases::day(&line.key.reporter, cell.period));
        let day = cell.released.or(*planned);
        let mut put = |unit| {
            let periods: &mut BTreeMap<_, Vec<_>> = cells.entry(unit).or_default();
            periods.entry(cell.period).or_default().push(Dated { cell, day });
        };
        match cell.unit {
            Unit::Any if own.is_empty() => put(&any),
            Unit::Any => own.iter().for_each(|unit| put(unit)),
            _ => put(&cell.unit),
        }
    }
    let mut refused = Vec::new();
    let mut units: BTreeMap<Unit, BTreeMap<Period, Point>> = BTreeMap::new();
    for (unit, periods) in cells {
        let points = units.entry(unit.clone()).or_default();
        for (period, mut told) in periods {
            match point(&mut told, as_of, traded.contains(&period)) {
                Ok(Some(point)) => {
                    points.insert(period, point);
                }
                Ok(None) => {}
                Err((first, second)) => refused.push(Refusal {
                    file: second.file as usize,
                    line: Some(second.line),
                    field: None,
                    fault: Fault::Contradiction {
                        series: named(&line.key, Some(unit)),
                        period,
                        first: shown(first),
                        second: shown(second),
                    },
                }),
            }
        }
    }
    let editions = line.cells.iter().map(|cell| (cell.period, cell.edition)).collect();
    if refused.is_empty() { Ok(Resolved { units, editions }) } else { Err(refused) }
}

fn shown(cell: &Observation) -> String {
    cell.value.map(|value| value.to_string()).unwrap_or_default()
}

/// Quantities that are kilograms in some months and pieces in others are no series: neither in one file, nor in all.
fn one_unit(line: &Line) -> Result<(), Vec<Refusal>> {
    let files: BTreeSet<u32> = line.cells.iter().map(|cell| cell.file).collect();
    let several = (files.len() > 1).then_some(None);
    files.into_iter().map(Some).chain(several).try_for_each(|file| one_unit_in(line, file))
}

fn one_unit_in(line: &Line, file: Option<u32>) -> Result<(), Vec<Refusal>> {
    let cells = || line.cells.iter().filter(|cell| file.is_none_or(|file| cell.file == file));
    let mut months: BTreeMap<&Unit, BTreeSet<Period>> = BTreeMap::new();
    for cell in cells() {
        if matches!(cell.unit, Unit::Tonne | Unit::Other(_)) {
            months.entry(&cell.unit).or_default().insert(cell.period);
        }
    }
    let units: Vec<_> = months.iter().collect();
    for (index, (first, theirs)) in units.iter().enumerate() {
        for (second, others) in units.iter().skip(index + 1) {
            if theirs.is_disjoint(others) {
                let of_one = |cell: &&Observation| cell.unit == ***first || cell.unit == ***second;
                let late = cells().rfind(of_one);
                let fault = Fault::MixedUnits {
                    series: named(&line.key, None),
                    first: first.as_str().to_owned(),
                    second: second.as_str().to_owned(),
                };
                let (file, at) =
                    late.map_or((0, None), |cell| (cell.file as usize, Some(cell.line)));
                return Err(vec![Refusal { file, line: at, field: None, fault }]);
            }
        }
    }
    Ok(())
}

/// What was known of a cell on a day. `Err` with two numbers of which neither is newer.
fn point<'l>(
    told: &mut Vec<Dated<'l>>,
    as_of: Day,
    traded: bool,
) -> Result<Option<Point>, (&'l Observation, &'l Observation)> {
    told.retain(|dated| dated.visible(as_of));
    // By day; on one day what will be revised before what will not, and words before figures.
    told.sort_by_key(|dated| {
        (dated.day, dated.cell.state.has_figure(), dated.cell.state != State::Provisional)
    });
    for (first, second) in told.iter().zip(told.iter().skip(1)) {
        let rank = |dated: &Dated<'_>| (dated.day, dated.cell.state == State::Provisional);
        if let (Some(one), Some(other)) = (first.cell.value, second.cell.value)
            && one != other
            && rank(first) == rank(second)
        {
            return Err((first.cell, second.cell));
        }
    }
    let Some(last) = told.last() else { return Ok(None) };
    let Observation { period, value, mut state, .. } = *last.cell;
    if state == State::Missing {
        return Ok(None);
    }
    if state == State::Published && value.is_some_and(|value| value.is_zero()) && !traded {
        state = State::Zero;
    }
    let earlier = told.iter().filter_map(|dated| Some((dated.day?, dated.cell.value?)));
    let mut revised: Vec<(Day, Decimal)> = Vec::new();
    for (day, number) in earlier {
        if Some(number) != value && revised.last().is_none_or(|(_, last)| *last != number) {
            revised.push((day, number));
        }
    }
    // A figure that was given again has been out since it was first given.
    let same =
        told.iter().find(|dated| dated.cell.value == value && dated.cell.state == last.cell.state);
    let released_on = if revised.is_empty() { same.and_then(|dated| dated.day) } else { last.day };
    let value = if state.has_figure() { value } else { None };
    Ok(Some(Point { period, value, state, released_on, at_least: None, revised }))
}
