//! Passages → sentences, each with its words marked.

use super::lexicon::{Found, Lexicon, of};
use super::rules::Marked;
use super::token::{Sort, Token, tokens};
use super::{number, time};
use crate::read::text::{Kind, Passage};

/// Longer sentences are cut: no rule reaches that far, and nobody writes them.
const MAX_TOKENS: usize = 300;

/// A sentence of a passage.
#[derive(Debug)]
pub struct Sentence {
    /// Index of its passage.
    pub passage: usize,
    /// First character in the passage.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// Whether it is the headline.
    pub title: bool,
    /// Whether it is a heading.
    pub head: bool,
    /// Its tokens; their places are those of the passage.
    pub tokens: Vec<Token>,
    /// Its phrases, in order.
    pub found: Vec<Found>,
    /// The same, by class, with numbers and days.
    pub marked: Marked,
}

const ABBREVIATIONS: &[&str] = &[
    "no", "nos", "mr", "mrs", "ms", "dr", "prof", "gen", "gov", "sen", "rep", "co", "corp", "inc",
    "ltd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "vs", "st", "art", "para", "approx", "dept", "u.s", "u.k", "e.g", "i.e", "etc", "col", "lt",
    "adm",
];

/// The sentences of an article, without its noise.
pub fn sentences(passages: &[Passage], lang: &str) -> Vec<Sentence> {
    let lexicon = of(lang);
    let mut all = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        if passage.kind == Kind::Noise {
            continue;
        }
        let found = tokens(&passage.chars);
        let mut rest = found.as_slice();
        while !rest.is_empty() {
            let length = first_sentence(rest, passage).clamp(1, MAX_TOKENS);
            let (head, tail) = rest.split_at(length.min(rest.len()));
            all.push(sentence(index, passage, head.to_vec(), lexicon));
            rest = tail;
        }
    }
    all
}

/// How many tokens the first sentence takes.
fn first_sentence(tokens: &[Token], passage: &Passage) -> usize {
    let mut at = 0;
    let mut depth = 0_usize;
    while let Some(token) = tokens.get(at).filter(|_| at < MAX_TOKENS) {
        at += 1;
        match token.text.as_str() {
            "「" | "『" => depth += 1,
            "」" | "』" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let stop = matches!(token.text.as_str(), "." | "!" | "?" | "。" | "！" | "？");
        // `the U.S. It`: the dot of an abbreviation ends a sentence before a capital article.
        let dotted = token.sort == Sort::Word
            && token.text.ends_with('.')
            && tokens.get(at).is_some_and(|t| {
                t.capital
                    && matches!(
                        t.text.as_str(),
                        "the" | "it" | "he" | "she" | "they" | "in" | "on" | "a" | "but"
                    )
            });
        if (!stop && !dotted) || depth > 0 {
            continue;
        }
        let next = tokens.get(at);
        if token.text == "." {
            let before = at.checked_sub(2).and_then(|b| tokens.get(b));
            let short = before.is_some_and(|b| {
                ABBREVIATIONS.contains(&b.text.as_str()) && b.end == token.start
                    || (b.text.len() == 1
                        && b.capital
                        && b.end == token.start
                        && next.is_some_and(|n| n.capital))
            });
            let lower = next.is_some_and(|n| n.sort == Sort::Word && !n.capital && n.spaced);
            let glued = next.is_some_and(|n| {
                !n.spaced
                    && n.sort != Sort::Mark
                    && passage.chars.get(n.start).is_some_and(|c| c.is_ascii_lowercase())
            });
            if (short && next.is_some_and(|n| n.sort != Sort::Mark)) || lower || glued {
                continue;
            }
        }
        // Closing quotation marks and brackets belong to it.
        while tokens.get(at).is_some_and(|t| {
            matches!(t.text.as_str(), "\"" | "'" | ")" | "」" | "』" | "]") && !t.spaced
        }) {
            at += 1;
        }
        return at;
    }
    at
}

fn sentence(passage: usize, text: &Passage, tokens: Vec<Token>, lexicon: &Lexicon) -> Sentence {
    let found = lexicon.find(&tokens);
    let mut marked = Marked::new(number::numbers(&tokens), time::mentions(&tokens));
    // A number that is part of a date is no number.
    let days = marked.days.clone();
    marked.numbers.retain(|n| !days.iter().any(|d| d.start < n.end && n.start < d.end));
    for one in &found {
        marked.put(*one);
    }
    let start = tokens.first().map_or(0, |t| t.start);
    let end = tokens.last().map_or(start, |t| t.end);
    Sentence {
        passage,
        start,
        end,
        title: text.kind == Kind::Title,
        head: text.kind == Kind::Head,
        tokens,
        found,
        marked,
    }
}

impl Sentence {
    /// The phrases of a class.
    pub fn all(&self, lexicon: &Lexicon, class: &str) -> &[Found] {
        lexicon.class(class).map_or(&[], |class| self.marked.of(class))
    }

    /// Whether it has a phrase of a class.
    pub fn has(&self, lexicon: &Lexicon, class: &str) -> bool {
        !self.all(lexicon, class).is_empty()
    }

    /// Whether a phrase of a class starts within these tokens.
    pub fn within(&self, lexicon: &Lexicon, class: &str, from: usize, to: usize) -> bool {
        self.all(lexicon, class).iter().any(|f| f.start >= from && f.start < to)
    }

    /// The text of a token.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    /// Whether a token is one of these words.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::text::Mapped;

    #[test]
    fn splitting() {
        let check = |text: &str, expected: &[&str]| {
            let mut passage = Passage::new(Kind::Para);
            for (_, c, at, to) in Mapped::plain(text, 0).chars() {
                passage.push(c, at, to);
            }
            let found: Vec<String> = sentences(&[passage.clone()], "en")
                .iter()
                .map(|s| passage.chars[s.start..s.end].iter().collect())
                .collect();
            assert_eq!(found, expected);
        };
        check(
            "It is No. 23 of 2023. The U.S. said so. \u{201c}No.\u{201d} He left",
            &["It is No. 23 of 2023.", "The U.S. said so.", "\u{201c}No.\u{201d}", "He left"],
        );
        check("商务部宣布。自即日起实施。", &["商务部宣布。", "自即日起实施。"]);
    }
}
