//! What changed between two states of the listed parties, and which questions it can concern.
//!
//! An answer depends on the entries that share a counted word with the question, on the weights of words, and
//! on nothing else. So a question that meets no changed entry, and no word whose weight changed, has the answer it had.

use crate::analyse::{Analysis, analyse};
use crate::candidates::Scratch;
use crate::index::{Asked, Index, NameInfo, PartyInfo, plain};
use crate::party::{Identifier, Listed, ListedName, Query};
use crate::script::Script;
use crate::words::{Class, ConceptId};
use std::collections::HashMap;

/// What changed between two indexes.
#[derive(Debug)]
pub struct Changes<'i> {
    after: &'i Index,
    /// The changed entries, as they were and as they are.
    small: Index,
    /// Which of its tokens are counted for a question that has rarer ones, too.
    tells: Vec<bool>,
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

/// Asks whom the changes can concern, one question after the other. One for each thread.
#[derive(Debug)]
pub struct Concern<'c> {
    changes: &'c Changes<'c>,
    small: Scratch,
    after: Scratch,
}

type Key<'i> = (&'i str, &'i str);
type Word<'i> = (&'i str, Class, ConceptId, Script);
/// Weights of the tokens of one word, and whether they are counted.
type Counted = Vec<(u16, bool, bool)>;

impl<'i> Changes<'i> {
    /// Compares two states. `also` are positions of entries in `after` that count as changed for another
    /// reason. Linear in both.
    pub fn between(before: &Index, after: &'i Index, also: &[u32]) -> Changes<'i> {
        let (was, is) = (before.by_key(), after.by_key());
        let same = |key: &Key<'_>| match (was.get(key), is.get(key)) {
            (Some(old), Some(new)) => {
                old.len() == new.len()
                    && old.iter().zip(new).all(|(a, b)| before.listed(*a) == after.listed(*b))
                    && !new.iter().any(|at| also.contains(at))
            }
            _ => false,
        };
        let mut parties: Vec<Listed> = Vec::new();
        let (mut added, mut removed, mut changed) = (0, 0, 0);
        let mut kept = [Vec::new(), Vec::new()];
        for at in 0..before.parties.len() as u32 {
            let key = before.key_of(at);
            if same(&key) {
                kept[0].push(key);
            } else {
                removed += usize::from(!is.contains_key(&key));
                parties.push(before.listed(at));
            }
        }
        let moved = moved(before, after);
        let mut heavy = vec![false; after.parties.len()];
        for token in &moved {
            for name in after.of_token.get(*token) {
                heavy[after.names[*name as usize].party as usize] = true;
            }
        }
        for (at, heavy) in (0..).zip(&heavy) {
            let key = after.key_of(at);
            if same(&key) {
                kept[1].push(key);
                parties.extend(heavy.then(|| after.listed(at)));
            } else {
                match was.contains_key(&key) {
                    true => changed += 1,
                    false => added += 1,
                }
                parties.push(after.listed(at));
            }
        }
        let turned = kept[0] != kept[1] || crossed(before, after);
        let small = Index::build_with(parties, after.bounds);
        let often = |index: &'i Index| index.words();
        let (words, old) = (often(after), before.words());
        let tells = small.vocabulary.iter().map(|info| {
            let word: Word<'_> = (&info.text, info.class, info.concept, info.script);
            let common = |words: &HashMap<Word<'_>, Counted>| {
                words.get(&word).is_some_and(|all| all.iter().all(|(_, common, _)| *common))
            };
            let weights = |words: &HashMap<Word<'_>, Counted>| words.get(&word).cloned();
            !(common(&words) && common(&old)) || weights(&words) != weights(&old)
        });
        let tells = tells.collect();
        drop((words, old, was, is));
        Changes { after, tells, small, turned, added, removed, changed }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added + self.removed + self.changed == 0 && self.small.is_empty() && !self.turned
    }

    /// Something to ask many questions with.
    #[must_use]
    pub fn concern(&self) -> Concern<'_> {
        let (small, after) = (Scratch::new(&self.small), Scratch::new(self.after));
        Concern { changes: self, small, after }
    }
}

