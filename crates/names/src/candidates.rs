//! The few names that a question may be about, without looking at all.

mod meet;
mod together;

use crate::compare::distance;
use crate::index::{Asked, Index, View};
use crate::script::Script;
use crate::sounds::System;
use crate::token::Info;
use crate::words::Class;
pub(crate) use meet::{Meeting, Part, Places, at_least, known};

/// How many names are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// A word of more names than these is counted only if a query has no other.
    pub common: usize,
    /// Names whose tokens are looked at.
    pub wide: usize,
    /// Most names that are scored for a view of a query.
    pub most: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds { common: 2_000, wide: 128, most: 20 }
    }
}

impl Bounds {
    /// Most names that are counted for a word that parts of a query make together.
    pub(crate) fn common_joined(&self) -> usize {
        self.common * 3 / 4
    }

    /// Names better than what another can reach, from which on the other is not looked at.
    fn surely(&self) -> usize {
        self.most * MOST_OF_ONE
    }
}

/// Most names of one party that are scored.
const MOST_OF_ONE: usize = 3;
/// Shortest word that is looked for with two slips in it.
const LEAST_SPELT: u8 = 7;
/// Names of a word from which on it is worth knowing whether new ones still count.
const MANY: usize = 100;
/// Lengths of words that are up to three letters longer or shorter.
const LENGTHS: usize = 7;

/// Memory that is kept from one question to the next.
#[derive(Debug)]
pub(crate) struct Scratch {
    sums: Vec<u32>,
    touched: Vec<u32>,
    shared: Vec<u8>,
    tokens: Vec<u32>,
    /// What the tokens that were not counted are worth together: common ones, and those without weight in a name.
    uncounted: u32,
    marks: Vec<Mark>,
    marked: Vec<u32>,
    /// Names by what they share, while the best are looked for.
    found: Vec<u64>,
}

/// A token of the index: the two are looked at together, for many names.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// What it is worth to the query; four words together are worth less than half of what fits.
    worth: u16,
    /// What it weighs.
    weight: u16,
}

/// A name and what it shares: the most first, then by number.
fn ranked(shared: u32, name: u32) -> u64 {
    u64::from(u32::MAX - shared) << 32 | u64::from(name)
}

fn name_of(ranked: u64) -> u32 {
    ranked as u32
}

fn shared_of(ranked: u64) -> u32 {
    u32::MAX - (ranked >> 32) as u32
}

/// Pairs of letters of a word, with its ends.
pub(crate) fn grams(text: &str) -> impl Iterator<Item = u32> + '_ {
    let bytes = text.as_bytes();
    let at = |index: usize| u32::from(bytes.get(index).copied().unwrap_or(b'$'));
    (0..=bytes.len()).map(move |index| match index {
        0 => u32::from(b'^') << 8 | at(0),
        _ => at(index - 1) << 8 | at(index),
    })
}

/// The key of a pair of letters in words of a length.
pub(crate) fn gram_key(gram: u32, length: u8) -> u64 {
    u64::from(length) << 32 | u64::from(gram)
}

/// How sure a shared key of a system makes that two tokens are one.
fn sure(system: System) -> u32 {
    match system {
        System::Written | System::Concept | System::Number => 100,
        System::Pinyin | System::Japanese | System::General => 85,
        System::Given => 75,
        System::Wade | System::Korean | System::Arabic => 70,
        System::Loan | System::Deletion => 60,
        System::Prefix => 55,
    }
}

/// What shares less than two fifths of the best is not worth scoring.
fn little(shared: u32, best: u32) -> bool {
    u64::from(shared) * 5 < u64::from(best) * 2
}

/// Leaves the best names, few of any one party: some have dozens.
fn few_of_one(index: &Index, found: &mut Vec<u64>) {
    let most = index.bounds.most;
    let mut kept: Vec<u32> = Vec::with_capacity(most);
    found.retain(|one| {
        let party = index.names[name_of(*one) as usize].party;
        let fits =
            kept.len() < most && kept.iter().filter(|one| **one == party).count() < MOST_OF_ONE;
        if fits {
            kept.push(party);
        }
        fits
    });
}

impl Scratch {
    pub(crate) fn new(index: &Index) -> Self {
        let weights = index.vocabulary.iter().map(|info| info.weight);
        Scratch {
            sums: vec![0; index.names.len()],
            touched: Vec::new(),
            shared: vec![0; index.vocabulary.len()],
            tokens: Vec::new(),
            uncounted: 0,
            marks: weights.map(|weight| Mark { worth: 0, weight }).collect(),
            marked: Vec::new(),
            found: Vec::new(),
        }
    }

