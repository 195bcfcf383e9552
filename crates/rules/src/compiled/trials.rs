//! Rows whose words alone do not say how they come out: every outcome is tried of what the lanes ask
//! that may hold, once for all rows of which lanes alike may hold and the same is open.

use super::flat::Lanes;
use super::packed::{Packed, Reach};
use super::slice::Slice;
use super::values::{Bits, Class, bit};
use super::{DIMS, Dim};
use crate::eval::diagram::Quick;
use std::collections::HashMap;
use std::sync::Arc;

/// At most so many of each are remembered.
const REMEMBERED: usize = 1 << 18;
/// More joint outcomes than this go to the explaining evaluator.
const MAX_JOINT: usize = 1 << 13;
/// Of more joint outcomes those that others stand for are not sought.
const MAX_COMPARED: usize = 512;

/// Lanes that may hold, and how they make verdicts: of the lanes of a slice, those that matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Trial {
    count: usize,
    /// By dimension: lanes that ask something, with what they ask.
    asks: [Vec<(u32, Vec<u32>)>; DIMS.len()],
    /// By law: the lanes that prohibit, those that ask for a licence.
    laws: Vec<[Vec<u64>; 2]>,
    /// Exceptions: their lanes, the lanes they lift.
    exceptions: Vec<[Vec<u64>; 2]>,
    /// Steps in the order in which they are settled: their lanes, the lanes that need them.
    steps: Vec<[Vec<u64>; 2]>,
    /// Lanes of each outcome of the day's lapses; none = too many.
    lapses: Vec<Vec<u64>>,
    /// Lanes of exceptions, and of the steps that these need.
    kept: Vec<u64>,
}

impl Trial {
    fn new(slice: &Slice, interval: usize, lanes: &[u64]) -> Self {
        let lanes = &lanes[..slice.words];
        let mut chosen: Vec<u32> =
            (0..lanes.len() as u32 * 64).filter(|&lane| bit(lanes, lane)).collect();
        let trial = Trial::of(slice, interval, &chosen);
        let absorbed = trial.absorbed();
        if absorbed.is_empty() {
            return trial;
        }
        let mut at = 0;
        chosen.retain(|_| {
            at += 1;
            absorbed.binary_search(&(at - 1)).is_err()
        });
        Trial::of(slice, interval, &chosen)
    }

    /// The trial of some lanes, sorted.
    fn of(slice: &Slice, interval: usize, chosen: &[u32]) -> Self {
        let words = chosen.len().div_ceil(64).max(1);
        let of = |mask: &[u64]| {
            let mut out = vec![0; words];
            for (at, &lane) in chosen.iter().enumerate() {
                out[at / 64] |= u64::from(bit(mask, lane)) << (at % 64);
            }
            out
        };
        let pairs = |pairs: &[(Vec<u64>, Vec<u64>)]| -> Vec<[Vec<u64>; 2]> {
            let both = pairs.iter().map(|(own, others)| [of(own), of(others)]);
            both.filter(|both| both.iter().all(|mask| mask.iter().any(|word| *word != 0))).collect()
        };
        let asks = DIMS.map(|dim| {
            let asked = slice.asks[dim as usize].lanes.iter();
            let placed = asked.filter_map(|(lane, preds)| {
                chosen.binary_search(lane).ok().map(|at| (at as u32, preds.clone()))
            });
            placed.collect()
        });
        let lapses = &slice.intervals[interval].outcomes;
        let mut lapses: Vec<Vec<u64>> = lapses.chunks_exact(slice.words).map(of).collect();
        lapses.sort_unstable();
        lapses.dedup();
        let mut trial = Trial {
            count: chosen.len(),
            asks,
            laws: slice.laws.iter().map(|law| [of(&law.prohibited), of(&law.licence)]).collect(),
            exceptions: pairs(&slice.exceptions),
            steps: pairs(&slice.steps),
            lapses,
            kept: vec![0; words],
        };
        trial.keep();
        trial
    }

    /// Lanes that hold only where another one holds that does the same, sorted.
    fn absorbed(&self) -> Vec<usize> {
        let pairs = self.laws.iter().chain(&self.exceptions).chain(&self.steps).flatten();
        let masks: Vec<&Vec<u64>> = pairs.chain(&self.lapses).collect();
        let mut asked: Vec<Vec<(Dim, u32)>> = vec![Vec::new(); self.count];
        for (dim, asks) in DIMS.into_iter().zip(&self.asks) {
            for (lane, preds) in asks {
                asked[*lane as usize].extend(preds.iter().map(|&pred| (dim, pred)));
            }
        }
        asked.iter_mut().for_each(|asked| asked.sort_unstable());
        let mut alike: HashMap<Vec<bool>, Vec<usize>> = HashMap::new();
        for lane in 0..self.count {
            let does = masks.iter().map(|mask| bit(mask, lane as u32)).collect();
            alike.entry(does).or_default().push(lane);
        }
        let mut absorbed = Vec::new();
        for mut lanes in alike.into_values() {
            lanes.sort_unstable_by_key(|&lane| (asked[lane].len(), lane));
            let mut left: Vec<usize> = Vec::new();
            for lane in lanes {
                let by = |other: &usize| {
                    asked[*other].iter().all(|one| asked[lane].binary_search(one).is_ok())
                };
                if left.iter().any(by) {
                    absorbed.push(lane);
                } else {
                    left.push(lane);
                }
            }
        }
        absorbed.sort_unstable();
        absorbed
    }

