//! How fast part descriptions become candidates, and how large the index is.
//!
//! ```sh
//! cargo run --release -p bench-goods -- 100000 5     # descriptions, rounds
//! ```
//!
//! The descriptions are made up from a seed: an entry's title in English, Chinese or both, or a product
//! of the labelled set, with words and numbers of a parts list around it; two in three have a tariff
//! number. Every description is classified under every law: candidates, exclusions and questions. One
//! thread. The time is that of the processor, the median of the rounds, with the least and the most.

use navicert_engine::classify::{Classifier, Law, Status};
use navicert_engine::{compare, embedded_goods, embedded_law};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use std::time::Instant;

/// A small generator: the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides.max(1) as u64) as usize
    }
}

/// What parts lists say beside the thing.
const AROUND: [&str; 24] = [
    "assy",
    "kit",
    "rev B",
    "spare",
    "OEM",
    "industrial",
    "high performance",
    "24 V",
    "for customer",
    "100 pcs",
    "packed",
    "RoHS",
    "sample",
    "steel",
    "left",
    "right",
    "bracket",
    "cable",
    "PCB",
    "零件",
    "规格",
    "部品",
    "標準",
    "type 2",
];

const HEADINGS: [&str; 12] = [
    "850511", "284690", "848620", "854231", "811292", "381800", "845710", "880622", "903141",
    "392690", "731815", "850440",
];

/// Titles of entries and descriptions of products.
fn texts() -> Vec<String> {
    let mut texts = Vec::new();
    for file in embedded_law() {
        for line in file.text.lines() {
            let Some(rest) = line.trim().strip_prefix("entry ") else { continue };
            let quoted: Vec<&str> = rest.split('"').collect();
            texts.extend(quoted.iter().skip(1).step_by(2).map(|text| (*text).to_owned()));
        }
    }
    let set = include_str!("../../../tests/goods/products.csv");
    texts.extend(set.lines().skip(1).filter_map(|line| Some(line.split(',').nth(1)?.to_owned())));
    texts
}

fn parts(count: usize) -> Vec<Transfer> {
    let texts = texts();
    let mut dice = Dice(20_261_121);
    let part = |at: usize| {
        let mut transfer = Transfer { id: Some(at.to_string().into()), ..Transfer::default() };
        let mut words = vec![texts[dice.roll(texts.len())].clone()];
        for _ in 0..dice.roll(4) {
            words.push(AROUND[dice.roll(AROUND.len())].to_owned());
        }
        words.push(format!("P{}", dice.roll(1_000_000)));
        transfer.item.description = Some(words.join(" ").into());
        if dice.roll(3) > 0 {
            transfer.item.hs = Some(HEADINGS[dice.roll(HEADINGS.len())].into());
        }
        transfer
    };
    (0..count).map(part).collect()
}

/// Processor time of the process in seconds, from the kernel's account.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn resident(word: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(word));
    line.map_or("unknown".to_owned(), |line| line.trim_start_matches(':').trim().to_owned())
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|text| text.parse::<usize>().ok());
    let (count, rounds) = (arguments.next().unwrap_or(100_000), arguments.next().unwrap_or(3));
    let before = Instant::now();
    let law = match Law::new(&embedded_law(), &embedded_goods(), &compare::embedded_tables()) {
        Ok(law) => law,
        Err(errors) => {
            eprintln!("{errors:?}");
            std::process::exit(1);
        }
    };
    println!(
        "law, kinds and index of {} entries: {} ms",
        law.entries(),
        before.elapsed().as_millis()
    );
    println!(
        "index: {} KiB; resident after loading: {}",
        law.index_bytes() / 1024,
        resident("VmRSS")
    );
    let parts = parts(count);
    let on = Day::parse("2026-11-21").unwrap_or(Day::MAX);
    let mut times = Vec::new();
    for _ in 0..rounds.max(1) {
        let mut classifier = Classifier::new(&law, on, Day::MAX, &[]);
        let (started, mut candidates, mut certain) = (processor(), 0, 0);
        for part in &parts {
            let answer = classifier.classify(part, &[]);
            candidates += answer.laws.iter().map(|law| law.candidates.len()).sum::<usize>();
            certain += answer.laws.iter().filter(|law| law.status != Status::Unknown).count();
        }
        times.push(processor() - started);
        println!(
            "{count} descriptions: {:.1} s; {candidates} candidates, {certain} certain answers",
            times[times.len() - 1]
        );
    }
    times.sort_by(f64::total_cmp);
    println!(
        "median {:.1} s, least {:.1}, most {:.1}; largest resident: {}",
        times[times.len() / 2],
        times[0],
        times[times.len() - 1],
        resident("VmHWM")
    );
}
