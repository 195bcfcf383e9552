//! Spans of all laws in one word, and the ends that completions reach.

use navicert_model::verdict::{Effect, Verdict};

/// A book of more laws than fit a packed word takes the explaining way.
pub(super) const MAX_LAWS: usize = 16;

/// Spans by law, four bits each: the lower end, then the upper one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Packed(pub u64);

impl Packed {
    /// Both ends no lower than the lower ends of others.
    pub(super) fn at_least(self, bounds: Packed) -> Packed {
        let mut packed = 0;
        for law in 0..MAX_LAWS {
            let low = bounds.0 >> (4 * law) & 3;
            let end = |at: usize| (self.0 >> at & 3).max(low) << at;
            packed |= end(4 * law) | end(4 * law + 2);
        }
        Packed(packed)
    }

    /// Whether both ends of every law are the same.
    pub(super) fn is_closed(self) -> bool {
        (self.0 ^ self.0 >> 2) & 0x3333_3333_3333_3333 == 0
    }

    /// The span of a law.
    pub fn law(self, law: usize) -> Verdict {
        let bits = self.0 >> (4 * law);
        Verdict::new(effect(bits & 3), effect(bits >> 2 & 3))
    }

    /// Puts the spans of some laws, packed in their own order, at their places in the book.
    #[inline]
    pub(super) fn add(&mut self, part: Packed, laws: &[usize]) {
        for (local, law) in laws.iter().enumerate() {
            self.0 |= (part.0 >> (4 * local) & 15) << (4 * law);
        }
    }
}

fn effect(bits: u64) -> Effect {
    match bits {
        0 => Effect::Free,
        1 => Effect::Licence,
        _ => Effect::Prohibited,
    }
}

/// The effects that completions reach, by law: bit 0 free, 1 licence, 2 prohibited.
#[derive(Default)]
pub(super) struct Reach {
    reached: u64,
    /// The ends that the bounds allow: once all are reached, nothing more can come.
    wanted: u64,
}

const EACH: u64 = 0x1111_1111_1111_1111;

impl Reach {
    /// Nothing is reached yet of the ends that bounds allow.
    pub fn within(bounds: Packed) -> Self {
        Reach { reached: 0, wanted: Self::ends(bounds) }
    }

    /// One bit for each end of each law.
    fn ends(bounds: Packed) -> u64 {
        Self::effects(bounds.0) | Self::effects(bounds.0 >> 2)
    }

    fn effects(bits: u64) -> u64 {
        let (licence, prohibited) = (bits & EACH, bits >> 1 & EACH);
        let free = !(prohibited | licence) & EACH;
        free | licence << 1 | prohibited << 2
    }

    /// Whether every end is reached now.
    #[inline]
    pub fn add(&mut self, packed: Packed) -> bool {
        self.reached |= Self::effects(packed.0);
        self.reached & self.wanted == self.wanted
    }

    pub fn packed(&self) -> Packed {
        let mut packed = 0;
        for law in 0..MAX_LAWS {
            let reached = self.reached >> (4 * law) & 7;
            let low = u64::from(reached.trailing_zeros().min(2));
            let high = u64::from(63_u32.saturating_sub(reached.leading_zeros()));
            packed |= (low | high << 2) << (4 * law);
        }
        Packed(packed)
    }
}
