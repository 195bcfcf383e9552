//! Whether some entries of an index can count among those that a question is about.

use super::together::LEAST_JOINED;
use super::{LEAST_SPELT, Scratch, little, name_of, shared_of, sure};
use crate::index::{Index, View, key};
use crate::sounds::System;
use crate::token::{Info, hash};
use crate::words::Class;
use std::collections::HashMap;

/// Some entries of an index by themselves, with the weights that their words have in the whole.
#[derive(Debug)]
pub(crate) struct Part {
    pub index: Index,
    /// Their names in the whole.
    names: Vec<u32>,
    /// Their tokens in the whole.
    tokens: Vec<u32>,
    /// Which tokens are counted there for any question.
    counted: Vec<bool>,
    /// Names of the whole that are theirs.
    theirs: Vec<bool>,
    /// Tokens of the whole that are theirs, and how many of their names carry them.
    carried: HashMap<u32, usize>,
}

/// What a view of a question shares with a part.
#[derive(Debug, Default)]
pub(crate) struct Meeting {
    /// Whether it shares anything.
    pub any: bool,
    /// Names that are counted for it, by number in the part.
    pub names: Vec<Met>,
    /// Counted tokens of the part, and what each is worth.
    lists: Vec<(u32, u32)>,
}

/// A name of a part that a question may be about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met {
    pub name: u32,
    pub places: Places,
}

/// By what a name takes its place among the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// What it shares by counted tokens.
    sum: u32,
    /// What it shares by all.
    refined: u32,
}

impl Places {
    /// Before all others.
    pub(crate) const FIRST: Places = Places { sum: u32::MAX, refined: u32::MAX };

    /// Behind all others.
    pub(crate) const LAST: Places = Places { sum: 0, refined: 0 };

    /// Whether a name comes after another, by either.
    pub(crate) fn behind(self, other: Places) -> bool {
        self.sum < other.sum && self.refined < other.refined
    }

    fn least(self, other: Places) -> Places {
        Places { sum: self.sum.min(other.sum), refined: self.refined.min(other.refined) }
    }
}

/// What some names do to the candidates of a question.
#[derive(Debug, Default)]
pub(crate) struct Effect {
    /// Without them names might be scored that were not looked at.
    pub unseen: bool,
    /// Other names that are scored only with them, or only without.
    pub others: Vec<u32>,
    /// Which of them are scored.
    pub scored: Vec<u32>,
}

impl Part {
    /// The entries at some positions.
    pub(crate) fn of(whole: &Index, parties: &[u32]) -> Part {
        let listed = parties.iter().map(|at| whole.listed(*at));
        let mut index = Index::build_with(listed, whole.bounds);
        let mut names = Vec::with_capacity(index.names.len());
        for name in (0..).zip(&index.names) {
            let (at, name): (u32, _) = name;
            let party = name.party as usize;
            let before = at - index.parties[party].first_name;
            names.push(whole.parties[parties[party] as usize].first_name + before);
        }
        let mut tokens = vec![0; index.vocabulary.len()];
        let mut theirs = vec![false; whole.names.len()];
        for (name, there) in (0..).zip(&names) {
            theirs[*there as usize] = true;
            for apart in [false, true] {
                let both = index.tokens(name, apart).iter().zip(whole.tokens(*there, apart));
                both.for_each(|(token, there)| tokens[*token as usize] = *there);
            }
        }
        for (info, there) in index.vocabulary.iter_mut().zip(&tokens) {
            info.weight = whole.vocabulary[*there as usize].weight;
        }
        let count = |token: &u32| whole.of_token.get(*token).len();
        let counted = tokens.iter().map(|token| (1..=whole.bounds.common).contains(&count(token)));
        let counted = counted.collect();
        let carried = (0..).zip(&tokens).map(|(at, token)| (*token, index.of_token.get(at).len()));
        let carried = carried.collect();
        Part { index, names, tokens, counted, theirs, carried }
    }

