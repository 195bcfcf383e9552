//! Progress on standard error, for a person who waits.

use crate::output::{complain, grouped};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How often the clock is looked at, in lines.
const STRIDE: usize = 512;
/// How long a run may take before it says how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far a run is.
pub struct Progress {
    shown: bool,
    wanted: bool,
    started: Instant,
    last: Instant,
}

impl Progress {
    /// Nothing is shown unless it is `wanted` and standard error is a terminal.
    pub fn new(wanted: bool) -> Self {
        let now = Instant::now();
        let wanted = wanted && std::io::stderr().is_terminal();
        Progress { shown: false, wanted, started: now, last: now }
    }

    /// After each line.
    pub fn step(&mut self, lines: usize) {
        if lines.is_multiple_of(STRIDE) {
            self.at(lines);
        }
    }

    /// After several lines.
    pub fn at(&mut self, lines: usize) {
        if !self.wanted || self.last.elapsed() < PATIENCE / 4 {
            return;
        }
        self.last = Instant::now();
        let elapsed = self.started.elapsed();
        if elapsed > PATIENCE {
            self.shown = true;
            let rate = (lines as f64 / elapsed.as_secs_f64()) as u64;
            complain(&format!("\r{} lines, {} a second ", grouped(lines as u64), grouped(rate)));
        }
    }

    /// At the end.
    pub fn clear(&mut self) {
        if self.shown {
            complain("\r\x1b[K");
            self.shown = false;
        }
    }
}
