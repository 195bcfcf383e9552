//! The months of a series as steps of the year that are judged on their own.

use crate::period::Period;
use crate::releases;
use crate::series::{Point, Series};
use crate::stats::Sample;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How a year is cut: twelve months, or fewer where some are judged together; or the year itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    /// First and last of the months that are one step.
    joined: Option<(u32, u32)>,
    yearly: bool,
    /// Steps in a year.
    pub slots: usize,
}

/// A month, or several that are judged together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// Its place and its figure per month.
    pub sample: Sample,
    /// Its first month that has a figure.
    pub first: Period,
    /// Its last.
    pub last: Period,
    /// How many months have one.
    pub months: f64,
    /// Whether all of them have.
    pub whole: bool,
}

impl Step {
    pub fn periods(&self) -> impl Iterator<Item = Period> + use<> {
        let (first, last) = (self.first, self.last);
        (0..=last.since(first)).map(move |step| first.plus(step))
    }
}

impl Year {
    pub fn of(series: &Series) -> Year {
        if series.yearly {
            return Year { joined: None, yearly: true, slots: 1 };
        }
        let joined = releases::judged_together([&series.reporter, &series.partner]);
        let slots = joined.map_or(12, |(first, last)| 12 - (last - first) as usize);
        Year { joined, yearly: false, slots }
    }

    /// The step of a period: counted from year 0, and its place in the year.
    pub fn place(&self, period: Period) -> (i32, usize) {
        if self.yearly {
            return (period.year(), 0);
        }
        let month = period.month().unwrap_or(1);
        let slot = match self.joined {
            Some((first, last)) if month > last => month - 1 - (last - first),
            Some((first, _)) if month >= first => first - 1,
            _ => month - 1,
        } as usize;
        (
            period.year() * i32::try_from(self.slots).unwrap_or(12)
                + i32::try_from(slot).unwrap_or(0),
            slot,
        )
    }

    /// The first period of a step.
    pub fn period(&self, at: i32) -> Option<Period> {
        if self.yearly {
            return Period::year_of(at);
        }
        let slots = i32::try_from(self.slots).ok()?;
        let (year, slot) = (at.div_euclid(slots), u32::try_from(at.rem_euclid(slots)).ok()?);
        let month = match self.joined {
            Some((first, last)) if slot >= first => slot + 1 + (last - first),
            _ => slot + 1,
        };
        Period::month_of(year, month)
    }

    fn months(&self, slot: usize) -> usize {
        match self.joined {
            Some((first, last)) if slot + 1 == first as usize => (last - first) as usize + 1,
            _ => 1,
        }
    }

    /// The figures as steps, in order.
    pub fn steps<'p>(&self, points: impl Iterator<Item = &'p Point>) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for point in points {
            let Some(value) = point.value.map(float) else { continue };
            let (at, slot) = self.place(point.period);
            match steps.last_mut().filter(|step| step.sample.at == at) {
                Some(step) => {
                    step.sample.value =
                        (step.sample.value * step.months + value) / (step.months + 1.0);
                    step.months += 1.0;
                    step.last = point.period;
                }
                None => steps.push(Step {
                    sample: Sample { at, slot, value },
                    first: point.period,
                    last: point.period,
                    months: 1.0,
                    whole: false,
                }),
            }
        }
        for step in &mut steps {
            step.whole = step.months as usize == self.months(step.sample.slot);
        }
        steps
    }
}

/// A figure for the statistics.
pub(super) fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}
