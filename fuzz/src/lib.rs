//! What must hold for any input. Each function is a fuzz target's body, and panics where it does
//! not hold; `tests/found.rs` calls the same functions on what fuzzing found.

use navicert_engine::render::json::{self, Shared};
use navicert_engine::render::{
    csv,
    text::{self, Detail},
};
use navicert_engine::{Decider, Engine, Options};
use navicert_model::day::Day;
use navicert_model::read::{FieldError, Format, parse_transfer, read_lines};
use navicert_model::transfer::Transfer;
use navicert_model::write::write_transfer;
use navicert_rules::law::{SourceFile, check};
use navicert_rules::syntax;
use navicert_trade::body::{self, Basket};
use navicert_trade::observation::{Flow, Hs};
use navicert_trade::read::{Choices, read};
use navicert_trade::show::{self, svg};
use navicert_trade::visibility::Measure;
use std::sync::LazyLock;

/// Longer inputs only cost time.
const LONGEST: usize = 1 << 16;

/// Reads, checks and formats a law file.
///
/// # Panics
/// If something that must hold does not.
pub fn law_file(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    let (tree, problems) = syntax::parse("x.law", text);
    for problem in &problems {
        assert!(!problem.message.is_empty() && !problem.help.is_empty());
        assert!(!problem.render(text).is_empty());
    }
    match syntax::format(text) {
        Ok(tidy) => {
            assert!(problems.is_empty(), "formatted in spite of problems");
            assert_eq!(syntax::format(&tidy).as_deref(), Ok(tidy.as_str()), "formatting twice");
            let (again, _) = syntax::parse("x.law", &tidy);
            assert_eq!(syntax::print(&again), syntax::print(&tree), "formatting keeps the tree");
        }
        Err(found) => assert_eq!(found.len(), problems.len()),
    }
    let file = SourceFile { name: "x.law".to_owned(), text: text.to_owned() };
    let (_, diagnostics) = check::check(&[file]);
    for diagnostic in &diagnostics {
        assert!(!diagnostic.message.is_empty() && !diagnostic.help.is_empty());
        assert!(!diagnostic.render(text).is_empty());
    }
}

/// Reads a transfer from JSON.
///
/// # Panics
/// If something that must hold does not.
pub fn transfer_json(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    match parse_transfer(text) {
        Ok(transfer) => reads_back(&transfer),
        Err(errors) => explained(&errors),
    }
}

/// Reads transfers from CSV.
///
/// # Panics
/// If something that must hold does not.
pub fn transfer_csv(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let mut before = 0;
    for line in read_lines(bytes, Format::Csv) {
        assert!(line.number > before, "lines come in their order, each once");
        before = line.number;
        match line.result {
            Ok(transfer) => reads_back(&transfer),
            Err(errors) => explained(&errors),
        }
    }
}

/// Decides a transfer in JSON under a small law.
///
/// # Panics
/// If something that must hold does not.
pub fn decide(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    let Ok(transfer) = parse_transfer(text) else { return };
    let once = decided(&transfer);
    assert_eq!(once, decided(&transfer), "the same answer twice");
    serde_json::from_str::<serde_json::Value>(&once).expect("a decision is JSON");
}

fn decided(transfer: &Transfer) -> String {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
        let file = |name: &str, text: &str| SourceFile { name: name.into(), text: text.into() };
        let files = [file("cn.law", include_str!("small.law"))];
        Engine::new(&files).expect("the small law has no errors")
    });
    let day = Day::parse("2026-03-01").expect("a day");
    let options = Options {
        on: day,
        known_at: "2026-12-31T00:00:00Z".to_owned(),
        known_day: Day::parse("2026-12-31").expect("a day"),
        assume: Vec::new(),
    };
    let shared = Shared::new(&ENGINE, &options);
    let mut decider = Decider::new(&ENGINE, options).expect("nothing is assumed");
    decider.decide(transfer, |decision| {
        let verdict = decision.verdict();
        assert!(verdict.at_least() <= verdict.at_most());
        assert!(
            verdict.is_closed()
                || !decision.judgement.questions.is_empty()
                || !decision.judgement.open_because.is_empty(),
            "an open span asks, or says why nobody can be asked"
        );
        let mut out = String::new();
        json::write(&mut out, decision, &shared);
        assert_eq!(csv::row(decision).len(), csv::HEADER.len());
        let mut shown = String::new();
        text::write(&mut shown, decision, Detail { why: true });
        out
    })
}

fn reads_back(transfer: &Transfer) {
    let written = write_transfer(transfer);
    let again = parse_transfer(&written);
    assert_eq!(again.as_ref(), Ok(transfer), "written as {written}");
}

fn explained(errors: &[FieldError]) {
    assert!(!errors.is_empty());
    for error in errors {
        assert!(!error.message.is_empty() && !error.help.is_empty(), "{error:?}");
    }
}

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
