//! The measurements of the limit.

use std::hint::black_box;

use rulebook::{Bench, Book, Check, Tx, check_known, decision, transactions};

use crate::{Table, compile, explain};

const COUNT: usize = 100_000;

/// Checks and times the tables, first with all facts known, then with some missing.
pub fn measure(book: &Book) {
    let bench = Bench { book, engine: "limit", version: env!("CARGO_PKG_VERSION") };
    let tables = compile(book);
    known(&bench, &tables, &transactions(COUNT, false));
    partly(&bench, &tables, &transactions(COUNT, true));
    let none = Check::default();
    bench.time("compile-the-rulebook", "none", 1, none, || compile(book));
}

fn known(bench: &Bench, tables: &[Table], txs: &[Tx]) {
    let table = |tx: &Tx| &tables[usize::from(tx.code)];
    let check = |txs: &[Tx]| {
        check_known(bench.book, txs, txs.iter().map(|tx| table(tx).decision(table(tx).fired(tx))))
    };
    let right = check(txs);
    // The ratios of the comparison are to this one: the effects and which rules fired, all kept.
    bench.time("effects-and-rules", "known", txs.len(), right, || {
        let decide = |tx| {
            let fired = table(tx).fired(tx);
            (fired, table(tx).effects(fired))
        };
        txs.iter().map(decide).collect::<Vec<_>>()
    });
    let effects = |tx| table(tx).effects(table(tx).fired(tx));
    bench.time("effects-only", "known", txs.len(), right, || {
        txs.iter().for_each(|tx| _ = black_box(effects(tx)));
    });
    let mut by_code = txs.to_vec();
    by_code.sort_by_key(|tx| tx.code);
    bench.time("effects-only-sorted-by-code", "known", txs.len(), check(&by_code), || {
        by_code.iter().for_each(|tx| _ = black_box(effects(tx)));
    });
    let mut text = String::new();
    bench.time("reasons-as-json", "known", txs.len(), right, || {
        txs.iter().for_each(|tx| {
            explain::explain(bench.book, table(tx), tx, &mut text);
            black_box(text.len());
        });
    });
    bench.known("no-tables-rules-of-the-code", txs, |tx| {
        decision(bench.book.of_code(tx.code).filter(|rule| rule.fires(tx)))
    });
}

fn partly(bench: &Bench, tables: &[Table], txs: &[Tx]) {
    let table = |tx: &Tx| &tables[usize::from(tx.code)];
    bench.partly("exact-where-open", txs, |tx| table(tx).decide(tx));
    bench.partly("three-valued", txs, |tx| table(tx).spans(table(tx).bounds(tx)));
    bench.partly("exact", txs, |tx| table(tx).exact(tx));
}
