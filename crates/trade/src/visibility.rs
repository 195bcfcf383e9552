//! Whether a measure can be seen in a series yet, and what is seen.

mod mirror;
mod reroute;
mod steps;
mod words;

pub(crate) use words::shown;

pub use mirror::{Mirror, mirrors};

use crate::period::Period;
use crate::releases;
use crate::series::{Point, Series};
use crate::stats::{self, Model, Sample, Shift};
use navicert_model::day::Day;
use rust_decimal::Decimal;
use serde::Serialize;
use steps::{Step, Year};

/// Something that took effect on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// An act's id, or the day itself.
    pub name: String,
    /// The day.
    pub effective: Day,
}

/// What a series says of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No figure from the measure on is out, or only one that covers it in part and shows no fall.
    CannotBeSeenYet,
    /// The months after lie where they would be expected.
    NoChange,
    /// They lie below.
    Fell,
    /// They lie below, and months just before lay above: goods were moved forward.
    FrontLoaded,
    /// They lie below, and the goods went by way of a third country.
    Rerouted,
    /// Too few figures for any of these.
    NotEnoughData,
}

impl Verdict {
    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::CannotBeSeenYet => "cannot-be-seen-yet",
            Verdict::NoChange => "no-change",
            Verdict::Fell => "fell",
            Verdict::FrontLoaded => "front-loaded",
            Verdict::Rerouted => "rerouted",
            Verdict::NotEnoughData => "not-enough-data",
        }
    }
}

/// What a series says of a measure, with the figures behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Visibility {
    /// The measure.
    pub measure: Measure,
    /// The period that holds its day.
    pub first_period: Period,
    /// When the figure of that period is, or was, published; `None` where no calendar is known.
    pub first_release: Option<Day>,
    /// That day is carried over from another year's calendar.
    pub presumed: bool,
    /// How many periods from it on have a figure.
    pub published_after: usize,
    /// What is seen.
    pub verdict: Verdict,
    /// One sentence with the figures.
    pub why: String,
    /// The figures behind it.
    pub numbers: Numbers,
    /// What each of the months from three before on should have been: for a picture.
    pub ranges: Vec<Range>,
}

/// The numbers behind a verdict: in the unit of the series, rounded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// The period that the next three are of: the newest that was seen.
    pub period: Option<Period>,
    /// What it should have been.
    pub expected: Option<Decimal>,
    /// 1 such period in 40 would lie below.
    pub low: Option<Decimal>,
    /// 1 such period in 40 would lie above.
    pub high: Option<Decimal>,
    /// The six months around the measure, in percent of what is expected.
    pub window_pct: Option<Decimal>,
    /// How many figures before the measure there are to learn from.
    pub months_before: usize,
    /// Whether the year has a shape.
    pub seasonal: bool,
    /// Change per period of the trend, in percent.
    pub trend_pct: Option<Decimal>,
    /// Where the level changed before the measure: period, level before, level after.
    pub shifts: Vec<(Period, Decimal, Decimal)>,
    /// The periods after it that lie below the range.
    pub below: Vec<Period>,
    /// The periods in the three months before it that lie above theirs.
    pub surge: Vec<Period>,
    /// The third countries that goods went by.
    pub via: Vec<String>,
}

/// What a period should have been.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The period.
    pub period: Period,
    /// The middle.
    pub expected: Decimal,
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
}

/// Fewer figures before the measure are too few.
const FEWEST_BEFORE: usize = 10;
/// The window: so many months before, and so many from the measure on.
const WINDOW: i32 = 3;
/// What comes later than this many steps is not laid at the measure's door.
const REACH: usize = 12;
/// A feast in one of two months moves its trade by this much (in logarithms) if the other is not out yet.
const FEAST: f64 = 0.5;

/// What each series says of a measure, as of a day; a rerouting is looked for among all of them.
#[must_use]
pub fn judge(all: &[Series], measure: &Measure, as_of: Day) -> Vec<Visibility> {
    let mut judged: Vec<Judged> =
        all.iter().map(|series| Case::of(series, measure).judge(as_of)).collect();
    reroute::look(all, &mut judged);
    judged.into_iter().map(|judged| judged.visibility).collect()
}

/// A verdict, and what rerouting has to know.
struct Judged {
    visibility: Visibility,
    /// Mean of what came above (below, if negative) the expected, per month after the measure.
    excess: Option<f64>,
    /// The months after lie above the expected.
    rose: bool,
}

/// A series and a measure.
struct Case<'s> {
    series: &'s Series,
    measure: &'s Measure,
    year: Year,
    first: Period,
}

