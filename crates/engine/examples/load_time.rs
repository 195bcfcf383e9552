//! How long the law of the binary takes: parsed and checked, indexed, compiled.

use navicert_engine::{Engine, embedded_law};
use navicert_model::day::Day;
use navicert_rules::compiled::Compiled;
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::check;
use std::time::Instant;

fn main() {
    let mut times: Vec<[f64; 4]> = Vec::new();
    for _ in 0..21 {
        let started = Instant::now();
        let files = embedded_law();
        let (book, diagnostics) = check::load(&files);
        let checked = started.elapsed();
        assert!(!check::has_errors(&diagnostics));
        let prepared = Prepared::new(book);
        let indexed = started.elapsed();
        let compiled = Compiled::new(&prepared, Day::MAX, &[]);
        let all = started.elapsed();
        drop(compiled);
        let started = Instant::now();
        let engine = Engine::new(&files);
        let engine_time = started.elapsed();
        drop(engine);
        times.push([checked, indexed, all, engine_time].map(|time| time.as_secs_f64() * 1e3));
    }
    for (name, at) in
        [("parsed and checked", 0), ("and indexed", 1), ("and compiled", 2), ("engine", 3)]
    {
        let mut column: Vec<f64> = times.iter().map(|row| row[at]).collect();
        column.sort_by(f64::total_cmp);
        println!(
            "{name:<20} median {:>7.2} ms, best {:>7.2} ms",
            column[column.len() / 2],
            column[0]
        );
    }
}
