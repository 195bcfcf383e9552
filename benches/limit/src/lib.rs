//! The limit: the rulebook compiled by hand into bit-sliced tables, with nothing general about it.
//!
//! Each item code has a table of its candidate rules, at most 64, one bit for each. For every value
//! of every field the table holds one word: the rules that this value lets through. The rules that
//! fire are the AND of the words of a transaction's values. A missing fact gives two words, the
//! rules that fire for every value and those that fire for some.
//!
//! No engine that reads rules as data will be faster; how close one comes is what we ask.

mod compile;
pub mod explain;
pub mod loops;

use rulebook::{Decision, Effect, Kind, LAWS, Span, Spans, Tx, digest};

pub use compile::compile;

/// Content thresholds cut the percentages into this many levels.
const LEVELS: usize = 4;

/// The level of each percentage: 0, 1 to 10, 11 to 25, more.
const LEVEL: [u8; 101] = {
    let mut levels = [0; 101];
    let mut percent = 0;
    while percent < levels.len() {
        levels[percent] = (percent > 0) as u8 + (percent > 10) as u8 + (percent > 25) as u8;
        percent += 1;
    }
    levels
};

/// What stands in for the words of a field whose value is missing.
struct Gap {
    /// The rules that every value lets through.
    every: u64,
    /// The rules that some value lets through.
    some: u64,
}

/// The three fields that may be missing, side by side: one line of the cache holds them.
struct Gaps {
    user: Gap,
    end_use: Gap,
    content: Gap,
}

/// The candidate rules of one item code.
pub struct Table {
    ids: Vec<u32>,
    destination: [u64; 20],
    origin: [u64; 5],
    user: [u64; 4],
    end_use: [u64; 8],
    content: [u64; LEVELS],
    gaps: Gaps,
    /// Days on which a rule begins or ends, ascending, and the rules in force from each on.
    days: Vec<i32>,
    in_force: Vec<u64>,
    /// The rules of each law and kind.
    of: [[u64; 4]; LAWS.len()],
}

impl Gap {
    /// The rules that certainly and possibly pass; `word` is that of the value.
    #[inline]
    fn bounds(&self, word: u64, missing: bool) -> (u64, u64) {
        if missing { (self.every, self.some) } else { (word, word) }
    }
}

impl Table {
    /// The rules that fire, one bit for each, if all facts are known.
    #[inline]
    #[must_use]
    pub fn fired(&self, tx: &Tx) -> u64 {
        self.known(tx)
            & self.user[usize::from(tx.user)]
            & self.end_use[usize::from(tx.end_use)]
            & self.content[level(tx)]
    }

    /// The rules that certainly and possibly fire.
    #[inline]
    #[must_use]
    pub fn bounds(&self, tx: &Tx) -> (u64, u64) {
        let known = self.known(tx);
        // The words are read in either case, so that no branch depends on what is missing.
        let (user, end_use) =
            (self.user[usize::from(tx.user)], self.end_use[usize::from(tx.end_use)]);
        let user = self.gaps.user.bounds(user, tx.missing.user);
        let end_use = self.gaps.end_use.bounds(end_use, tx.missing.end_use);
        let content = self.gaps.content.bounds(self.content[level(tx)], tx.missing.content);
        (known & user.0 & end_use.0 & content.0, known & user.1 & end_use.1 & content.1)
    }

    /// What remains after the facts that are never missing.
    #[inline]
    fn known(&self, tx: &Tx) -> u64 {
        let later = self.days.partition_point(|&day| day <= tx.day);
        self.in_force[later - 1]
            & self.destination[usize::from(tx.destination)]
            & self.origin[usize::from(tx.origin)]
    }

    /// The effects of fired rules.
    #[inline]
    #[must_use]
    pub fn effects(&self, fired: u64) -> [Effect; LAWS.len()] {
        std::array::from_fn(|law| self.effect(law, fired, fired))
    }

    /// The spans that three-valued logic gives rule by rule.
    #[inline]
    #[must_use]
    pub fn spans(&self, (certain, possible): (u64, u64)) -> Spans {
        std::array::from_fn(|law| Span {
            at_least: self.effect(law, certain, possible),
            at_most: self.effect(law, possible, certain),
        })
    }

    /// The exact spans: every value of every missing fact is tried.
    #[must_use]
    pub fn exact(&self, tx: &Tx) -> Spans {
        let known = self.known(tx);
        let mut spans = [Span { at_least: Effect::Prohibited, at_most: Effect::Free }; LAWS.len()];
        for user in choices(&self.user, tx.user, tx.missing.user) {
            for end_use in choices(&self.end_use, tx.end_use, tx.missing.end_use) {
                for content in choices(&self.content, level(tx) as u8, tx.missing.content) {
                    let effects = self.effects(known & user & end_use & content);
                    for (span, effect) in spans.iter_mut().zip(effects) {
                        span.at_least = span.at_least.min(effect);
                        span.at_most = span.at_most.max(effect);
                    }
                }
            }
        }
        spans
    }

    /// The exact spans, tried out only where three-valued logic leaves one open.
    #[inline]
    #[must_use]
    pub fn decide(&self, tx: &Tx) -> Spans {
        let spans = self.spans(self.bounds(tx));
        let open = spans.iter().any(|span| span.at_least != span.at_most);
        if open { self.exact(tx) } else { spans }
    }

    /// The effect of one law; an exemption counts if it is among `exempting`.
    #[inline]
    fn effect(&self, law: usize, fired: u64, exempting: u64) -> Effect {
        let has = |rules: u64, kind: Kind| rules & self.of[law][kind as usize] != 0;
        if has(fired, Kind::Prohibit) {
            Effect::Prohibited
        } else if has(fired, Kind::Licence)
            || (has(fired, Kind::List) && !has(exempting, Kind::Exempt))
        {
            Effect::Licence
        } else {
            Effect::Free
        }
    }

    /// The ids of fired rules.
    pub fn ids(&self, mut fired: u64) -> impl Iterator<Item = u32> {
        std::iter::from_fn(move || {
            let bit = fired.trailing_zeros() as usize;
            fired &= fired.wrapping_sub(1);
            self.ids.get(bit).copied()
        })
    }

    /// The decision as the oracle gives it.
    #[must_use]
    pub fn decision(&self, fired: u64) -> Decision {
        let all = self.ids(fired).fold(0, |all, id| all ^ digest(id));
        Decision { effects: self.effects(fired), digest: all }
    }
}

#[inline]
fn level(tx: &Tx) -> usize {
    usize::from(LEVEL[usize::from(tx.content)])
}

/// The words of the values that a fact may have.
#[inline]
fn choices(words: &[u64], value: u8, missing: bool) -> &[u64] {
    if missing { words } else { std::slice::from_ref(&words[usize::from(value)]) }
}
