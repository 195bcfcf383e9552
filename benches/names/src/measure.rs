//! What is measured of a run, the same for all that are compared.

use rustix::time::{ClockId, clock_gettime};
use std::fmt::Write;
use std::time::Instant;

/// Processor time of this thread.
pub fn processor_seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Memory of this process that is in use, in megabytes.
pub fn resident_mb() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmRSS"));
    line.and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kb| kb.parse::<f64>().ok())
        .map_or(0.0, |kb| kb / 1024.0)
}

/// How an index came to be.
#[derive(Clone, Copy, Debug)]
pub struct Built {
    processor: f64,
    mb: f64,
}

impl Built {
    /// Builds it on this thread.
    pub fn time<T>(build: impl FnOnce() -> T) -> (T, Built) {
        let (mb, processor) = (resident_mb(), processor_seconds());
        let built = build();
        (built, Built { processor: processor_seconds() - processor, mb: resident_mb() - mb })
    }
}

/// One pass over all questions.
#[derive(Debug, Default)]
pub struct Pass {
    processor: Vec<f64>,
    wall: Vec<f64>,
}

impl Pass {
    /// Asks one question.
    pub fn ask<T>(&mut self, ask: impl FnOnce() -> T) -> T {
        let (wall, processor) = (Instant::now(), processor_seconds());
        let answer = ask();
        self.processor.push(processor_seconds() - processor);
        self.wall.push(wall.elapsed().as_secs_f64());
        answer
    }

    /// Prints the line of a pass. `counts` are said as they stand.
    pub fn print(mut self, peer: &str, built: Built, counts: &[(&str, usize)]) {
        let seconds: f64 = self.processor.iter().sum();
        let at = |times: &mut Vec<f64>, share: f64| {
            times.sort_by(f64::total_cmp);
            times[((times.len() as f64 * share) as usize).min(times.len() - 1)] * 1e3
        };
        let mut line = format!(
            "measure peer={peer} a_second={:.0} p50_ms={:.3} p99_ms={:.3} worst_ms={:.3} wall_p99_ms={:.3} built_s={:.2} mb={:.0}",
            self.processor.len() as f64 / seconds,
            at(&mut self.processor, 0.5),
            at(&mut self.processor, 0.99),
            at(&mut self.processor, 1.0),
            at(&mut self.wall, 0.99),
            built.processor,
            built.mb,
        );
        for (name, count) in counts {
            let _ = write!(line, " {name}={count}");
        }
        println!("{line}");
    }
}
