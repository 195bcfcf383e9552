//! How many typical transfers are read per second: `cargo run --release --example parse_speed`.

use std::hint::black_box;
use std::time::Instant;

use navicert_model::day::Day;
use navicert_model::read::{Format, parse_transfer, read_lines};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pretty = include_str!("../tests/data/typical.json");
    let value: serde_json::Value = serde_json::from_str(pretty)?;
    let line = value.to_string();
    println!("one line has {} bytes", line.len());
    report("parse_transfer", line.len(), || {
        black_box(parse_transfer(black_box(&line)).is_ok());
    });
    let many = format!("{line}\n").repeat(1_000);
    report("read_lines (1000)", many.len(), || {
        let read = read_lines(many.as_bytes(), Format::JsonLines);
        assert_eq!(black_box(read.filter(|line| line.result.is_ok()).count()), 1_000);
    });
    let csv = csv(1_000);
    report("read_lines csv (1000)", csv.len(), || {
        let read = read_lines(csv.as_bytes(), Format::Csv);
        assert_eq!(black_box(read.filter(|line| line.result.is_ok()).count()), 1_000);
    });
    report("Day::parse", 10, || {
        black_box(Day::parse(black_box("2026-01-06")).is_ok());
    });
    Ok(())
}

fn csv(rows: usize) -> String {
    let header = "id,activity,on,item.codes.cn,item.parameters.purity,item.quantity,item.value,\
                  from,to,parties.end-user.name,parties.end-user.country,parties.end-user.is_not,\
                  end_use.is,end_use.is_not\n";
    let row = "SO-1,export,2026-01-07,1C905.a.4,99.9 %,120 kg,18000 USD,CN,JP,\
               Example Seimitsu K.K.,JP,military,civil,concern\n";
    format!("{header}{}", row.repeat(rows))
}

/// The best of five rounds of about 0.2 s.
fn report(name: &str, bytes: usize, mut run: impl FnMut()) {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let (start, mut times) = (Instant::now(), 0_u32);
        while start.elapsed().as_millis() < 200 {
            for _ in 0..10 {
                run();
            }
            times += 10;
        }
        best = best.min(start.elapsed().as_secs_f64() / f64::from(times));
    }
    let (nanos, rate) = (best * 1e9, bytes as f64 / best / 1e6);
    println!("{name:24} {nanos:12.0} ns {rate:8.0} MB/s {:12.0} /s", 1.0 / best);
}
