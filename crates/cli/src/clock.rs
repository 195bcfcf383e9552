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
        Moment::of(Timestamp::from_second(now.as_second()).unwrap_or(now))
    }

    fn of(at: Timestamp) -> Moment {
        let civil = at.to_zoned(TimeZone::UTC).date();
        let (year, month, day) = (civil.year(), civil.month(), civil.day());
        let day =
            Day::from_ymd(year.into(), month.cast_unsigned().into(), day.cast_unsigned().into());
        Moment { text: at.to_string(), day: day.unwrap_or(Day::MAX) }
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
    let moment = Moment::of(at);
    match Day::from_ymd(moment.day.year(), moment.day.month(), moment.day.day()) {
        Ok(_) if moment.day != Day::MAX => Ok(moment),
        _ => Err(format!("the year of `{text}` is outside 1900 to 2199")),
    }
}

/// Reads a day of the command line; `today` is one too.
pub fn day(text: &str) -> Result<Day, String> {
    if text == "today" {
        return Ok(Moment::now().day);
    }
    Day::parse(text).map_err(|error| format!("{error}; {}", error.help()))
}
