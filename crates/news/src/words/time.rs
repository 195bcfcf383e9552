//! Days and months in English, Chinese and Japanese text.

use super::token::{Sort, Token};
use navicert_model::day::Day;

/// A day as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// `6 January 2026`; the year may be left out.
    Day(Option<i32>, u32, u32),
    /// `6日`.
    DayOfMonth(u32),
    /// `November 2025`; the year may be left out.
    Month(Option<i32>, u32),
    /// `2010`.
    Year(i32),
    /// `on Tuesday`: 0 is Monday.
    Weekday(u32),
    /// Days after the article's own: `yesterday` is −1.
    Days(i32),
    /// Months after the article's own: `last month` is −1.
    Months(i32),
    /// Years after the article's own.
    Years(i32),
}

/// A date in a row of tokens.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    /// First token.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// What it says.
    pub when: When,
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const BEFORE_MONTH: &[&str] = &[
    "in", "last", "early", "late", "mid", "since", "until", "of", "from", "by", "this", "next",
    "before", "after", "through", "end", "to", "-",
];

fn month(token: &Token) -> Option<u32> {
    let text = token.text.as_str();
    let full = MONTHS.iter().position(|name| *name == text);
    let short = || {
        let text = if text == "sept" { "sep" } else { text };
        (text.len() == 3).then(|| MONTHS.iter().position(|name| name.starts_with(text))).flatten()
    };
    let at = full.or_else(short)?;
    (token.sort == Sort::Word && token.capital).then(|| u32::try_from(at).unwrap_or(0) + 1)
}

fn weekday(token: &Token) -> Option<u32> {
    let text = token.text.as_str();
    let at = WEEKDAYS.iter().position(|name| {
        *name == text
            || (text.len() == 3
                && name.starts_with(text)
                && text != "mon"
                && text != "sat"
                && text != "sun"
                && token.capital)
    })?;
    token.capital.then(|| u32::try_from(at).unwrap_or(0))
}

fn small(token: Option<&Token>, low: u32, high: u32) -> Option<u32> {
    let token = token?;
    let digits = token.text.trim_end_matches(['t', 'h', 's', 'n', 'd', 'r']);
    let value: u32 = digits.parse().ok()?;
    (token.sort == Sort::Number && (low..=high).contains(&value)).then_some(value)
}

fn year(token: Option<&Token>) -> Option<i32> {
    let token = token?;
    let value: i32 = token.text.parse().ok()?;
    (token.sort == Sort::Number && token.text.len() == 4 && (1950..=2099).contains(&value))
        .then_some(value)
}

/// Every date of a row of tokens, in order, none inside another.
pub fn mentions(tokens: &[Token]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match mention(tokens, at) {
            Some((length, when)) => {
                found.push(Mention { start: at, end: at + length, when });
                at += length.max(1);
            }
            None => at += 1,
        }
    }
    found
}

fn mention(tokens: &[Token], at: usize) -> Option<(usize, When)> {
    let token = tokens.get(at)?;
    match token.sort {
        Sort::Number => numeric(tokens, at).or_else(|| east_asian(tokens, at)),
        Sort::Word => english(tokens, at),
        Sort::Ideograph => east_asian_word(tokens, at),
        Sort::Mark => None,
    }
}

fn is(tokens: &[Token], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.text == text)
}

/// `2026-01-06`, `2026/1/6`, `6 January 2026`, `2026`.
fn numeric(tokens: &[Token], at: usize) -> Option<(usize, When)> {
    if let Some(y) = year(tokens.get(at)) {
        for mark in ["-", "/", "."] {
            if is(tokens, at + 1, mark)
                && is(tokens, at + 3, mark)
                && let (Some(m), Some(d)) =
                    (small(tokens.get(at + 2), 1, 12), small(tokens.get(at + 4), 1, 31))
            {
                return Some((5, When::Day(Some(y), m, d)));
            }
        }
        // `2026.01.06` is one token with a point in it and no year; nothing to do.
        let next_cjk = tokens.get(at + 1).is_some_and(|t| t.sort == Sort::Ideograph);
        if !next_cjk {
            let counted = tokens.get(at + 1).is_some_and(|t| {
                matches!(
                    t.text.as_str(),
                    "tons" | "tonnes" | "metric" | "items" | "%" | "companies" | "entities" | "kg"
                )
            });
            let glued = tokens
                .get(at + 1)
                .is_some_and(|t| t.sort == Sort::Word && !t.spaced && t.text != "s");
            return (!counted && !glued).then_some((1, When::Year(y)));
        }
        return None;
    }
    let d = small(tokens.get(at), 1, 31)?;
    let ordinal = tokens
        .get(at + 1)
        .is_some_and(|t| matches!(t.text.as_str(), "st" | "nd" | "rd" | "th") && !t.spaced);
    let mut next = at + 1 + usize::from(ordinal);
    next += usize::from(is(tokens, next, "of"));
    let m = month(tokens.get(next)?)?;
    let mut end = next + 1;
    end += usize::from(is(tokens, end, ".") && year(tokens.get(end + 1)).is_some());
    let comma = usize::from(is(tokens, end, ","));
    match year(tokens.get(end + comma)) {
        Some(y) => Some((end + comma + 1 - at, When::Day(Some(y), m, d))),
        None => Some((end - at, When::Day(None, m, d))),
    }
}

