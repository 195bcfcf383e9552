//! Which questions a change of the lists can concern: the others have the answer they had.
//!
//! An answer depends on the weights of the question's words, on the names that are looked at, and on what those say. A
//! changed entry that is no hit and stands behind all that was shown changes none of these.

mod concern;
#[cfg(test)]
mod tests;

use crate::candidates::{Part, Scratch};
use crate::index::{Index, NameInfo, PartyInfo};
use crate::party::{Identifier, Listed, ListedName};
use crate::script::Script;
use crate::words::{Class, ConceptId};
pub use concern::{Concern, Shown};
use std::collections::{HashMap, HashSet};

/// What changed between two indexes.
#[derive(Debug)]
pub struct Changes<'i> {
    before: &'i Index,
    after: &'i Index,
    /// The changed entries as they were, and those with a word that weighed another than now.
    was: Part,
    /// Which of these are there still, with no word that weighs more: they stand no farther behind.
    lighter: Vec<bool>,
    /// The same entries as they are.
    is: Part,
    /// Where the other entries are.
    kept: HashMap<Key<'i>, Vec<u32>>,
    /// Entries that did not change stand in another order, so that ties may be decided otherwise; or a
    /// word became common or is no longer, so that questions may count others.
    turned: bool,
    /// How many entries are new.
    pub added: usize,
    /// How many are gone.
    pub removed: usize,
    /// How many are not as they were.
    pub changed: usize,
}

type Key<'i> = (&'i str, &'i str);
type Word<'i> = (&'i str, Class, ConceptId, Script);
/// Weights of the tokens of one word, and whether they are counted.
type Counted = Vec<(u16, bool, bool)>;

impl<'i> Changes<'i> {
    /// Compares two states. `also` are positions of entries in `after` that count as changed for another
    /// reason. Linear in both.
    pub fn between(before: &'i Index, after: &'i Index, also: &[u32]) -> Changes<'i> {
        let (was, mut is) = (before.by_key(), after.by_key());
        let same = |key: &Key<'_>| match (was.get(key), is.get(key)) {
            (Some(old), Some(new)) => {
                old.len() == new.len()
                    && old.iter().zip(new).all(|(a, b)| before.listed(*a) == after.listed(*b))
                    && !new.iter().any(|at| also.contains(at))
            }
            _ => false,
        };
        let (mut added, mut removed, mut changed) = (0, 0, 0);
        let mut stale: HashSet<Key<'i>> = HashSet::new();
        for at in 0..before.parties.len() as u32 {
            let key = before.key_of(at);
            if !same(&key) {
                removed += usize::from(!is.contains_key(&key));
                stale.insert(key);
            }
        }
        for at in 0..after.parties.len() as u32 {
            let key = after.key_of(at);
            match was.contains_key(&key) {
                true => changed += usize::from(stale.contains(&key)),
                false => {
                    added += 1;
                    stale.insert(key);
                }
            }
        }
        let moved = moved(before, after);
        let moved = moved.iter().flat_map(|token| after.of_token.get(*token));
        let moved = moved.map(|name| after.key_of(after.names[*name as usize].party));
        let moved: HashSet<Key<'i>> = moved.filter(|key| !stale.contains(key)).collect();
        let lighter: HashSet<Key<'i>> = moved
            .iter()
            .filter(|key| pairs(&was[*key], &is[*key]).all(|(a, b)| after.is_lighter(b, before, a)))
            .copied()
            .collect();
        stale.extend(moved);
        let split = |index: &'i Index| -> (Vec<u32>, Vec<u32>) {
            (0..index.parties.len() as u32).partition(|at| stale.contains(&index.key_of(*at)))
        };
        let ((old, still), (new, now)) = (split(before), split(after));
        let keys = |index: &'i Index, all: &[u32]| -> Vec<Key<'i>> {
            all.iter().map(|at| index.key_of(*at)).collect()
        };
        let turned = keys(before, &still) != keys(after, &now) || crossed(before, after);
        is.retain(|key, _| !stale.contains(key));
        let lighter = old.iter().map(|at| lighter.contains(&before.key_of(*at))).collect();
        Changes {
            before,
            after,
            was: Part::of(before, &old),
            lighter,
            is: Part::of(after, &new),
            kept: is,
            turned,
            added,
            removed,
            changed,
        }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.was.index.is_empty() && self.is.index.is_empty() && !self.turned
    }

    /// Something to ask many questions with.
    #[must_use]
    pub fn concern(&self) -> Concern<'_> {
        Concern {
            changes: self,
            was: Scratch::new(&self.was.index),
            is: Scratch::new(&self.is.index),
            before: Scratch::new(self.before),
            after: Scratch::new(self.after),
        }
    }
}

