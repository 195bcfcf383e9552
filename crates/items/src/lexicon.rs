//! Phrases of several languages that mean one thing.

use crate::words::{Word, words};
use std::collections::{HashMap, HashSet};

/// A meaning, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sense(pub u32);

/// Phrases and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    names: Vec<String>,
    by_name: HashMap<String, Sense>,
    /// Phrases of words between blanks, by their first word.
    latin: HashMap<String, Vec<(Vec<String>, Sense)>>,
    /// Phrases of characters, by the first.
    cjk: HashMap<char, Vec<(Vec<char>, Sense)>>,
    /// Words that no search is for.
    stops: HashSet<String>,
}

/// What a text says.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its words.
    pub words: Vec<Word>,
    /// Meanings found, sorted, each once.
    pub senses: Vec<Sense>,
    /// Where they stand: meaning, and the words from..to (of Chinese and Japanese, the characters
    /// within the word).
    pub spots: Vec<Spot>,
}

/// Where a meaning stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The meaning.
    pub sense: Sense,
    /// First word.
    pub word: usize,
    /// How many words.
    pub words: usize,
    /// Characters of the word, if it has no blanks.
    pub chars: Option<(usize, usize)>,
}

impl Reading {
    /// Is the meaning in the text?
    #[must_use]
    pub fn has(&self, sense: Sense) -> bool {
        self.senses.binary_search(&sense).is_ok()
    }
}

impl Lexicon {
    /// The meaning of that name, made if it is new.
    pub fn sense(&mut self, name: &str) -> Sense {
        if let Some(&sense) = self.by_name.get(name) {
            return sense;
        }
        let sense = Sense(self.names.len() as u32);
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), sense);
        sense
    }

    /// The meaning of that name, if there is one.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<Sense> {
        self.by_name.get(name).copied()
    }

    /// A meaning's name.
    #[must_use]
    pub fn name(&self, sense: Sense) -> &str {
        self.names.get(sense.0 as usize).map_or("", String::as_str)
    }

    /// Adds a phrase. One that mixes scripts (`Li电池`) counts as characters.
    pub fn add(&mut self, phrase: &str, sense: Sense) {
        let parts = words(phrase);
        if parts.iter().any(|word| word.cjk) {
            let text: Vec<char> = parts.iter().flat_map(|word| word.text.chars()).collect();
            if let Some(&first) = text.first() {
                self.cjk.entry(first).or_default().push((text, sense));
            }
            return;
        }
        let text: Vec<String> = parts.into_iter().map(|word| word.text).collect();
        if let Some(first) = text.first() {
            self.latin.entry(first.clone()).or_default().push((text, sense));
        }
    }

    /// A word that is not searched for.
    pub fn stop(&mut self, word: &str) {
        self.stops.extend(words(word).into_iter().map(|word| word.text));
    }

    /// Is it such a word?
    #[must_use]
    pub fn is_stop(&self, word: &str) -> bool {
        self.stops.contains(word)
    }

    /// Reads a text: its words, and every phrase in it.
    ///
    /// Cost: linear in the text, times the phrases that begin with one word.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading {
        let words = words(text);
        let mut spots = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if word.cjk {
                self.read_run(at, &word.text, &mut spots);
                continue;
            }
            for (phrase, sense) in self.latin.get(&word.text).into_iter().flatten() {
                let rest = words.get(at..at + phrase.len());
                if rest.is_some_and(|rest| rest.iter().zip(phrase).all(|(a, b)| a.text == *b)) {
                    spots.push(Spot { sense: *sense, word: at, words: phrase.len(), chars: None });
                }
            }
        }
        let mut senses: Vec<Sense> = spots.iter().map(|spot| spot.sense).collect();
        senses.sort_unstable();
        senses.dedup();
        Reading { words, senses, spots }
    }

    fn read_run(&self, at: usize, run: &str, spots: &mut Vec<Spot>) {
        let letters: Vec<char> = run.chars().collect();
        for (from, first) in letters.iter().enumerate() {
            for (phrase, sense) in self.cjk.get(first).into_iter().flatten() {
                if letters[from..].starts_with(phrase) {
                    let chars = Some((from, from + phrase.len()));
                    spots.push(Spot { sense: *sense, word: at, words: 1, chars });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_three_languages() {
        let mut lexicon = Lexicon::default();
        let oxide = lexicon.sense("oxide");
        let dysprosium = lexicon.sense("dysprosium");
        let magnet = lexicon.sense("magnet");
        for (phrase, sense) in [
            ("oxide", oxide),
            ("氧化", oxide),
            ("酸化", oxide),
            ("dysprosium", dysprosium),
            ("镝", dysprosium),
            ("ジスプロシウム", dysprosium),
            ("permanent magnet", magnet),
        ] {
            lexicon.add(phrase, sense);
        }
        for (text, expected) in [
            ("Dysprosium oxides", vec![oxide, dysprosium]),
            ("高纯氧化镝粉", vec![oxide, dysprosium]),
            ("酸化ジスプロシウム", vec![oxide, dysprosium]),
            ("permanent magnets", vec![magnet]),
            ("magnet, permanent", vec![]),
        ] {
            assert_eq!(lexicon.read(text).senses, expected, "{text}");
        }
    }
}
