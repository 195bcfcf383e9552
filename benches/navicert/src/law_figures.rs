//! Real law, China's alone or all there is: verdicts, and everything written out.

use std::hint::black_box;

use bench_navicert::Orders;
use navicert_engine::render::json::{self, Shared};
use navicert_engine::{Decider, Engine, Options, embedded_law};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_rules::compiled::{Bound, Compiled, DIMS, Row};
use navicert_rules::eval::opinion;
use rulebook::{Bench, Book, Check, cpu_us};

const COUNT: usize = 100_000;
/// Ways that share work between orders are given other orders in each pass, of so many in all.
const FRESH: usize = 6;
/// Every body of law.
pub const ALL: &str = "all";
/// Every one of this many orders is checked against the explaining evaluator.
const CHECKED_EVERY: usize = 25;

/// The law of this build: all of it, or one country's.
pub fn engine(law: &str) -> Engine {
    let files: Vec<_> = embedded_law()
        .into_iter()
        .filter(|file| law == ALL || file.name.split('/').any(|part| part == law))
        .collect();
    Engine::new(&files).expect("the law of this build is right")
}

fn options() -> Options {
    let day = Day::parse("2026-11-21").expect("a day");
    Options {
        on: day,
        known_at: "2026-11-21T00:00:00Z".to_owned(),
        known_day: day,
        assume: Vec::new(),
    }
}

/// Checks and times a law on order lines made for the book of `lines`: with those of one law under
/// every law it is seen what the other laws cost.
pub fn measure(book: &Book, law: &str, lines: &str) {
    let bench = Bench { book, engine: "navicert", version: env!("CARGO_PKG_VERSION") };
    let none = Check::default();
    bench.time("parse-check-index-the-law", "none", 1, none, || engine(law));
    let engine = engine(law);
    let made_for = (lines != law).then(|| self::engine(lines));
    let name = if lines == law { law.to_owned() } else { format!("{law},lines-of-{lines}") };
    let law = &*name;
    let compile = || Compiled::new(&engine.prepared, options().known_day, &[]);
    bench.time("compile-the-law", "none", 1, none, || compile().tangled().len());
    let mut decider = Decider::new(&engine, options()).expect("nothing is assumed");
    let mut all = Orders::new(&made_for.as_ref().unwrap_or(&engine).prepared.book);
    let orders: Vec<Transfer> = all.by_ref().take(COUNT).collect();
    let fresh: Vec<Transfer> = all.by_ref().take(FRESH * COUNT).collect();
    let screened_of = |orders: &[Transfer]| {
        let mut screened = orders.to_vec();
        screened.iter_mut().for_each(|order| _ = decider.screen(order));
        screened
    };
    let (screened, screened_fresh) = (screened_of(&orders), screened_of(&fresh));
    let mut compiled = compile();
    let before = cpu_us();
    let rows = encode(&mut compiled, &screened);
    let encoded = cpu_us();
    let fresh_rows = encode(&mut compiled, &screened_fresh);
    let encoded_all = cpu_us();
    for row in rows.iter().chain(&fresh_rows) {
        black_box(compiled.bind(row));
    }
    let laid = cpu_us();
    let (slices, lanes) = compiled.size();
    let values = DIMS.map(|dim| compiled.columns.values(dim));
    println!(
        "note engine=navicert law={law} clauses={} tangled={} encode_first_ms={:.0} values={values:?} bind_first_us={:.3} slices={slices} most_lanes={lanes}",
        engine.prepared.book.clauses.len(),
        compiled.tangled().len(),
        (encoded - before) / 1e3,
        (laid - encoded_all) / (rows.len() + fresh_rows.len()) as f64,
    );
    let bound: Vec<Bound> = rows.iter().map(|row| compiled.bind(row)).collect();
    let fast = |row: &Bound| if compiled.is_laid(row) { compiled.spans(row) } else { None };
    let quick: Vec<Bound> = bound.iter().filter(|row| fast(row).is_some()).cloned().collect();
    let unlaid = bound.iter().filter(|row| !compiled.is_laid(row)).count();
    let doubtful = rows.iter().filter(|row| row.doubtful).count();
    println!(
        "note engine=navicert law={law} rows={} not_by_words={} of_them_without_slice={unlaid} of_them_doubtful={doubtful}",
        bound.len(),
        bound.len() - quick.len(),
    );
    let right = check(law, &mut compiled, &mut decider, &screened, &rows);
    bench.time("verdicts-columns-in,by-words", law, quick.len(), right, || {
        quick.iter().for_each(|row| _ = black_box(compiled.spans(row)));
    });
    bench.time("verdicts-columns-in,all-rows", law, rows.len(), right, || {
        let both = bound.iter().zip(&rows);
        both.for_each(|(bound, row)| _ = black_box(compiled.decide_bound(bound, row)));
    });
    bench.time("bind", law, rows.len(), none, || {
        rows.iter().for_each(|row| _ = black_box(compiled.bind(row)));
    });
    bench.time("encode", law, screened.len(), none, || encode(&mut compiled, &screened));
    let mut chunks = fresh_rows.chunks(COUNT).cycle();
    bench.time("verdicts-new-rows,binding-included", law, COUNT, right, || {
        chunks
            .next()
            .unwrap_or_default()
            .iter()
            .for_each(|row| _ = black_box(compiled.decide(row)));
    });
    let [words, tried, explained] = compiled.ways();
    println!(
        "note engine=navicert law={law} parts_by_words={words} by_trying={tried} explaining={explained}"
    );
    written(&bench, law, &engine, &mut decider, &orders, right);
    drop(fresh);
    shared(&bench, law, &engine, &mut all);
}

