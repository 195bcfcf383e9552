//! Every golden case that stands beside the law holds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_engine::coverage::{CaseIndex, coverage};
use navicert_engine::{Decider, Engine, Options, cases, embedded_cases, embedded_law};
use navicert_model::day::Day;
use navicert_rules::law::check;
use navicert_tests::harness::{engine_of, law_files};

#[test]
fn every_case_holds() {
    let engine = Engine::new(&embedded_law()).expect("the embedded law has no errors");
    let files = embedded_cases();
    let (ran, failures) = cases::run_all(&engine, &files, Day::MAX, 2);
    for failure in &failures {
        eprintln!("{}:{}: {}", failure.file, failure.line, failure.message);
    }
    assert!(failures.is_empty(), "{} of {ran} cases fail", failures.len());
    assert!(ran > 400, "only {ran} cases were found");
}

/// A clause that no case triggers, or none just misses, is not known to work.
#[test]
fn every_clause_has_a_case_that_triggers_it_and_one_that_misses() {
    let engine = Engine::new(&embedded_law()).expect("the embedded law has no errors");
    let laws = coverage(&engine, &CaseIndex::of(&embedded_cases()));
    let bare: Vec<String> = laws
        .iter()
        .map(|law| law.without_case())
        .flat_map(|(untouched, never_missed)| {
            let untouched =
                untouched.into_iter().map(|clause| format!("{clause} is never triggered"));
            let never_missed =
                never_missed.into_iter().map(|clause| format!("{clause} is never missed"));
            untouched.chain(never_missed).collect::<Vec<_>>()
        })
        .collect();
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}

/// A user may load one law alone.
#[test]
fn each_law_stands_alone() {
    for law in ["cn", "eu", "jp", "nl", "us"] {
        let (book, diagnostics) = check::check(&law_files(&[law]));
        let told: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
        assert!(told.is_empty(), "{law}: {}", told.join("\n"));
        assert_eq!(book.laws.len(), 1);
    }
}

/// Without the conflicts every case about them has the same span.
#[test]
fn conflicts_change_no_verdict() {
    let with = Engine::new(&embedded_law()).expect("the embedded law has no errors");
    let without = engine_of(&["cn", "eu", "jp", "nl", "us"]);
    let day = Day::parse("2026-11-21").expect("a day");
    let known_at = "2026-11-21T00:00:00Z".to_owned();
    let options = Options { on: day, known_at, known_day: day, assume: Vec::new() };
    let mut deciders = [&with, &without]
        .map(|engine| Decider::new(engine, options.clone()).expect("nothing is assumed"));
    let mut named = 0;
    for file in embedded_cases().iter().filter(|file| file.name.contains("/conflicts/")) {
        for case in cases::parse(file).0 {
            let transfer = case.facts.transfer().expect("a readable case");
            let [with, without] = deciders.each_mut().map(|decider| decider.judge(&transfer));
            assert_eq!(with.verdict, without.verdict, "{}:{}", case.file, case.line);
            assert!(without.conflicts.is_empty());
            named += with.conflicts.len();
        }
    }
    assert!(named > 20, "only {named} conflicts were named");
}

/// Cases are right whatever the clock says, so the newest knowledge is the default.
#[test]
fn cases_with_no_day_of_their_own_do_not_exist() {
    for file in embedded_cases() {
        let mut block = false;
        for (index, line) in file.text.lines().enumerate() {
            block = match line.trim() {
                "```case" => true,
                "```" => false,
                _ => block,
            };
            let opens = block && line.contains("->") && !line.trim_start().starts_with("but ");
            let dated = line.contains("on 1") || line.contains("on 2");
            assert!(!opens || dated, "{}:{}: {line}", file.name, index + 1);
        }
    }
}
