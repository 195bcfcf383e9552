//! On every day that any act names, and on the days beside it, the law decides every sample order
//! without gap or conflict.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_engine::{Decider, Decision, Engine, Options, embedded_law};
use navicert_model::day::Day;
use navicert_model::read::{Format, read_all};
use navicert_model::transfer::Transfer;
use navicert_model::verdict::{Triage, Verdict};
use navicert_rules::eval::judge::Standing;
use navicert_rules::law;
use std::collections::BTreeSet;

fn engine() -> Engine {
    Engine::new(&embedded_law()).expect("the embedded law has no errors")
}

fn orders() -> Vec<Transfer> {
    let lines = read_all(include_str!("../../samples/orders.jsonl"), Format::JsonLines);
    lines.map(|line| line.result.expect("sample orders are sound")).collect()
}

/// Every day on which an answer can change, and the day before it: the last of each stretch.
fn days(engine: &Engine) -> BTreeSet<Day> {
    let named = engine.prepared.breakpoints.iter();
    named.flat_map(|day| [day.add_days(-1), *day]).collect()
}

/// A few of the orders for each day, in turn: every order has its days, and every day its orders.
fn some_orders(orders: &[Transfer], day: usize, few: usize) -> impl Iterator<Item = &Transfer> {
    (0..few).map(move |number| &orders[(day * few + number) % orders.len()])
}

fn decider(engine: &Engine, known_day: Day) -> Decider<'_> {
    let known_at = format!("{known_day}T00:00:00Z");
    let options = Options { on: known_day, known_at, known_day, assume: Vec::new() };
    Decider::new(engine, options).expect("nothing is assumed")
}

fn check(decision: &Decision<'_>) {
    let at = format!("{:?} on {}", decision.transfer.id, decision.on);
    let verdict = decision.verdict();
    assert!(verdict.at_least() <= verdict.at_most(), "{at}");
    let joint = decision.judgement.laws.iter().map(|law| law.verdict).reduce(Verdict::join);
    assert_eq!(joint, Some(verdict), "{at}");
    let asks =
        !decision.judgement.questions.is_empty() || !decision.judgement.open_because.is_empty();
    assert!(verdict.is_closed() || asks, "{at} is open at {verdict}, and nothing is asked");
    let book = decision.state.book();
    for finding in decision.judgement.laws.iter().flat_map(|law| &law.findings) {
        let clause = &book.clauses[finding.clause.0 as usize];
        assert!(
            !clause.cite.is_empty() && !clause.source.is_empty(),
            "{} has no citation",
            clause.id
        );
    }
    let restricting = decision
        .judgement
        .laws
        .iter()
        .flat_map(|law| &law.findings)
        .any(|finding| !matches!(finding.standing, Standing::NoEffect(_)));
    assert!(
        decision.triage() == Triage::Go || restricting,
        "{at} is restricted, and no clause says why"
    );
}

#[test]
fn the_law_loads_without_a_warning() {
    let warnings: Vec<String> = law::check::check(&embedded_law())
        .1
        .iter()
        .map(|warning| format!("{}: {}", warning.file, warning.message))
        .collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
}

/// Eight orders a day, in turn.
#[test]
fn sample_orders_are_decided_on_every_day_that_the_law_names() {
    let engine = engine();
    let orders = orders();
    let mut decider = decider(&engine, Day::MAX);
    let mut decided = 0;
    for (number, on) in days(&engine).into_iter().enumerate() {
        for order in some_orders(&orders, number, 8) {
            let order = Transfer { on: Some(on), ..order.clone() };
            decider.decide(&order, check);
            decided += 1;
        }
    }
    assert!(decided > 1000, "only {decided} decisions");
}

/// As it would have been answered that day: what came later is not known. Two orders a day, in turn.
#[test]
fn sample_orders_are_decided_with_the_knowledge_of_the_day() {
    let engine = engine();
    let orders = orders();
    for (number, on) in days(&engine).into_iter().enumerate() {
        let mut decider = decider(&engine, on);
        for order in some_orders(&orders, number, 2) {
            let order = Transfer { on: Some(on), ..order.clone() };
            decider.decide(&order, check);
        }
    }
}
