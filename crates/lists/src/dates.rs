//! Dates as publishers write them.

use crate::entry::{BirthDate, PartialDate};
use navicert_model::day::Day;

/// Which number of `04/08/2026` is the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// The first: United States.
    MonthFirst,
    /// The second: everywhere else.
    #[default]
    DayFirst,
}

/// A whole day, in any of the forms that publishers use.
pub(crate) fn day(text: &str, order: Order) -> Option<Day> {
    let date = partial(text, order)?;
    Day::from_ymd(date.year.into(), date.month?.into(), date.day?.into()).ok()
}

/// A date of birth: `1965`, `circa 1965`, `12 Mar 1970`, `1967 to 1969`, `between 1960 and 1962`.
pub(crate) fn birth(text: &str, order: Order) -> Option<BirthDate> {
    let text = text.trim().trim_end_matches('.');
    let lower = text.to_lowercase();
    let abouts = ["circa ", "approximately ", "approx. ", "about ", "c. ", "ca. "];
    let about = abouts.iter().find(|about| lower.starts_with(**about));
    let between = lower.starts_with("between ");
    let rest = match about {
        Some(about) => text.get(about.len()..)?,
        None if between => text.get("between ".len()..)?,
        None => text,
    };
    let circa = about.is_some();
    if let Some(date) = partial(rest, order) {
        return Some(BirthDate { from: date, to: date, circa });
    }
    let separators: &[&str] = if between { &[" and "] } else { &[" to ", " - ", "-", "–"] };
    separators.iter().find_map(|separator| {
        let (from, to) = rest.split_once(separator)?;
        let (from, to) = (partial(from, order)?, partial(to, order)?);
        (from <= to).then_some(BirthDate { from, to, circa })
    })
}

/// A date of which the day, or the month too, may be missing (or zero).
pub(crate) fn partial(text: &str, order: Order) -> Option<PartialDate> {
    let text = text.trim();
    // `2026-02-27T00:00:09.554Z`, `2018-07-13 00:00:00`, `2012-12-31-05:00`
    let iso = matches!(
        text.as_bytes(),
        [_, _, _, _, b'-', _, _, b'-', _, _, b'T' | b' ' | b'-' | b'+' | b'Z', ..]
    );
    let text = if iso { text.get(..10)? } else { text };
    let words: Vec<&str> =
        text.split([' ', '/', '-', '.', ',']).filter(|word| !word.is_empty()).collect();
    match *words.as_slice() {
        [year] => date(year, None, None),
        [a, b] if is_year(a) => date(a, Some(b), None),
        [a, b] => date(b, Some(a), None),
        [a, b, c] if is_year(a) => date(a, Some(b), Some(c)),
        [a, b, c] => {
            let worded = |word: &str| word.starts_with(|letter: char| letter.is_alphabetic());
            match (worded(a), worded(b), order) {
                (true, false, _) | (false, false, Order::MonthFirst) => date(c, Some(a), Some(b)),
                (false, _, _) => date(c, Some(b), Some(a)),
                (true, true, _) => None,
            }
        }
        _ => None,
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn date(year: &str, month: Option<&str>, day: Option<&str>) -> Option<PartialDate> {
    let year = is_year(year).then(|| year.parse().ok()).flatten()?;
    let month = match month {
        None => None,
        Some(word) => match month_of(word)? {
            0 => None,
            month => Some(month),
        },
    };
    let day = match day {
        None => None,
        Some(word) if word.len() > 2 => return None,
        Some(word) => match word.parse().ok()? {
            0 => None,
            day => Some(day),
        },
    };
    checked(year, month, day)
}

/// The date, if the calendar has it and the year is 1000 to 2199.
pub(crate) fn checked(year: u16, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
    if !(1000..=2199).contains(&year) {
        return None;
    }
    // Any year with the same leap days will do before 1900.
    let calendar = if year < 1900 { year % 400 + 2000 } else { year };
    let calendar = if calendar > 2199 { calendar - 400 } else { calendar };
    let like = if calendar < 1900 { calendar + 400 } else { calendar };
    match (month, day) {
        (None, Some(_)) => return None,
        (None, None) => {}
        (Some(month), day) => {
            Day::from_ymd(like.into(), month.into(), day.unwrap_or(1).into()).ok()?;
        }
    }
    Some(PartialDate { year, month, day })
}

/// The month of a number or an English word; 0 for `00`.
fn month_of(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok().filter(|month| *month <= 12 && word.len() <= 2);
    }
    let head = word.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == head)?;
    let full = word.bytes().all(|byte| byte.is_ascii_alphabetic()) && word.len() <= 9;
    full.then(|| u8::try_from(index + 1).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn births_in_all_forms() {
        for (given, expected) in [
            ("1974", "1974"),
            ("1978-12-05", "1978-12-05"),
            ("12 Mar 1970", "1970-03-12"),
            ("Mar 1970", "1970-03"),
            ("August 1961", "1961-08"),
            ("circa 1965", "about 1965"),
            ("circa 1979-1982", "about 1979 to 1982"),
            ("01 Jan 1960 to 31 Dec 1962", "1960-01-01 to 1962-12-31"),
            ("Between 1956 and 1958", "1956 to 1958"),
            ("00/00/1975", "1975"),
            ("00/05/1975", "1975-05"),
            ("16/04/1875", "1875-04-16"),
            ("2026-02-27T00:00:09.554Z", "2026-02-27"),
        ] {
            let birth = birth(given, Order::DayFirst).expect(given);
            assert_eq!(birth.to_string(), expected, "{given}");
        }
        for wrong in [
            "",
            "unknown",
            "30-35 years old",
            "24/06/1402 (Hijri)",
            "31 Feb 1970",
            "1969 to 1967",
            "5/1975/3",
            "19",
            "１９７４",
            "Marble 1970x",
        ] {
            assert_eq!(birth(wrong, Order::DayFirst), None, "{wrong}");
        }
    }

    #[test]
    fn days_by_their_order() {
        for (given, order, expected) in [
            ("06/19/2003", Order::MonthFirst, Some("2003-06-19")),
            ("04/08/2026", Order::MonthFirst, Some("2026-04-08")),
            ("04/08/2026", Order::DayFirst, Some("2026-08-04")),
            ("21-Nov-2026", Order::DayFirst, Some("2026-11-21")),
            ("June 29, 2056", Order::MonthFirst, Some("2056-06-29")),
            ("13/13/2003", Order::MonthFirst, None),
            ("2003", Order::MonthFirst, None),
        ] {
            assert_eq!(
                day(given, order).map(|day| day.to_string()).as_deref(),
                expected,
                "{given}"
            );
        }
    }
}