fn written(
    bench: &Bench,
    law: &str,
    engine: &Engine,
    decider: &mut Decider,
    orders: &[Transfer],
    right: Check,
) {
    let mut copies = orders.to_vec();
    bench.time("copy-and-screen", law, orders.len(), Check::default(), || {
        for (copy, order) in copies.iter_mut().zip(orders) {
            copy.clone_from(order);
            decider.screen(copy);
        }
    });
    bench.time("decide-with-reasons", law, orders.len(), right, || {
        orders
            .iter()
            .for_each(|order| decider.decide(order, |decision| _ = black_box(decision.verdict())));
    });
    let shared = Shared::new(engine, &decider.options.clone());
    let (mut text, mut bytes) = (String::new(), 0);
    bench.time("everything-as-json", law, orders.len(), right, || {
        bytes = 0;
        for order in orders {
            text.clear();
            decider.decide(order, |decision| json::write(&mut text, decision, &shared));
            bytes += text.len();
        }
    });
    println!("note engine=navicert law={law} bytes_a_decision={}", bytes / orders.len());
}

/// What transfers judged alike share: judgements, and what is written of them.
fn shared(bench: &Bench, law: &str, engine: &Engine, orders: &mut Orders) {
    let mut next = || orders.next().unwrap_or_default();
    let mut judging = Decider::new(engine, options()).expect("nothing is assumed");
    bench.time_made(("judge-shared", law), COUNT, Check::default(), &mut next, |mut order| {
        judging.screen(&mut order);
        black_box(judging.judge(&order));
    });
    let mut writing = Decider::new(engine, options()).expect("nothing is assumed");
    let parts = Shared::new(engine, &options());
    let mut text = String::new();
    bench.time_made(
        ("everything-as-json-shared", law),
        COUNT,
        Check::default(),
        &mut next,
        |mut order| {
            text.clear();
            writing.write_json(&mut order, &parts, &mut text);
            black_box(text.len());
        },
    );
    let (mut wrong, mut plain) = (0, String::new());
    for order in orders.take(COUNT / CHECKED_EVERY) {
        text.clear();
        plain.clear();
        writing.write_json(&mut order.clone(), &parts, &mut text);
        writing.decide(&order, |decision| json::write(&mut plain, decision, &parts));
        wrong += usize::from(text != plain);
    }
    println!("note engine=navicert law={law} shared_text_differs={wrong}");
}

fn encode(compiled: &mut Compiled, orders: &[Transfer]) -> Vec<Row> {
    orders
        .iter()
        .map(|order| compiled.columns.encode(order, order.on.unwrap_or(Day::MIN)))
        .collect()
}

/// Compares compiled spans with those of the explaining evaluator, and the JSON way's judgement too.
fn check(
    law: &str,
    compiled: &mut Compiled,
    decider: &mut Decider,
    orders: &[Transfer],
    rows: &[Row],
) -> Check {
    let mut check = Check::default();
    let (mut compared, mut open) = (0, 0);
    for (order, row) in orders.iter().zip(rows).step_by(CHECKED_EVERY) {
        let state = decider.state(row.on);
        let judged = opinion::judge(&state, order);
        let expected: Vec<_> = judged.laws.iter().map(|law| law.verdict).collect();
        let given = compiled.decide(row).laws;
        let shared: Vec<_> = decider.judge(order).laws.iter().map(|law| law.verdict).collect();
        compared += 1;
        open += usize::from(judged.verdict.at_least() != judged.verdict.at_most());
        if given != expected || shared != expected {
            check.wrong += 1;
            if check.wrong <= 3 {
                eprintln!(
                    "{:?}: compiled {given:?}, shared {shared:?}, explaining {expected:?}",
                    order.id
                );
            }
        }
    }
    println!(
        "note engine=navicert law={law} compared={compared} open={open} wrong={}",
        check.wrong
    );
    check
}
