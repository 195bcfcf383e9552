//! The news desk over made-up articles, a third of them near-copies: the whole way, and copies alone.

use navicert_news::cluster::clusters;
use navicert_news::desk::{Input, desk};
use navicert_news::library::Library;
use navicert_news::read::read;
use rulebook::cpu_us;
use std::time::Instant;

const ITEMS: &[&str] = &[
    "gallium",
    "graphite",
    "rare earth magnets",
    "dual-use items",
    "tungsten",
    "lithography machines",
    "antimony",
    "AI chips",
];
const PLACES: &[&str] = &[
    "Japan",
    "the United States",
    "South Korea",
    "Germany",
    "the Netherlands",
    "Taiwan",
    "India",
    "France",
];
const LEADS: &[&str] = &[
    "China banned exports of",
    "The commerce ministry in Beijing said it will require licences for exports of",
    "Beijing is considering whether to restrict exports of",
    "Traders said China had halted shipments of",
];
const FILL: &[&str] = &[
    "market",
    "officials",
    "yesterday",
    "supply",
    "prices",
    "warned",
    "analysts",
    "inventory",
    "quarter",
    "ministry",
    "buyers",
    "spokesperson",
    "contract",
    "output",
    "shipment",
    "plant",
    "demand",
    "factory",
    "report",
    "region",
    "delivery",
    "company",
    "exporters",
    "producers",
    "decision",
    "meeting",
    "leaders",
    "talks",
    "policy",
    "industry",
];

/// A small generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

fn article(random: &mut Random) -> String {
    let month = ["January", "March", "June", "October"][random.below(4)];
    let (day, year) = (random.below(27) + 1, 2020 + random.below(6));
    let mut text = format!(
        "BEIJING, {month} {day}, {year} - {} {} to {}, it was said on Tuesday.\n\n",
        random.pick(LEADS),
        random.pick(ITEMS),
        random.pick(PLACES)
    );
    for paragraph in 0..7 {
        for _ in 0..3 {
            let words: Vec<&str> = (0..14).map(|_| random.pick(FILL)).collect();
            text.push_str(&format!(
                "The {} in {} {}. ",
                words.join(" "),
                random.pick(PLACES),
                random.below(1000)
            ));
        }
        if paragraph == 3 {
            text.push_str(&format!(
                "Exports of {} to {} rose {}% to {} tons in May.",
                random.pick(ITEMS),
                random.pick(PLACES),
                random.below(90) + 1,
                random.below(9000) + 1
            ));
        }
        text.push_str("\n\n");
    }
    text
}

/// Articles; every third one is an earlier one, cut and re-headed.
fn made(count: usize) -> Vec<(String, String)> {
    let mut random = Random(7);
    let mut all: Vec<(String, String)> = Vec::with_capacity(count);
    for n in 0..count {
        let text = if n % 3 == 2 {
            let old = &all[random.below(all.len())].1;
            let kept: Vec<&str> = old.split("\n\n").take(4 + random.below(3)).collect();
            format!("{} {}\n\n{}", random.pick(FILL), random.pick(FILL), kept.join("\n\n"))
        } else {
            article(&mut random)
        };
        all.push((format!("{n:06}.txt"), text));
    }
    all
}

/// Processor's time of this process, in seconds: other work on the machine does not count.
fn spent() -> f64 {
    cpu_us() / 1e6
}

fn peak() -> String {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().to_owned()
}

/// `bench-news [COUNT…]`: articles of each run.
fn main() {
    let mut counts: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![1_000, 10_000, 100_000];
    }
    println!("articles   bytes     reading   copies    the whole way (wall clock, processor)");
    for count in counts {
        let files = made(count);
        let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
        let start = spent();
        let documents: Vec<_> =
            files.iter().flat_map(|(name, text)| read(name, text.as_bytes()).0).collect();
        let reading = spent() - start;
        let start = spent();
        let found = clusters(&documents);
        let copies = spent() - start;
        drop(documents);
        let (start, clock) = (spent(), Instant::now());
        let inputs: Vec<Input<'_>> =
            files.iter().map(|(name, text)| Input { name, bytes: text.as_bytes() }).collect();
        let dossier = desk(&inputs, &Library::default());
        println!(
            "{count:>8} {:>6} kB {reading:>7.2} s {copies:>7.2} s   {:.2} s, {:.2} s: {} clusters, {} claims, {} events, {} drafts; {}",
            bytes / 1000,
            clock.elapsed().as_secs_f64(),
            spent() - start,
            found.len(),
            dossier.claims.len(),
            dossier.events.len(),
            dossier.drafts.len(),
            peak()
        );
    }
}
