//! Calendar days, without a clock and without a time zone.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A day, counted from 1970-01-01; from 1900-01-01 to 2199-12-31.
///
/// ```
/// use navicert_model::day::Day;
/// let day = Day::parse("2026-01-06")?;
/// assert_eq!(day.add_days(-6).to_string(), "2025-12-31");
/// # Ok::<(), navicert_model::day::DayError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 1900-01-01.
    pub const MIN: Day = Day(days_from_civil(1900, 1, 1));
    /// 2199-12-31.
    pub const MAX: Day = Day(days_from_civil(2199, 12, 31));

    /// Reads `YYYY-MM-DD`, strictly and without allocating.
    ///
    /// # Errors
    /// [`DayError`] if the shape is another one, if the calendar has no such day, or if it lies
    /// outside 1900 to 2199.
    pub fn parse(text: &str) -> Result<Day, DayError> {
        let Some((year, month, day)) = split(text.as_bytes()) else {
            return Err(DayError::Shape { text: text.into() });
        };
        Day::from_ymd(year, month, day)
    }

    /// The day of a year, month (1–12) and day of the month (1–31).
    ///
    /// # Errors
    /// [`DayError`] if the calendar has no such day, or if it lies outside 1900 to 2199.
    pub const fn from_ymd(year: i32, month: u32, day: u32) -> Result<Day, DayError> {
        if year < 1900 || year > 2199 {
            return Err(DayError::Range { year });
        }
        if month < 1 || month > 12 {
            return Err(DayError::Month { month });
        }
        if day < 1 || day > days_in_month(year, month) {
            return Err(DayError::DayOfMonth { year, month, day });
        }
        Ok(Day(days_from_civil(year, month, day)))
    }

    /// The day this many days after 1970-01-01, if it lies between [`Day::MIN`] and [`Day::MAX`].
    #[must_use]
    pub const fn from_days(days: i32) -> Option<Day> {
        if days < Day::MIN.0 || days > Day::MAX.0 { None } else { Some(Day(days)) }
    }

    /// Days after 1970-01-01; negative before.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The day `days` later (earlier if negative), held between [`Day::MIN`] and [`Day::MAX`].
    #[must_use]
    pub const fn add_days(self, days: i32) -> Day {
        let sum = self.0.saturating_add(days);
        if sum < Day::MIN.0 {
            Day::MIN
        } else if sum > Day::MAX.0 {
            Day::MAX
        } else {
            Day(sum)
        }
    }

    /// The year, 1900 to 2199.
    #[must_use]
    pub const fn year(self) -> i32 {
        civil_from_days(self.0).0
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        civil_from_days(self.0).1
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u32 {
        civil_from_days(self.0).2
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        Day::parse(text)
    }
}

/// Why a text is not a day.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DayError {
    /// Not of the form `YYYY-MM-DD`.
    #[error("`{text}` is not a day")]
    Shape {
        /// The text given.
        text: Box<str>,
    },
    /// The month is not 1 to 12.
    #[error("there is no month `{month:02}`")]
    Month {
        /// The month given.
        month: u32,
    },
    /// The month has no such day.
    #[error("{year:04}-{month:02} has no day `{day:02}`")]
    DayOfMonth {
        /// The year given.
        year: i32,
        /// The month given.
        month: u32,
        /// The day given.
        day: u32,
    },
    /// The year is not 1900 to 2199.
    #[error("the year `{year:04}` is outside 1900 to 2199")]
    Range {
        /// The year given.
        year: i32,
    },
}

impl DayError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            DayError::Shape { .. } => {
                "write year, month and day with hyphens and no time, as `2026-01-06`".into()
            }
            DayError::Month { .. } => {
                "write the month from `01` to `12`, between the year and the day".into()
            }
            DayError::DayOfMonth { year, month, .. } => {
                format!("write a day from `01` to `{}`", days_in_month(*year, *month))
            }
            DayError::Range { .. } => "write a year from `1900` to `2199`".into(),
        }
    }
}

/// Year, month and day out of exactly `dddd-dd-dd`.
fn split(text: &[u8]) -> Option<(i32, u32, u32)> {
    let text: &[u8; 10] = text.try_into().ok()?;
    let mut digits = [0_u32; 8];
    for (slot, at) in digits.iter_mut().zip([0, 1, 2, 3, 5, 6, 8, 9]) {
        let digit = text[at].wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        *slot = u32::from(digit);
    }
    let [a, b, c, d, e, f, g, h] = digits;
    let year = (a * 1000 + b * 100 + c * 10 + d).cast_signed();
    (text[4] == b'-' && text[7] == b'-').then_some((year, e * 10 + f, g * 10 + h))
}

const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days after 1970-01-01 in the Gregorian calendar, counting years from March so that the leap day
/// comes last (Howard Hinnant, "chrono-compatible low-level date algorithms").
const fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = ((month + 9) % 12).cast_signed();
    let day_of_year = (153 * month_from_march + 2) / 5 + day.cast_signed() - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The reverse of [`days_from_civil`].
const fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month.cast_unsigned(), day.cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_reads_back() {
        let mut expected = Day::MIN.days();
        for year in 1900..=2199 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    let parsed = Day::parse(&format!("{year}-{month:02}-{day:02}")).unwrap();
                    assert_eq!(parsed.days(), expected);
                    assert_eq!((parsed.year(), parsed.month(), parsed.day()), (year, month, day));
                    expected += 1;
                }
            }
        }
        assert_eq!(expected - 1, Day::MAX.days());
    }

    #[test]
    fn known_days() {
        for (text, days) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-01-06", 20_459)] {
            assert_eq!(Day::parse(text).unwrap().days(), days);
            assert_eq!(Day::from_days(days).unwrap().to_string(), text);
        }
        assert_eq!(Day::MAX.add_days(1), Day::MAX);
        assert_eq!(Day::MIN.add_days(i32::MIN), Day::MIN);
        assert_eq!(Day::from_days(i32::MAX), None);
    }

    #[test]
    fn malformed_days_say_what_is_wrong() {
        for (text, message) in [
            ("", "`` is not a day"),
            ("2026-1-6", "`2026-1-6` is not a day"),
            ("2026/01/06", "`2026/01/06` is not a day"),
            ("20260106", "`20260106` is not a day"),
            ("2026-01-06T00:00", "`2026-01-06T00:00` is not a day"),
            (" 2026-01-6", "` 2026-01-6` is not a day"),
            ("2026-0１-1", "`2026-0１-1` is not a day"),
            ("2026-13-01", "there is no month `13`"),
            ("2026-00-01", "there is no month `00`"),
            ("2026-02-29", "2026-02 has no day `29`"),
            ("2100-02-29", "2100-02 has no day `29`"),
            ("2026-04-31", "2026-04 has no day `31`"),
            ("2026-01-00", "2026-01 has no day `00`"),
            ("1899-12-31", "the year `1899` is outside 1900 to 2199"),
            ("2200-01-01", "the year `2200` is outside 1900 to 2199"),
        ] {
            let error = Day::parse(text).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!error.help().is_empty());
        }
    }
}
