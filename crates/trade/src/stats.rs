//! What a month should have been: level, season and trend of the months before, and how far a figure may lie from it.
//!
//! Everything is done on the logarithm of the figure (with one hundredth of the usual figure added, so that zero has
//! one), because months of trade are short, bursty and never below zero; and with medians instead of means, because one
//! burst must not move what is expected. Floats stay inside: logarithms and exponentials come from a library that gives
//! the same bits on every machine.

mod level;
mod robust;
mod season;

use level::{Level, RECENT, SHORTEST, level};
use robust::{median, t_quantile};
use season::Season;

/// A month (or a few that are judged together) of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Counts up by one from step to step, without gaps for what is missing.
    pub at: i32,
    /// Its place in the year.
    pub slot: usize,
    /// The figure, per month.
    pub value: f64,
}

/// A step from one level to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// The first step on the new level.
    pub at: i32,
    /// The level before.
    pub from: f64,
    /// The level from then on.
    pub to: f64,
}

/// What was learned from the months before.
#[derive(Clone, Debug)]
pub struct Model {
    /// Added to a figure before its logarithm is taken.
    offset: f64,
    season: Option<Season>,
    years: f64,
    level: Level,
    sd: f64,
    quantile: f64,
}

/// What a step should be: in logarithms.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    centre: f64,
    sd: f64,
    quantile: f64,
    offset: f64,
}

/// No spread is taken to be smaller than this (in logarithms: five per cent): no trade is so even.
const LEAST_SD: f64 = 0.05;
/// Fewer steps say nothing of a spread.
const FEWEST: usize = 5;

/// Learns from the steps before; `slots` is how many there are in a year. `None` if there are too few.
#[must_use]
pub fn learn(samples: &[Sample], slots: usize) -> Option<Model> {
    if samples.len() < FEWEST {
        return None;
    }
    let offset = offset(samples);
    let logs = logs(samples, offset);
    let ats: Vec<i32> = samples.iter().map(|sample| sample.at).collect();
    // Stretches of less than a year could be the season itself.
    let rough = level(&ats, &logs, slots.max(SHORTEST), logs.len(), LEAST_SD, slots.max(FEWEST));
    let flat: Vec<f64> =
        logs.iter().zip(rough.fitted(&ats)).map(|(log, level)| log - level).collect();
    let years = samples.len() as f64 / slots as f64;
    let season = season::season(samples, &flat, slots);
    Some(Model::levelled(samples, slots, offset, years, season))
}

/// Added to a figure before its logarithm is taken: a hundredth of the usual one.
fn offset(samples: &[Sample]) -> f64 {
    let traded: Vec<f64> =
        samples.iter().map(|sample| sample.value).filter(|value| *value > 0.0).collect();
    if traded.is_empty() { 1.0 } else { median(&traded) / 100.0 }
}

fn logs(samples: &[Sample], offset: f64) -> Vec<f64> {
    samples.iter().map(|sample| libm::log(sample.value + offset)).collect()
}

impl Model {
    /// The same with a few more steps: the level is learned anew, the shape of the year is kept.
    #[must_use]
    pub fn with(&self, samples: &[Sample], slots: usize) -> Model {
        Model::levelled(samples, slots, self.offset, self.years, self.season.clone())
    }

    fn levelled(
        samples: &[Sample],
        slots: usize,
        offset: f64,
        years: f64,
        season: Option<Season>,
    ) -> Model {
        let ats: Vec<i32> = samples.iter().map(|sample| sample.at).collect();
        let mut adjusted = logs(samples, offset);
        if let Some(season) = &season {
            adjusted
                .iter_mut()
                .zip(samples)
                .for_each(|(log, sample)| *log -= season.shape[sample.slot]);
        }
        // Fitting a shape takes noise away that is still there in the months to come.
        let noise = season.as_ref().map_or(LEAST_SD, |season| season.noise.max(LEAST_SD));
        let level = level(&ats, &adjusted, SHORTEST, RECENT, noise, slots.max(FEWEST));
        let free = samples.len().saturating_sub(level.parameters()).max(3) as f64;
        let spread = level.spread() * libm::sqrt(samples.len() as f64 / free).min(2.0);
        // A spread is learned from the last years only.
        let freedom = free.min(level.recent() as f64).max(3.0);
        let quantile = t_quantile(freedom);
        Model { offset, season, years, level, sd: spread.max(noise), quantile }
    }
}