    /// Whether the whole holds so many other names before this one that it is not looked at for a question:
    /// names that share all that it shares, and stand before it.
    pub(crate) fn is_far(&self, whole: &Index, meeting: &Meeting, met: &Met) -> bool {
        let has = |token: u32| {
            [false, true].iter().any(|apart| self.index.tokens(met.name, *apart).contains(&token))
        };
        let lists = meeting.lists.iter().filter(|(token, _)| has(*token));
        let (mut shared, mut sum): (Vec<u32>, u32) = (Vec::new(), 0);
        for (token, worth) in lists {
            shared.push(self.tokens[*token as usize]);
            sum += worth;
        }
        // What it shares by words written together others need not.
        if sum < met.places.sum {
            return false;
        }
        shared.sort_unstable_by_key(|token| whole.of_token.get(*token).len());
        shared.dedup();
        let Some((rarest, others)) = shared.split_first() else { return false };
        let own = self.names[met.name as usize];
        let others: Vec<&[u32]> = others.iter().map(|token| whole.of_token.get(*token)).collect();
        let before = whole.of_token.get(*rarest).iter().take_while(|name| **name < own);
        let alike = before.filter(|name| {
            !self.theirs[**name as usize]
                && others.iter().all(|list| list.binary_search(name).is_ok())
        });
        alike.take(whole.bounds.wide).count() == whole.bounds.wide
    }

    /// The name in the whole.
    pub(crate) fn name(&self, met: &Met) -> u32 {
        self.names[met.name as usize]
    }

    /// Whether a question shares a counted token with a name of the whole that is not of this part; `false` is
    /// not certain.
    pub(crate) fn others_count(&self, whole: &Index, view: &View) -> bool {
        let plain = |info: &Info| {
            let keys = info.keys.iter().filter(|(system, _)| {
                matches!(system, System::Written | System::Concept | System::Number)
            });
            let keys = keys.map(|(system, hash)| key(*system, info.is_latin(), *hash));
            keys.flat_map(|key| whole.keys.get(key)).any(|token| {
                let count = whole.of_token.get(*token).len();
                let theirs = self.carried.get(token).copied().unwrap_or_default();
                count <= whole.bounds.common && count > theirs
            })
        };
        view.infos.iter().zip(&view.weights).any(|(info, weight)| *weight > 0 && plain(info))
    }
}

/// Whether an index knows a word, and whether as it is written: then it is not looked for with slips, or as a part of
/// another. Of short words nothing depends on that.
pub(crate) fn known(index: &Index, info: &Info) -> (bool, bool) {
    let there =
        |system: System, hash: u32| !index.keys.get(key(system, info.is_latin(), hash)).is_empty();
    let mut keys = info.keys.iter().filter(|(system, _)| sure(*system) >= sure(System::Given));
    let may = info.length >= LEAST_SPELT && info.is_own() && info.is_latin();
    let known = may && keys.any(|(system, hash)| there(*system, *hash));
    (known, info.length >= LEAST_JOINED && there(System::Written, hash(&info.text)))
}

/// What a token of an index is worth to a token of a question at least.
fn worth_at_least(info: &Info, weight: u16, other: &Info) -> u32 {
    // Sounds that only bridge scripts, and slips of several letters, are left out: they can only add.
    let plain = |system: System| {
        !matches!(
            system,
            System::Korean | System::Loan | System::Arabic | System::Prefix | System::Deletion
        )
    };
    let keys = info.keys.iter().filter(|(system, _)| plain(*system));
    let shared = keys.filter(|key| other.keys.binary_search(key).is_ok());
    let best = shared.map(|(system, _)| sure(*system)).max();
    let slips = info.is_own() || info.class == Class::Generic || info.script.is_glued();
    let slip = || slips && info.deletions.iter().any(|one| other.deletions.contains(one));
    best.or_else(|| slip().then_some(sure(System::Deletion))).unwrap_or(0) * u32::from(weight)
}

