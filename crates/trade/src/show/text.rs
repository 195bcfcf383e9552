//! A series for a person.

use super::Answer;
use crate::observation::State;
use crate::series::{Latest, Point, Series};
use crate::visibility::shown;
use rust_decimal::Decimal;
use std::fmt::Write;

/// Columns of a line.
const WIDTH: usize = 110;
/// Points that are listed.
const LAST: usize = 13;

/// Writes an answer.
pub fn write(out: &mut String, answer: &Answer) {
    let Answer { series, latest, visibility, mirror } = answer;
    let _ = writeln!(out, "{}", series.title());
    for code in &series.absent {
        let _ = writeln!(out, "  no file has a row of {code}");
    }
    for at in &series.breaks {
        let codes = |codes: &[crate::observation::Hs]| {
            codes.iter().map(|hs| hs.as_str()).collect::<Vec<_>>().join(", ")
        };
        let goods = if at.comparable { "the same goods" } else { "other goods: not comparable" };
        let _ = writeln!(
            out,
            "  from {} on {} after {}: {goods}",
            at.period,
            codes(&at.to),
            codes(&at.from)
        );
    }
    match latest {
        None => out.push_str("  no figure could be seen on the day\n"),
        Some(latest) => newest(out, series, latest),
    }
    if let Some(told) = visibility {
        let first = match told.first_release {
            Some(day) if told.presumed => {
                format!("{}, published on {day} (presumed)", told.first_period)
            }
            Some(day) => format!("{}, published on {day}", told.first_period),
            None => format!("{}, no release calendar", told.first_period),
        };
        let day = told.measure.effective;
        let what = match told.measure.name == day.to_string() {
            true => format!("what took effect on {day}"),
            false => format!("{}, in effect from {day}", told.measure.name),
        };
        let _ = writeln!(out, "  {what}: {}", told.verdict.as_str());
        wrapped(out, &told.why);
        let _ = writeln!(
            out,
            "      first period that can show it: {first}; figures from it on: {}",
            told.published_after
        );
        if let Some(window) = told.numbers.window_pct {
            let _ = writeln!(
                out,
                "      the six months around it: {window} % of what was to be expected"
            );
        }
        for (period, from, to) in &told.numbers.shifts {
            let _ = writeln!(
                out,
                "      level: {} until {period}, {} from then on",
                shown(*from),
                shown(*to)
            );
        }
    }
    if let Some(mirror) = mirror {
        let ratio = mirror.ratio.map_or_else(|| "no".to_owned(), |ratio| ratio.to_string());
        let _ = writeln!(
            out,
            "  mirror: {} to {}, {} here, {} by {}; imports are {ratio} times the exports",
            mirror.from,
            mirror.to,
            shown(mirror.here),
            shown(mirror.there),
            mirror.reporter
        );
    }
    listed(out, series);
}

fn newest(out: &mut String, series: &Series, latest: &Latest) {
    let Some(point) = series.newest() else { return };
    let _ = write!(out, "  {}: {}", point.period, figure(point, series));
    if let Some(day) = point.released_on {
        let _ = write!(out, ", published on {day}");
    }
    let signed = |value: Decimal| {
        if value.is_sign_negative() {
            format!("−{} %", value.abs())
        } else {
            format!("+{value} %")
        }
    };
    for (value, words) in [(latest.mom_pct, "on the month"), (latest.yoy_pct, "on the year")] {
        if let Some(value) = value {
            let _ = write!(out, "; {} {words}", signed(value));
        }
    }
    if let Some(ytd) = latest.ytd {
        let _ = write!(out, "; {} since January", shown(ytd));
    }
    if let (Some(1), true) = (latest.rank_in_year, latest.rank.1 > 2) {
        out.push_str("; the highest of the year so far");
    }
    out.push('\n');
}

fn figure(point: &Point, series: &Series) -> String {
    let value = match (point.value, point.at_least) {
        (Some(value), _) => format!("{} {}", shown(value), series.unit.as_str()),
        (None, Some(least)) => format!("{} {} or more", shown(least), series.unit.as_str()),
        (None, None) => String::new(),
    };
    match point.state {
        State::Published => value,
        State::Zero => format!("{value} (zero)"),
        state if value.is_empty() => state.as_str().to_owned(),
        state => format!("{value} ({})", state.as_str()),
    }
}

/// The last points, one a line, with the days on which they came out.
fn listed(out: &mut String, series: &Series) {
    let skipped = series.points.len().saturating_sub(LAST);
    if skipped > 0 {
        let _ = writeln!(out, "    … {skipped} earlier");
    }
    for point in series.points.iter().skip(skipped) {
        let _ = write!(out, "    {:<8} {:>24}", point.period.to_string(), figure(point, series));
        if let Some(day) = point.released_on {
            let _ = write!(out, "   {day}");
        }
        for (day, value) in &point.revised {
            let _ = write!(out, "   ({} on {day})", shown(*value));
        }
        out.push('\n');
    }
}

fn wrapped(out: &mut String, text: &str) {
    let mut at = WIDTH;
    for word in text.split(' ') {
        let long = word.chars().count();
        if at + 1 + long > WIDTH {
            out.push_str(if at == WIDTH && out.ends_with('\n') { "      " } else { "\n      " });
            at = 6;
        } else {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += long;
    }
    out.push('\n');
}
