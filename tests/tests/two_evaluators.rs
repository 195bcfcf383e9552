//! The compiled evaluator gives the spans of the explaining one: every case of the law, on days
//! all over the law's time.

use navicert_engine::{Engine, cases, embedded_cases, embedded_law};
use navicert_model::day::Day;
use navicert_rules::compiled::Compiled;
use navicert_rules::eval::evaluator::Evaluator;
use navicert_rules::eval::judge::judge;
use navicert_rules::eval::state::{AsOf, State};

#[test]
fn every_case_on_many_days() {
    let engine = Engine::new(&embedded_law()).expect("the law of this build has no errors");
    let known_at = Day::parse("2026-11-21").expect("a day");
    let mut compiled = Compiled::new(&engine.prepared, known_at, Vec::new());
    let id =
        |ix: &navicert_rules::law::ClauseIx| engine.prepared.book.clauses[ix.0 as usize].id.clone();
    let tangled: Vec<String> = compiled.tangled().iter().map(id).collect();
    assert!(tangled.is_empty(), "tangled: {tangled:?}");
    let days: Vec<Day> =
        engine.prepared.breakpoints.iter().flat_map(|&day| [day.add_days(-1), day]).collect();
    let mut rows = Vec::new();
    let all = embedded_cases();
    for (number, case) in all.iter().flat_map(|file| cases::parse(file).0).enumerate() {
        let transfer = case.facts.transfer().expect("a readable case");
        let on = transfer.on.unwrap_or(known_at);
        let spread = days.iter().copied().skip(number % 7).step_by(7);
        for day in std::iter::once(on).chain(spread) {
            let mut screened = transfer.clone();
            engine.names.screen(&mut screened, day);
            let row = compiled.columns.encode(&screened, day);
            rows.push((row, screened, case.line, case.file.clone()));
        }
    }
    let (mut fast, mut wrong) = (0, Vec::new());
    for (row, transfer, line, file) in &rows {
        let as_of = AsOf { on: row.on, known_at, assumed: Vec::new() };
        let state = State::new(&engine.prepared, as_of);
        let mut ev = Evaluator::new(&state, transfer);
        let judged = judge(&mut ev);
        let expected: Vec<_> = judged.laws.iter().map(|law| law.verdict).collect();
        let bound = compiled.bind(row);
        fast += usize::from(compiled.spans(&bound).is_some());
        let spans = compiled.decide(row);
        let candidates = compiled.candidates(&bound).unwrap_or_default();
        let missing: Vec<&str> = judged
            .laws
            .iter()
            .flat_map(|law| &law.findings)
            .filter(|finding| !row.doubtful && !candidates.contains(&finding.clause))
            .map(|finding| engine.prepared.book.clauses[finding.clause.0 as usize].id.as_str())
            .collect();
        if spans.laws != expected || !missing.is_empty() {
            let got = &spans.laws;
            wrong.push(format!(
                "{file}:{line} on {}: {got:?}, not {expected:?}; missing {missing:?}",
                row.on
            ));
        }
    }
    println!("{} rows, {fast} the fast way", rows.len());
    let few = &wrong[..wrong.len().min(5)];
    assert!(wrong.is_empty(), "{} wrong of {}: {few:#?}", wrong.len(), rows.len());
    assert!(fast * 10 > rows.len() * 9, "only {fast} of {} rows took the fast way", rows.len());
}
