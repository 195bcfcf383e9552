//! Every golden case that stands beside the law holds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_engine::coverage::{CaseIndex, coverage};
use navicert_engine::{Engine, cases, embedded_cases, embedded_law};
use navicert_model::day::Day;

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