    fn keep(&mut self) {
        let join = |kept: &mut [u64], own: &[u64]| {
            kept.iter_mut().zip(own).for_each(|(kept, own)| *kept |= own);
        };
        self.exceptions.iter().for_each(|[own, _]| join(&mut self.kept, own));
        for [own, needing] in self.steps.iter().rev() {
            if meets(&self.kept, needing) {
                join(&mut self.kept, own);
            }
        }
    }

    /// Whether a lane asks something of a dimension.
    pub fn asks(&self, dim: Dim) -> bool {
        !self.asks[dim as usize].is_empty()
    }

    /// What lanes ask together that is open for a class, none twice; and by lane which of these.
    pub fn open_in(&self, dim: Dim, class: &Class) -> (Vec<Vec<u32>>, Vec<(u32, u32)>) {
        let (mut asked, mut of_lane): (Vec<Vec<u32>>, Vec<(u32, u32)>) = Default::default();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        for (lane, preds) in &self.asks[dim as usize] {
            let open = preds.iter().copied().filter(|&pred| !bit(&class.certain, pred));
            let open: Vec<u32> = open.collect();
            if open.is_empty() {
                continue;
            }
            let number = *known.entry(open).or_insert_with_key(|open| {
                asked.push(open.clone());
                asked.len() as u32 - 1
            });
            of_lane.push((*lane, number));
        }
        (asked, of_lane)
    }

    /// The words of all lanes.
    pub fn all_lanes(&self) -> Vec<u64> {
        let mut all = vec![0; self.kept.len()];
        (0..self.count).for_each(|lane| all[lane / 64] |= 1 << (lane % 64));
        all
    }

    /// The words of each outcome; none twice. A lane that asks something open holds if that is
    /// reached.
    pub fn lanes_of(&self, asked: &[(u32, u32)], reached: &[Bits]) -> Vec<u64> {
        let words = |reached: &Bits| {
            let mut out = self.all_lanes();
            for (lane, _) in asked.iter().filter(|(_, number)| !bit(reached, *number)) {
                out[*lane as usize / 64] &= !(1 << (lane % 64));
            }
            out
        };
        let mut laid: Vec<Vec<u64>> = reached.iter().map(words).collect();
        laid.sort_unstable();
        laid.dedup();
        laid.concat()
    }

    /// The spans that joint outcomes of the dimensions reach; `None` if there are too many.
    fn spans(&self, outcomes: &[&[u64]]) -> Option<Packed> {
        match self.kept.len() {
            1 => self.spans_in::<1>(outcomes),
            2 => self.spans_in::<2>(outcomes),
            3 | 4 => self.spans_in::<4>(outcomes),
            5..=8 => self.spans_in::<8>(outcomes),
            _ => self.spans_in::<16>(outcomes),
        }
    }

    fn spans_in<const W: usize>(&self, outcomes: &[&[u64]]) -> Option<Packed> {
        let lapses = self.lapses.concat();
        let mut outcomes: Vec<&[u64]> = outcomes.iter().copied().chain([&lapses[..]]).collect();
        outcomes.sort_by_key(|one| one.len());
        let mut reach = Reach::default();
        for least in [true, false] {
            let mut joint = vec![[u64::MAX; W]];
            for one in &outcomes {
                joint = self.meet::<W>(&joint, one, least)?;
            }
            joint.into_iter().for_each(|held| _ = reach.add(self.packed(held)));
        }
        Some(reach.packed())
    }