impl Model {
    /// What the step at this place should be.
    #[must_use]
    pub fn expected(&self, at: i32, slot: usize) -> Expected {
        let season =
            self.season.as_ref().and_then(|season| season.shape.get(slot)).copied().unwrap_or(0.0);
        let of_season = if self.season.is_some() { 1.0 / self.years } else { 0.0 };
        let (centre, share) = self.level.ahead(at);
        let sd = self.sd * libm::sqrt(1.0 + share + of_season);
        Expected { centre: centre + season, sd, quantile: self.quantile, offset: self.offset }
    }

    /// Whether the year has a shape that foretells months that were held back.
    #[must_use]
    pub fn is_seasonal(&self) -> bool {
        self.season.is_some()
    }

    /// Change per step of the trend, as a factor; `None` if the level is flat.
    #[must_use]
    pub fn trend(&self) -> Option<f64> {
        self.level.slope().map(libm::exp)
    }

    /// Where the level changed.
    #[must_use]
    pub fn shifts(&self) -> Vec<Shift> {
        let back = |log: f64| (libm::exp(log) - self.offset).max(0.0);
        let shifts = self.level.shifts().into_iter();
        shifts.map(|(at, from, to)| Shift { at, from: back(from), to: back(to) }).collect()
    }
}

impl Expected {
    /// A range that is wider by this much on either side (in logarithms).
    #[must_use]
    pub fn widened(self, by: f64) -> Expected {
        Expected { sd: self.sd + by / self.quantile, ..self }
    }

    /// The figure that half of such months would lie below.
    #[must_use]
    pub fn middle(&self) -> f64 {
        self.back(self.centre)
    }

    /// 1 such month in 40 would lie below.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.back(self.centre - self.quantile * self.sd)
    }

    /// 1 such month in 40 would lie above.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.back(self.centre + self.quantile * self.sd)
    }

    /// How many standard deviations a figure lies above (below, if negative) what was expected, held between -8 and 8:
    /// beyond that one month says no more.
    #[must_use]
    pub fn score(&self, value: f64) -> f64 {
        ((libm::log(value + self.offset) - self.centre) / self.sd).clamp(-8.0, 8.0)
    }

    /// Whether a figure lies below the range.
    #[must_use]
    pub fn is_below(&self, value: f64) -> bool {
        self.score(value) < -self.quantile
    }

    /// Whether a figure lies above the range.
    #[must_use]
    pub fn is_above(&self, value: f64) -> bool {
        self.score(value) > self.quantile
    }

    fn back(&self, log: f64) -> f64 {
        (libm::exp(log) - self.offset).max(0.0)
    }
}

/// Cumulative sum of what lies more than half a deviation below the expected; over [`ALARM`] it is a sustained fall.
///
/// # Source
/// E. S. Page, *Continuous inspection schemes*, Biometrika 41 (1954); the reference value of a half and the limit of four
/// are the usual ones for a shift of one standard deviation.
#[must_use]
pub fn falls(scores: impl IntoIterator<Item = f64>) -> bool {
    let mut sum = 0.0_f64;
    scores.into_iter().any(|score| {
        sum = (sum - score - 0.5).max(0.0);
        sum > ALARM
    })
}

