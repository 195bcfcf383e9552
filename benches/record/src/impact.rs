//! One act on a kept order book: count and value, and every changed line with its grounds.

use navicert_engine::{Engine, embedded_law};
use navicert_model::day::Day;
use navicert_record::already::Already;
use navicert_record::book::OrderBook;
use navicert_record::change::Change;
use navicert_record::impact::impact;
use navicert_record::outcome::Difference;
use navicert_record::quick::quick;
use navicert_record::without::without;
use navicert_store::{Sqlite, Store};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

const ACT: &str = "cn/2026-1";
const PASSES: usize = 5;

/// Times loading the columns, the quick answer and the full one; they have to agree.
pub fn measure(file: &Path, law: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut files = embedded_law();
    files.retain(|one| law == "all" || one.name.starts_with(&format!("laws/{law}/")));
    let mut store = Sqlite::open(file)?;
    let day = Day::parse("2026-11-22")?;
    let (mut load, mut kept, mut fast, mut full) = Default::default();
    for _ in 0..PASSES {
        let book: OrderBook = time(&mut load, || {
            let mut tx = store.read()?;
            OrderBook::load(&mut *tx)
        })?;
        let change = Change::acts(Engine::new(&files)?, &[ACT.to_owned()], day, day)?;
        let of_kept = time(&mut kept, || {
            let mut tx = store.read()?;
            without(&mut *tx, &change)
        })?;
        let of_kept = of_kept.ok_or("the kept judgements do not tell; decide the orders again")?;
        let already = {
            let mut tx = store.read()?;
            Already::load(&mut *tx, &book, &change)?
        };
        let found = time(&mut fast, || quick(&book, &change, &already));
        assert_eq!(of_kept.moves, found.moves, "the kept judgements tell something else");
        let all = time(&mut full, || impact(&book, &change, &already));
        let mut lines = 0;
        for (_, outcome) in &all.changed {
            let difference = all.outcomes[*outcome as usize].difference();
            lines += usize::from(difference == Difference::Verdict);
        }
        let counted: usize = found.moves.values().map(|(lines, _)| lines).sum();
        assert_eq!(counted, lines, "the quick answer counts other lines");
        println!(
            "note record lines={} candidates={} changed={counted} outcomes={}",
            found.lines,
            found.candidates,
            all.outcomes.len()
        );
    }
    let all: [(&str, Vec<f64>); 4] = [
        ("load-columns", load),
        ("count-and-value-kept", kept),
        ("count-and-value", fast),
        ("full", full),
    ];
    for (what, mut sorted) in all {
        sorted.sort_by(f64::total_cmp);
        println!(
            "measure record what={what} median_ms={:.1} least_ms={:.1} most_ms={:.1}",
            sorted[PASSES / 2],
            sorted[0],
            sorted[PASSES - 1]
        );
    }
    Ok(())
}

fn time<T>(times: &mut Vec<f64>, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let done = work();
    times.push(started.elapsed().as_secs_f64() * 1e3);
    done
}
