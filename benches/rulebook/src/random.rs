//! SplitMix64: the same numbers on every machine for the same seed.

use crate::domain::{Field, Set};

/// The numbers that follow a seed.
pub struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number under `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u32
    }

    /// A day or a number of days under `end`.
    pub fn days(&mut self, end: u32) -> i32 {
        self.below(end) as i32
    }

    /// An index under `end`.
    pub fn index(&mut self, end: usize) -> u8 {
        self.below(end as u32) as u8
    }

    /// True in `percent` of the cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// At most `draws` values of a field.
    pub(crate) fn some_of(&mut self, field: Field, draws: u32) -> Set {
        let bits = (0..draws).fold(0, |bits, _| bits | 1 << self.index(field.words().len()));
        Set(bits)
    }

    /// All values of a field in `percent` of the cases, else at most `draws` of them.
    pub(crate) fn all_or_some(&mut self, field: Field, percent: u32, draws: u32) -> Set {
        if self.chance(percent) { field.all() } else { self.some_of(field, draws) }
    }
}
