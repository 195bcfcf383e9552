//! The measurements of Navicert's evaluator, beside the limit in the same process.

use std::hint::black_box;
use std::time::Instant;

use bench_navicert::{law_files, transfer};
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_rules::compiled::{Bound, Compiled, Row};
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::SourceFile;
use navicert_rules::law::check::load;
use rulebook::{Bench, Book, Check, LAWS, Span, Tx, check_partly, transactions};

const COUNT: usize = 100_000;

/// Checks and times the compiled evaluator on the rulebook.
pub fn measure(book: &Book) {
    let files: Vec<SourceFile> = law_files(&book.rules)
        .into_iter()
        .map(|file| SourceFile { name: file.path, text: file.text })
        .collect();
    let started = Instant::now();
    let (law, diagnostics) = load(&files);
    assert!(diagnostics.is_empty(), "the rulebook has {} diagnostics", diagnostics.len());
    let prepared = Prepared::new(law);
    let loaded = started.elapsed();
    let started = Instant::now();
    let mut compiled = Compiled::new(&prepared, Day::MAX, Vec::new());
    assert!(compiled.tangled.is_empty(), "{} clauses are tangled", compiled.tangled.len());
    let made = started.elapsed();
    let bench = Bench { book, engine: "navicert", version: env!("CARGO_PKG_VERSION") };
    for gaps in [false, true] {
        let txs = transactions(COUNT, gaps);
        let started = Instant::now();
        let rows: Vec<Row> = txs
            .iter()
            .map(|tx| {
                let transfer = transfer(tx);
                compiled.columns.encode(&transfer, transfer.on.unwrap_or(Day::MIN))
            })
            .collect();
        let encoded = started.elapsed();
        let started = Instant::now();
        compiled.prepare();
        let laid = started.elapsed();
        let bound: Vec<Bound> = rows.iter().map(|row| compiled.bind(row)).collect();
        println!("note engine=navicert load_ms={} compile_ms={} encode_ms={} tables_ms={} size={:?}", loaded.as_millis(), made.as_millis(), encoded.as_millis(), laid.as_millis(), compiled.size());
        let facts = if gaps { "missing" } else { "known" };
        let right = check(book, &prepared, &compiled, &txs, &bound);
        bench.time("verdicts-columns-in", facts, bound.len(), right, || {
            for row in &bound {
                black_box(compiled.spans(row));
            }
        });
        bench.time("verdicts-kept", facts, bound.len(), right, || {
            let mut kept = Vec::with_capacity(bound.len());
            for row in &bound {
                kept.push(compiled.spans(row));
            }
            kept
        });
        bench.time("bind", facts, rows.len(), right, || {
            rows.iter().for_each(|row| _ = black_box(compiled.bind(row)));
        });
    }
}

fn check(book: &Book, prepared: &Prepared, compiled: &Compiled<'_>, txs: &[Tx], rows: &[Bound]) -> Check {
    let place = LAWS.map(|law| {
        prepared.book.laws.iter().position(|known| known.name == law).expect("every law is there")
    });
    let mut slow = 0;
    let given: Vec<_> = rows
        .iter()
        .map(|row| {
            let packed = compiled.spans(row);
            slow += usize::from(packed.is_none());
            let span = |at: usize| packed.unwrap_or_default().law(at);
            place.map(|at| Span { at_least: effect(span(at).at_least()), at_most: effect(span(at).at_most()) })
        })
        .collect();
    assert_eq!(slow, 0, "rows that took the explaining way");
    check_partly(book, txs, given.into_iter())
}

fn effect(effect: Effect) -> rulebook::Effect {
    match effect {
        Effect::Free => rulebook::Effect::Free,
        Effect::Licence => rulebook::Effect::Licence,
        Effect::Prohibited => rulebook::Effect::Prohibited,
    }
}
