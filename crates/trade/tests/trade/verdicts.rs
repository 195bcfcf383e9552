//! Verdicts on invented flows whose truth is known: many draws of noise for each, and nearly all must come out right.

use crate::common::{HEADER, Noise, answers, pick, rows};
use navicert_trade::visibility::Verdict;

const DRAWS: u64 = 60;

/// What comes out of a flow that is drawn anew for each seed: 36 months to June 2023, then as many as `after` gives.
fn told(partner: &str, before: impl Fn(usize, &mut Noise) -> f64, after: &[f64]) -> Vec<Verdict> {
    (1..=DRAWS)
        .map(|seed| {
            let mut noise = Noise(seed);
            let mut figures: Vec<Option<f64>> =
                (0..36).map(|month| Some(before(month, &mut noise))).collect();
            figures.extend(after.iter().map(|level| Some(noise.around(*level, 0.1))));
            let text = format!(
                "{HEADER}{}",
                rows(["CN", partner, "export"], "250410", "2020-07", &figures)
            );
            let answers = answers(&[&text], "2023-07-01", "2024-12-31");
            answers[0].visibility.as_ref().unwrap().verdict
        })
        .collect()
}

fn share(told: &[Verdict], wanted: Verdict) -> f64 {
    told.iter().filter(|verdict| **verdict == wanted).count() as f64 / told.len() as f64
}

fn nearly_all(told: &[Verdict], wanted: Verdict) {
    assert!(share(told, wanted) >= 0.9, "{wanted:?} wanted, {told:?}");
}

#[test]
fn what_goes_on_is_no_change() {
    let level = |_: usize, noise: &mut Noise| noise.around(100.0, 0.1);
    for months in [1, 2, 3, 6] {
        nearly_all(&told("JP", level, &vec![100.0; months]), Verdict::NoChange);
    }
    // More than before is no fall either.
    nearly_all(&told("JP", level, &[180.0, 190.0, 200.0]), Verdict::NoChange);
}

#[test]
fn a_hole_is_a_fall_also_when_it_has_closed() {
    let level = |_: usize, noise: &mut Noise| noise.around(100.0, 0.1);
    nearly_all(&told("JP", level, &[0.0]), Verdict::Fell);
    nearly_all(&told("JP", level, &[60.0, 55.0, 60.0]), Verdict::Fell);
    nearly_all(&told("JP", level, &[10.0, 10.0, 100.0, 100.0, 100.0]), Verdict::Fell);
}

#[test]
fn small_falls_add_up() {
    let level = |_: usize, noise: &mut Noise| noise.around(100.0, 0.1);
    let told = told("JP", level, &[78.0; 8]);
    assert!(share(&told, Verdict::Fell) > 0.8, "{told:?}");
}

#[test]
fn a_surge_before_is_front_loading_whatever_the_sum() {
    let surge = |month: usize, noise: &mut Noise| {
        noise.around(if month == 35 { 400.0 } else { 100.0 }, 0.1)
    };
    nearly_all(&told("JP", surge, &[5.0, 30.0, 40.0]), Verdict::FrontLoaded);
    // A surge without a hole is none.
    nearly_all(&told("JP", surge, &[100.0, 100.0, 100.0]), Verdict::NoChange);
}

#[test]
fn a_level_that_had_shifted_before_is_the_level() {
    let shifted =
        |month: usize, noise: &mut Noise| noise.around(if month < 18 { 300.0 } else { 100.0 }, 0.1);
    nearly_all(&told("JP", shifted, &[100.0, 100.0, 100.0]), Verdict::NoChange);
    nearly_all(&told("JP", shifted, &[30.0, 30.0]), Verdict::Fell);
    let risen =
        |month: usize, noise: &mut Noise| noise.around(if month < 18 { 40.0 } else { 100.0 }, 0.1);
    nearly_all(&told("JP", risen, &[40.0, 40.0, 40.0]), Verdict::Fell);
}

#[test]
fn a_season_is_no_fall_and_hides_none() {
    // July to September are half of the other months every year.
    let low = |month: usize| if month % 12 < 3 { 50.0 } else { 100.0 };
    let seasonal = |month: usize, noise: &mut Noise| noise.around(low(month), 0.1);
    nearly_all(&told("US", seasonal, &[50.0, 50.0, 50.0]), Verdict::NoChange);
    // Every summer doubles, and this one does not.
    let high = |month: usize| if month % 12 < 3 { 200.0 } else { 100.0 };
    let summers = |month: usize, noise: &mut Noise| noise.around(high(month), 0.1);
    nearly_all(&told("US", summers, &[100.0, 100.0, 100.0]), Verdict::Fell);
}

#[test]
fn a_trend_that_goes_on_is_no_fall() {
    let falling = |month: usize| 400.0 * 0.97_f64.powi(i32::try_from(month).unwrap());
    let drawn = |month: usize, noise: &mut Noise| noise.around(falling(month), 0.08);
    nearly_all(&told("JP", drawn, &[falling(36), falling(37), falling(38)]), Verdict::NoChange);
    nearly_all(
        &told("JP", drawn, &[falling(36) * 0.4, falling(37) * 0.4, falling(38) * 0.4]),
        Verdict::Fell,
    );
}

