//! Lexicons: phrases and the class (and value) that they stand for. The words are data.
//!
//! `class: phrase; phrase` or `class=value: …`. In a phrase `word~` is inflected as an English verb
//! (`~!` doubles the last consonant), `word+` as a noun, `^word` counts only in capitals.

use super::hash::Words;
use super::token::{Token, tokens};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A class of words.
pub type Class = u16;

/// A phrase found in a row of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its class.
    pub class: Class,
    /// Index of its value; 0 is none.
    pub value: u16,
    /// First token.
    pub start: usize,
    /// Behind the last token.
    pub end: usize,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    class: Class,
    value: u16,
    shouted: bool,
}

/// The words of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    phrases: Words<Vec<Phrase>>,
    classes: Words<Class>,
    values: Vec<String>,
    value_of: HashMap<String, u16>,
}

/// Latin-letter words; they are read in every language.
static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&[include_str!("../../data/common.lex")]));
static CHINESE: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::east_asian(
        &[include_str!("../../data/common.lex"), include_str!("../../data/zh.lex")],
        1,
        |name, short| {
            vec![
                format!("对{name}"),
                format!("向{name}"),
                format!("往{name}"),
                format!("输{name}"),
                format!("对{short}"),
                format!("输{short}"),
                format!("赴{short}"),
                format!("给{name}"),
                format!("向{short}"),
            ]
        },
    )
});
static JAPANESE: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::east_asian(
        &[include_str!("../../data/common.lex"), include_str!("../../data/ja.lex")],
        3,
        |name, short| {
            vec![
                format!("{name}向け"),
                format!("{name}への"),
                format!("{name}に対"),
                format!("対{short}"),
                format!("{name}へ"),
                format!("{short}向け"),
            ]
        },
    )
});

/// The words of a language.
pub fn of(lang: &str) -> &'static Lexicon {
    match lang {
        "zh" => &CHINESE,
        "ja" => &JAPANESE,
        _ => &ENGLISH,
    }
}

impl Lexicon {
    fn new(sources: &[&str]) -> Self {
        let mut lexicon = Lexicon { values: vec![String::new()], ..Lexicon::default() };
        for source in sources {
            for line in source.lines() {
                lexicon.line(line);
            }
        }
        lexicon
    }

    /// With the countries of `countries.txt`: column `at` holds names, the next one short forms.
    fn east_asian(sources: &[&str], at: usize, toward: impl Fn(&str, &str) -> Vec<String>) -> Self {
        let mut lexicon = Lexicon::new(sources);
        for line in include_str!("../../data/countries.txt").lines().filter(|l| !l.starts_with('#'))
        {
            let columns: Vec<&str> = line.split('|').map(str::trim).collect();
            let (Some(code), Some(names)) = (columns.first(), columns.get(at)) else { continue };
            let shorts: Vec<&str> = columns.get(at + 1).unwrap_or(&"").split_whitespace().collect();
            for name in names.split_whitespace() {
                lexicon.add("country", code, name);
                let short = shorts.first().copied().unwrap_or(name);
                for phrase in toward(name, short) {
                    lexicon.add("dest", code, &phrase);
                }
            }
            for short in &shorts {
                for tail in
                    ["政府", "方", "国", "企業", "企业", "側", "外相", "首相", "商务部", "財務省"]
                {
                    lexicon.add("country", code, &format!("{short}{tail}"));
                }
            }
        }
        lexicon
    }

