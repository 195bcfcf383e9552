//! Check an engine against the oracle, time it, and print one line.

use std::hint::black_box;
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

use crate::answer::{Decision, Spans};
use crate::book::Book;
use crate::oracle;
use crate::transaction::Tx;

/// A measurement has at least this many passes over its transactions …
const PASSES: usize = 5;
/// … and goes on for about this long, but not beyond [`MOST_PASSES`].
const SECONDS: f64 = 0.5;
const MOST_PASSES: usize = 301;
/// How many inputs are made at a time.
const BATCH: usize = 500;

/// An engine to measure.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// What it is checked against.
    pub book: &'a Book,
    /// Its name.
    pub engine: &'a str,
    /// Its version.
    pub version: &'a str,
}

/// How many answers are not those of the oracle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// A wrong effect, a wrong set of rules, or a span without an effect that is possible.
    pub wrong: usize,
    /// A span that is right but wider than the missing facts make it.
    pub wide: usize,
}

impl Bench<'_> {
    /// Decides each of the transactions, whose facts are all known.
    pub fn known(&self, way: &str, txs: &[Tx], mut decide: impl FnMut(&Tx) -> Decision) {
        let check = check_known(self.book, txs, txs.iter().map(&mut decide));
        self.time(way, "known", txs.len(), check, || each(txs, &mut decide));
    }

    /// Decides each of the transactions, some of whose facts are missing.
    pub fn partly(&self, way: &str, txs: &[Tx], mut decide: impl FnMut(&Tx) -> Spans) {
        let check = check_partly(self.book, txs, txs.iter().map(&mut decide));
        self.time(way, "partly-known", txs.len(), check, || each(txs, &mut decide));
    }

    /// Times `pass`, which takes `count` decisions that have been checked, and prints the line.
    pub fn time<T>(
        &self,
        way: &str,
        facts: &str,
        count: usize,
        check: Check,
        mut pass: impl FnMut() -> T,
    ) {
        let started = Instant::now();
        let (mut cpu, mut wall) = (Vec::new(), Vec::new());
        while cpu.len() < PASSES
            || (started.elapsed().as_secs_f64() < SECONDS && cpu.len() < MOST_PASSES)
        {
            let (cpu_before, wall_before) = (cpu_us(), Instant::now());
            black_box(pass());
            wall.push(wall_before.elapsed().as_secs_f64() * 1e6 / count as f64);
            cpu.push((cpu_us() - cpu_before) / count as f64);
        }
        self.say((way, facts), count, check, (cpu, wall));
    }

    /// Times passes over inputs that were made just before, [`BATCH`] at a time, as a reader makes
    /// them; making is not timed, and no pass meets the inputs of another.
    pub fn time_made<I>(
        &self,
        (way, facts): (&str, &str),
        count: usize,
        check: Check,
        mut make: impl FnMut() -> I,
        mut each: impl FnMut(I),
    ) {
        let (mut cpu, mut wall) = (Vec::new(), Vec::new());
        while cpu.len() < PASSES {
            let (mut cpu_all, mut wall_all) = (0.0, 0.0);
            for _ in 0..count / BATCH {
                let inputs: Vec<I> = (0..BATCH).map(|_| make()).collect();
                let (cpu_before, wall_before) = (cpu_us(), Instant::now());
                inputs.into_iter().for_each(&mut each);
                wall_all += wall_before.elapsed().as_secs_f64() * 1e6;
                cpu_all += cpu_us() - cpu_before;
            }
            cpu.push(cpu_all / count as f64);
            wall.push(wall_all / count as f64);
        }
        self.say((way, facts), count, check, (cpu, wall));
    }

    fn say(
        &self,
        (way, facts): (&str, &str),
        count: usize,
        check: Check,
        (mut cpu, mut wall): (Vec<f64>, Vec<f64>),
    ) {
        println!(
            "measure engine={} version={} way={way} facts={facts} decisions={count} passes={} \
             cpu_us={:.4} cpu_us_least={:.4} wall_us={:.4} wrong={} wide={}",
            self.engine,
            self.version,
            cpu.len(),
            median(&mut cpu),
            cpu[0],
            median(&mut wall),
            check.wrong,
            check.wide,
        );
    }
}

fn each<T>(txs: &[Tx], decide: &mut impl FnMut(&Tx) -> T) {
    for tx in txs {
        black_box(decide(tx));
    }
}

/// Compares the decisions, one for each transaction, with those of the oracle.
pub fn check_known(book: &Book, txs: &[Tx], given: impl Iterator<Item = Decision>) -> Check {
    let mut check = Check::default();
    let mut count = 0;
    for (tx, given) in txs.iter().zip(given) {
        let expected = oracle::decide(&book.rules, tx);
        if given != expected {
            check.wrong += 1;
            complain(check.wrong, tx, &given, &expected);
        }
        count += 1;
    }
    assert_eq!(count, txs.len(), "one decision for each transaction");
    check
}

/// Compares the spans, one set for each transaction, with those of the oracle.
pub fn check_partly(book: &Book, txs: &[Tx], given: impl Iterator<Item = Spans>) -> Check {
    let mut check = Check::default();
    let mut count = 0;
    for (tx, given) in txs.iter().zip(given) {
        let expected = oracle::exact(book, tx);
        let holds = given
            .iter()
            .zip(&expected)
            .all(|(g, e)| g.at_least <= e.at_least && g.at_most >= e.at_most);
        if !holds {
            check.wrong += 1;
            complain(check.wrong, tx, &given, &expected);
        } else if given != expected {
            check.wide += 1;
        }
        count += 1;
    }
    assert_eq!(count, txs.len(), "one answer for each transaction");
    check
}

/// Shows the first few wrong answers.
fn complain(nth: usize, tx: &Tx, given: &dyn std::fmt::Debug, expected: &dyn std::fmt::Debug) {
    if nth <= 3 {
        eprintln!("wrong answer to {tx:?}\n  given    {given:?}\n  expected {expected:?}");
    }
}

/// Processor time of all threads of this process, in microseconds: it does not count the time in
/// which the machine did something else.
#[must_use]
pub fn cpu_us() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e6 + now.tv_nsec as f64 / 1e3
}

/// The middle one; sorts.
fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
