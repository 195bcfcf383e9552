//! Why: one sentence with the figures.

use super::steps::Step;
use super::{Case, Verdict, Visibility};
use crate::period::Period;
use crate::releases;
use crate::series::Point;
use crate::stats::Expected;
use navicert_model::day::Day;
use rust_decimal::Decimal;

impl Case<'_> {
    /// Nothing after the measure has a figure.
    pub(super) fn nothing_after(&self, visibility: &Visibility, held: bool, as_of: Day) -> String {
        let first = self.first;
        if held {
            return format!(
                "{first} and what follows hold no figure: withheld or not stored, which is no fall"
            );
        }
        let newest = match self.series.newest() {
            Some(point) => format!("the newest figure is that of {}", point.period),
            None => "there is no figure yet".to_owned(),
        };
        match visibility.first_release {
            Some(day) if day > as_of => {
                format!(
                    "the first period that can show it is {first}, published on {day}; {newest}"
                )
            }
            Some(day) => format!(
                "the first period that can show it is {first}; by the calendar it came out on {day}, but the files do not hold it; {newest}"
            ),
            None if releases::is_known(&self.series.reporter) => {
                format!("the first period that can show it is {first}; {newest}")
            }
            None => format!(
                "the first period that can show it is {first}; no release calendar is known for {}; {newest}",
                self.series.reporter
            ),
        }
    }

    /// There is not enough to say anything.
    pub(super) fn too_little(&self, before: usize, nothing_usable: bool) -> String {
        let goods =
            self.series.breaks.iter().rfind(|at| !at.comparable && at.period <= self.newest());
        match goods {
            Some(at) if nothing_usable || before < super::FEWEST_BEFORE => format!(
                "from {} on other goods are counted: {before} months before {} can be compared, and at least {} are needed",
                at.period,
                self.first,
                super::FEWEST_BEFORE
            ),
            _ if nothing_usable => format!(
                "from {} on there are only estimated figures, which prove nothing",
                self.first
            ),
            _ => format!(
                "{before} months before {} have a figure; at least {} are needed to know what to expect",
                self.first,
                super::FEWEST_BEFORE
            ),
        }
    }

    fn newest(&self) -> Period {
        self.series.points.last().map_or(self.first, |point| point.period)
    }

    /// What was seen, against what was expected.
    pub(super) fn weighed(
        &self,
        visibility: &Visibility,
        expected: &[Expected],
        steps: &[Step],
    ) -> String {
        let unit = self.series.unit.as_str();
        let numbers = &visibility.numbers;
        let (Some(low), Some(high), Some(last), Some(range)) =
            (numbers.low, numbers.high, steps.last(), expected.last())
        else {
            return String::new();
        };
        let between = format!("{} to {} {unit}", shown(low), shown(high));
        let newest = self.figures(&last.periods().collect::<Vec<_>>());
        let within = !range.is_below(last.sample.value) && !range.is_above(last.sample.value);
        let (lies, pair) =
            if last.months > 1.0 { ("lie", ", the two together") } else { ("lies", "") };
        match visibility.verdict {
            Verdict::CannotBeSeenYet => format!(
                "{} holds days before the measure too and shows no fall: {newest}, expected {between}",
                self.first
            ),
            Verdict::NoChange if within && low.is_zero() => format!(
                "{newest} {lies} within {between}; the months before are so uneven that even nothing would not stand out"
            ),
            Verdict::NoChange if within => format!(
                "{newest} {lies} within the {between} that the months before let expect{pair}"
            ),
            Verdict::NoChange if range.is_above(last.sample.value) => {
                format!(
                    "{newest} {lies} above the {between} that the months before let expect{pair}: nothing fell"
                )
            }
            Verdict::NoChange => format!(
                "{newest} {lies} below {between}, but one such month among {} is no sustained fall",
                steps.len()
            ),
            _ => {
                let seen: Vec<Period> = match numbers.below.is_empty() {
                    true => steps
                        .iter()
                        .flat_map(Step::periods)
                        .filter(|period| *period >= self.first)
                        .collect(),
                    false => numbers.below.clone(),
                };
                let mut why = format!(
                    "{} {} the range that the months before let expect ({between} in {})",
                    self.figures(&seen),
                    if numbers.below.is_empty() {
                        "lie together below"
                    } else if seen.len() == 1 {
                        "lies below"
                    } else {
                        "lie below"
                    },
                    last.last
                );
                for step in
                    steps.iter().filter(|step| step.months > 1.0 && seen.contains(&step.last))
                {
                    why.push_str(&format!(", {} and {} judged together", step.first, step.last));
                }
                if !numbers.surge.is_empty() {
                    let verb = if numbers.surge.len() == 1 { "lay" } else { "lay together" };
                    why.push_str(&format!(
                        "; just before, {} {verb} above it",
                        self.figures(&numbers.surge)
                    ));
                }
                if within && !numbers.below.is_empty() {
                    why.push_str(&format!("; {newest} {lies} within it again"));
                }
                why
            }
        }
    }

    /// `1,062.2 t in 2023-12 and 773.6 t in 2024-01`; of many the first and the last two.
    fn figures(&self, periods: &[Period]) -> String {
        let figure = |period: &Period| {
            let value = self
                .series
                .point(*period)
                .and_then(Point::counted)
                .map_or_else(|| "?".to_owned(), shown);
            format!("{value} {} in {period}", self.series.unit.as_str())
        };
        match periods {
            [] => String::new(),
            [only] => figure(only),
            [rest @ .., last] if rest.len() < 4 => {
                format!(
                    "{} and {}",
                    rest.iter().map(figure).collect::<Vec<_>>().join(", "),
                    figure(last)
                )
            }
            [first, .., last] => format!(
                "{}, {} more periods, and {}",
                figure(first),
                periods.len() - 2,
                figure(last)
            ),
        }
    }
}

/// A figure for a person: thousands apart, four digits at least.
pub(crate) fn shown(value: Decimal) -> String {
    let places = if value >= Decimal::ONE_HUNDRED {
        0
    } else if value >= Decimal::TEN {
        1
    } else {
        3
    };
    let text = value.round_dp(places).normalize().to_string();
    let (whole, fraction) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::with_capacity(text.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}
