//! Entries ranked by the words and the tariff number of an item.
//!
//! A document is one entry: its titles, notes and what stands above it, each field with a weight. The
//! weighting of terms by frequency and length is BM25 (the crate `bm25`); everything after it is in
//! whole numbers, so that a score is the same on every machine.

use crate::lexicon::{Lexicon, Reading, Sense};
use crate::words::terms;
use bm25::{Embedder, EmbedderBuilder, Tokenizer};
use std::collections::HashMap;

/// One in the fixed-point numbers of scores.
pub const ONE: u64 = 256;

/// What an index holds of an entry.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Texts with their weight, as a number of repetitions.
    pub fields: Vec<(String, u32)>,
    /// Tariff numbers that the entry names, digits only.
    pub hs: Vec<String>,
    /// Does it only head the entries below it?
    pub heads: bool,
    /// Is it about software or technology? The meaning that its title says so with.
    pub sort: Option<Sense>,
}

/// A document found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number.
    pub document: usize,
    /// Its score, in 1/256.
    pub score: u64,
    /// The part of the score that the tariff number gave.
    pub hs: Option<HsMatch>,
}

/// How far a tariff number agrees with one that an entry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HsMatch {
    /// The same heading of four digits.
    Heading,
    /// The same subheading of six digits.
    Subheading,
    /// One begins with the other, beyond six digits.
    Line,
}

impl HsMatch {
    /// How far two numbers agree; `None` if not in the heading.
    #[must_use]
    pub fn of(given: &str, named: &str) -> Option<HsMatch> {
        let same = given.bytes().zip(named.bytes()).take_while(|(a, b)| a == b).count();
        let shorter = given.len().min(named.len());
        match same {
            7.. if same == shorter => Some(HsMatch::Line),
            6.. => Some(HsMatch::Subheading),
            4.. => Some(HsMatch::Heading),
            _ => None,
        }
    }

    fn score(self) -> u64 {
        match self {
            HsMatch::Heading => 3 * ONE,
            HsMatch::Subheading => 9 * ONE,
            HsMatch::Line => 12 * ONE,
        }
    }
}

/// The index: an inverted file in memory.
#[derive(Debug)]
pub struct Index {
    /// Documents with their weights by term, sorted by document.
    postings: HashMap<u64, Posting>,
    hs: HashMap<String, Vec<(String, u32)>>,
    heads: Vec<bool>,
    sorts: Vec<Option<Sense>>,
}

#[derive(Debug, Default)]
struct Posting {
    /// How rare the term is, in 1/256.
    rarity: u64,
    /// Documents and the term's weight in them, in 1/256.
    documents: Vec<(u32, u32)>,
}

/// Terms are joined by blanks before they reach the library.
struct Blanks;

impl Tokenizer for Blanks {
    fn tokenize(&self, text: &str) -> Vec<String> {
        text.split(' ').filter(|term| !term.is_empty()).map(str::to_owned).collect()
    }
}

