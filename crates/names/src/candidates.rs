//! The few names that a question may be about, without looking at all.

use crate::compare::distance;
use crate::index::{Asked, Index, View};
use crate::script::Script;
use crate::sounds::{self, System};
use crate::token::{Info, hash};
use crate::words::Class;

/// Most names that are scored for a view of a query.
const MOST: usize = 40;
/// Names that may be counted for the common words of a query, once rarer words have found some.
const BUDGET: usize = 12_000;

/// Memory that is kept from one question to the next.
#[derive(Debug)]
pub(crate) struct Scratch {
    sums: Vec<u32>,
    touched: Vec<u32>,
    shared: Vec<u8>,
    tokens: Vec<u32>,
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

/// How sure a shared key of a system makes that two tokens are one.
fn sure(system: System) -> u32 {
    match system {
        System::Written | System::Concept | System::Number => 100,
        System::Pinyin | System::Japanese | System::General | System::Given => 90,
        System::Wade | System::Korean | System::Arabic => 80,
        System::Loan => 70,
        System::Deletion => 75,
    }
}

impl Scratch {
    pub(crate) fn new(names: usize, tokens: usize) -> Self {
        Scratch {
            sums: vec![0; names],
            touched: Vec::new(),
            shared: vec![0; tokens],
            tokens: Vec::new(),
        }
    }