    /// What is reached together with the outcomes of one more dimension: of those that agree in the
    /// lanes of exceptions only the least (or the most) that hold, because the others come between.
    /// `None` if there are too many, or none is known.
    fn meet<const W: usize>(
        &self,
        joint: &[[u64; W]],
        outcomes: &[u64],
        least: bool,
    ) -> Option<Vec<[u64; W]>> {
        let words = self.kept.len();
        let count = joint.len() * (outcomes.len() / words);
        if count == 0 || count > MAX_JOINT {
            return None;
        }
        let mut all: Vec<[u64; W]> = Vec::with_capacity(count);
        for before in joint {
            for outcome in outcomes.chunks_exact(words) {
                let mut both = [0; W];
                let laid = before.iter().zip(outcome).map(|(before, laid)| before & laid);
                both.iter_mut().zip(laid).for_each(|(both, word)| *both = word);
                all.push(both);
            }
        }
        all.sort_unstable();
        all.dedup();
        if all.len() == 1 || all.len() > MAX_COMPARED {
            return Some(all);
        }
        let within = |a: &[u64; W], b: &[u64; W]| a.iter().zip(b).all(|(a, b)| a & !b == 0);
        let agree = |a: &[u64; W], b: &[u64; W]| {
            a.iter().zip(b).zip(&self.kept).all(|((a, b), kept)| (a ^ b) & kept == 0)
        };
        let beyond = |one: &[u64; W], other: &[u64; W]| {
            one != other
                && (if least { within(other, one) } else { within(one, other) })
                && agree(one, other)
        };
        let ends = all.iter().filter(|one| !all.iter().any(|other| beyond(one, other)));
        Some(ends.copied().collect())
    }

    /// The effects of lanes that hold.
    fn packed<const W: usize>(&self, mut held: [u64; W]) -> Packed {
        let take = |from: &mut [u64; W], mask: &[u64]| {
            from.iter_mut().zip(mask).for_each(|(word, mask)| *word &= !mask);
        };
        for [own, needing] in &self.steps {
            if !meets(&held, own) {
                take(&mut held, needing);
            }
        }
        let mut left = held;
        for [own, lifted] in &self.exceptions {
            if meets(&held, own) {
                take(&mut left, lifted);
            }
        }
        let mut packed = 0;
        for (law, [prohibited, licence]) in self.laws.iter().enumerate() {
            let end = match (meets(&left, prohibited), meets(&left, licence)) {
                (true, _) => 0b1010,
                (false, true) => 0b0101,
                (false, false) => 0,
            };
            packed |= end << (4 * law);
        }
        Packed(packed)
    }
}

fn meets(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
}

/// What was tried.
#[derive(Debug, Default)]
pub(super) struct Trials {
    all: Vec<Arc<Trial>>,
    numbers: HashMap<Arc<Trial>, u32>,
    /// Trial by slice, interval of days, and lanes that may hold.
    of_lanes: HashMap<(u32, usize, Lanes), u32, Quick>,
    /// By trial, dimension and class: number of the words of the outcomes; none = not known.
    of_class: HashMap<(u32, Dim, u16), Option<u32>, Quick>,
    words: Vec<Arc<[u64]>>,
    words_numbers: HashMap<Arc<[u64]>, u32>,
    /// By trial and outcomes of each dimension; none = too many.
    spans: HashMap<(u32, [u32; DIMS.len()]), Option<Packed>, Quick>,
}

impl Trials {
    /// The number of the trial of some lanes of a slice in an interval of days.
    pub fn trial(&mut self, key: (u32, usize, Lanes), slice: &Slice) -> u32 {
        if self.of_lanes.len().max(self.of_class.len()).max(self.spans.len()) >= REMEMBERED {
            *self = Trials::default();
        }
        if let Some(&known) = self.of_lanes.get(&key) {
            return known;
        }
        let trial = Arc::new(Trial::new(slice, key.1, &key.2));
        let number = *self.numbers.entry(trial).or_insert_with_key(|trial| {
            self.all.push(Arc::clone(trial));
            self.all.len() as u32 - 1
        });
        self.of_lanes.insert(key, number);
        number
    }

    /// A trial.
    pub fn get(&self, number: u32) -> Arc<Trial> {
        Arc::clone(&self.all[number as usize])
    }

    /// The number of the outcomes of a class of a dimension, found out on first meeting.
    pub fn outcomes(
        &mut self,
        key: (u32, Dim, u16),
        find: impl FnOnce() -> Option<Vec<u64>>,
    ) -> Option<u32> {
        if let Some(&known) = self.of_class.get(&key) {
            return known;
        }
        let number = find().map(|words| {
            *self.words_numbers.entry(words.into()).or_insert_with_key(|words: &Arc<[u64]>| {
                self.words.push(Arc::clone(words));
                self.words.len() as u32 - 1
            })
        });
        self.of_class.insert(key, number);
        number
    }

    /// The spans of a trial for outcomes by dimension, found out on first meeting.
    pub fn spans(&mut self, key: (u32, [u32; DIMS.len()])) -> Option<Packed> {
        if let Some(&known) = self.spans.get(&key) {
            return known;
        }
        let trial = &self.all[key.0 as usize];
        let asked = DIMS.into_iter().filter(|dim| trial.asks(*dim));
        let outcomes: Vec<&[u64]> =
            asked.map(|dim| &*self.words[key.1[dim as usize] as usize]).collect();
        let found = trial.spans(&outcomes);
        self.spans.insert(key, found);
        found
    }
}
