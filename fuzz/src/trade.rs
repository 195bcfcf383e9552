//! What must hold for any file of trade statistics.

use super::LONGEST;
use navicert_model::day::Day;
use navicert_trade::body::{self, Basket};
use navicert_trade::observation::{Flow, Hs};
use navicert_trade::read::{Choices, read};
use navicert_trade::show::{self, svg};
use navicert_trade::visibility::Measure;

/// Reads a file of trade statistics and answers what was read.
///
/// # Panics
/// If something that must hold does not.
pub fn trade(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let choices = Choices { flow: Some(Flow::Export), rates: Vec::new() };
    let lines = match read(0, bytes, &choices) {
        Ok((_, lines)) => lines,
        Err(refusal) => {
            assert!(!refusal.to_string().is_empty() && !refusal.fault.help().is_empty());
            return;
        }
    };
    assert!(!lines.is_empty());
    let (day, before) = (trade_day("2026-11-21"), trade_day("2024-03-20"));
    let baskets = [Basket {
        name: "all".into(),
        codes: lines.iter().take(3).map(|line| line.key.hs).chain(Hs::parse("250410")).collect(),
    }];
    let measure = Measure { name: "2023-12-01".into(), effective: trade_day("2023-12-01") };
    for (as_of, baskets) in [(day, &[][..]), (before, &[][..]), (day, &baskets[..])] {
        let all = match body::series(&body::join([lines.clone()]), baskets, as_of) {
            Ok(all) => all,
            Err(refusals) => {
                assert!(!refusals.is_empty());
                continue;
            }
        };
        for series in &all {
            for (one, next) in series.points.iter().zip(series.points.iter().skip(1)) {
                assert_eq!(next.period, one.period.next(), "points have no gap");
            }
            for point in &series.points {
                assert_eq!(point.value.is_some(), point.state.has_figure());
                assert!(point.released_on.is_none_or(|day| day <= as_of), "nothing is seen early");
            }
        }
        let answers = show::answers(all.clone(), Some(&measure), as_of);
        assert_eq!(answers, show::answers(all, Some(&measure), as_of), "the same answer twice");
        for answer in &answers {
            let told = answer.visibility.as_ref().expect("a measure was asked about");
            assert!(!told.why.is_empty(), "{told:?}");
            let mut text = String::new();
            show::json::write(&mut text, answer);
            show::text::write(&mut text, answer);
            assert_eq!(show::table::row(answer).len(), show::table::HEADER.len());
        }
        assert!(svg::draw(&answers, as_of).ends_with("</svg>\n"));
    }
}

fn trade_day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}
