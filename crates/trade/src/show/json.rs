//! One JSON object for each series; figures are decimal texts.

use super::Answer;
use crate::observation::{Flow, Hs, State};
use crate::visibility::{Numbers, Verdict};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::fmt::Display;

/// Something that is written as its text.
struct Text<T>(T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

fn number(value: Option<Decimal>) -> Option<Text<Decimal>> {
    value.map(|value| Text(value.normalize()))
}

#[derive(Serialize)]
struct Out<'a> {
    series: Of<'a>,
    points: Vec<Point>,
    latest: Option<Latest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mirror: Option<Mirror>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<Visibility<'a>>,
}

#[derive(Serialize)]
struct Of<'a> {
    reporter: &'a str,
    partner: &'a str,
    flow: Flow,
    product: Option<&'a str>,
    hs: &'a [Hs],
    unit: &'a str,
    frequency: &'static str,
    #[serde(skip_serializing_if = "<[Hs]>::is_empty")]
    absent: &'a [Hs],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    breaks: Vec<Break<'a>>,
}

#[derive(Serialize)]
struct Break<'a> {
    period: Text<crate::period::Period>,
    from: &'a [Hs],
    to: &'a [Hs],
    comparable: bool,
}

#[derive(Serialize)]
struct Point {
    period: Text<crate::period::Period>,
    value: Option<Text<Decimal>>,
    state: State,
    released_on: Option<Text<navicert_model::day::Day>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Text<Decimal>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    revised: Vec<Revised>,
}

#[derive(Serialize)]
struct Revised {
    released_on: Text<navicert_model::day::Day>,
    value: Text<Decimal>,
}

#[derive(Serialize)]
struct Latest {
    period: Text<crate::period::Period>,
    mom_pct: Option<Text<Decimal>>,
    yoy_pct: Option<Text<Decimal>>,
    ytd: Option<Text<Decimal>>,
    rank_in_year: Option<usize>,
    rank: usize,
    of: usize,
    highest_since: Option<Text<crate::period::Period>>,
    lowest_since: Option<Text<crate::period::Period>>,
}

#[derive(Serialize)]
struct Mirror {
    reporter: String,
    from: Text<crate::period::Period>,
    to: Text<crate::period::Period>,
    here: Text<Decimal>,
    there: Text<Decimal>,
    ratio: Option<Text<Decimal>>,
}

#[derive(Serialize)]
struct Visibility<'a> {
    measure: &'a str,
    effective: Text<navicert_model::day::Day>,
    first_period: Text<crate::period::Period>,
    first_release: Option<Text<navicert_model::day::Day>>,
    first_release_presumed: bool,
    published_after: usize,
    verdict: Verdict,
    why: &'a str,
    numbers: Figures<'a>,
}

#[derive(Serialize)]
struct Figures<'a> {
    period: Option<Text<crate::period::Period>>,
    expected: Option<Text<Decimal>>,
    low: Option<Text<Decimal>>,
    high: Option<Text<Decimal>>,
    window_pct: Option<Text<Decimal>>,
    months_before: usize,
    seasonal: bool,
    trend_pct: Option<Text<Decimal>>,
    shifts: Vec<Shift>,
    below: Vec<Text<crate::period::Period>>,
    surge: Vec<Text<crate::period::Period>>,
    via: &'a [String],
}

#[derive(Serialize)]
struct Shift {
    period: Text<crate::period::Period>,
    from: Text<Decimal>,
    to: Text<Decimal>,
}

/// Writes an answer as one line.
pub fn write(out: &mut String, answer: &Answer) {
    let series = &answer.series;
    let latest = answer.latest.as_ref().map(|latest| Latest {
        period: Text(latest.period),
        mom_pct: number(latest.mom_pct),
        yoy_pct: number(latest.yoy_pct),
        ytd: number(latest.ytd),
        rank_in_year: latest.rank_in_year,
        rank: latest.rank.0,
        of: latest.rank.1,
        highest_since: latest.highest_since.map(Text),
        lowest_since: latest.lowest_since.map(Text),
    });
    let mirror = answer.mirror.as_ref().map(|mirror| Mirror {
        reporter: mirror.reporter.to_string(),
        from: Text(mirror.from),
        to: Text(mirror.to),
        here: Text(mirror.here.normalize()),
        there: Text(mirror.there.normalize()),
        ratio: mirror.ratio.map(Text),
    });
    let whole = Out {
        series: Of {
            reporter: series.reporter.as_str(),
            partner: series.partner.as_str(),
            flow: series.flow,
            product: series.product.as_deref(),
            hs: &series.hs,
            unit: series.unit.as_str(),
            frequency: if series.yearly { "year" } else { "month" },
            absent: &series.absent,
            breaks: series
                .breaks
                .iter()
                .map(|at| Break {
                    period: Text(at.period),
                    from: &at.from,
                    to: &at.to,
                    comparable: at.comparable,
                })
                .collect(),
        },
        points: points(answer),
        latest,
        mirror,
        visibility: visibility(answer),
    };
    // Nothing here can fail to be written: there are no maps and no floats.
    if let Ok(text) = serde_json::to_string(&whole) {
        out.push_str(&text);
        out.push('\n');
    }
}

fn points(answer: &Answer) -> Vec<Point> {
    let point = |point: &crate::series::Point| Point {
        period: Text(point.period),
        value: number(point.value),
        state: point.state,
        released_on: point.released_on.map(Text),
        at_least: number(point.at_least),
        revised: point
            .revised
            .iter()
            .map(|(day, value)| Revised { released_on: Text(*day), value: Text(value.normalize()) })
            .collect(),
    };
    answer.series.points.iter().map(point).collect()
}

fn visibility(answer: &Answer) -> Option<Visibility<'_>> {
    let told = answer.visibility.as_ref()?;
    let periods = |periods: &[crate::period::Period]| periods.iter().copied().map(Text).collect();
    let Numbers {
        period,
        expected,
        low,
        high,
        window_pct,
        months_before,
        seasonal,
        trend_pct,
        shifts,
        below,
        surge,
        via,
    } = &told.numbers;
    Some(Visibility {
        measure: &told.measure.name,
        effective: Text(told.measure.effective),
        first_period: Text(told.first_period),
        first_release: told.first_release.map(Text),
        first_release_presumed: told.presumed,
        published_after: told.published_after,
        verdict: told.verdict,
        why: &told.why,
        numbers: Figures {
            period: period.map(Text),
            expected: number(*expected),
            low: number(*low),
            high: number(*high),
            window_pct: number(*window_pct),
            months_before: *months_before,
            seasonal: *seasonal,
            trend_pct: number(*trend_pct),
            shifts: shifts
                .iter()
                .map(|(period, from, to)| Shift {
                    period: Text(*period),
                    from: Text(*from),
                    to: Text(*to),
                })
                .collect(),
            below: periods(below),
            surge: periods(surge),
            via,
        },
    })
}