    /// The most promising names, best first.
    pub(crate) fn candidates(&mut self, index: &Index, asked: &Asked) -> Vec<u32> {
        let mut all: Vec<u32> = Vec::with_capacity(index.bounds.most);
        for view in &asked.views {
            self.view(index, view);
            let mut found = std::mem::take(&mut self.found);
            self.widest(index, &mut found);
            self.best(index, &mut found);
            for one in &found {
                let name = name_of(*one);
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            self.found = found;
            self.clear();
        }
        all
    }

    /// The names that share most by what was counted, best first.
    fn widest(&self, index: &Index, found: &mut Vec<u64>) {
        let wide = index.bounds.wide;
        found.clear();
        found.extend(self.touched.iter().map(|name| ranked(self.sums[*name as usize], *name)));
        if found.len() > wide {
            found.select_nth_unstable(wide - 1);
            found.truncate(wide);
        }
        found.sort_unstable();
    }

    /// Those that are worth scoring, by all their tokens. Whether all were looked at.
    fn best(&self, index: &Index, found: &mut Vec<u64>) -> bool {
        let all = self.refine(index, found);
        found.sort_unstable();
        few_of_one(index, found);
        let best = found.first().map_or(0, |one| shared_of(*one));
        found.retain(|one| !little(shared_of(*one), best));
        all
    }

    /// Puts what names share by all their tokens for what was counted, and drops those that cannot be among the
    /// best: what was not counted adds so much at most.
    fn refine(&self, index: &Index, found: &mut Vec<u64>) -> bool {
        let surely = index.bounds.surely();
        // The best so far, falling.
        let mut best: Vec<u32> = Vec::with_capacity(surely + 1);
        for at in 0..found.len() {
            let (name, sum) = (name_of(found[at]), shared_of(found[at]));
            let most = sum + self.uncounted + 1;
            let cut = best.get(surely - 1).is_some_and(|least| *least > most);
            if cut || best.first().is_some_and(|best| little(most, *best)) {
                found.truncate(at);
                return false;
            }
            let refined = self.refined(index, name, sum);
            if best.len() < surely || best.last().is_some_and(|least| *least < refined) {
                best.insert(best.partition_point(|one| *one >= refined), refined);
                best.truncate(surely);
            }
            found[at] = ranked(refined, name);
        }
        true
    }

    /// What a name shares by all its tokens, the common ones too, less what it has of its own.
    fn refined(&self, index: &Index, name: u32, sum: u32) -> u32 {
        let mut shared = 0;
        let mut alone = 0;
        let tokens = index.tokens(name, false);
        for (at, token) in tokens.iter().enumerate() {
            // A name that says a word three times does not share it three times.
            if tokens[..at].contains(token) {
                continue;
            }
            match self.marks[*token as usize] {
                Mark { worth: 0, weight } => alone += u32::from(weight),
                Mark { worth, .. } => shared += u32::from(worth),
            }
        }
        let tokens = index.tokens(name, true);
        let once = tokens.iter().enumerate().filter(|(at, token)| !tokens[..*at].contains(token));
        let apart =
            once.map(|(_, token)| u32::from(self.marks[*token as usize].worth)).sum::<u32>();
        // Words written together are in the sum only.
        (shared.max(apart).max(sum)).saturating_sub(alone * 20) + 1
    }

    fn add(&mut self, name: u32, weight: u32) {
        if weight == 0 {
            return;
        }
        let sum = &mut self.sums[name as usize];
        if *sum == 0 {
            self.touched.push(name);
        }
        *sum += weight;
    }

    fn view(&mut self, index: &Index, view: &View) {
        // (names to count, token, sureness × weight) of each token that may be one of the query's.
        let mut lists: Vec<(usize, u32, u32)> = Vec::with_capacity(view.infos.len() * 8);
        self.uncounted = 0;
        for (info, weight) in view.infos.iter().zip(&view.weights) {
            if *weight == 0 {
                continue;
            }
            for (token, sure) in self.like(index, info) {
                let worth = sure * u32::from(*weight);
                let count = index.of_token.get(token).len();
                self.uncounted +=
                    if (1..=index.bounds.common).contains(&count) { 0 } else { worth };
                lists.push((count, token, worth));
                self.mark(token, worth);
            }
        }
        lists.sort_unstable();
        self.joins(index, view);
        let rare = lists.partition_point(|(count, ..)| *count <= index.bounds.common);
        let rarest = &lists[..rare];
        let mut rest: u32 = rarest.iter().map(|(_, _, worth)| *worth).sum();
        let mut closed = false;
        for (count, token, worth) in rarest {
            // Once so many names share more than all lists that are left, others cannot be among the best.
            if !closed && *count >= MANY && self.touched.len() >= index.bounds.wide {
                let more = self.touched.iter().filter(|name| self.sums[**name as usize] > rest);
                closed = more.take(index.bounds.wide).count() == index.bounds.wide;
            }
            for name in index.of_token.get(*token) {
                if closed {
                    let sum = &mut self.sums[*name as usize];
                    *sum += if *sum > 0 { *worth } else { 0 };
                } else {
                    self.add(*name, *worth);
                }
            }
            rest -= worth;
        }
        if self.touched.is_empty() {
            for (_, token, worth) in &lists[rare..] {
                for name in index.of_token.get(*token) {
                    self.add(*name, *worth);
                }
            }
        }
    }

    fn clear(&mut self) {
        for name in self.touched.drain(..) {
            self.sums[name as usize] = 0;
        }
        for token in self.marked.drain(..) {
            self.marks[token as usize].worth = 0;
        }
    }

    fn mark(&mut self, token: u32, worth: u32) {
        let mark = &mut self.marks[token as usize].worth;
        if *mark == 0 {
            self.marked.push(token);
        }
        *mark = (*mark).max(worth.min(u32::from(u16::MAX)) as u16);
    }

    /// Tokens of the index that may be the query's token.
    fn like(&mut self, index: &Index, info: &Info) -> Vec<(u32, u32)> {
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(16);
        for (system, hash) in &info.keys {
            // Few consonants are those of too many words.
            if *system == System::Arabic && info.script == Script::Latin && info.length < 5 {
                continue;
            }
            let latin = match system {
                System::Korean | System::Loan => !info.is_latin(),
                _ => info.is_latin(),
            };
            let key = crate::index::key(*system, latin, *hash);
            found.extend(index.keys.get(key).iter().map(|token| (*token, sure(*system))));
            let bridges: &[System] = match system {
                System::Pinyin | System::Japanese if info.is_latin() => &[System::Prefix],
                System::Prefix => &[System::Pinyin, System::Japanese],
                _ => &[],
            };
            for bridge in bridges {
                let key = crate::index::key(*bridge, info.is_latin(), *hash);
                let tokens = index.keys.get(key);
                found.extend(tokens.iter().map(|token| (*token, sure(System::Prefix))));
            }
        }
        if info.is_own() || info.class == Class::Generic || info.script.is_glued() {
            for hash in &info.deletions {
                let key = crate::index::key(System::Deletion, info.is_latin(), *hash);
                found.extend(
                    index.keys.get(key).iter().map(|token| (*token, sure(System::Deletion))),
                );
            }
        }
        // A word that is known, by its letters or its sound, is not looked for with two slips.
        let known = found.iter().any(|(_, known)| *known >= sure(System::Given));
        if !known && info.is_latin() && info.length >= LEAST_SPELT && info.is_own() {
            self.spelt(index, info, &mut found);
        }
        found.sort_unstable_by_key(|(token, sure)| (*token, u32::MAX - sure));
        found.dedup_by_key(|(token, _)| *token);
        found
    }

    /// Words up to three edits away, by their pairs of letters.
    fn spelt(&mut self, index: &Index, info: &Info, found: &mut Vec<(u32, u32)>) {
        let most = if info.length >= 12 { 3 } else { 2 };
        let shared = (usize::from(info.length) + 1).saturating_sub(2 * most + 1).max(3);
        let needed = shared;
        // Who shares enough pairs shares one of the rarest: the others need not be counted.
        let lengths =
            info.length.saturating_sub(most as u8)..=info.length.saturating_add(most as u8);
        let mut lists: Vec<(usize, [&[u32]; LENGTHS])> = grams(&info.text)
            .map(|gram| {
                let mut lists: [&[u32]; LENGTHS] = [&[]; LENGTHS];
                for (list, length) in lists.iter_mut().zip(lengths.clone()) {
                    *list = index.grams.get(gram_key(gram, length));
                }
                (lists.iter().map(|list| list.len()).sum(), lists)
            })
            .collect();
        lists.sort_by_key(|(count, _)| *count);
        let rare = (lists.len() - needed.min(lists.len()) + 2).min(lists.len());
        let needed = needed.saturating_sub(lists.len() - rare).max(2);
        for list in lists[..rare].iter().flat_map(|(_, lists)| lists) {
            for token in *list {
                let count = &mut self.shared[*token as usize];
                if *count == 0 {
                    self.tokens.push(*token);
                }
                *count = count.saturating_add(1);
            }
        }
        for token in self.tokens.drain(..) {
            let count = std::mem::take(&mut self.shared[token as usize]);
            let other = &index.vocabulary[token as usize];
            if usize::from(count) >= needed
                && (other.letters ^ info.letters).count_ones() <= 2 * most as u32
                && distance(info.text.as_bytes(), other.text.as_bytes(), most).is_some()
                && grams(&info.text)
                    .filter(|gram| grams(&other.text).any(|one| one == *gram))
                    .count()
                    >= shared
            {
                found.push((token, 55));
            }
        }
    }
}
