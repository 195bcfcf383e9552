//! The measurements of Navicert's evaluator, beside the limit in the same process.

use std::hint::black_box;

use bench_navicert::{LawFile, law_files, transfer};
use navicert_engine::render::json::Shared;
use navicert_engine::{Decider, Engine, Key, Options};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Effect;
use navicert_rules::compiled::{Bound, Compiled, Row};
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::SourceFile;
use navicert_rules::law::check::load;
use rulebook::{Bench, Book, Check, LAWS, Rule, Span, Tx, check_partly, cpu_us, transactions};

const COUNT: usize = 100_000;

/// The law of rules, checked and indexed.
pub fn prepared(rules: &[Rule]) -> Prepared {
    let file = |file: LawFile| SourceFile { name: file.path, text: file.text };
    let files: Vec<SourceFile> = law_files(rules).into_iter().map(file).collect();
    let (law, diagnostics) = load(&files);
    assert!(diagnostics.is_empty(), "the rulebook has {} diagnostics", diagnostics.len());
    Prepared::new(law)
}

/// The rows of transactions.
pub fn encode(compiled: &mut Compiled, txs: &[Tx]) -> Vec<Row> {
    let row = |tx: &Tx| {
        let transfer = transfer(tx);
        compiled.columns.encode(&transfer, transfer.on.unwrap_or(Day::MIN))
    };
    txs.iter().map(row).collect()
}

/// Checks and times the compiled evaluator on the rulebook.
pub fn measure(book: &Book) {
    let started = cpu_us();
    let prepared = prepared(&book.rules);
    let loaded = cpu_us();
    let mut compiled = Compiled::new(&prepared, Day::MAX, &[]);
    assert!(compiled.tangled().is_empty(), "{} clauses are tangled", compiled.tangled().len());
    let made = cpu_us();
    println!(
        "note engine=navicert load_ms={:.0} compile_ms={:.0}",
        (loaded - started) / 1e3,
        (made - loaded) / 1e3
    );
    let bench = Bench { book, engine: "navicert", version: env!("CARGO_PKG_VERSION") };
    for gaps in [false, true] {
        let facts = if gaps { "partly-known" } else { "known" };
        let txs = transactions(COUNT, gaps);
        let started = cpu_us();
        let rows = encode(&mut compiled, &txs);
        let encoded = cpu_us();
        println!(
            "note engine=navicert facts={facts} encode_ms={:.0} tables_ms={:.0} size={:?}",
            (encoded - started) / 1e3,
            (cpu_us() - encoded) / 1e3,
            compiled.size()
        );
        let bound: Vec<Bound> = rows.iter().map(|row| compiled.bind(row)).collect();
        let right = check(book, &prepared, &compiled, &txs, &bound);
        bench.time("verdicts-columns-in", facts, bound.len(), right, || {
            bound.iter().for_each(|row| _ = black_box(compiled.spans(row)));
        });
        bench.time("verdicts-kept", facts, bound.len(), right, || {
            bound.iter().map(|row| compiled.spans(row)).collect::<Vec<_>>()
        });
        bench.time("bind-and-verdicts", facts, rows.len(), right, || {
            for row in &rows {
                let bound = compiled.bind(row);
                black_box(compiled.spans(&bound));
            }
        });
    }
}

/// Times decisions of the rulebook with reasons, citations and questions as JSON, each transaction
/// another one, made just before.
pub fn measure_written(book: &Book) {
    let files: Vec<SourceFile> = law_files(&book.rules)
        .into_iter()
        .map(|file: LawFile| SourceFile { name: file.path, text: file.text })
        .collect();
    let engine = Engine::new(&files).expect("the rulebook is right");
    let bench = Bench { book, engine: "navicert", version: env!("CARGO_PKG_VERSION") };
    let options = Options {
        on: Day::MAX,
        known_at: "2026-11-21T00:00:00Z".to_owned(),
        known_day: Day::MAX,
        assume: Vec::new(),
    };
    for gaps in [false, true] {
        let facts = if gaps { "partly-known" } else { "known" };
        let txs = transactions(COUNT * 5, gaps);
        let mut txs = txs.iter().cycle();
        let mut next = || txs.next().map(transfer).unwrap_or_default();
        let shared = Shared::new(&engine, &options);
        let mut decider = Decider::new(&engine, options.clone()).expect("nothing is assumed");
        let (mut text, mut bytes, mut lines) = (String::new(), 0, 0);
        bench.time_made(
            ("everything-as-json", facts),
            COUNT,
            Check::default(),
            &mut next,
            |mut transfer| {
                text.clear();
                decider.write_json(&mut transfer, &shared, &mut text);
                bytes += text.len();
                lines += 1;
            },
        );
        println!("note engine=navicert facts={facts} bytes_a_decision={}", bytes / lines);
        let kept: Vec<Transfer> = transactions(COUNT, gaps).iter().map(transfer).collect();
        let kept: Vec<(Transfer, Key)> = kept
            .into_iter()
            .filter_map(|transfer| decider.bind(&transfer).map(|bound| (transfer, bound)))
            .collect();
        bench.time("everything-as-json,columns-in", facts, kept.len(), Check::default(), || {
            for (transfer, bound) in &kept {
                text.clear();
                decider.write_bound((transfer, bound), Vec::new(), &shared, &mut text);
                black_box(text.len());
            }
        });
    }
}

/// Compares the spans of bound rows, none of which may take the explaining way, with the oracle's.
pub fn check(
    book: &Book,
    prepared: &Prepared,
    compiled: &Compiled<'_>,
    txs: &[Tx],
    rows: &[Bound],
) -> Check {
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
            place.map(|at| Span {
                at_least: effect(span(at).at_least()),
                at_most: effect(span(at).at_most()),
            })
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
