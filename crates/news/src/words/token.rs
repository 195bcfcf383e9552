//! Text → tokens: words, numbers, marks; for Chinese and Japanese single characters.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A word in letters.
    Word,
    /// Digits, with separators and a decimal point.
    Number,
    /// One Chinese or Japanese character.
    Ideograph,
    /// Anything else.
    Mark,
}

/// A token, in characters of its text.
#[derive(Clone, Debug)]
pub struct Token {
    /// First character.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// Lower case, half width; curly quotes and dashes made plain.
    pub text: String,
    /// What it is.
    pub sort: Sort,
    /// Begins with a capital.
    pub capital: bool,
    /// More than one letter, all capitals.
    pub shouted: bool,
    /// White space stands before it.
    pub spaced: bool,
}

/// Ideographs and kana.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' | '〇' | '\u{20000}'..='\u{2ffff}')
}

/// Full-width letters, digits and marks as half-width ones; quotes and dashes of all shapes as one.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' | '\u{00b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{00ab}' | '\u{00bb}' => '"',
        '\u{2010}'..='\u{2012}' => '-',
        '\u{2013}' | '\u{2014}' | '\u{2015}' | '\u{2500}' => '—',
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// Splits a text.
pub fn tokens(chars: &[char]) -> Vec<Token> {
    let mut found = Vec::with_capacity(chars.len() / 4);
    let mut at = 0;
    let mut spaced = true;
    while let Some(&raw) = chars.get(at) {
        let c = narrow(raw);
        if c.is_whitespace() {
            spaced = true;
            at += 1;
            continue;
        }
        let (sort, end) = if is_cjk(c) {
            (Sort::Ideograph, at + 1)
        } else if c.is_ascii_digit() {
            (Sort::Number, number_end(chars, at))
        } else if c.is_alphabetic() {
            (Sort::Word, word_end(chars, at))
        } else {
            (Sort::Mark, at + 1)
        };
        let slice = chars.get(at..end).unwrap_or_default();
        found.push(token(slice, at, end, sort, spaced));
        spaced = false;
        at = end;
    }
    found
}

fn token(slice: &[char], start: usize, end: usize, sort: Sort, spaced: bool) -> Token {
    let mut text = String::with_capacity(slice.len());
    for c in slice.iter().map(|c| narrow(*c)) {
        if c.is_ascii() { text.push(c.to_ascii_lowercase()) } else { text.extend(c.to_lowercase()) }
    }
    let capital = slice.first().is_some_and(|c| narrow(*c).is_uppercase());
    let letters = slice.iter().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > 1 && slice.iter().all(|c| !c.is_lowercase());
    Token { start, end, text, sort, capital, shouted, spaced }
}

fn number_end(chars: &[char], start: usize) -> usize {
    let digit = |at: usize| chars.get(at).is_some_and(|c| narrow(*c).is_ascii_digit());
    let mut end = start;
    loop {
        while digit(end) {
            end += 1;
        }
        let Some(mark) = chars.get(end).map(|c| narrow(*c)) else { return end };
        let thousands =
            mark == ',' && digit(end + 1) && digit(end + 2) && digit(end + 3) && !digit(end + 4);
        if (mark == '.' && digit(end + 1)) || thousands {
            end += 1;
        } else {
            return end;
        }
    }
}

/// Letters, with apostrophes, dots of abbreviations and joined digits (`U.S.`, `H200`, `3A090`).
fn word_end(chars: &[char], start: usize) -> usize {
    let at = |at: usize| chars.get(at).map(|c| narrow(*c));
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
    let mut end = start;
    loop {
        while word(at(end)) {
            end += 1;
        }
        let single = end - start == 1 || at(end.wrapping_sub(2)) == Some('.');
        match at(end) {
            // `U.S.`: single letters with dots.
            Some('.')
                if single
                    && at(start).is_some_and(char::is_uppercase)
                    && at(end + 1).is_some_and(char::is_uppercase) =>
            {
                end += 1;
            }
            Some('.') if end - start >= 3 && at(end.wrapping_sub(2)) == Some('.') => {
                return end + 1;
            }
            _ => return possessive(chars, start, end),
        }
    }
}

/// `China's` is two words: the name and the mark of possession; `don't` is one.
fn possessive(chars: &[char], start: usize, end: usize) -> usize {
    let at = |at: usize| chars.get(at).map(|c| narrow(*c));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if at(end) == Some('\'') && letter(at(end + 1)) {
        let mut tail = end + 1;
        while letter(at(tail)) {
            tail += 1;
        }
        let own = tail == end + 2 && matches!(at(end + 1), Some('s' | 'S'));
        if !own && end - start <= 8 && tail - end <= 4 {
            return tail;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits() {
        let check = |text: &str, expected: &str| {
            let chars: Vec<char> = text.chars().collect();
            let found: Vec<String> = tokens(&chars).into_iter().map(|t| t.text).collect();
            assert_eq!(found.join("|"), expected);
        };
        check(
            "China’s U.S. ban: $57.7bn, 1,100 items",
            "china|'|s|u.s.|ban|:|$|57.7|bn|,|1,100|items",
        );
        check("don't dual-use 3A090", "don't|dual|-|use|3|a090");
        check("２０２６年1月6日", "2026|年|1|月|6|日");
        check("The U.S. said it", "the|u.s.|said|it");
    }
}
