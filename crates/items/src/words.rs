//! Texts as words: one form whatever the width, case and number; Chinese and Japanese by pairs.

use unicode_normalization::UnicodeNormalization;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// Its normal form.
    pub text: String,
    /// Does it consist of Chinese or Japanese characters?
    pub cjk: bool,
}

/// Is it a character of a script that writes no blanks between words?
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2fa1f}')
}

/// The words of a text, in order. Chinese and Japanese stand as runs of characters.
///
/// ```
/// use navicert_items::words::words;
/// let texts: Vec<String> = words("ＮｄＦｅＢ Magnets, 4 % Dy₂O₃; 氧化镝").into_iter().map(|w| w.text).collect();
/// assert_eq!(texts, ["ndfeb", "magnet", "4", "dy2o3", "氧化镝"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut run_cjk = false;
    let mut take = |run: &mut String, cjk: bool| {
        if !run.is_empty() {
            let text = std::mem::take(run);
            found.push(Word { text: if cjk { text } else { stem(text) }, cjk });
        }
    };
    let mut before = ' ';
    for c in text.nfkc().flat_map(char::to_lowercase) {
        let cjk = is_cjk(c);
        let part = cjk || c.is_alphanumeric() || (c == '.' && before.is_ascii_digit());
        if !part || cjk != run_cjk {
            take(&mut run, run_cjk);
        }
        if part {
            run.push(c);
            run_cjk = cjk;
        }
        before = c;
    }
    take(&mut run, run_cjk);
    found
}

/// English words in the singular; numbers without a trailing point.
fn stem(mut word: String) -> String {
    while word.ends_with('.') {
        word.pop();
    }
    let long = word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    if !long {
        return word;
    }
    if let Some(body) = word.strip_suffix("ies") {
        return format!("{body}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            word.truncate(word.len() - 2);
            return word;
        }
    }
    let kept = ["ss", "us", "is", "as", "gas"].iter().any(|ending| word.ends_with(ending));
    if word.ends_with('s') && !kept {
        word.pop();
    }
    word
}

/// What an index is made of: words, and of Chinese and Japanese each pair of neighbours.
#[must_use]
pub fn terms(words: &[Word]) -> Vec<String> {
    let mut terms = Vec::with_capacity(words.len());
    for word in words {
        if !word.cjk {
            if !is_number(&word.text) {
                terms.push(word.text.clone());
            }
            continue;
        }
        let letters: Vec<char> = word.text.chars().collect();
        if letters.len() == 1 {
            terms.push(word.text.clone());
        }
        terms.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    terms
}

/// Is it a bare number, with a sign or a unit of one letter at most?
#[must_use]
pub fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form() {
        for (text, expected) in [
            ("Batteries and lasers", "battery and laser"),
            ("3.5 mm lenses", "3.5 mm lense"),
            ("glass, bus, axis", "glass bus axis"),
            ("サマリウムコバルト磁石", "サマリウムコバルト磁石"),
            ("GaN-on-SiC", "gan on sic"),
            ("氧化dy", "氧化 dy"),
            ("", ""),
        ] {
            let found: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
            assert_eq!(found.join(" "), expected);
        }
    }

    #[test]
    fn pairs_of_characters() {
        assert_eq!(terms(&words("氧化镝 99 powder")), ["氧化", "化镝", "powder"]);
    }
}
