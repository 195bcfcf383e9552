//! The compiled evaluator gives the spans of the explaining one: cases of the law on their own day and
//! on sampled days on which the law changes.
#![allow(clippy::expect_used, reason = "a test fails by it")]

use navicert_engine::{Engine, cases, embedded_cases, embedded_law};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_rules::compiled::{Compiled, Row};
use navicert_rules::eval::opinion::{judge, judge_at_once};
use navicert_rules::eval::state::{AsOf, State};
use navicert_rules::law::ClauseIx;
use navicert_tests::harness::{Sampler, engine_of};
use std::collections::HashMap;

/// A case on a day.
struct Line {
    row: Row,
    transfer: Transfer,
    case: String,
}

/// Cases of these laws (of all if none is named), one of `every`, each on its own day and on another,
/// sampled from the days on which the law changes and the days before.
fn lines(
    engine: &Engine,
    compiled: &mut Compiled<'_>,
    laws: &[&str],
    (every, known_at): (usize, Day),
) -> Vec<Line> {
    let breakpoints = &engine.prepared.breakpoints;
    let mut sampler = Sampler::new(20260106);
    let mut lines = Vec::new();
    let all = embedded_cases();
    let wanted = |law: &str| laws.is_empty() || laws.contains(&law);
    for case in all.iter().flat_map(|file| cases::parse(file).0).filter(|case| wanted(&case.law)) {
        if sampler.below(every) > 0 {
            continue;
        }
        let transfer = case.facts.transfer().expect("a readable case");
        let own = transfer.on.unwrap_or(known_at);
        let sampled = breakpoints[sampler.below(breakpoints.len())];
        let sampled = sampled.add_days(-(sampler.below(2) as i32));
        for day in [own, sampled] {
            let mut screened = transfer.clone();
            engine.names.screen(&mut screened, day);
            let row = compiled.columns.encode(&screened, day);
            let case = format!("{}:{} on {day}", case.file, case.line);
            lines.push(Line { row, transfer: screened, case });
        }
    }
    lines
}

/// How many lines took the compiled way, of how many, and the clauses that are tangled.
fn agree(engine: &Engine, laws: &[&str], every: usize) -> (usize, usize, Vec<ClauseIx>) {
    let known_at = Day::parse("2026-11-21").expect("a day");
    let mut compiled = Compiled::new(&engine.prepared, known_at, &[]);
    let tangled = compiled.tangled();
    let lines = lines(engine, &mut compiled, laws, (every, known_at));
    let id = |ix: &ClauseIx| engine.prepared.book.clauses[ix.0 as usize].id.as_str();
    let mut states: HashMap<usize, State<'_>> = HashMap::new();
    let (mut fast, mut wrong) = (0, Vec::new());
    let all: Vec<ClauseIx> = (0..engine.prepared.book.clauses.len() as u32).map(ClauseIx).collect();
    for Line { row, transfer, case } in &lines {
        let as_of = AsOf { on: row.on, known_at, assumed: Vec::new() };
        let state = states
            .entry(engine.prepared.stretch(row.on))
            .or_insert_with(|| State::new(&engine.prepared, as_of));
        let judged = judge(state, transfer);
        assert_eq!(judged, judge_at_once(state, transfer, &all), "{case}: laws apart or at once");
        let expected: Vec<_> = judged.laws.iter().map(|law| law.verdict).collect();
        let bound = compiled.bind(row);
        fast += usize::from(compiled.spans(&bound).is_some());
        let got = compiled.decide(row).laws;
        let candidates = compiled.candidates(&bound);
        let found = judged.laws.iter().flat_map(|law| &law.findings);
        let missing: Vec<&str> = found
            .map(|finding| &finding.clause)
            .filter(|ix| !candidates.contains(ix))
            .map(id)
            .collect();
        if got != expected || (!row.doubtful && !missing.is_empty()) {
            wrong.push(format!("{case}: {got:?}, not {expected:?}; missing {missing:?}"));
        }
    }
    println!("{} lines, {fast} the compiled way", lines.len());
    let few = &wrong[..wrong.len().min(5)];
    assert!(wrong.is_empty(), "{} wrong of {}: {few:#?}", wrong.len(), lines.len());
    (fast, lines.len(), tangled)
}

/// Laws that compile whole: nothing is tangled, and nine lines of ten take the compiled way.
#[test]
fn laws_that_compile_whole() {
    let laws = ["cn", "eu", "jp", "nl"];
    let engine = engine_of(&laws);
    let (fast, lines, tangled) = agree(&engine, &laws, 1);
    assert!(tangled.is_empty(), "tangled: {tangled:?}");
    assert!(fast * 10 > lines * 9, "only {fast} of {lines} lines took the compiled way");
}

/// All laws side by side, one case of four; what is tangled takes the explaining way.
#[test]
fn all_laws() {
    let engine = Engine::new(&embedded_law()).expect("the law of this build has no errors");
    let (_, lines, _) = agree(&engine, &[], 4);
    assert!(lines > 1000, "only {lines} lines");
}
