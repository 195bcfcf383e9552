//! The clock, read here and nowhere else; days and moments as arguments.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use navicert_model::day::Day;

/// A moment whose knowledge is used: as the decision writes it, and its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// RFC 3339, in UTC.
    pub text: String,
    /// Its day in UTC: what was published that day counts as known.
    pub day: Day,
}

impl Moment {
    /// This second.
    pub fn now() -> Moment {
        let now = Timestamp::now();
        let second = Timestamp::from_second(now.as_second()).unwrap_or(now);
        Moment::of(second).unwrap_or(Moment { text: second.to_string(), day: Day::MAX })
    }

    /// `None` if the year is outside 1900 to 2199.
    fn of(at: Timestamp) -> Option<Moment> {
        let civil = at.to_zoned(TimeZone::UTC).date();
        let (month, day) = (civil.month().cast_unsigned(), civil.day().cast_unsigned());
        let day = Day::from_ymd(civil.year().into(), month.into(), day.into()).ok()?;
        Some(Moment { text: at.to_string(), day })
    }
}

/// Reads `--known-at`: RFC 3339, or a day, which counts from its first second.
pub fn moment(text: &str) -> Result<Moment, String> {
    if let Ok(day) = Day::parse(text) {
        return Ok(Moment { text: format!("{day}T00:00:00Z"), day });
    }
    let at: Timestamp = text.parse().map_err(|_| {
        format!("`{text}` is no moment; write `2026-01-06T08:00:00Z`, or a day as `2026-01-06`")
    })?;
    Moment::of(at).ok_or_else(|| format!("the year of `{text}` is outside 1900 to 2199"))
}

/// Reads a day of the command line; `today` is one too.
pub fn day(text: &str) -> Result<Day, String> {
    if text == "today" {
        return Ok(Moment::now().day);
    }
    Day::parse(text).map_err(|error| format!("{error}; {}", error.help()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_utc() {
        for (given, text, day) in [
            ("2026-01-06", "2026-01-06T00:00:00Z", "2026-01-06"),
            ("2026-01-06T08:00:00Z", "2026-01-06T08:00:00Z", "2026-01-06"),
            ("2026-01-06T01:00:00+08:00", "2026-01-05T17:00:00Z", "2026-01-05"),
        ] {
            let moment = moment(given).unwrap();
            assert_eq!((moment.text.as_str(), moment.day.to_string().as_str()), (text, day));
        }
        for wrong in ["", "yesterday", "2026-02-30", "2026-01-06T25:00:00Z", "1066-10-14T09:00:00Z"]
        {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