fn pairs(one: &[u32], other: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    one.iter().copied().zip(other.iter().copied())
}

/// Whether a word is common in one index and not in the other.
fn crossed(before: &Index, after: &Index) -> bool {
    let (was, is) = (before.words(), after.words());
    let common = |words: &HashMap<Word<'_>, Counted>, word: &Word<'_>| -> Vec<(bool, bool)> {
        let all =
            words.get(word).into_iter().flatten().map(|(_, common, joined)| (*common, *joined));
        all.filter(|one| *one != (false, false)).collect()
    };
    was.keys().chain(is.keys()).any(|word| common(&was, word) != common(&is, word))
}

/// Tokens of the later index whose weight, or whether they are counted, is another than before.
fn moved(before: &Index, after: &Index) -> Vec<u32> {
    let (was, is) = (before.words(), after.words());
    let moved = |info: &crate::token::Info| {
        let word: Word<'_> = (&info.text, info.class, info.concept, info.script);
        was.get(&word) != is.get(&word)
    };
    let tokens = after.vocabulary.iter().enumerate().filter(|(_, info)| moved(info));
    tokens.map(|(token, _)| token as u32).collect()
}

impl Index {
    fn key_of(&self, at: u32) -> Key<'_> {
        let party = &self.parties[at as usize];
        (&self.lists[party.list as usize], &party.entry)
    }

    fn by_key(&self) -> HashMap<Key<'_>, Vec<u32>> {
        let mut all: HashMap<Key<'_>, Vec<u32>> = HashMap::with_capacity(self.parties.len());
        for at in 0..self.parties.len() as u32 {
            all.entry(self.key_of(at)).or_default().push(at);
        }
        all
    }

    fn words(&self) -> HashMap<Word<'_>, Counted> {
        let mut all: HashMap<Word<'_>, Counted> = HashMap::with_capacity(self.vocabulary.len());
        for (token, info) in self.vocabulary.iter().enumerate() {
            let count = self.of_token.get(token as u32).len();
            let word = (&*info.text, info.class, info.concept, info.script);
            let counted =
                (info.weight, count > self.bounds.common, count > self.bounds.common_joined());
            all.entry(word).or_default().push(counted);
        }
        for counted in all.values_mut() {
            counted.sort_unstable();
        }
        all
    }

    /// Whether no word of an entry weighs more than it weighs in another index.
    fn is_lighter(&self, at: u32, other: &Index, there: u32) -> bool {
        let tokens = |index: &Index, at: u32| -> Vec<u16> {
            let first = index.parties[at as usize].first_name;
            let names = index.names[first as usize..].iter().take_while(|name| name.party == at);
            let names = (first..first + names.count() as u32)
                .flat_map(|name| [false, true].map(|apart| index.tokens(name, apart)));
            names.flatten().map(|token| index.vocabulary[*token as usize].weight).collect()
        };
        tokens(self, at).iter().zip(tokens(other, there)).all(|(here, there)| *here <= there)
    }

    /// An entry as it was given, but for the form of its identifiers.
    pub(crate) fn listed(&self, at: u32) -> Listed {
        let PartyInfo { list, entry, kind, countries, births, identifiers, first_name } =
            &self.parties[at as usize];
        let names = self.names[*first_name as usize..].iter().take_while(|name| name.party == at);
        let name = |NameInfo { text, quality, .. }: &NameInfo| ListedName {
            text: text.to_string(),
            quality: *quality,
        };
        let identifier = |(scheme, value): &(Box<str>, Box<str>)| Identifier {
            scheme: scheme.to_string(),
            value: value.to_string(),
        };
        Listed {
            list: self.lists[*list as usize].to_string(),
            entry: entry.to_string(),
            names: names.map(name).collect(),
            countries: *countries,
            kind: *kind,
            birth_dates: births.to_vec(),
            identifiers: identifiers.iter().map(identifier).collect(),
        }
    }
}
