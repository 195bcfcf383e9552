//! A series as it stood on a day, and what its newest figure says.

use crate::observation::{Flow, Hs, State, Unit};
use crate::period::Period;
use crate::places::Place;
use navicert_model::day::Day;
use rust_decimal::{Decimal, RoundingStrategy};
use std::sync::Arc;

/// The figures of one reporter, partner, flow, code (or basket) and unit, as they stood on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Who reports.
    pub reporter: Place,
    /// With whom.
    pub partner: Place,
    /// Which way.
    pub flow: Flow,
    /// What it is called, if a file says.
    pub product: Option<Arc<str>>,
    /// The codes that are counted; none of a line that has only a name.
    pub hs: Vec<Hs>,
    /// Those of them of which no file holds a row.
    pub absent: Vec<Hs>,
    /// What the figures count.
    pub unit: Unit,
    /// By year instead of by month.
    pub yearly: bool,
    /// From the first to the last period that could be seen, without a gap.
    pub points: Vec<Point>,
    /// Where an edition of the Harmonized System changed what is counted.
    pub breaks: Vec<Break>,
}

/// A period of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// The figure, if there is one.
    pub value: Option<Decimal>,
    /// What stands behind it.
    pub state: State,
    /// When it came out, if that is known.
    pub released_on: Option<Day>,
    /// Of a sum some of whose parts are not known: what the others come to.
    pub at_least: Option<Decimal>,
    /// Other numbers that were given for it before, with their days.
    pub revised: Vec<(Day, Decimal)>,
}

impl Point {
    pub(crate) fn missing(period: Period) -> Point {
        let state = State::Missing;
        Point { period, value: None, state, released_on: None, at_least: None, revised: Vec::new() }
    }

    /// The figure, if a verdict may rest on it.
    #[must_use]
    pub fn counted(&self) -> Option<Decimal> {
        self.value.filter(|_| self.state.counts())
    }
}

/// The first period under another edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// That period.
    pub period: Period,
    /// The codes that were counted before.
    pub from: Vec<Hs>,
    /// The codes that are counted from it on.
    pub to: Vec<Hs>,
    /// Whether they hold the same goods.
    pub comparable: bool,
}

/// The newest figure of a series, and how it stands beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Latest {
    /// Its period.
    pub period: Period,
    /// Change against the month before, in percent.
    pub mom_pct: Option<Decimal>,
    /// Change against the same period a year before, in percent.
    pub yoy_pct: Option<Decimal>,
    /// Sum from January on.
    pub ytd: Option<Decimal>,
    /// Its place among the months of its year so far, 1 = the highest.
    pub rank_in_year: Option<usize>,
    /// Its place among all periods, 1 = the highest, and how many there are.
    pub rank: (usize, usize),
    /// The last period before it with a higher figure: none was higher since. `None` if none ever was.
    pub highest_since: Option<Period>,
    /// The last period before it with a lower figure.
    pub lowest_since: Option<Period>,
}

impl Series {
    /// The point of a period, if it lies in the series.
    #[must_use]
    pub fn point(&self, period: Period) -> Option<&Point> {
        let first = self.points.first()?.period;
        self.points.get(usize::try_from(period.since(first)).ok()?)
    }

    /// The newest point with a figure.
    #[must_use]
    pub fn newest(&self) -> Option<&Point> {
        self.points.iter().rev().find(|point| point.state.has_figure())
    }

    /// Whether two periods count the same goods.
    #[must_use]
    pub fn comparable(&self, one: Period, other: Period) -> bool {
        let (first, last) = (one.min(other), one.max(other));
        self.breaks.iter().all(|at| at.comparable || at.period <= first || last < at.period)
    }

    /// What its newest figure says.
    #[must_use]
    pub fn latest(&self) -> Option<Latest> {
        let newest = self.newest()?;
        let (period, value) = (newest.period, newest.value?);
        let change = |back: i32| self.change(period.plus(-back), period);
        let year: Vec<&Point> = self
            .points
            .iter()
            .filter(|point| point.period.year() == period.year() && point.period <= period)
            .collect();
        let figures = self.points.iter().filter(|point| self.comparable(point.period, period));
        let figures: Vec<Decimal> = figures.filter_map(|point| point.value).collect();
        let above = |values: &[Decimal]| 1 + values.iter().filter(|other| **other > value).count();
        let in_year: Vec<Decimal> = year.iter().filter_map(|point| point.value).collect();
        let before = self
            .points
            .iter()
            .rev()
            .filter(|point| point.period < period && self.comparable(point.period, period));
        let before: Vec<_> =
            before.filter_map(|point| Some((point.period, point.value?))).collect();
        let since = |beats: fn(&Decimal, &Decimal) -> bool| {
            before.iter().find(|(_, other)| beats(other, &value)).map(|(period, _)| *period)
        };
        Some(Latest {
            period,
            mom_pct: if self.yearly { None } else { change(1) },
            yoy_pct: change(if self.yearly { 1 } else { 12 }),
            ytd: if self.yearly {
                None
            } else {
                self.sum(Period::month_of(period.year(), 1)?, period)
            },
            rank_in_year: (!self.yearly).then(|| above(&in_year)),
            rank: (above(&figures), figures.len()),
            highest_since: since(Decimal::gt),
            lowest_since: since(Decimal::lt),
        })
    }

    /// The sum from one period to another, both counted; `None` if one of them has no figure.
    #[must_use]
    pub fn sum(&self, from: Period, to: Period) -> Option<Decimal> {
        (0..=to.since(from)).try_fold(Decimal::ZERO, |sum, step| {
            sum.checked_add(self.point(from.plus(step))?.value?)
        })
    }

    /// The change from one period to another in percent, to one decimal. `None` if either has no figure, if the first
    /// is zero, or if the two do not count the same goods.
    #[must_use]
    pub fn change(&self, from: Period, to: Period) -> Option<Decimal> {
        if !self.comparable(from, to) {
            return None;
        }
        percent_change(self.point(from)?.value?, self.point(to)?.value?)
    }

    /// `CN → JP 250410, t`.
    #[must_use]
    pub fn title(&self) -> String {
        let arrow = match self.flow {
            Flow::Export | Flow::ReExport => "→",
            Flow::Import | Flow::ReImport => "←",
        };
        let codes: Vec<&str> = self.hs.iter().map(Hs::as_str).collect();
        let product = match &self.product {
            Some(product) if codes.is_empty() => product.to_string(),
            Some(product) => format!("{product} ({})", codes.join(", ")),
            None => codes.join(", "),
        };
        format!(
            "{} {arrow} {} {}, {product}, {}",
            self.reporter,
            self.partner,
            self.flow.as_str(),
            self.unit.as_str()
        )
    }
}

/// Change from one figure to another in percent, to one decimal, halves away from zero.
///
/// ```
/// use navicert_trade::series::percent_change;
/// use rust_decimal::Decimal;
/// let told = percent_change(Decimal::new(2165, 1), Decimal::from(305)).unwrap();
/// assert_eq!(told.to_string(), "40.9");
/// assert_eq!(percent_change(Decimal::ZERO, Decimal::ONE), None);
/// ```
#[must_use]
pub fn percent_change(from: Decimal, to: Decimal) -> Option<Decimal> {
    let share = to.checked_sub(from)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)?;
    Some(share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
}
