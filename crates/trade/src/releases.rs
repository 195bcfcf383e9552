//! When the figure of a month is published: by office and by the month of the data, as data in `data/releases.csv`.

use crate::period::Period;
use crate::places::Place;
use navicert_model::day::Day;
use std::sync::LazyLock;

/// The day on which the reporter publishes a month by code and partner. `None` where no calendar is known: years, and
/// reporters that are not in the table.
///
/// ```
/// use navicert_trade::{period::Period, places::Place, releases};
/// let china = Place::parse("CN").unwrap();
/// let day = |month| releases::day(&china, Period::parse(month).unwrap()).unwrap().to_string();
/// assert_eq!(day("2025-11"), "2025-12-20");
/// // Nothing comes out in February.
/// assert_eq!(day("2026-01"), "2026-03-20");
/// assert_eq!(day("2026-02"), "2026-03-20");
/// ```
#[must_use]
pub fn day(reporter: &Place, period: Period) -> Option<Day> {
    rule(reporter, period)?.when(period)
}

/// Whether that day is carried over from another year instead of read from a notice or seen.
#[must_use]
pub fn is_presumed(reporter: &Place, period: Period) -> bool {
    rule(reporter, period).is_some_and(|rule| rule.presumed)
}

/// Whether a calendar is known for the reporter.
#[must_use]
pub fn is_known(reporter: &Place) -> bool {
    RULES.iter().any(|rule| rule.reporter == reporter.as_str())
}

fn rule(reporter: &Place, period: Period) -> Option<&'static Rule> {
    let mut rules = RULES.iter().rev().filter(|rule| rule.reporter == reporter.as_str());
    rules.find(|rule| {
        !period.is_year()
            && rule.from.is_none_or(|from| from <= period)
            && rule.to.is_none_or(|to| period <= to)
    })
}

struct Rule {
    reporter: &'static str,
    from: Option<Period>,
    to: Option<Period>,
    when: When,
    /// Months of a year that come out together.
    joined: Option<(u32, u32)>,
    presumed: bool,
}

#[derive(Clone, Copy)]
enum When {
    /// A day of the month after.
    DayOfNext(u32),
    /// The last working day of the month after.
    LastWorkingDay,
    /// This day.
    On(Day),
}

impl Rule {
    fn when(&self, period: Period) -> Option<Day> {
        let last = match (self.joined, period.month()) {
            (Some((first, last)), Some(month)) if (first..=last).contains(&month) => {
                Period::month_of(period.year(), last)?
            }
            _ => period,
        };
        let next = last.next();
        match self.when {
            When::On(day) => Some(day),
            When::DayOfNext(day) => Day::from_ymd(next.year(), next.month()?, day).ok(),
            When::LastWorkingDay => Some(last_working_day(next)),
        }
    }
}

/// The last day of a month that is no Saturday or Sunday; offices close on 28 December.
fn last_working_day(month: Period) -> Day {
    let last = match month.month() {
        Some(12) => month.first_day().add_days(27),
        _ => month.last_day(),
    };
    // 1970-01-01 was a Thursday: 0 is Monday here.
    match (last.days() + 3).rem_euclid(7) {
        5 => last.add_days(-1),
        6 => last.add_days(-2),
        _ => last,
    }
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rows =
        include_str!("../data/releases.csv").lines().filter(|row| !row.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split(',');
        let mut cell = || cells.next().unwrap_or_default();
        let (reporter, from, to, when, joined, basis) =
            (cell(), cell(), cell(), cell(), cell(), cell());
        Some(Rule {
            reporter,
            from: Period::parse(from),
            to: Period::parse(to),
            when: match when {
                "last working day" => When::LastWorkingDay,
                when => match Day::parse(when) {
                    Ok(day) => When::On(day),
                    Err(_) => When::DayOfNext(when.parse().ok()?),
                },
            },
            joined: joined
                .split_once('-')
                .and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))),
            presumed: basis == "presumed",
        })
    })
    .collect()
});

/// Months of a year that are judged together in trade with a place, because a feast moves between them.
pub(crate) fn judged_together(ends: [&Place; 2]) -> Option<(u32, u32)> {
    let rows = include_str!("../data/joined-months.csv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split(',');
        let place = cells.next()?;
        let months = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        ends.iter().any(|end| end.as_str() == place).then_some(months)
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows = include_str!("../data/releases.csv")
            .lines()
            .filter(|row| !row.starts_with('#'))
            .count()
            - 1;
        assert_eq!(RULES.len(), rows);
    }

    #[test]
    fn days_by_office_and_year() {
        for (reporter, month, released) in [
            ("CN", "2014-12", Some("2015-01-21")),
            ("CN", "2015-01", Some("2015-02-26")),
            ("CN", "2015-02", Some("2015-03-21")),
            ("CN", "2017-05", Some("2017-06-23")),
            ("CN", "2019-12", Some("2020-01-31")),
            ("CN", "2020-01", Some("2020-02-25")),
            ("CN", "2020-10", Some("2020-11-25")),
            ("CN", "2023-12", Some("2024-01-20")),
            ("CN", "2025-01", Some("2025-03-20")),
            ("CN", "2025-11", Some("2025-12-20")),
            ("JP", "2010-10", Some("2010-11-29")),
            ("JP", "2010-11", Some("2010-12-27")),
            ("JP", "2025-05", Some("2025-06-30")),
            ("JP", "2025-10", Some("2025-11-28")),
            ("JP", "2026-01", Some("2026-02-27")),
            ("KR", "2026-01", None),
            ("CN", "2025", None),
        ] {
            let place = Place::parse(reporter).unwrap();
            let told = day(&place, Period::parse(month).unwrap()).map(|day| day.to_string());
            assert_eq!(told.as_deref(), released, "{reporter} {month}");
        }
    }
}