#[test]
fn the_new_year_is_judged_as_one() {
    // In one year the feast empties January, in the next February.
    let feast = |month: usize| match (month % 12, (month / 12) % 2) {
        (6, 0) | (7, 1) => 40.0,
        (6, 1) | (7, 0) => 160.0,
        _ => 100.0,
    };
    for seed in 1..=DRAWS {
        let mut noise = Noise(seed);
        let figures: Vec<_> = (0..44).map(|month| Some(noise.around(feast(month), 0.08))).collect();
        let text =
            format!("{HEADER}{}", rows(["CN", "JP", "export"], "250410", "2020-07", &figures));
        let answers = answers(&[&text], "2024-01-01", "2024-04-01");
        let told = answers[0].visibility.as_ref().unwrap();
        assert_eq!(told.verdict, Verdict::NoChange, "{seed}: {}", told.why);
    }
}

#[test]
fn missing_withheld_and_estimated_months_are_no_fall() {
    let mut noise = Noise(7);
    let mut figures: Vec<_> = (0..36).map(|_| Some(noise.around(100.0, 0.1))).collect();
    figures.extend([None, None, Some(95.0), Some(104.0)]);
    let text = format!("{HEADER}{}", rows(["CN", "JP", "export"], "250410", "2020-07", &figures));
    let gap = answers(&[&text], "2023-07-01", "2024-12-31");
    let told = gap[0].visibility.as_ref().unwrap();
    assert_eq!((told.verdict, told.published_after), (Verdict::NoChange, 2), "{}", told.why);

    let with_state = "reporter,partner,flow,hs,period,quantity,unit,state\n".to_owned()
        + &text.lines().skip(1).take(36).map(|row| format!("{row},\n")).collect::<String>();
    for (state, figure) in [("suppressed", ""), ("estimated", "3")] {
        let more = format!(
            "CN,JP,export,250410,2023-07,{figure},t,{state}\nCN,JP,export,250410,2023-08,{figure},t,{state}\n"
        );
        let answers = answers(&[&(with_state.clone() + &more)], "2023-07-01", "2024-12-31");
        let told = answers[0].visibility.as_ref().unwrap();
        assert_eq!(told.verdict, Verdict::NotEnoughData, "{state}: {}", told.why);
    }
}

#[test]
fn a_month_covered_in_part_shows_a_fall_but_not_its_absence() {
    let mut noise = Noise(3);
    let before: Vec<_> = (0..24).map(|_| Some(noise.around(100.0, 0.1))).collect();
    for (figure, wanted) in [(99.0, Verdict::CannotBeSeenYet), (20.0, Verdict::Fell)] {
        let figures = [before.clone(), vec![Some(figure)]].concat();
        let text =
            format!("{HEADER}{}", rows(["CN", "JP", "export"], "250410", "2021-07", &figures));
        let told = answers(&[&text], "2023-07-15", "2023-08-31");
        let told = told[0].visibility.as_ref().unwrap();
        assert_eq!(told.verdict, wanted, "{}", told.why);
        assert_eq!(told.first_release.unwrap().to_string(), "2023-08-20");
    }
}

#[test]
fn nine_months_before_are_too_few_and_ten_are_not() {
    for (months, wanted) in [(9, Verdict::NotEnoughData), (10, Verdict::Fell)] {
        let mut noise = Noise(5);
        let mut figures: Vec<_> = (0..months).map(|_| Some(noise.around(100.0, 0.1))).collect();
        figures.extend([Some(5.0), Some(4.0)]);
        let first = if months == 9 { "2023-04" } else { "2023-03" };
        let text = format!("{HEADER}{}", rows(["KR", "JP", "export"], "250410", first, &figures));
        let told = answers(&[&text], "2024-01-01", "2024-12-31");
        let told = told[0].visibility.as_ref().unwrap();
        assert_eq!((told.verdict, told.numbers.months_before), (wanted, months), "{}", told.why);
    }
}

/// Direct, to a third country, and on from there: 24 months before and 4 after, told by exporters or by importers.
fn triangle(direct: f64, third: f64, onward: f64, by_importers: bool) -> (Verdict, Vec<String>) {
    let mut noise = Noise(11);
    let mut flow = |before: f64, after: f64| -> Vec<Option<f64>> {
        let mut figures: Vec<_> = (0..24).map(|_| Some(noise.around(before, 0.15))).collect();
        figures.extend((0..4).map(|_| Some(noise.around(after, 0.15))));
        figures
    };
    let who = |from, to| if by_importers { [to, from, "import"] } else { [from, to, "export"] };
    let text = [
        HEADER.to_owned(),
        rows(["CN", "US", "export"], "282580", "2022-12", &flow(800.0, direct)),
        rows(["CN", "TH", "export"], "282580", "2022-12", &flow(60.0, third)),
        rows(who("TH", "US"), "282580", "2022-12", &flow(20.0, onward)),
        rows(["CN", "KR", "export"], "282580", "2022-12", &flow(300.0, 300.0)),
    ]
    .concat();
    let answers = answers(&[&text], "2024-12-03", "2025-12-31");
    let told = pick(&answers, "CN", "US", "282580").visibility.as_ref().unwrap();
    (told.verdict, told.numbers.via.clone())
}

#[test]
fn a_rerouting_needs_both_legs_and_like_amounts() {
    for by_importers in [false, true] {
        assert_eq!(
            triangle(5.0, 700.0, 600.0, by_importers),
            (Verdict::Rerouted, vec!["TH".to_owned()])
        );
        assert_eq!(triangle(5.0, 700.0, 20.0, by_importers).0, Verdict::Fell, "not sent on");
        assert_eq!(triangle(5.0, 60.0, 600.0, by_importers).0, Verdict::Fell, "not sent there");
        assert_eq!(triangle(5.0, 700.0, 100.0, by_importers).0, Verdict::Fell, "little sent on");
        assert_eq!(
            triangle(800.0, 700.0, 600.0, by_importers).0,
            Verdict::NoChange,
            "nothing fell"
        );
    }
}
