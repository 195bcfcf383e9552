//! Rows whose words alone do not say how they come out: every outcome is tried of what the lanes ask
//! that may hold, once for all rows of which the same lanes may hold and the same is open.

use super::flat::{Outcomes, Packed};
use super::part::PartBound;
use super::values::{Bits, bit};
use super::{DIMS, Dim};
use crate::eval::diagram::Quick;
use std::collections::HashMap;
use std::sync::Arc;

/// At most so many of each are remembered.
const REMEMBERED: usize = 1 << 18;

/// What was tried.
#[derive(Debug, Default)]
pub(super) struct Trials {
    /// Numbers of the lanes that may hold, by slice and stretch.
    sets: HashMap<(u32, u32, Box<[u64]>), u32>,
    /// By lanes, dimension and class: number of the words of the outcomes; none = not known.
    of_class: HashMap<(u32, Dim, u16), Option<u32>, Quick>,
    words: Vec<Arc<[u64]>>,
    numbers: HashMap<Arc<[u64]>, u32>,
    /// By lanes and outcomes of each dimension; none = too many.
    spans: HashMap<(u32, [u32; DIMS.len()]), Option<Packed>, Quick>,
}

impl Trials {
    /// The number of the lanes that may hold for a bound row.
    pub fn set(&mut self, bound: &PartBound, lanes: &[u64]) -> u32 {
        if self.sets.len().max(self.of_class.len()).max(self.spans.len()) >= REMEMBERED {
            *self = Trials::default();
        }
        let next = self.sets.len() as u32;
        *self.sets.entry((bound.slice, bound.stretch, lanes.into())).or_insert(next)
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
            let words: Arc<[u64]> = words.into();
            *self.numbers.entry(words).or_insert_with_key(|words| {
                self.words.push(Arc::clone(words));
                self.words.len() as u32 - 1
            })
        });
        self.of_class.insert(key, number);
        number
    }

    /// The spans for outcomes by dimension, found out on first meeting.
    pub fn spans(
        &mut self,
        key: (u32, [u32; DIMS.len()]),
        find: impl FnOnce(&Outcomes<'_>) -> Option<Packed>,
    ) -> Option<Packed> {
        if let Some(&known) = self.spans.get(&key) {
            return known;
        }
        let words = |number: u32| self.words.get(number as usize).map_or(&[][..], |words| words);
        let outcomes = key.1.map(words);
        let found = find(&outcomes);
        self.spans.insert(key, found);
        found
    }
}

/// The words of some lanes, of each outcome; none twice. A lane that asks something open holds if
/// that is reached.
pub(super) fn lanes_of(lanes: &[u64], asked: &[(u32, u32)], reached: &[Bits]) -> Vec<u64> {
    let words = |reached: &Bits| {
        let mut out = lanes.to_vec();
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