fn english(tokens: &[Token], at: usize) -> Option<(usize, When)> {
    let token = tokens.get(at)?;
    if let Some(m) = month(token) {
        let mut next = at + 1;
        next += usize::from(is(tokens, next, ".") && token.text.len() <= 4);
        if let Some(d) = small(tokens.get(next), 1, 31)
            && tokens.get(next + 1).is_none_or(|t| t.text != "%")
        {
            let mut end = next + 1;
            end += usize::from(tokens.get(end).is_some_and(|t| {
                matches!(t.text.as_str(), "st" | "nd" | "rd" | "th") && !t.spaced
            }));
            let comma = usize::from(is(tokens, end, ","));
            return match year(tokens.get(end + comma)) {
                Some(y) => Some((end + comma + 1 - at, When::Day(Some(y), m, d))),
                None => Some((end - at, When::Day(None, m, d))),
            };
        }
        let comma = usize::from(is(tokens, next, ","));
        if let Some(y) = year(tokens.get(next + comma)) {
            return Some((next + comma + 1 - at, When::Month(Some(y), m)));
        }
        let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map(|t| t.text.as_str());
        let clear = token.text.len() > 3 && token.text != "may" && token.text != "march";
        return (clear || before.is_some_and(|b| BEFORE_MONTH.contains(&b)))
            .then_some((next - at, When::Month(None, m)));
    }
    if let Some(w) = weekday(token) {
        return Some((1, When::Weekday(w)));
    }
    let two = |a: &str, b: &str| token.text == a && is(tokens, at + 1, b);
    match token.text.as_str() {
        "today" => Some((1, When::Days(0))),
        "yesterday" => Some((1, When::Days(-1))),
        "tomorrow" => Some((1, When::Days(1))),
        _ if two("last", "month") => Some((2, When::Months(-1))),
        _ if two("this", "month") => Some((2, When::Months(0))),
        _ if two("next", "month") => Some((2, When::Months(1))),
        _ if two("last", "year") => Some((2, When::Years(-1))),
        _ if two("this", "year") => Some((2, When::Years(0))),
        _ => None,
    }
}

/// `2026年1月6日`, `1月6日`, `11月`, `6日`, `2010年`.
fn east_asian(tokens: &[Token], at: usize) -> Option<(usize, When)> {
    let dated = |y: i32, next: usize| {
        let Some(m) = small(tokens.get(next), 1, 12).filter(|_| is(tokens, next + 1, "月")) else {
            return Some((next - at, When::Year(y)));
        };
        match small(tokens.get(next + 2), 1, 31)
            .filter(|_| is(tokens, next + 3, "日") || is(tokens, next + 3, "号"))
        {
            Some(d) => Some((next + 4 - at, When::Day(Some(y), m, d))),
            None => Some((next + 2 - at, When::Month(Some(y), m))),
        }
    };
    if let Some(y) = year(tokens.get(at)).filter(|_| is(tokens, at + 1, "年")) {
        let length =
            is(tokens, at + 2, "间") || is(tokens, at + 2, "間") || is(tokens, at + 2, "度");
        return if length { None } else { dated(y, at + 2) };
    }
    let value = small(tokens.get(at), 1, 31)?;
    if is(tokens, at + 1, "月") && value <= 12 && !is(tokens, at + 2, "间") {
        return match small(tokens.get(at + 2), 1, 31)
            .filter(|_| is(tokens, at + 3, "日") || is(tokens, at + 3, "号"))
        {
            Some(d) => Some((4, When::Day(None, value, d))),
            None => Some((2, When::Month(None, value))),
        };
    }
    let lasting = ["间", "間", "本", "元", "内"].iter().any(|c| is(tokens, at + 2, c));
    (is(tokens, at + 1, "日") && !lasting).then_some((2, When::DayOfMonth(value)))
}

