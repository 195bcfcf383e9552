//! Reported figures, reproduced from the fixtures: each test says what was claimed, and what the data say of it.
//!
//! Not reproduced, because no public monthly figures support them: dysprosium to Japan -95 % in 2025 as a whole; the
//! five-year low of magnets in May 2025 and the yearly change of the bulletin's line (both need years before 2025);
//! Japan's imports -5.7 % in January 2026 (a rate without a tonnage).

use crate::common::{answers, day, period, pick, series};
use navicert_trade::period::Period;
use navicert_trade::places::Place;
use navicert_trade::releases;
use navicert_trade::series::{Series, percent_change};
use navicert_trade::visibility::Verdict;
use rust_decimal::Decimal;

const MAGNETS: &str = include_str!("fixtures/magnets.csv");
const PRESS: &str = include_str!("fixtures/press-lines.csv");
const GRAPHITE: &str = include_str!("fixtures/graphite.csv");
const JAPAN: &str = include_str!("fixtures/japan-2010.csv");

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn between(value: Option<Decimal>, least: &str, most: &str) {
    let value = value.expect("a figure");
    assert!(decimal(least) <= value && value <= decimal(most), "{value}");
}

fn line(file: &str, partner: &str, name: &str, as_of: &str) -> Series {
    let all = series(&[file.as_bytes()], &[], as_of).unwrap();
    let fits = |one: &Series| {
        one.partner.as_str() == partner && one.product.as_deref() == Some(name) && !one.yearly
    };
    all.into_iter().find(fits).unwrap()
}

/// Claim: magnets to Japan were 226 t in October and 304 to 305 t in November 2025, +34.7 % on the month and +40.9 % on
/// the year, published on 20 December, and are quoted on a ban of 6 January.
#[test]
fn magnets_of_november_say_nothing_of_a_ban_of_january() {
    let answers = answers(&[MAGNETS], "2026-01-06", "2025-12-21");
    let answer = pick(&answers, "CN", "JP", "85051110");
    let latest = answer.latest.as_ref().unwrap();
    assert_eq!(latest.period, period("2025-11"));
    // 226 and 305 are rounded: the rate is known to half a ton on either side.
    between(latest.mom_pct, "34.2", "35.4");
    between(latest.yoy_pct, "40.7", "41.1");
    assert_eq!((latest.rank_in_year, latest.highest_since), (Some(1), None));
    let november = answer.series.point(period("2025-11")).unwrap();
    assert_eq!(
        (november.value, november.released_on),
        (Some(decimal("305")), Some(day("2025-12-20")))
    );
    let told = answer.visibility.as_ref().unwrap();
    assert_eq!((told.verdict, told.published_after), (Verdict::CannotBeSeenYet, 0));
    assert_eq!(
        (told.first_period, told.first_release),
        (period("2026-01"), Some(day("2026-03-20")))
    );
    // The day before it was published it did not exist.
    let before = series(&[MAGNETS.as_bytes()], &[], "2025-12-19").unwrap();
    assert!(before.iter().all(|one| one.point(period("2025-11")).is_none()));
}

/// Claim: in October 2025 magnets, powder and alloys to Japan were 538 t (-18.3 %), magnets alone 226 t (+30.2 %). So
/// what is no magnet was 312 t against 485 t: -36 %. A line that is up hid one that fell.
#[test]
fn precursors_fell_while_magnets_rose() {
    let (october, year_before) = (period("2025-10"), period("2024-10"));
    let all = line(PRESS, "JP", "magnets powder and alloys", "2025-11-21");
    let magnets = line(MAGNETS, "JP", "rare-earth magnets", "2025-11-21");
    assert_eq!(all.change(year_before, october), Some(decimal("-18.3")));
    assert_eq!(magnets.change(year_before, october), Some(decimal("30.2")));
    let rest = |month| {
        let value = |series: &Series| series.point(month).unwrap().value.unwrap();
        value(&all) - value(&magnets)
    };
    between(Some(rest(october)), "311.5", "312.5");
    between(Some(rest(year_before)), "484", "486");
    between(percent_change(rest(year_before), rest(october)), "-36.5", "-35.5");
}

/// Claim: in May 2025 rare earths without magnets were 5,865 t, +23 % on the month and a one-year high, while magnets
/// were 1,238 t, -53 % on the month.
#[test]
fn lines_of_like_names_moved_apart_in_may() {
    let (april, may) = (period("2025-04"), period("2025-05"));
    let ores = line(PRESS, "world", "rare earths without magnets", "2025-06-21");
    between(ores.change(april, may), "22.5", "23.4");
    // No month since May 2024 was higher.
    assert_eq!(ores.latest().unwrap().highest_since, Some(period("2024-05")));
    let magnets = line(MAGNETS, "world", "rare-earth magnets", "2025-06-21");
    between(magnets.change(april, may), "-53.4", "-52.5");
    assert_eq!(magnets.latest().unwrap().lowest_since, None);
}

/// Claim: world magnets were 16,001 t in the first quarter of 2026, 10,763 t of them in January and February; the year
/// 2025 came to 57,392 t; the United States had 994 t in January and February.
#[test]
fn quarters_and_years_add_up() {
    let magnets = line(MAGNETS, "world", "rare-earth magnets", "2026-04-21");
    let sum = |from, to| magnets.sum(period(from), period(to));
    between(sum("2026-01", "2026-03"), "16000", "16002");
    between(sum("2026-01", "2026-02"), "10762", "10764");
    between(sum("2025-01", "2025-12"), "57200", "57500");
    let to_america = line(MAGNETS, "US", "rare-earth magnets", "2026-04-21");
    assert_eq!(to_america.sum(period("2026-01"), period("2026-02")), Some(decimal("994")));
}

