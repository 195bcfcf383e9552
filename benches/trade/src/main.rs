//! Monthly series of twenty years, from the bytes of a file to verdicts, on one core: `bench-trade [COUNT…]`.
//!
//! Each series has a level, a season, noise, bursts, gaps and, in half of them, a shift of level; what they say is
//! counted, so that a program which leaves work out is seen. Prints seconds of the processor, so that other work does not count.

use navicert_model::day::Day;
use navicert_trade::body;
use navicert_trade::read::{Choices, read};
use navicert_trade::show::{self, json};
use navicert_trade::visibility::Measure;
use rulebook::cpu_us;
use std::collections::BTreeMap;
use std::fmt::Write;

const ROUNDS: usize = 3;
const PARTNERS: [&str; 20] = [
    "JP", "KR", "US", "DE", "FR", "IN", "VN", "TH", "MY", "ID", "MX", "NL", "IT", "ES", "GB", "BR",
    "CA", "AU", "TR", "PL",
];

fn main() {
    let mut counts: Vec<u32> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![1_000, 3_000, 10_000];
    }
    for count in counts {
        measure(count);
    }
}

fn measure(count: u32) {
    let text = file(count);
    println!("{count} series of 240 months, {:.1} MB of our own rows", text.len() as f64 / 1e6);
    let day = |text: &str| Day::parse(text).expect("a day");
    let measure = Measure { name: "2024-07-01".into(), effective: day("2024-07-01") };
    let as_of = day("2025-02-01");
    for round in 1..=ROUNDS {
        let begun = cpu_us();
        let (_, lines) = read(0, text.as_bytes(), &Choices::default()).expect("it is readable");
        let was_read = cpu_us() - begun;
        let series = body::series(&body::join([lines]), &[], as_of).expect("nothing contradicts");
        let resolved = cpu_us() - begun;
        let answers = show::answers(series, Some(&measure), as_of);
        let judged = cpu_us() - begun;
        let mut out = String::new();
        let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
        for answer in &answers {
            json::write(&mut out, answer);
            if let Some(told) = &answer.visibility {
                *verdicts.entry(told.verdict.as_str()).or_default() += 1;
            }
        }
        let written = cpu_us() - begun;
        let s = |us: f64| us / 1e6;
        println!(
            "round {round}: read {:.2} s, resolved {:.2} s, judged {:.2} s, written {:.2} s ({:.0} MB); all {:.2} s; {verdicts:?}",
            s(was_read),
            s(resolved - was_read),
            s(judged - resolved),
            s(written - judged),
            out.len() as f64 / 1e6,
            s(written)
        );
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM"));
        println!("{}", peak.unwrap_or("peak memory unknown"));
    }
}

/// The same file on every machine.
fn file(count: u32) -> String {
    let mut state = 20_260_106_u64;
    let mut uniform = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut text = "reporter,partner,flow,hs,classification,period,quantity,unit\n".to_owned();
    for series in 0..count {
        let partner = PARTNERS[series as usize % PARTNERS.len()];
        let hs = 250_000 + series / 20;
        let level = 10.0 + 5000.0 * uniform() * uniform();
        let season = if series % 3 == 0 { 0.4 } else { 0.0 };
        let (shift, size) =
            ((240.0 * uniform()) as u32, if series % 2 == 0 { 0.5 + uniform() } else { 1.0 });
        for month in 0..240_u32 {
            let kind = uniform();
            if kind < 0.02 {
                continue;
            }
            let noise = (0..6).map(|_| uniform()).sum::<f64>() / 3.0 - 1.0;
            let of_year = 1.0 + season * (f64::from(month % 12) / 6.0 - 1.0);
            let mut value = level * of_year * (1.0 + 0.5 * noise);
            if month >= shift {
                value *= size;
            }
            if kind > 0.99 {
                value *= 5.0;
            }
            // Every tenth flow stops for three months when the measure takes effect (month 234).
            if series % 10 == 0 && (234..237).contains(&month) {
                value *= 0.05;
            }
            let _ = writeln!(
                text,
                "CN,{partner},export,{hs},HS2022,{}-{:02},{value:.3},t",
                2005 + month / 12,
                month % 12 + 1
            );
        }
    }
    text
}
