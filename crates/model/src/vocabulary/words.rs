//! What every closed set of words shares: parsing, printing and the error that suggests a word.

use std::fmt;

/// A word outside its closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordError {
    /// What the word should have been, with its article: `an activity`.
    pub wanted: &'static str,
    /// The word given.
    pub word: Box<str>,
    /// The words of the set.
    pub known: &'static [&'static str],
}

impl WordError {
    /// An error for `word`, which is not in `known`.
    #[must_use]
    #[cold]
    pub fn new(wanted: &'static str, word: &str, known: &'static [&'static str]) -> WordError {
        WordError { wanted, word: word.into(), known }
    }

    /// The word probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        suggest(&self.word, self.known)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self.suggestion() {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", quoted(self.known)),
        }
    }
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", shortened(&self.word), self.wanted)
    }
}

impl std::error::Error for WordError {}

/// Words between backticks, separated by commas.
pub(crate) fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// The user's text for a message: at most sixty characters of it.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The word of `known` nearest to `word`, if it is near enough to be a slip.
///
/// Case, spaces, hyphens and underscores cost nothing; an insertion, a deletion, a replacement or a
/// swap of neighbours costs one. Up to one slip in three letters counts as near; of two equally
/// near words the first is taken.
#[must_use]
pub fn suggest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    const LONGEST: usize = 64;
    let given = folded(word);
    if given.is_empty() || given.len() > LONGEST {
        return None;
    }
    let limit = (given.len() / 3).clamp(1, 3);
    let distances = known.iter().map(|known| (distance(&given, &folded(known)), *known));
    let nearest = distances.min_by_key(|(distance, _)| *distance)?;
    (nearest.0 <= limit).then_some(nearest.1)
}

fn folded(word: &str) -> Vec<char> {
    let kept = word.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).take(65);
    kept.flat_map(char::to_lowercase).collect()
}

/// Edit distance with swaps of neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

/// Declares a closed set of words as an enum with `ALL`, `WORDS`, `as_str` and `parse`.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $wanted:literal, { $($variant:ident => $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`")] $variant,)+
        }

        impl $name {
            /// Every member, in the order of the vocabulary.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// Every word, in the order of the vocabulary.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The word as it is written in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// Reads the word, exactly as written in the vocabulary.
            ///
            /// # Errors
            /// [`WordError`] with the nearest word, if it is not in the set.
            pub fn parse(word: &str) -> Result<$name, WordError> {
                match word {
                    $($word => Ok($name::$variant),)+
                    _ => Err(WordError::new($wanted, word, $name::WORDS)),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = WordError;

            fn from_str(word: &str) -> Result<$name, WordError> {
                $name::parse(word)
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_guesses_are_not_made() {
        const KNOWN: &[&str] = &["export", "reexport", "in-country", "end_use", "exceptions"];
        for (word, expected) in [
            ("exprot", Some("export")),
            ("Export", Some("export")),
            ("re-export", Some("reexport")),
            ("endUse", Some("end_use")),
            ("in country", Some("in-country")),
            ("exeptions", Some("exceptions")),
            ("banana", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(suggest(word, KNOWN), expected, "{word}");
        }
        assert_eq!(suggest(&"é".repeat(10_000), KNOWN), None);
    }
}