const ERAS: &[(&str, &str, i32)] = &[("令", "和", 2018), ("平", "成", 1988), ("昭", "和", 1925)];
const WEEK: &[(&str, u32)] =
    &[("月", 0), ("火", 1), ("水", 2), ("木", 3), ("金", 4), ("土", 5), ("日", 6)];
const WEEK_ZH: &[(&str, u32)] =
    &[("一", 0), ("二", 1), ("三", 2), ("四", 3), ("五", 4), ("六", 5), ("日", 6), ("天", 6)];

fn east_asian_word(tokens: &[Token], at: usize) -> Option<(usize, When)> {
    let char_at = |n: usize| tokens.get(at + n).map_or("", |t| t.text.as_str());
    for (first, second, base) in ERAS {
        if char_at(0) == *first && char_at(1) == *second {
            let y = if char_at(2) == "元" { 1 } else { small(tokens.get(at + 2), 1, 70)? };
            if char_at(3) != "年" {
                return None;
            }
            let y = base + i32::try_from(y).unwrap_or(0);
            let m = small(tokens.get(at + 4), 1, 12).filter(|_| is(tokens, at + 5, "月"));
            let d = small(tokens.get(at + 6), 1, 31).filter(|_| is(tokens, at + 7, "日"));
            return Some(match (m, d) {
                (Some(m), Some(d)) => (8, When::Day(Some(y), m, d)),
                (Some(m), None) => (6, When::Month(Some(y), m)),
                _ => (4, When::Year(y)),
            });
        }
    }
    let pair = (char_at(0), char_at(1));
    let fixed = match pair {
        ("昨", "日" | "天") => Some(When::Days(-1)),
        ("今", "日" | "天") | ("本", "日") => Some(When::Days(0)),
        ("明", "日" | "天") => Some(When::Days(1)),
        ("上", "月") | ("先", "月") => Some(When::Months(-1)),
        ("本", "月") | ("今", "月") | ("同", "月") => Some(When::Months(0)),
        ("下", "月") | ("来", "月") => Some(When::Months(1)),
        ("去", "年") | ("昨", "年") => Some(When::Years(-1)),
        ("今", "年") | ("本", "年") => Some(When::Years(0)),
        _ => None,
    };
    if let Some(when) = fixed {
        // `去年12月`: the month of that year.
        if let (When::Years(n), Some(m)) =
            (when, small(tokens.get(at + 2), 1, 12).filter(|_| is(tokens, at + 3, "月")))
        {
            let d = small(tokens.get(at + 4), 1, 31).filter(|_| is(tokens, at + 5, "日"));
            return Some(match d {
                Some(d) => (6, When::Day(None, m, d)),
                None if n == 0 => (4, When::Month(None, m)),
                None => (4, When::Month(None, m)),
            });
        }
        return Some((2, when));
    }
    if char_at(0) == "上" && char_at(1) == "个" && char_at(2) == "月" {
        return Some((3, When::Months(-1)));
    }
    if matches!(pair, ("周", _)) || (char_at(0) == "星" && char_at(1) == "期") {
        let skip = if char_at(0) == "周" { 1 } else { 2 };
        return WEEK_ZH
            .iter()
            .find(|(c, _)| *c == char_at(skip))
            .map(|(_, w)| (skip + 1, When::Weekday(*w)));
    }
    if char_at(1) == "曜" {
        let skip = if char_at(2) == "日" { 3 } else { 2 };
        return WEEK.iter().find(|(c, _)| *c == char_at(0)).map(|(_, w)| (skip, When::Weekday(*w)));
    }
    None
}

/// Which way a date without a year or a week lies from the article's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What has happened.
    Past,
    /// What is to come.
    Coming,
}

