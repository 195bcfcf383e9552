//! The shape of the year.

use super::Sample;
use super::robust::{median, spread};

/// A shape has to bring the months nearer by this factor at least; else it is taken for chance.
const WORTH: f64 = 0.85;

/// What each place in the year adds to the level, if the year has a shape: from two whole years on, and only where it
/// foretells months that were held back. `flat` are the samples without
/// their level.
///
/// The parts are those of STL with robust weights.
///
/// # Source
/// R. B. Cleveland and others, *STL: a seasonal-trend decomposition procedure based on loess*, Journal of Official
/// Statistics 6 (1990); computed by `stlrs`.
pub(super) fn season(samples: &[Sample], flat: &[f64], slots: usize) -> Option<Season> {
    let (first, last) = (samples.first()?, samples.last()?);
    let steps = usize::try_from(last.at - first.at + 1).ok()?;
    let gaps = steps - samples.len().min(steps);
    if slots < 4 || steps < 2 * slots || gaps * 5 > steps {
        return None;
    }
    let whole = filled(samples, flat, steps);
    let fit = stlrs::params()
        .robust(true)
        .seasonal_length(10 * steps + 1)
        .seasonal_degree(0)
        .fit(&whole, slots)
        .ok()?;
    let offset = first.slot;
    let seasonal = fit.seasonal();
    let mut shape: Vec<f64> = (0..slots)
        .map(|slot| {
            let first = (slot + slots - offset) % slots;
            median(&seasonal.iter().skip(first).step_by(slots).copied().collect::<Vec<_>>())
        })
        .collect();
    let mean = shape.iter().sum::<f64>() / slots as f64;
    shape.iter_mut().for_each(|part| *part -= mean);
    let noise = foretold(samples, flat, slots)?;
    Some(Season { shape, noise })
}

/// What each place in the year adds.
#[derive(Clone, Debug)]
pub(super) struct Season {
    /// By place; they sum to nothing.
    pub shape: Vec<f64>,
    /// The spread of the months around it, learned from months that were held back.
    pub noise: f64,
}

/// The noise that is left if the months of each year are told by those of the other years; `None` if the level alone
/// tells them as well.
fn foretold(samples: &[Sample], flat: &[f64], slots: usize) -> Option<f64> {
    let mut by_slot: Vec<Vec<f64>> = vec![Vec::new(); slots];
    for (sample, log) in samples.iter().zip(flat) {
        by_slot[sample.slot].push(*log);
    }
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for months in by_slot.iter().filter(|months| months.len() > 1) {
        for (at, month) in months.iter().enumerate() {
            let others: Vec<f64> = months
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, log)| *log)
                .collect();
            with.push(month - median(&others));
            without.push(*month);
        }
    }
    let sum = |errors: &[f64]| errors.iter().map(|error| error.abs()).sum::<f64>();
    if sum(&with) >= WORTH * sum(&without) {
        return None;
    }
    // An error has the noise of the month and that of what foretold it.
    let years = samples.len() as f64 / slots as f64;
    Some(spread(&with) / libm::sqrt(1.0 + 1.0 / (years - 1.0).max(1.0)))
}

/// Without gaps: a straight line between the neighbours.
fn filled(samples: &[Sample], flat: &[f64], steps: usize) -> Vec<f64> {
    let mut whole: Vec<f64> = Vec::with_capacity(steps);
    let mut before: Option<(i32, f64)> = None;
    for (sample, log) in samples.iter().zip(flat) {
        if let Some((at, value)) = before {
            let gap = sample.at - at;
            whole.extend(
                (1..gap).map(|step| value + (log - value) * f64::from(step) / f64::from(gap)),
            );
        }
        whole.push(*log);
        before = Some((sample.at, *log));
    }
    whole
}