/// The limit of [`falls`].
pub const ALARM: f64 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator of its own: the same noise on every machine.
    struct Noise(u64);

    impl Noise {
        fn next(&mut self) -> f64 {
            let uniform = |state: &mut u64| {
                *state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (*state >> 11) as f64 / (1_u64 << 53) as f64
            };
            (0..12).map(|_| uniform(&mut self.0)).sum::<f64>() - 6.0
        }
    }

    fn samples(months: usize, value: impl Fn(usize) -> f64, noise: f64, seed: u64) -> Vec<Sample> {
        let mut random = Noise(seed);
        (0..months)
            .map(|month| Sample {
                at: i32::try_from(month).unwrap(),
                slot: month % 12,
                value: value(month) * libm::exp(noise * random.next()),
            })
            .collect()
    }

    fn near(told: f64, wanted: f64, share: f64) -> bool {
        (told / wanted - 1.0).abs() < share
    }

    #[test]
    fn a_level_is_found_through_bursts() {
        let mut months = samples(24, |_| 100.0, 0.1, 1);
        months[5].value = 900.0;
        months[17].value = 0.0;
        let expected = learn(&months, 12).unwrap().expected(24, 0);
        assert!(near(expected.middle(), 100.0, 0.1), "{}", expected.middle());
        assert!(expected.is_below(50.0) && !expected.is_below(88.0) && expected.is_above(180.0));
    }

    #[test]
    fn a_season_is_expected_and_no_fall() {
        let shape = |month: usize| if month % 12 == 11 { 300.0 } else { 100.0 };
        for seed in 1..20 {
            let model = learn(&samples(48, shape, 0.1, seed), 12).unwrap();
            assert!(model.is_seasonal(), "{seed}");
            let (december, january) = (model.expected(59, 11), model.expected(48, 0));
            assert!(near(december.middle(), 300.0, 0.25), "{seed} {}", december.middle());
            assert!(near(january.middle(), 100.0, 0.2) && december.is_below(100.0), "{seed}");
        }
    }

    #[test]
    fn noise_has_no_season_and_no_trend() {
        let seasonal = (0..200)
            .filter(|seed| learn(&samples(48, |_| 100.0, 0.3, *seed), 12).unwrap().is_seasonal())
            .count();
        let trending = (0..200)
            .filter(|seed| {
                learn(&samples(48, |_| 100.0, 0.3, *seed), 12).unwrap().trend().is_some()
            })
            .count();
        let shifted = (0..200)
            .filter(|seed| {
                !learn(&samples(48, |_| 100.0, 0.3, *seed), 12).unwrap().shifts().is_empty()
            })
            .count();
        assert!(
            seasonal <= 12 && trending <= 12 && shifted <= 12,
            "{seasonal} {trending} {shifted}"
        );
    }

    #[test]
    fn a_shift_long_before_is_the_level() {
        for seed in 1..20 {
            let model =
                learn(&samples(36, |month| if month < 20 { 100.0 } else { 40.0 }, 0.1, seed), 12)
                    .unwrap();
            let expected = model.expected(36, 0);
            assert!(near(expected.middle(), 40.0, 0.25), "{seed} {}", expected.middle());
            assert!(expected.is_above(100.0) && !expected.is_below(36.0), "{seed}");
            assert!(model.shifts().iter().any(|shift| (19..=21).contains(&shift.at)), "{seed}");
        }
    }

    #[test]
    fn a_trend_goes_on() {
        for seed in 1..20 {
            let rising = |month: usize| 100.0 * libm::exp(0.03 * month as f64);
            let model = learn(&samples(30, rising, 0.08, seed), 12).unwrap();
            assert!(near(model.expected(33, 9).middle(), rising(33), 0.25), "{seed}");
            assert!(model.expected(33, 9).is_below(rising(33) * 0.5), "{seed}");
        }
    }

    #[test]
    fn about_one_month_in_twenty_lies_outside() {
        let outside = (0..400_u64)
            .filter(|seed| {
                let months = samples(37, |_| 100.0, 0.3, *seed);
                let expected = learn(&months[..36], 12).unwrap().expected(36, 0);
                expected.is_below(months[36].value) || expected.is_above(months[36].value)
            })
            .count();
        assert!((8..=40).contains(&outside), "{outside} of 400");
    }

    #[test]
    fn sums_of_small_falls_and_one_great_one() {
        for (scores, told) in [
            (&[-0.4, 0.6, -1.0, 0.3][..], false),
            (&[-1.5, -1.6, -1.4, -1.5, -1.6], true),
            (&[-5.0], true),
            (&[-3.0], false),
            (&[-8.0, 0.0, 0.0], true),
        ] {
            assert_eq!(falls(scores.iter().copied()), told, "{scores:?}");
        }
    }
}