/// Claim: nothing comes out in February. For a ban of 6 January 2026 the first Chinese figures came 73 days later, the
/// Japanese ones after 52.
#[test]
fn the_mirror_is_faster_at_new_year() {
    let january = period("2026-01");
    let wait = |reporter| {
        let released = releases::day(&Place::parse(reporter).unwrap(), january).unwrap();
        released.days() - day("2026-01-06").days()
    };
    assert_eq!((wait("CN"), wait("JP")), (73, 52));
    let china = Place::parse("CN").unwrap();
    for year in 2021..2030 {
        let months = (1..=12).filter_map(|month| Period::month_of(year, month));
        let days: Vec<_> = months.filter_map(|month| releases::day(&china, month)).collect();
        assert!(days.len() == 12 && days.iter().all(|day| day.month() != 2), "{year}");
    }
}

/// Claim: shipments stopped about 21 September 2010 and resumed about 23 November. The fall of October (-43 % on the
/// month) came out on 29 November, the trough on 27 December: both after they had resumed. The year closed at +49 %.
#[test]
fn in_2010_the_trough_was_published_after_it_was_over() {
    let resumed = day("2010-11-23");
    let as_of = |text| line(JAPAN, "CN", "rare earths", text);
    assert_eq!(as_of("2010-11-28").newest().unwrap().period, period("2010-09"));
    between(as_of("2010-11-29").latest().unwrap().mom_pct, "-43.4", "-42.6");
    let whole = as_of("2011-04-30");
    let trough = whole.points.iter().min_by_key(|point| point.value).unwrap();
    assert_eq!((trough.period, trough.value), (period("2010-11"), Some(decimal("634"))));
    assert_eq!(trough.released_on, Some(day("2010-12-27")));
    let october = whole.point(period("2010-10")).unwrap();
    assert!(october.released_on.unwrap() > resumed && trough.released_on.unwrap() > resumed);
    let all = series(&[JAPAN.as_bytes()], &[], "2011-04-30").unwrap();
    let year = all.iter().find(|one| one.yearly).unwrap().latest().unwrap();
    assert_eq!(
        (year.period, year.yoy_pct.map(|rate| rate.round())),
        (period("2010"), Some(decimal("49")))
    );
    assert_eq!(year.mom_pct, None);
    // One month before is too little for a verdict, and September holds the stop in part only.
    for (as_of, verdict) in
        [("2010-10-28", Verdict::CannotBeSeenYet), ("2010-11-29", Verdict::NotEnoughData)]
    {
        let answers = answers(&[JAPAN], "2010-09-21", as_of);
        let monthly = answers.iter().find(|one| !one.series.yearly).unwrap();
        assert_eq!(monthly.visibility.as_ref().unwrap().verdict, verdict, "{as_of}");
    }
}

/// Claim: natural graphite to Japan was 8,517 t in November and 20 t in December 2023 (usually about 2,170 t); October to
/// March come to 122 % of what is usual, so a sum says that nothing happened.
#[test]
fn graphite_was_front_loaded_and_the_sum_hides_it() {
    for (as_of, verdict) in [
        ("2023-12-20", Verdict::CannotBeSeenYet),
        ("2024-01-19", Verdict::CannotBeSeenYet),
        ("2024-01-20", Verdict::FrontLoaded),
        ("2024-03-20", Verdict::FrontLoaded),
        ("2024-06-20", Verdict::FrontLoaded),
    ] {
        let answers = answers(&[GRAPHITE], "2023-12-01", as_of);
        let told = pick(&answers, "CN", "JP", "250410").visibility.as_ref().unwrap();
        assert_eq!(told.verdict, verdict, "{as_of}: {}", told.why);
        assert_eq!(told.first_release, Some(day("2024-01-20")));
    }
    let answers = answers(&[GRAPHITE], "2023-12-01", "2024-04-20");
    let answer = pick(&answers, "CN", "JP", "250410");
    let numbers = &answer.visibility.as_ref().unwrap().numbers;
    between(numbers.expected, "2050", "2300");
    // September to February, the window of the answer.
    between(numbers.window_pct, "115", "127");
    assert_eq!(numbers.surge, [period("2023-11")]);
    // October to March against six usual months: the claim itself.
    let sum = answer.series.sum(period("2023-10"), period("2024-03")).unwrap();
    between(Some(sum * decimal("100") / decimal("13020")), "121.5", "122.5");
    // The whole of 2023 came to more than twelve usual months, the hole of December and all.
    let year = answer.series.sum(period("2023-01"), period("2023-12")).unwrap();
    assert!(year > decimal("2170") * decimal("12"));
}

/// Claim: Korea had 13,885 t, then 1,062 t; the United States 1,591 t, then nothing to speak of; artificial graphite, not
/// under the licence, shows no break.
#[test]
fn other_buyers_of_graphite_and_the_control() {
    let answers = answers(&[GRAPHITE], "2023-12-01", "2024-03-20");
    let verdict = |partner, hs| {
        let told = pick(&answers, "CN", partner, hs).visibility.as_ref().unwrap();
        told.verdict
    };
    assert_eq!(verdict("KR", "250410"), Verdict::FrontLoaded);
    assert_eq!(verdict("US", "250410"), Verdict::Fell);
    assert_eq!(verdict("JP", "380110"), Verdict::NoChange);
}
