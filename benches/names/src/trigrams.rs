//! The plainest thing that works: trigrams of the whole name in memory, the fifty that share most scored by
//! the edit distance of their sorted words.

use bench_names::measure::{Built, Pass};
use bench_names::{Name, Question};
use std::collections::HashMap;

const TOP: usize = 50;

/// The index.
pub struct Trigrams<'n> {
    all: &'n [Name],
    texts: Vec<Vec<char>>,
    postings: HashMap<[char; 3], Vec<u32>>,
    built: Built,
}

fn plain(text: &str) -> Vec<char> {
    let mut words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort();
    words.join(" ").chars().collect()
}

fn keys(text: &[char]) -> Vec<[char; 3]> {
    let mut padded = vec![' '];
    padded.extend(text);
    padded.push(' ');
    let mut keys: Vec<[char; 3]> = padded.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl<'n> Trigrams<'n> {
    /// Builds it.
    pub fn build(all: &'n [Name]) -> Self {
        let ((texts, postings), built) = Built::time(|| {
            let texts: Vec<Vec<char>> = all.iter().map(|name| plain(&name.text)).collect();
            let mut postings: HashMap<[char; 3], Vec<u32>> = HashMap::new();
            for (at, text) in texts.iter().enumerate() {
                for key in keys(text) {
                    postings.entry(key).or_default().push(at as u32);
                }
            }
            (texts, postings)
        });
        Trigrams { all, texts, postings, built }
    }

    /// Asks all questions.
    pub fn pass(&self, asked: &[Question]) {
        let (mut counts, mut pass, mut found) = (vec![0u16; self.all.len()], Pass::default(), 0);
        for question in asked {
            let ranked = pass.ask(|| self.ask(&question.text, &mut counts));
            found += usize::from(question.entry.as_ref().is_some_and(|entry| {
                ranked.iter().any(|(_, at)| self.all[*at as usize].entry == *entry)
            }));
        }
        pass.print(
            "trigrams",
            self.built,
            &[
                ("candidates", found),
                ("of", asked.iter().filter(|question| question.entry.is_some()).count()),
            ],
        );
    }

    fn ask(&self, question: &str, counts: &mut [u16]) -> Vec<(usize, u32)> {
        let text = plain(question);
        let mut touched: Vec<u32> = Vec::new();
        for key in keys(&text) {
            for at in self.postings.get(&key).into_iter().flatten() {
                if counts[*at as usize] == 0 {
                    touched.push(*at);
                }
                counts[*at as usize] += 1;
            }
        }
        if touched.len() > TOP {
            touched.select_nth_unstable_by_key(TOP - 1, |at| {
                (std::cmp::Reverse(counts[*at as usize]), *at)
            });
        }
        let mut ranked: Vec<(usize, u32)> = touched
            .iter()
            .take(TOP)
            .map(|at| (edits(&text, &self.texts[*at as usize]), *at))
            .collect();
        for at in touched {
            counts[at as usize] = 0;
        }
        ranked.sort_unstable();
        ranked
    }
}

fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let cost = (row[j] + 1).min(row[j + 1] + 1).min(corner + usize::from(a != b));
            corner = row[j + 1];
            row[j + 1] = cost;
        }
    }
    row[other.len()]
}