/// The day, month or year that a mention means, seen from the article's day; `None` if that is
/// needed and unknown.
pub fn resolve(when: When, base: Option<Day>, way: Way) -> Option<String> {
    let month_text = |y: i32, m: u32| format!("{y:04}-{m:02}");
    match when {
        When::Day(Some(y), m, d) => Day::from_ymd(y, m, d).ok().map(|day| day.to_string()),
        When::Day(None, m, d) => nearest(base?, m, d).map(|day| day.to_string()),
        When::DayOfMonth(d) => {
            let base = base?;
            let same = Day::from_ymd(base.year(), base.month(), d).ok();
            match same {
                // A day after the article's own is one of the month before.
                Some(day) if day > base && way == Way::Past => {
                    let (y, m) = shifted(base, -1);
                    Day::from_ymd(y, m, d).ok().map(|day| day.to_string())
                }
                other => other.map(|day| day.to_string()),
            }
        }
        When::Month(Some(y), m) => Some(month_text(y, m)),
        When::Month(None, m) => {
            let base = base?;
            let year = match way {
                Way::Past if m > base.month() => base.year() - 1,
                Way::Coming if m < base.month() => base.year() + 1,
                _ => base.year(),
            };
            Some(month_text(year, m))
        }
        When::Year(y) => Some(y.to_string()),
        When::Weekday(w) => {
            let base = base?;
            let today = weekday_of(base);
            let back = i32::try_from((today + 7 - w) % 7).unwrap_or(0);
            let day = match way {
                Way::Past => base.add_days(-back),
                Way::Coming => base.add_days((7 - back) % 7),
            };
            Some(day.to_string())
        }
        When::Days(n) => base.map(|base| base.add_days(n).to_string()),
        When::Months(n) => base.map(|base| {
            let (y, m) = shifted(base, n);
            month_text(y, m)
        }),
        When::Years(n) => base.map(|base| (base.year() + n).to_string()),
    }
}

fn shifted(base: Day, months: i32) -> (i32, u32) {
    let index = base.year() * 12 + i32::try_from(base.month()).unwrap_or(1) - 1 + months;
    (index.div_euclid(12), u32::try_from(index.rem_euclid(12)).unwrap_or(0) + 1)
}

/// Monday is 0.
fn weekday_of(day: Day) -> u32 {
    u32::try_from((day.days() + 3).rem_euclid(7)).unwrap_or(0)
}

/// The day with this month and day that is nearest.
fn nearest(base: Day, m: u32, d: u32) -> Option<Day> {
    (base.year() - 1..=base.year() + 1)
        .filter_map(|y| Day::from_ymd(y, m, d).ok())
        .min_by_key(|day| (day.days() - base.days()).abs())
}

/// The first full day (with year) that a text names.
pub fn first_day(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let tokens = super::token::tokens(&chars);
    // `2026-01-06T08:00`: the letter sticks to nothing of ours.
    mentions(&tokens).into_iter().find_map(|mention| match mention.when {
        When::Day(Some(_), ..) => resolve(mention.when, None, Way::Past),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_three_languages() {
        let base = Day::parse("2026-01-08").ok();
        let check = |text: &str, expected: &str| {
            let chars: Vec<char> = text.chars().collect();
            let tokens = super::super::token::tokens(&chars);
            let found: Vec<String> = mentions(&tokens)
                .into_iter()
                .filter_map(|m| resolve(m.when, base, Way::Past))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        };
        check("on Tuesday (Jan 6) it said", "2026-01-06 2026-01-06");
        check("on Thursday", "2026-01-08");
        check("In November exports grew; last month they fell", "2025-11 2025-12");
        check("since 1 December 2024 and Oct. 9, 2025", "2024-12-01 2025-10-09");
        check("it may rise, in May", "2025-05");
        check("2026年1月6日", "2026-01-06");
        check("令和8年1月6日、昨年", "2026-01-06 2025");
        check("商务部6日宣布，自2月1日起", "2026-01-06 2026-02-01");
        check("火曜日に", "2026-01-06");
        check("周二宣布", "2026-01-06");
        check("Tue, 06 Jan 2026 10:00:00 +0800", "2026-01-06 2026-01-06");
        check("2026-01-06T10:00:00Z", "2026-01-06");
        check("30日", "2025-12-30");
    }

    #[test]
    fn without_a_base_nothing_is_made_up() {
        assert_eq!(resolve(When::Weekday(1), None, Way::Past), None);
        assert_eq!(resolve(When::Month(None, 11), None, Way::Past), None);
        assert_eq!(first_day("6 January"), None);
        assert_eq!(first_day("Tue, 06 Jan 2026 10:00:00 +0800").as_deref(), Some("2026-01-06"));
    }
}
