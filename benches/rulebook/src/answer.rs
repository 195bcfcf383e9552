//! What an engine answers, and how fired rules add up to it.

use crate::domain::LAWS;
use crate::random::Random;
use crate::rule::{Kind, Rule};

/// What one law says, from lax to strict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Effect {
    /// Nothing restricts it.
    #[default]
    Free,
    /// A licence is required.
    Licence,
    /// It is prohibited.
    Prohibited,
}

/// The answer to a transaction whose facts are all known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// One effect for each law.
    pub effects: [Effect; LAWS.len()],
    /// The fired rules, in any order: see [`digest`].
    pub digest: u64,
}

/// The effects that the missing facts leave possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The laxest.
    pub at_least: Effect,
    /// The strictest.
    pub at_most: Effect,
}

/// One span for each law.
pub type Spans = [Span; LAWS.len()];

/// Which kinds of rule have fired, in each law.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally([[bool; 4]; LAWS.len()]);

impl Tally {
    /// Counts a rule in.
    pub fn add(&mut self, rule: &Rule) {
        self.0[usize::from(rule.law)][rule.kind as usize] = true;
    }

    /// The effect in each law.
    #[must_use]
    pub fn effects(&self) -> [Effect; LAWS.len()] {
        std::array::from_fn(|law| effect(&self.0[law], &self.0[law]))
    }

    /// The spans between the rules that certainly fired (`self`) and those that possibly did. An
    /// exemption counts the other way round.
    #[must_use]
    pub fn spans(&self, possible: &Self) -> Spans {
        std::array::from_fn(|law| Span {
            at_least: effect(&self.0[law], &possible.0[law]),
            at_most: effect(&possible.0[law], &self.0[law]),
        })
    }
}

fn effect(fired: &[bool; 4], exempting: &[bool; 4]) -> Effect {
    if fired[Kind::Prohibit as usize] {
        Effect::Prohibited
    } else if fired[Kind::Licence as usize]
        || (fired[Kind::List as usize] && !exempting[Kind::Exempt as usize])
    {
        Effect::Licence
    } else {
        Effect::Free
    }
}

/// The decision that the fired rules make: what an application does with the ids that an engine
/// without precedence gives back.
pub fn decision<'a>(fired: impl Iterator<Item = &'a Rule>) -> Decision {
    let mut tally = Tally::default();
    let mut all = 0;
    for rule in fired {
        tally.add(rule);
        all ^= digest(rule.id);
    }
    Decision { effects: tally.effects(), digest: all }
}

/// The number that stands for one fired rule in [`Decision::digest`]; they are joined by `^`.
#[must_use]
pub fn digest(id: u32) -> u64 {
    Random(u64::from(id) + 1).next()
}
