//! What is measured of a run, the same for all that are compared.

/// Processor time of this process, from the kernel's count of ticks.
pub fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|ns| ns.parse::<f64>().ok()).map_or(0.0, |ns| ns / 1e9)
}

/// Memory of this process that is in use, in megabytes.
pub fn resident_mb() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmRSS"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kb| kb.parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}

/// Prints a line: questions a second of processor time, times of single ones, how many found their entry.
pub fn report(name: &str, times: &mut [f64], seconds: f64, found: usize, of: usize) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)] * 1e3;
    println!(
        "{name}: {:.0} questions per CPU second; p50 {:.3} ms, p99 {:.3} ms, worst {:.3} ms; right entry {found} of {of} = {:.4}",
        times.len() as f64 / seconds,
        at(0.5),
        at(0.99),
        times[times.len() - 1] * 1e3,
        found as f64 / of as f64,
    );
}