    /// The most promising names, best first.
    pub(crate) fn candidates(&mut self, index: &Index, asked: &Asked) -> Vec<u32> {
        let mut all: Vec<u32> = Vec::with_capacity(MOST);
        for view in &asked.views {
            self.view(index, view);
            self.touched.sort_unstable();
            let mut found: Vec<(u32, u32)> = self
                .touched
                .iter()
                .map(|name| (u32::MAX - self.sums[*name as usize], *name))
                .collect();
            for name in self.touched.drain(..) {
                self.sums[name as usize] = 0;
            }
            if found.len() > MOST {
                found.select_nth_unstable(MOST - 1);
                found.truncate(MOST);
            }
            found.sort_unstable();
            // What shares less than a third of the best is not worth scoring.
            let best = found.first().map_or(0, |(rest, _)| u32::MAX - rest);
            found.retain(|(rest, _)| (u32::MAX - rest) * 3 >= best);
            for (_, name) in found {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
        }
        all
    }

    fn add(&mut self, name: u32, weight: u32) {
        let sum = &mut self.sums[name as usize];
        if *sum == 0 {
            self.touched.push(name);
        }
        *sum += weight;
    }

    fn view(&mut self, index: &Index, view: &View) {
        // (names to count, token, sureness × weight) of each token of the query.
        let mut lists: Vec<(usize, Vec<(u32, u32)>)> = Vec::with_capacity(view.infos.len());
        for (info, weight) in view.infos.iter().zip(&view.weights) {
            if *weight == 0 {
                continue;
            }
            let found = self.like(index, info);
            let count = found.iter().map(|(token, _)| index.of_token.get(*token).len()).sum();
            let found =
                found.into_iter().map(|(token, sure)| (token, sure * u32::from(*weight))).collect();
            lists.push((count, found));
        }
        lists.sort_by_key(|(count, _)| *count);
        self.joins(index, view);
        let mut spent = 0;
        for (count, found) in lists {
            if spent + count > BUDGET && !self.touched.is_empty() {
                break;
            }
            spent += count;
            for (token, weight) in found {
                for name in index.of_token.get(token) {
                    self.add(*name, weight);
                }
            }
        }
    }

    /// Tokens of the index that may be the query's token.
    fn like(&mut self, index: &Index, info: &Info) -> Vec<(u32, u32)> {
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(16);
        for (system, hash) in &info.keys {
            let latin = match system {
                System::Korean | System::Loan => !info.is_latin(),
                _ => info.is_latin(),
            };
            let key = crate::index::key(*system, latin, *hash);
            found.extend(index.keys.get(key).iter().map(|token| (*token, sure(*system))));
        }
        let written = found.iter().any(|(_, sure)| *sure == 100);
        if !written && info.is_latin() && info.length >= 6 && info.is_own() {
            self.spelt(index, info, &mut found);
        }
        found.sort_unstable_by_key(|(token, sure)| (*token, u32::MAX - sure));
        found.dedup_by_key(|(token, _)| *token);
        found
    }

    /// Words up to three edits away, by their pairs of letters.
    fn spelt(&mut self, index: &Index, info: &Info, found: &mut Vec<(u32, u32)>) {
        let most = if info.length >= 12 { 3 } else { 2 };
        let needed = (usize::from(info.length) + 1).saturating_sub(2 * most + 1).max(3);
        for gram in grams(&info.text) {
            for token in index.grams.get(gram) {
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
                && other.length.abs_diff(info.length) <= most as u8
                && (other.letters ^ info.letters).count_ones() <= 2 * most as u32
                && distance(info.text.as_bytes(), other.text.as_bytes(), most).is_some()
            {
                found.push((token, 70));
            }
        }
    }

    /// Words written together on one side and apart on the other, and abbreviations.
    fn joins(&mut self, index: &Index, view: &View) {
        let infos = &view.infos;
        for (info, weight) in infos.iter().zip(&view.weights) {
            if info.number.is_some() || *weight == 0 {
                continue;
            }
            let weight = u32::from(*weight) * 80;
            let mut texts: Vec<&str> = vec![&info.text];
            texts.extend(info.sounds.iter().map(|sound| &**sound));
            for text in texts {
                self.add_joined(index, hash(text), weight);
            }
            if info.class == Class::Word
                && (3..=6).contains(&info.length)
                && info.script == Script::Latin
            {
                self.add_joined(index, hash(&format!("@{}", info.text)), weight);
            }
        }
        let mut text = String::new();
        for start in 0..infos.len() {
            text.clear();
            let mut weight = 0;
            for end in start..infos.len().min(start + 4) {
                let info = &infos[end];
                if info.number.is_some()
                    || info.class == Class::Legal
                    || info.length > 10
                    || info.is_latin() != infos[start].is_latin()
                {
                    break;
                }
                text.push_str(&info.text);
                weight += u32::from(view.weights[end]) * 80;
                if end > start && text.len() >= 4 {
                    self.together(index, &text, info.is_latin(), weight);
                    for turn in start + 1..=end {
                        if end - start > 2 {
                            break;
                        }
                        let turned: String = infos[turn..=end]
                            .iter()
                            .chain(&infos[start..turn])
                            .map(|i| &*i.text)
                            .collect();
                        self.together(index, &turned, info.is_latin(), weight);
                    }
                }
            }
        }
        self.initials(index, view);
    }

    fn initials(&mut self, index: &Index, view: &View) {
        for legal in [false, true] {
            let mut letters = String::new();
            for info in &view.infos {
                let drop = matches!(info.class, Class::Stop | Class::Title | Class::Number)
                    || (!legal && info.class == Class::Legal);
                if !drop && (info.is_latin() || info.concept != 0) {
                    crate::align::push_initials(&mut letters, info);
                }
            }
            if (3..=7).contains(&letters.len()) {
                self.add_key(index, System::Written, true, hash(&letters), 8_000);
            }
        }
    }

    fn together(&mut self, index: &Index, text: &str, latin: bool, weight: u32) {
        self.add_key(index, System::Written, latin, hash(text), weight);
        if !latin {
            return;
        }
        if let Some(key) = sounds::japanese(text) {
            self.add_key(index, System::Japanese, true, hash(&key), weight);
        }
        if sounds::pinyin(text).is_some() {
            self.add_key(index, System::Pinyin, true, hash(text), weight);
        }
        if let Some(key) = sounds::wade_key(text) {
            self.add_key(index, System::Wade, true, hash(&key), weight);
        }
        if text.len() >= 5 {
            self.add_key(index, System::General, true, hash(&sounds::general(text)), weight);
            self.add_key(index, System::Korean, false, hash(&sounds::korean(text)), weight);
            self.add_key(index, System::Loan, false, hash(&sounds::loan(text)), weight);
            self.add_key(index, System::Arabic, true, hash(&sounds::arabic(text)), weight);
        }
        if text.len() >= 8 {
            self.add_key(index, System::Deletion, true, hash(text), weight);
        }
    }

    fn add_key(&mut self, index: &Index, system: System, latin: bool, hash: u32, weight: u32) {
        for token in index.keys.get(crate::index::key(system, latin, hash)) {
            let names = index.of_token.get(*token);
            if names.len() <= BUDGET {
                for name in names {
                    self.add(*name, weight);
                }
            }
        }
    }

    fn add_joined(&mut self, index: &Index, hash: u32, weight: u32) {
        for name in index.joins.get(hash) {
            self.add(*name, weight);
        }
    }
}
