//! Months and years.

use navicert_model::day::Day;
use std::fmt;

/// A month, or a whole year.
///
/// ```
/// use navicert_trade::period::Period;
/// let month = Period::parse("2025-12").unwrap();
/// assert_eq!(month.next().to_string(), "2026-01");
/// assert_eq!(Period::parse("2023").unwrap().plus(-1).to_string(), "2022");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    /// 0 is the whole year.
    month: u8,
}

impl Period {
    /// A month (1 to 12) of a year between 1900 and 2199.
    #[must_use]
    pub fn month_of(year: i32, month: u32) -> Option<Period> {
        Day::from_ymd(year, month, 1).ok()?;
        Some(Period { year: i16::try_from(year).ok()?, month: u8::try_from(month).ok()? })
    }

    /// A year between 1900 and 2199.
    #[must_use]
    pub fn year_of(year: i32) -> Option<Period> {
        Period::month_of(year, 1).map(|month| Period { month: 0, ..month })
    }

    /// Reads `2025-11`, `202511`, `2025M11` or `2025`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Period> {
        let (year, rest) = (text.get(..4)?, text.get(4..)?);
        if !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok()?;
        if rest.is_empty() {
            return Period::year_of(year);
        }
        let month = rest.strip_prefix('-').or_else(|| rest.strip_prefix('M')).unwrap_or(rest);
        if month.len() != 2 || !month.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Period::month_of(year, month.parse().ok()?)
    }

    /// The month or the year that holds a day.
    #[must_use]
    pub fn holding(day: Day, yearly: bool) -> Period {
        let year = i16::try_from(day.year()).unwrap_or(1900);
        let month = if yearly { 0 } else { u8::try_from(day.month()).unwrap_or(1) };
        Period { year, month }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year.into()
    }

    /// The month, 1 to 12; `None` for a year.
    #[must_use]
    pub fn month(self) -> Option<u32> {
        (self.month > 0).then_some(self.month.into())
    }

    /// Whether it is a whole year.
    #[must_use]
    pub fn is_year(self) -> bool {
        self.month == 0
    }

    /// Counts up by one from period to period of one kind.
    #[must_use]
    pub fn index(self) -> i32 {
        match self.month {
            0 => self.year.into(),
            month => i32::from(self.year) * 12 + i32::from(month) - 1,
        }
    }

    /// So many periods later.
    #[must_use]
    pub fn plus(self, periods: i32) -> Period {
        let at = self.index().saturating_add(periods);
        if self.is_year() {
            return Period { year: i16::try_from(at).unwrap_or(i16::MAX), month: 0 };
        }
        let year = i16::try_from(at.div_euclid(12)).unwrap_or(i16::MAX);
        Period { year, month: u8::try_from(at.rem_euclid(12) + 1).unwrap_or(1) }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Period {
        self.plus(1)
    }

    /// How many periods from `from` to here.
    #[must_use]
    pub fn since(self, from: Period) -> i32 {
        self.index() - from.index()
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::from_ymd(self.year.into(), u32::from(self.month.max(1)), 1).unwrap_or(Day::MAX)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.next().first_day().add_days(-1)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            0 => write!(f, "{:04}", self.year),
            month => write!(f, "{:04}-{month:02}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_and_count() {
        for (text, shown) in [
            ("202501", "2025-01"),
            ("2025-01", "2025-01"),
            ("2025M12", "2025-12"),
            ("2023", "2023"),
        ] {
            assert_eq!(Period::parse(text).unwrap().to_string(), shown);
        }
        for wrong in
            ["", "2025-13", "2025-1", "20251", "25-01", "2025/01", "1066-10", "2025-00", "é025"]
        {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
        let january = Period::parse("2025-01").unwrap();
        assert_eq!(january.plus(-1).to_string(), "2024-12");
        assert_eq!(january.plus(25).since(january), 25);
        assert_eq!(Period::parse("2024-02").unwrap().last_day().to_string(), "2024-02-29");
        assert_eq!(Period::parse("2024").unwrap().last_day().to_string(), "2024-12-31");
    }
}