    fn line(&mut self, line: &str) {
        if line.starts_with('#') {
            return;
        }
        let Some((head, phrases)) = line.split_once(": ") else { return };
        let (class, value) = head.split_once('=').unwrap_or((head, ""));
        for phrase in phrases.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            for form in forms(phrase) {
                self.add(class.trim(), value, &form);
            }
        }
    }

    fn add(&mut self, class: &str, value: &str, phrase: &str) {
        let shouted = phrase.starts_with('^');
        // `u.s.` is one word only in capitals.
        let dotted =
            |word: &str| word.len() > 2 && word.chars().skip(1).step_by(2).all(|c| c == '.');
        let written: Vec<String> = phrase
            .trim_start_matches('^')
            .split(' ')
            .map(|word| if dotted(word) { word.to_uppercase() } else { word.to_owned() })
            .collect();
        let chars: Vec<char> = written.join(" ").chars().collect();
        let mut words = tokens(&chars).into_iter().map(|t| t.text);
        let Some(first) = words.next() else { return };
        let class = self.class_or_new(class);
        let value = self.value_or_new(value);
        let rest: Vec<String> = words.collect();
        let known = self.phrases.entry(first).or_default();
        if !known.iter().any(|p| p.rest == rest && p.class == class && p.value == value) {
            known.push(Phrase { rest, class, value, shouted });
        }
    }

    fn class_or_new(&mut self, name: &str) -> Class {
        let next = Class::try_from(self.classes.len()).unwrap_or(Class::MAX);
        *self.classes.entry(name.to_owned()).or_insert(next)
    }

    fn value_or_new(&mut self, value: &str) -> u16 {
        if let Some(at) = self.value_of.get(value) {
            return *at;
        }
        if value.is_empty() {
            return 0;
        }
        let at = u16::try_from(self.values.len()).unwrap_or(u16::MAX);
        self.values.push(value.to_owned());
        self.value_of.insert(value.to_owned(), at);
        at
    }

    /// The class of a name, if a line uses it.
    pub fn class(&self, name: &str) -> Option<Class> {
        self.classes.get(name).copied()
    }

    /// The value of a found phrase.
    pub fn value(&self, found: &Found) -> &str {
        self.values.get(found.value as usize).map_or("", String::as_str)
    }

    /// Every phrase of a row of tokens; of one class only those inside no longer one.
    pub fn find(&self, tokens: &[Token]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let Some(phrases) = self.phrases.get(&token.text) else { continue };
            for phrase in phrases {
                let matches =
                    phrase.rest.iter().enumerate().all(|(n, word)| {
                        tokens.get(start + 1 + n).is_some_and(|t| t.text == *word)
                    });
                if matches && (!phrase.shouted || token.shouted) {
                    let end = start + 1 + phrase.rest.len();
                    found.push(Found { class: phrase.class, value: phrase.value, start, end });
                }
            }
        }
        let mut kept: Vec<Found> = Vec::with_capacity(found.len());
        let mut by_class: HashMap<Class, Vec<Found>> = HashMap::new();
        for one in &found {
            by_class.entry(one.class).or_default().push(*one);
        }
        for one in found {
            let longer = by_class.get(&one.class).into_iter().flatten().any(|other| {
                other.start <= one.start
                    && one.end <= other.end
                    && other.end - other.start > one.end - one.start
            });
            if !longer {
                kept.push(one);
            }
        }
        kept
    }
}

/// The inflected forms of a phrase.
fn forms(phrase: &str) -> Vec<String> {
    let Some((at, mark)) = phrase.char_indices().find(|(_, c)| matches!(c, '~' | '+')) else {
        return vec![phrase.to_owned()];
    };
    let start = phrase.get(..at).unwrap_or_default().rfind(' ').map_or(0, |space| space + 1);
    let (before, word) =
        (phrase.get(..start).unwrap_or_default(), phrase.get(start..at).unwrap_or_default());
    let after = phrase.get(at + 1..).unwrap_or_default();
    let (double, after) = after.strip_prefix('!').map_or((false, after), |rest| (true, rest));
    let inflected = if mark == '+' { noun(word) } else { verb(word, double) };
    inflected.into_iter().map(|form| format!("{before}{form}{after}")).collect()
}

fn noun(word: &str) -> Vec<String> {
    vec![word.to_owned(), third(word)]
}

fn third(word: &str) -> String {
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if hissing => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn verb(word: &str, double: bool) -> Vec<String> {
    let last = if double {
        word.chars().last().map(String::from).unwrap_or_default()
    } else {
        String::new()
    };
    let (past, ing) = if let Some(stem) = word.strip_suffix('e') {
        (format!("{word}d"), format!("{stem}ing"))
    } else if let Some(stem) = word.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']))
    {
        (format!("{stem}ied"), format!("{word}ing"))
    } else {
        (format!("{word}{last}ed"), format!("{word}{last}ing"))
    };
    vec![word.to_owned(), third(word), past, ing]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflection() {
        assert_eq!(forms("ban~!"), ["ban", "bans", "banned", "banning"]);
        assert_eq!(
            forms("apply~ for"),
            ["apply for", "applies for", "applied for", "applying for"]
        );
        assert_eq!(forms("rare earth+"), ["rare earth", "rare earths"]);
    }

    #[test]
    fn the_longest_phrase_of_a_class_counts() {
        let chars: Vec<char> = "rare-earth magnets from the US".chars().collect();
        let tokens = tokens(&chars);
        let lexicon = of("en");
        let item = lexicon.class("item").unwrap();
        let found: Vec<&str> = lexicon
            .find(&tokens)
            .iter()
            .filter(|f| f.class == item)
            .map(|f| lexicon.value(f))
            .collect();
        assert_eq!(found, ["rare_earth_magnets"]);
    }
}
