//! The level of a series: steps, or a straight line, whichever tells the numbers better.

use super::robust::{median, slope, spread};

/// A level is held for at least so many steps; what is shorter is a burst.
pub(super) const SHORTEST: usize = 6;
/// Spread and trend are those of the last three years.
pub(super) const RECENT: usize = 36;
/// A line through less is chance.
const SHORTEST_LINE: usize = 18;
/// A trend is carried on for no more than a year.
const FARTHEST: f64 = 12.0;

/// The level of a series, in logarithms.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// First step and level of each stretch.
    stretches: Vec<(i32, f64)>,
    /// The level that is carried on: of the last year of the last stretch, and how many samples it rests on.
    newest: (f64, usize),
    line: Option<Line>,
    residuals: Vec<f64>,
}

#[derive(Clone, Debug)]
struct Line {
    slope: f64,
    /// Level in the middle.
    centre: f64,
    middle: f64,
    end: f64,
    /// Sum of squares of the distances from the middle.
    squares: f64,
    samples: usize,
}

/// Finds it, with stretches of at least `shortest` steps; a line, and the spread, are those of the newest `recent`
/// samples. `noise` is what it is known to be at least. What
/// is carried on is the level of the last `year` of samples: levels drift. `ats` go up.
pub(super) fn level(
    ats: &[i32],
    values: &[f64],
    shortest: usize,
    recent: usize,
    noise: f64,
    year: usize,
) -> Level {
    let cuts = cuts(values, shortest, noise);
    let mut stretches = Vec::new();
    let mut residuals = Vec::with_capacity(values.len());
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let stretch = &values[*from..*to];
        let held = median(stretch);
        stretches.push((ats[*from], held));
        residuals.extend(stretch.iter().map(|value| value - held));
    }
    let last = &values[cuts.iter().rev().nth(1).copied().unwrap_or(0)..];
    let last = &last[last.len().saturating_sub(year)..];
    let newest = (median(last), last.len());
    let recent = values.len().saturating_sub(recent);
    let stepwise = &residuals[recent..];
    let line = line(&ats[recent..], &values[recent..]);
    let in_recent = cuts.iter().filter(|cut| **cut > recent && **cut < values.len()).count();
    match line {
        Some((line, off)) if price(&off, 2) + 4.0 < price(stepwise, 1 + 2 * in_recent) => {
            Level { stretches, newest, line: Some(line), residuals: off }
        }
        _ => Level { stretches, newest, line: None, residuals: stepwise.to_vec() },
    }
}

/// What a description costs: how far it lies off (as for Laplace's distribution) and what it needs to know.
fn price(residuals: &[f64], parameters: usize) -> f64 {
    let n = residuals.len() as f64;
    let mean = residuals.iter().map(|residual| residual.abs()).sum::<f64>() / n;
    2.0 * n * libm::log(mean.max(1e-3)) + parameters as f64 * libm::log(n)
}

fn line(ats: &[i32], values: &[f64]) -> Option<(Line, Vec<f64>)> {
    if values.len() < SHORTEST_LINE {
        return None;
    }
    let middle = ats.iter().map(|at| f64::from(*at)).sum::<f64>() / ats.len() as f64;
    let slope = slope(ats, values);
    let flat: Vec<f64> = ats
        .iter()
        .zip(values)
        .map(|(at, value)| value - slope * (f64::from(*at) - middle))
        .collect();
    let centre = median(&flat);
    let squares = ats.iter().map(|at| (f64::from(*at) - middle) * (f64::from(*at) - middle)).sum();
    let end = ats.last().map_or(middle, |at| f64::from(*at));
    let line = Line { slope, centre, middle, end, squares, samples: values.len() };
    Some((line, flat.iter().map(|value| value - centre).collect()))
}

impl Level {
    /// The level at each of the samples it was learned from; all of them must have been recent.
    pub fn fitted<'l>(&'l self, ats: &'l [i32]) -> impl Iterator<Item = f64> + 'l {
        ats.iter().map(|at| {
            if let Some(line) = &self.line {
                return line.centre + line.slope * (f64::from(*at) - line.middle);
            }
            let stretch = self.stretches.iter().rev().find(|(first, _)| first <= at);
            stretch.map_or(0.0, |(_, level)| *level)
        })
    }

    /// The level at a step after the last, and the variance of it as a share of that of a sample.
    pub fn ahead(&self, at: i32) -> (f64, f64) {
        match &self.line {
            Some(line) => {
                let at = f64::from(at).min(line.end + FARTHEST);
                let off = at - line.middle;
                let share = 1.0 / line.samples as f64 + off * off / line.squares.max(1.0);
                (line.centre + line.slope * off, share)
            }
            None => {
                // A median is less certain than a mean, by a half of pi.
                let (level, samples) = self.newest;
                (level, 1.57 / samples.max(1) as f64)
            }
        }
    }

    pub fn spread(&self) -> f64 {
        spread(&self.residuals)
    }

    pub fn recent(&self) -> usize {
        self.residuals.len()
    }

    pub fn parameters(&self) -> usize {
        if self.line.is_some() { 2 } else { self.stretches.len() }
    }

    pub fn slope(&self) -> Option<f64> {
        self.line.as_ref().map(|line| line.slope)
    }

    /// First step, level before, level after.
    pub fn shifts(&self) -> Vec<(i32, f64, f64)> {
        let pairs = self.stretches.iter().zip(self.stretches.iter().skip(1));
        pairs.map(|((_, from), (at, to))| (*at, *from, *to)).collect()
    }
}

/// Where the level changes: the partition with the least sum of squares, where each stretch has its price (optimal
/// partitioning). Bursts are clipped before: they are no level. Begins with 0 and ends with the number of values.
///
/// # Source
/// B. Jackson and others, *An algorithm for optimal partitioning of data on an interval*, IEEE Signal Processing Letters
/// 12 (2005).
fn cuts(values: &[f64], shortest: usize, noise: f64) -> Vec<usize> {
    let n = values.len();
    if n < 2 * shortest {
        return vec![0, n];
    }
    let steps: Vec<f64> =
        values.iter().zip(values.iter().skip(1)).map(|(one, next)| next - one).collect();
    let noise = (spread(&steps) / libm::sqrt(2.0)).max(noise);
    let clipped = clipped(values, 3.0 * noise);
    let (mut sums, mut squares) = (vec![0.0], vec![0.0]);
    for (index, value) in clipped.iter().enumerate() {
        sums.push(sums[index] + value);
        squares.push(squares[index] + value * value);
    }
    let off = |from: usize, to: usize| {
        let sum = sums[to] - sums[from];
        squares[to] - squares[from] - sum * sum / (to - from) as f64
    };
    let price = 3.0 * noise * noise * libm::log(n as f64);
    let mut best = vec![(f64::INFINITY, 0); n + 1];
    best[0] = (-price, 0);
    for to in shortest..=n {
        for from in 0..=to - shortest {
            let cost = best[from].0 + off(from, to) + price;
            if cost < best[to].0 {
                best[to] = (cost, from);
            }
        }
    }
    let mut cuts = vec![n];
    let mut at = n;
    while at > 0 {
        at = best[at].1;
        cuts.push(at);
    }
    cuts.reverse();
    cuts
}

/// Each value held within `most` of the median of the seven around it.
fn clipped(values: &[f64], most: f64) -> Vec<f64> {
    let around = |at: usize| &values[at.saturating_sub(3)..(at + 4).min(values.len())];
    let held = |(at, value): (usize, &f64)| {
        let centre = median(around(at));
        value.clamp(centre - most, centre + most)
    };
    values.iter().enumerate().map(held).collect()
}