impl Index {
    /// Makes the index. Cost: linear in the texts.
    #[must_use]
    pub fn new(documents: &[Document], lexicon: &Lexicon) -> Index {
        let texts: Vec<String> = documents.iter().map(|one| joined(one, lexicon)).collect();
        let length = texts.iter().map(|text| text.split(' ').count()).sum::<usize>();
        let average = length.checked_div(texts.len()).unwrap_or(1).max(1);
        let average = f32::from(u16::try_from(average).unwrap_or(u16::MAX));
        let embedder: Embedder<u64, Blanks> =
            EmbedderBuilder::with_tokenizer_and_fit_to_corpus(Blanks, &[])
                .avgdl(average)
                .b(0.4)
                .build();
        let mut postings: HashMap<u64, Posting> = HashMap::new();
        for (at, text) in texts.iter().enumerate() {
            for term in embedder.embed(text).iter() {
                let known = &mut postings.entry(term.index).or_default().documents;
                if known.last().is_none_or(|(last, _)| *last as usize != at) {
                    known.push((at as u32, whole(term.value)));
                }
            }
        }
        for posting in postings.values_mut() {
            posting.rarity = rarity(documents.len(), posting.documents.len());
        }
        let mut hs: HashMap<String, Vec<(String, u32)>> = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            for number in &document.hs {
                if let Some(heading) = number.get(..4) {
                    hs.entry(heading.to_owned()).or_default().push((number.clone(), at as u32));
                }
            }
        }
        let heads = documents.iter().map(|one| one.heads).collect();
        let sorts = documents.iter().map(|one| one.sort).collect();
        Index { postings, hs, heads, sorts }
    }

    /// Documents that share a term or a heading with the text, and those that `boosts` names (with
    /// what they are worth), in no order.
    ///
    /// Cost: linear in the documents that share a term.
    #[must_use]
    pub fn find(
        &self,
        reading: &Reading,
        lexicon: &Lexicon,
        hs: Option<&str>,
        boosts: &[(usize, u64)],
    ) -> Vec<Hit> {
        let mut scores = vec![0_u64; self.heads.len()];
        for (term, weight) in query(reading, lexicon) {
            let Some(posting) = self.postings.get(&key(&term)) else { continue };
            for (document, value) in &posting.documents {
                let value = posting.rarity * u64::from(*value) * weight / (ONE * ONE);
                scores[*document as usize] += value;
            }
        }
        for (document, score) in scores.iter_mut().enumerate() {
            if self.heads[document] {
                *score = *score * 3 / 5;
            }
            // Goods are rarely described by entries on software or technology.
            if self.sorts[document].is_some_and(|sort| !reading.has(sort)) {
                *score /= 3;
            }
        }
        let mut by_hs: HashMap<u32, HsMatch> = HashMap::new();
        let near = hs.and_then(|hs| Some((hs, self.hs.get(hs.get(..4)?)?)));
        for (hs, (named, document)) in
            near.into_iter().flat_map(|(hs, near)| near.iter().map(move |one| (hs, one)))
        {
            if let Some(found) = HsMatch::of(hs, named) {
                let best = by_hs.entry(*document).or_insert(found);
                *best = found.max(*best);
            }
        }
        for (document, found) in &by_hs {
            scores[*document as usize] += found.score();
        }
        for (document, worth) in boosts {
            scores[*document] += worth;
        }
        let found = scores.into_iter().enumerate().filter(|(_, score)| *score > 0);
        found
            .map(|(document, score)| Hit {
                document,
                score,
                hs: by_hs.get(&(document as u32)).copied(),
            })
            .collect()
    }

    /// The words and meanings of the text that a document shares, the rarest first.
    #[must_use]
    pub fn shared(&self, document: usize, reading: &Reading, lexicon: &Lexicon) -> Vec<String> {
        let mut shared: Vec<(u64, String)> = Vec::new();
        for (term, _) in query(reading, lexicon) {
            let Some(posting) = self.postings.get(&key(&term)) else { continue };
            let at = posting.documents.binary_search_by_key(&(document as u32), |(one, _)| *one);
            if at.is_ok() {
                let shown = term.strip_prefix('~').unwrap_or(&term).replace('-', " ");
                shared.push((posting.rarity, shown));
            }
        }
        shared.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut texts: Vec<String> = Vec::new();
        for (_, text) in shared {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// About how many bytes the index holds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let postings: usize = self.postings.values().map(|one| 48 + one.documents.len() * 8).sum();
        let hs: usize = self.hs.values().flatten().map(|(number, _)| 32 + number.len()).sum();
        postings + hs + self.heads.len()
    }
}

/// A score in `0..=1000`: what grows without end comes near to a thousand.
#[must_use]
pub fn score(raw: u64) -> u16 {
    let of = raw.saturating_mul(1000) / (raw + 24 * ONE);
    u16::try_from(of).unwrap_or(1000).min(1000)
}

/// Terms of a document, each as often as its field weighs.
fn joined(document: &Document, lexicon: &Lexicon) -> String {
    let mut text = String::new();
    for (field, weight) in &document.fields {
        let reading = lexicon.read(field);
        for _ in 0..*weight {
            for term in terms(&reading.words) {
                text.push_str(&term);
                text.push(' ');
            }
            for sense in &reading.senses {
                text.push_str(&sense_term(*sense, lexicon));
                text.push(' ');
            }
        }
    }
    text
}

