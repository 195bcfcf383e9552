//! The compiled evaluator against the explaining one, on random law and random transfers.
//!
//! `oracle.rs` holds the explaining evaluator to a plain meaning; here the compiled one is held to
//! the explaining one: the same span of every law, and no finding that it would pass over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_model::transfer::Transfer;
use navicert_model::write::write_transfer;
use navicert_rules::compiled::{Bound, Compiled};
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::opinion::{judge, judge_at_once};
use navicert_rules::eval::state::{AsOf, State};
use navicert_rules::law::ClauseIx;
use navicert_tests::harness::config;
use navicert_tests::random::{Case, Choices, Loaded, Sizes, cases, crossed};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::cell::Cell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

const LAWS: u32 = 3000;

thread_local! {
    /// Rows decided, and those of them that took the fast way.
    static ROWS: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

/// Both evaluators on all transfers of a case.
fn agree(case: &Case) -> Result<(), TestCaseError> {
    let Some(loaded) = case.load() else { return Err(TestCaseError::reject("the law is refused")) };
    let prepared = &loaded.engine.prepared;
    let assumed = loaded.engine.assumed(&loaded.options.assume).unwrap();
    let known_at = loaded.options.known_day;
    let mut compiled = Compiled::new(prepared, known_at, &assumed);
    let transfers = crossed(&case.transfers, &mut Choices::new(&case.numbers));
    let rows: Vec<_> = transfers
        .iter()
        .map(|transfer| {
            let screened = screened(&loaded, transfer);
            (compiled.columns.encode(&screened, screened.on.unwrap()), screened)
        })
        .collect();
    let mut alike: HashMap<Bound, (Judgement, &Transfer)> = HashMap::new();
    for (row, transfer) in &rows {
        let as_of = AsOf { on: row.on, known_at, assumed: assumed.clone() };
        let state = State::new(prepared, as_of);
        let judged = judge(&state, transfer);
        let all: Vec<ClauseIx> = (0..state.status.len() as u32).map(ClauseIx).collect();
        prop_assert_eq!(&judged, &judge_at_once(&state, transfer, &all));
        let expected: Vec<_> = judged.laws.iter().map(|law| law.verdict).collect();
        let found = compiled.decide(row).laws;
        prop_assert_eq!(&found, &expected, "on {}", write_transfer(transfer));
        let bound = Some(compiled.bind(row)).filter(|bound| compiled.is_laid(bound));
        let (all, fast) = ROWS.get();
        ROWS.set((all + 1, fast + u64::from(bound.is_some())));
        let Some(bound) = bound.map(|bound| compiled.alike(&bound, row)) else { continue };
        passes_over_nothing(&compiled, &bound, &judged, &loaded, transfer)?;
        match alike.entry(bound) {
            Entry::Vacant(place) => drop(place.insert((judged, transfer))),
            Entry::Occupied(known) => {
                let (other, which) = known.get();
                prop_assert!(
                    said(&judged) == said(other),
                    "bound alike and judged otherwise: {} and {}",
                    write_transfer(transfer),
                    write_transfer(which)
                );
            }
        }
    }
    Ok(())
}

/// What two judgements must have in common to be one.
fn said(judgement: &Judgement) -> impl PartialEq + '_ {
    let laws = judgement.laws.iter();
    let laws: Vec<_> = laws
        .map(|law| {
            (law.reach, law.verdict, &law.policy, &law.forms, &law.findings, &law.obligations)
        })
        .collect();
    (laws, &judgement.questions, &judgement.open_because)
}

/// Every finding is a clause that the compiled law would have looked at.
fn passes_over_nothing(
    compiled: &Compiled<'_>,
    bound: &Bound,
    judged: &Judgement,
    loaded: &Loaded,
    transfer: &Transfer,
) -> Result<(), TestCaseError> {
    let candidates = compiled.candidates(bound);
    for finding in judged.laws.iter().flat_map(|law| &law.findings) {
        let id = &loaded.engine.prepared.book.clauses[finding.clause.0 as usize].id;
        prop_assert!(
            candidates.contains(&finding.clause),
            "the compiled law passes over {id} on {}",
            write_transfer(transfer)
        );
    }
    Ok(())
}

fn screened(loaded: &Loaded, transfer: &Transfer) -> Transfer {
    let mut screened = transfer.clone();
    loaded.engine.names.screen(&mut screened, transfer.on.unwrap());
    screened
}

#[test]
fn the_compiled_evaluator_agrees() {
    let sizes = Sizes { clauses: 6, transfers: 8, rare: true };
    proptest!(config(LAWS), |(case in cases(sizes))| agree(&case)?);
    let (rows, fast) = ROWS.get();
    println!("{rows} rows, {fast} the fast way");
    assert!(rows < 1000 || fast * 10 > rows, "only {fast} of {rows} rows took the fast way");
}
