//! Whether clauses that cannot apply cost anything: the same rows under ever more clauses.

use std::hint::black_box;

use limit::Table;
use navicert_model::day::Day;
use navicert_rules::compiled::{Bound, Compiled};
use navicert_rules::eval::state::Prepared;
use rulebook::{
    Bench, Book, CODES, Check, Codes, Kind, Rule, Spans, Tx, check_partly, cpu_us, transactions,
};

use crate::measure;

const COUNT: usize = 100_000;
const ROUNDS: usize = 3;
/// The rows are about the codes below this one …
const CODES_ASKED: u16 = 28;
/// … and the clauses that cannot apply about those from here on.
const OTHERS: u16 = 50;

/// Times the rows at 100, 1,000 and 10,000 clauses, in turns.
pub fn measure(seeded: &Book) {
    let mut txs = transactions(COUNT, true);
    txs.iter_mut().for_each(|tx| tx.code %= CODES_ASKED);
    let books = [100, 1_000, 10_000].map(|clauses| Book::of(rules(seeded, clauses)));
    let laws = books.each_ref().map(|book| load(book));
    let cases: Vec<Case> =
        books.iter().zip(&laws).map(|(book, law)| Case::new(book, law, &txs)).collect();
    for _ in 0..ROUNDS {
        cases.iter().for_each(|case| case.time(&txs));
    }
}

/// All measures, the list rules of the codes asked for, and rules of other codes up to the count,
/// repeated where there are not enough.
fn rules(seeded: &Book, count: usize) -> Vec<Rule> {
    let of = |codes: std::ops::Range<u16>| {
        seeded.rules.iter().filter(move |rule| match rule.codes {
            Codes::One(code) => codes.contains(&code),
            Codes::Family(_) | Codes::All => false,
        })
    };
    let measures = seeded.rules.iter().filter(|rule| rule.kind != Kind::List);
    let own = measures.chain(of(0..CODES_ASKED)).take(100);
    own.chain(of(OTHERS..CODES).cycle()).take(count).cloned().collect()
}

fn load(book: &Book) -> Prepared {
    let started = cpu_us();
    let prepared = measure::prepared(&book.rules);
    let spent = (cpu_us() - started) / 1e3;
    println!("note engine=navicert clauses={} load_ms={spent:.0}", book.rules.len());
    prepared
}

/// The rows under one number of clauses.
struct Case<'p> {
    book: &'p Book,
    compiled: Compiled<'p>,
    bound: Vec<Bound>,
    tables: Vec<Table>,
    right: [Check; 2],
}

impl<'p> Case<'p> {
    fn new(book: &'p Book, prepared: &'p Prepared, txs: &[Tx]) -> Self {
        let started = cpu_us();
        let mut compiled = Compiled::new(prepared, Day::MAX, &[]);
        let rows = measure::encode(&mut compiled, txs);
        let spent = (cpu_us() - started) / 1e3;
        println!("note engine=navicert clauses={} compile_ms={spent:.0}", book.rules.len());
        let bound: Vec<Bound> = rows.iter().map(|row| compiled.bind(row)).collect();
        let tables = limit::compile(book);
        let right = [
            measure::check(book, prepared, &compiled, txs, &bound),
            check_partly(book, txs, txs.iter().map(|tx| exact(&tables, tx))),
        ];
        Case { book, compiled, bound, tables, right }
    }

    fn time(&self, txs: &[Tx]) {
        let facts = format!("clauses-{}", self.book.rules.len());
        let bench =
            Bench { book: self.book, engine: "navicert", version: env!("CARGO_PKG_VERSION") };
        bench.time("verdicts-columns-in", &facts, txs.len(), self.right[0], || {
            self.bound.iter().for_each(|row| _ = black_box(self.compiled.spans(row)));
        });
        let limit = Bench { engine: "limit", ..bench };
        limit.time("exact-where-open", &facts, txs.len(), self.right[1], || {
            txs.iter().for_each(|tx| _ = black_box(exact(&self.tables, tx)));
        });
    }
}

fn exact(tables: &[Table], tx: &Tx) -> Spans {
    tables[usize::from(tx.code)].decide(tx)
}