fn sense_term(sense: Sense, lexicon: &Lexicon) -> String {
    format!("~{}", lexicon.name(sense).replace(' ', "-"))
}

/// The terms of a query with their weights: a meaning weighs more than the word itself, since the
/// word counts besides.
fn query(reading: &Reading, lexicon: &Lexicon) -> Vec<(String, u64)> {
    let mut terms: Vec<String> = terms(&reading.words);
    terms.retain(|term| !lexicon.is_stop(term));
    terms.sort_unstable();
    terms.dedup();
    let words = terms.into_iter().map(|term| (term, ONE));
    let common = |sense: &&Sense| {
        let name = lexicon.name(**sense);
        !["neutral ", "denying ", "stated:", "zero:"].iter().any(|start| name.starts_with(start))
    };
    let senses = reading
        .senses
        .iter()
        .filter(common)
        .map(|sense| (sense_term(*sense, lexicon), ONE * 3 / 2));
    words.chain(senses).collect()
}

fn key(term: &str) -> u64 {
    <u64 as bm25::TokenEmbedder>::embed(term)
}

/// A weight of the library in 1/256.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "weights lie in 0..3")]
fn whole(weight: f32) -> u32 {
    (weight * 256.0).round() as u32
}

/// `log2(1 + (all - with + 0.5) / (with + 0.5))` in 1/256.
fn rarity(all: usize, with: usize) -> u64 {
    let (all, with) = (all as u64, with as u64);
    let ratio = ((2 * all + 2) << 16) / (2 * with + 1);
    log2(ratio).saturating_sub(16 * ONE)
}

/// The logarithm to the base of two, in 1/256; by squaring, digit by digit.
fn log2(value: u64) -> u64 {
    let whole = u64::from(value.max(1).ilog2());
    let mut rest = u128::from(value) << 32 >> whole;
    let mut digits = 0;
    for _ in 0..8 {
        rest = (rest * rest) >> 32;
        digits <<= 1;
        if rest >= 2 << 32 {
            rest >>= 1;
            digits |= 1;
        }
    }
    whole * ONE + digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms() {
        for (value, expected) in [(1, 0), (2, 256), (3, 405), (1024, 2560)] {
            assert_eq!(log2(value), expected, "{value}");
        }
    }

    #[test]
    fn tariff_numbers_agree_from_the_left() {
        for (given, named, expected) in [
            ("848620", "848620", Some(HsMatch::Subheading)),
            ("8486203100", "848620", Some(HsMatch::Subheading)),
            ("2846901520", "2846901520", Some(HsMatch::Line)),
            ("28469015", "2846901520", Some(HsMatch::Line)),
            ("2846901920", "2846901520", Some(HsMatch::Subheading)),
            ("848640", "848620", Some(HsMatch::Heading)),
            ("848640", "8486", Some(HsMatch::Heading)),
            ("850511", "848620", None),
        ] {
            assert_eq!(HsMatch::of(given, named), expected, "{given} {named}");
        }
    }

    #[test]
    fn the_rarer_word_ranks_first() {
        let mut lexicon = Lexicon::default();
        let magnet = lexicon.sense("magnet");
        for phrase in ["magnet", "磁体"] {
            lexicon.add(phrase, magnet);
        }
        let document = |text: &str, hs: &str| Document {
            fields: vec![(text.to_owned(), 2)],
            hs: vec![hs.to_owned()],
            ..Document::default()
        };
        let index = Index::new(
            &[document("dysprosium magnet", "850511"), document("oxide of dysprosium", "284690")],
            &lexicon,
        );
        let best = |text: &str, hs: Option<&str>| {
            let hits = index.find(&lexicon.read(text), &lexicon, hs, &[]);
            hits.into_iter().max_by_key(|hit| hit.score).map(|hit| hit.document)
        };
        assert_eq!(best("dysprosium magnets", None), Some(0));
        assert_eq!(best("磁体", None), Some(0));
        assert_eq!(best("dysprosium", Some("2846901520")), Some(1));
        assert_eq!(best("chair", None), None);
    }
}