impl Scratch {
    /// What a view shares with a part; names are met that the whole may not count, never the reverse.
    pub(crate) fn meet(&mut self, part: &Part, view: &View) -> Meeting {
        let index = &part.index;
        let mut meeting = Meeting::default();
        if index.is_empty() {
            return meeting;
        }
        for (info, weight) in view.infos.iter().zip(&view.weights) {
            if *weight == 0 {
                continue;
            }
            for (token, sure) in self.like(index, info) {
                let worth = sure * u32::from(*weight);
                meeting.any = true;
                self.mark(token, worth);
                if part.counted[token as usize] {
                    meeting.lists.push((token, worth));
                }
            }
        }
        self.joins(index, view);
        for (token, worth) in &meeting.lists {
            for name in index.of_token.get(*token) {
                self.add(*name, *worth);
            }
        }
        let places = |name: u32| {
            let sum = self.sums[name as usize];
            Places { sum, refined: self.refined(index, name, sum) }
        };
        let names = self.touched.iter().map(|name| Met { name: *name, places: places(*name) });
        meeting.names = names.collect();
        meeting.any |= !meeting.names.is_empty();
        self.clear();
        meeting
    }

    /// What some names do to the candidates of a view.
    pub(crate) fn effect(&mut self, index: &Index, view: &View, names: &[u32]) -> Effect {
        self.view(index, view);
        let mut found = Vec::new();
        self.widest(index, &mut found);
        let theirs = |one: &u64| names.contains(&name_of(*one));
        let mut effect = Effect::default();
        if found.iter().any(theirs) {
            let mut others: Vec<u64> = found.iter().copied().filter(|one| !theirs(one)).collect();
            let least = others.last().map_or(0, |one| shared_of(*one));
            let more = self.touched.len() >= index.bounds.wide;
            let all = self.best(index, &mut others);
            self.best(index, &mut found);
            // Those that would be looked at in their place share so much at most.
            let most = least + self.uncounted + 1;
            let best = others.first().map_or(0, |one| shared_of(*one));
            let full = others.len() >= index.bounds.most
                && others.last().is_some_and(|last| shared_of(*last) > most);
            effect.unseen = more && all && !full && !little(most, best);
            let (scored, rest): (Vec<u64>, Vec<u64>) = found.into_iter().partition(theirs);
            let only = |one: &[u64], other: &[u64]| -> Vec<u32> {
                let only = one.iter().filter(|name| !other.contains(name));
                only.map(|one| name_of(*one)).collect()
            };
            effect.others = [only(&rest, &others), only(&others, &rest)].concat();
            effect.scored = scored.into_iter().map(name_of).collect();
        }
        self.clear();
        effect
    }
}

/// The places that some names of an index take for a view at least.
pub(crate) fn at_least(index: &Index, view: &View, names: &[u32]) -> Places {
    names.iter().fold(Places::FIRST, |least, name| least.least(place(index, view, *name)))
}

fn place(index: &Index, view: &View, name: u32) -> Places {
    let (mut sum, mut shared, mut alone) = (0, 0, 0);
    let tokens = index.tokens(name, false);
    for (at, token) in tokens.iter().enumerate() {
        if tokens[..at].contains(token) {
            continue;
        }
        let other = &index.vocabulary[*token as usize];
        let mut mark = 0;
        for (info, weight) in view.infos.iter().zip(&view.weights) {
            let worth = worth_at_least(info, *weight, other);
            mark = mark.max(worth);
            if (1..=index.bounds.common).contains(&index.of_token.get(*token).len()) {
                sum += worth;
            }
        }
        match mark {
            0 => alone += u32::from(other.weight),
            mark => shared += mark,
        }
    }
    Places { sum, refined: shared.max(sum).saturating_sub(alone * 20) + 1 }
}