impl Concern<'_> {
    /// Whether the answer to a question may differ between the two states; `false` is certain.
    pub fn concerns(&mut self, query: &Query) -> bool {
        let changes = self.changes;
        if changes.turned {
            return true;
        }
        if changes.small.is_empty() {
            return false;
        }
        let mut identifiers: Vec<(String, String)> = query.identifiers.iter().map(plain).collect();
        let mut asked = Asked { views: Vec::new() };
        let mut whole = Asked { views: Vec::new() };
        for name in std::iter::once(&query.name).chain(&query.other_names) {
            let Analysis { joined, apart, imo } = analyse(name, query.kind);
            identifiers.extend(imo.map(|imo| ("imo".to_owned(), imo)));
            changes.small.views(joined.clone(), apart.clone(), &mut asked);
            changes.after.views(joined, apart, &mut whole);
        }
        if identifiers.iter().any(|one| changes.small.identifiers.contains_key(one)) {
            return true;
        }
        asked.views.iter().zip(&whole.views).any(|(view, whole)| {
            match self.small.meets(&changes.small, view, &|token| changes.tells[token as usize]) {
                // Words that a question counts only where it has no other.
                Some(false) => {
                    let rare = |token| {
                        let count = changes.after.of_token.get(token).len();
                        (1..=changes.after.bounds.common).contains(&count)
                    };
                    self.after.meets(changes.after, whole, &rare) != Some(true)
                }
                Some(true) => true,
                None => false,
            }
        })
    }
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

    /// An entry as it was given, but for the form of its identifiers.
    fn listed(&self, at: u32) -> Listed {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Bounds;
    use crate::index::Options;
    use crate::party::Kind;
    use proptest::prelude::*;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    static CASES: AtomicUsize = AtomicUsize::new(0);

    /// Names of all scripts and of all slices of the labelled pairs.
    fn pool() -> Vec<(String, Kind)> {
        let mut kind = Kind::Unknown;
        let mut all = Vec::new();
        for line in include_str!("../tests/pairs.txt").lines().filter(|line| !line.starts_with('#'))
        {
            if let Some((_, word)) = line.strip_prefix('@').and_then(|head| head.split_once(' ')) {
                kind = Kind::parse(word).unwrap();
            } else if let Some((query, listed)) = line.split_once('|') {
                let plain =
                    |name: &str| name.split('{').next().unwrap_or_default().trim().to_owned();
                all.push((plain(&query[1..]), kind));
                all.push((plain(listed), kind));
            }
        }
        all
    }

    fn entry(at: usize, names: &[usize], pool: &[(String, Kind)]) -> Listed {
        Listed {
            list: "l".into(),
            entry: format!("{at:03}"),
            names: names.iter().map(|name| ListedName::primary(&*pool[*name].0)).collect(),
            kind: pool[names[0]].1,
            ..Listed::default()
        }
    }

    fn answer(index: &Index, query: &Query) -> Vec<(String, String, u16, &'static str, usize)> {
        let hits = index.screen(query, &Options::default());
        let plain = hits.iter().map(|hit| {
            let tokens = hit.tokens.iter().map(|token| usize::from(token.weight)).sum();
            (hit.entry.into(), hit.name.into(), hit.score.get(), hit.judgement.as_str(), tokens)
        });
        plain.collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 60 } else { 600 }))]

        /// What cannot be concerned by a change has the answer it had.
        #[test]
        fn unconcerned_answers_are_the_same(
            entries in prop::collection::vec(prop::collection::vec(0usize..1400, 1..3), 20..120),
            edits in prop::collection::vec((0usize..130, prop::option::of(0usize..1400)), 0..6),
            common in prop::sample::select(vec![1usize, 3, 8, 2000]),
            (wide, most) in prop::sample::select(vec![(2usize, 1usize), (4, 3), (8, 4), (128, 20)]),
        ) {
            // A case builds two indexes and asks 900 questions: so many are enough for one run.
            if CASES.fetch_add(1, Relaxed) >= 1_500 {
                return Ok(());
            }
            let bounds = Bounds { common, wide, most };
            let pool = pool();
            let mut after: Vec<Option<Vec<usize>>> = entries.iter().cloned().map(Some).collect();
            for (at, name) in &edits {
                let name = name.map(|name| vec![name]);
                match after.get_mut(*at) {
                    Some(slot) => *slot = name,
                    None => after.push(name),
                }
            }
            let state = |all: &[Option<Vec<usize>>]| {
                let listed = all.iter().enumerate();
                Index::build_with(listed.filter_map(|(at, names)| Some(entry(at, names.as_ref()?, &pool))), bounds)
            };
            let before: Vec<Option<Vec<usize>>> = entries.into_iter().map(Some).collect();
            let (before, after) = (state(&before), state(&after));
            let changes = Changes::between(&before, &after, &[]);
            let mut concern = changes.concern();
            for (name, kind) in pool.iter().step_by(3) {
                let query = Query { kind: *kind, ..Query::named(name) };
                if !concern.concerns(&query) {
                    prop_assert_eq!(answer(&before, &query), answer(&after, &query), "{}", name);
                }
            }
        }
    }

    #[test]
    fn few_questions_are_asked_again() {
        let pool = pool();
        let listed = |skip: usize| {
            (0..700)
                .filter(move |at| *at != skip)
                .map(|at| entry(at, &[at * 2 + 1], &pool))
                .collect::<Vec<_>>()
        };
        let (before, after) = (Index::build(listed(9)), Index::build(listed(10)));
        let changes = Changes::between(&before, &after, &[]);
        assert_eq!((changes.added, changes.removed, changes.changed), (1, 1, 0));
        let mut concern = changes.concern();
        let again = pool.iter().filter(|(name, _)| concern.concerns(&Query::named(name))).count();
        assert!(again < pool.len() / 3, "{again} of {}", pool.len());
        assert!(Changes::between(&after, &after, &[]).is_empty());
    }
}