/// Learned from the months before: without the last three, and with those of them that are as expected.
struct Learned {
    early: Model,
    before: Model,
    surge: Vec<Step>,
}

impl<'s> Case<'s> {
    fn of(series: &'s Series, measure: &'s Measure) -> Case<'s> {
        let first = Period::holding(measure.effective, series.yearly);
        Case { series, measure, year: Year::of(series), first }
    }

    fn judge(&self, as_of: Day) -> Judged {
        let after = self.series.points.iter().filter(|point| point.period >= self.first);
        let published_after = after.clone().filter(|point| point.state.has_figure()).count();
        let given = self.series.point(self.first).and_then(|point| point.released_on);
        let mut judged = Judged {
            visibility: Visibility {
                measure: self.measure.clone(),
                first_period: self.first,
                first_release: given.or_else(|| releases::day(&self.series.reporter, self.first)),
                presumed: given.is_none()
                    && releases::is_presumed(&self.series.reporter, self.first),
                published_after,
                verdict: Verdict::NotEnoughData,
                why: String::new(),
                numbers: Numbers::default(),
                ranges: Vec::new(),
            },
            excess: None,
            rose: false,
        };
        let before = self.before();
        judged.visibility.numbers.months_before = before;
        let learned = self.learn();
        if let Some(learned) = &learned {
            self.numbers(learned, &mut judged.visibility);
        }
        let visibility = &mut judged.visibility;
        if published_after == 0 {
            let held = after.count() > 0;
            visibility.verdict =
                if held { Verdict::NotEnoughData } else { Verdict::CannotBeSeenYet };
            visibility.why = self.nothing_after(visibility, held, as_of);
            return judged;
        }
        let steps = self.steps_after();
        match learned {
            Some(learned) if before >= FEWEST_BEFORE && !steps.is_empty() => {
                self.weigh(&learned, &steps, &mut judged)
            }
            _ => visibility.why = self.too_little(before, steps.is_empty()),
        }
        judged
    }

    /// Whether a verdict may compare a period with those before the measure.
    fn same_goods(&self, period: Period) -> bool {
        self.series.comparable(period, self.first.plus(-1))
    }

    fn usable(&self, point: &Point) -> bool {
        point.counted().is_some() && self.same_goods(point.period)
    }

    /// How many figures there are before the measure.
    fn before(&self) -> usize {
        let points = self.series.points.iter();
        points.filter(|point| point.period < self.first && self.usable(point)).count()
    }

    fn learn(&self) -> Option<Learned> {
        let steps = self.year.steps(self.series.points.iter().filter(|point| self.usable(point)));
        let whole = steps.into_iter().filter(|step| step.whole && step.last < self.first);
        let window = self.first.plus(-WINDOW);
        let (early, late): (Vec<Step>, Vec<Step>) =
            whole.partition(|step| step.last < window || self.series.yearly);
        let samples =
            |steps: &[Step]| -> Vec<Sample> { steps.iter().map(|step| step.sample).collect() };
        let mut known = samples(&early);
        let Some(model) = stats::learn(&known, self.year.slots) else {
            known.extend(samples(&late));
            let model = stats::learn(&known, self.year.slots)?;
            return Some(Learned { early: model.clone(), before: model, surge: Vec::new() });
        };
        let expected = |step: &Step| model.expected(step.sample.at, step.sample.slot);
        let usual = |step: &&Step| {
            !expected(step).is_above(step.sample.value)
                && !expected(step).is_below(step.sample.value)
        };
        known.extend(late.iter().filter(usual).map(|step| step.sample));
        let surge = late
            .iter()
            .filter(|step| expected(step).is_above(step.sample.value))
            .copied()
            .collect();
        let before = model.with(&known, self.year.slots);
        Some(Learned { early: model, before, surge })
    }

    /// The steps that hold a month of the measure or after it, as far as they were seen.
    fn steps_after(&self) -> Vec<Step> {
        let steps = self.year.steps(self.series.points.iter().filter(|point| self.usable(point)));
        steps.into_iter().filter(|step| step.last >= self.first).take(REACH).collect()
    }

    fn expected(&self, model: &Model, step: &Step) -> stats::Expected {
        let expected = model.expected(step.sample.at, step.sample.slot);
        if step.whole { expected } else { expected.widened(FEAST) }
    }

    fn weigh(&self, learned: &Learned, steps: &[Step], judged: &mut Judged) {
        let expected: Vec<_> =
            steps.iter().map(|step| self.expected(&learned.before, step)).collect();
        let pairs = || steps.iter().zip(&expected);
        let scores: Vec<f64> =
            pairs().map(|(step, expected)| expected.score(step.sample.value)).collect();
        let newest = pairs().next_back().filter(|_| steps.len() <= 3);
        let fell = stats::falls(scores.iter().copied())
            || newest.is_some_and(|(step, expected)| expected.is_below(step.sample.value));
        judged.rose = stats::falls(scores.iter().map(|score| -score))
            || newest.is_some_and(|(step, expected)| expected.is_above(step.sample.value));
        let months: f64 = steps.iter().map(|step| step.months).sum();
        let excess: f64 = pairs()
            .map(|(step, expected)| (step.sample.value - expected.middle()) * step.months)
            .sum();
        judged.excess = (months > 0.0).then(|| excess / months);
        let below = pairs().filter(|(step, expected)| expected.is_below(step.sample.value));
        let visibility = &mut judged.visibility;
        visibility.numbers.below = below
            .flat_map(|(step, _)| step.periods().filter(|period| *period >= self.first))
            .collect();
        let in_part = self.measure.effective > self.first.first_day();
        let only_in_part = in_part
            && self
                .series
                .points
                .iter()
                .all(|point| point.period <= self.first || !self.usable(point));
        visibility.verdict = match (fell, visibility.numbers.surge.is_empty()) {
            (true, false) => Verdict::FrontLoaded,
            (true, true) => Verdict::Fell,
            (false, _) if only_in_part => Verdict::CannotBeSeenYet,
            (false, _) => Verdict::NoChange,
        };
        visibility.why = self.weighed(visibility, &expected, steps);
    }

    fn numbers(&self, learned: &Learned, visibility: &mut Visibility) {
        let round = |value: f64| rounded(value, self.series.unit.is_money());
        let numbers = &mut visibility.numbers;
        let usable = self.series.points.iter().rev().find(|point| self.usable(point));
        let newest = usable.or_else(|| self.series.points.last()).map(|point| point.period);
        if let Some(period) = newest.filter(|period| self.same_goods(*period)) {
            // A month before the measure is held against those before it.
            let model = if period < self.first { &learned.early } else { &learned.before };
            let (at, slot) = self.year.place(period);
            let expected = model.expected(at, slot);
            numbers.period = Some(period);
            numbers.expected = round(expected.middle());
            numbers.low = round(expected.low());
            numbers.high = round(expected.high());
        }
        numbers.seasonal = learned.before.is_seasonal();
        numbers.trend_pct =
            learned.before.trend().and_then(|factor| rounded_to((factor - 1.0) * 100.0, 2));
        let shifts = learned.before.shifts();
        numbers.shifts = shifts
            .iter()
            .filter_map(|Shift { at, from, to }| {
                Some((self.year.period(*at)?, round(*from)?, round(*to)?))
            })
            .collect();
        numbers.surge = learned.surge.iter().flat_map(Step::periods).collect();
        numbers.window_pct = self.window(&learned.early);
        visibility.ranges = self.ranges(learned);
    }

    /// The six months around the measure in percent of what the months before them let expect.
    fn window(&self, early: &Model) -> Option<Decimal> {
        if self.series.yearly {
            return None;
        }
        let (mut seen, mut wanted) = (0.0, 0.0);
        for step in -WINDOW..WINDOW {
            let point =
                self.series.point(self.first.plus(step)).filter(|point| self.usable(point))?;
            let (at, slot) = self.year.place(point.period);
            seen += steps::float(point.value?);
            wanted += early.expected(at, slot).middle();
        }
        if wanted > 0.0 { rounded_to(seen / wanted * 100.0, 1) } else { None }
    }

    fn ranges(&self, learned: &Learned) -> Vec<Range> {
        let Some(last) = self.series.points.last().map(|point| point.period.max(self.first)) else {
            return Vec::new();
        };
        let round = |value: f64| rounded(value, self.series.unit.is_money());
        let span = WINDOW + last.since(self.first).clamp(0, 23);
        let start = self.first.plus(-WINDOW);
        (0..=span)
            .filter_map(|step| {
                let period = start.plus(step);
                let model = if period < self.first { &learned.early } else { &learned.before };
                let (at, slot) = self.year.place(period);
                let expected = model.expected(at, slot);
                Some(Range {
                    period,
                    expected: round(expected.middle())?,
                    low: round(expected.low())?,
                    high: round(expected.high())?,
                })
            })
            .collect()
    }
}

/// Money to whole units, quantities to three decimals.
fn rounded(value: f64, money: bool) -> Option<Decimal> {
    rounded_to(value, if money { 0 } else { 3 })
}

fn rounded_to(value: f64, places: usize) -> Option<Decimal> {
    let text = format!("{value:.places$}");
    text.parse::<Decimal>().ok().map(|value| value.normalize())
}
