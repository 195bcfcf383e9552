//! Texts as publishers write them: blanks, joined names, names in two scripts.

/// The text without blanks around it and control characters in it; a run of blanks becomes one.
///
/// Blanks are what Unicode calls white space: no-break and ideographic ones too.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() || letter.is_control() || letter == '\u{feff}' {
            gap = true;
        } else {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(letter);
        }
    }
    out
}

/// The cleaned text, if anything is left.
pub(crate) fn some(text: &str) -> Option<String> {
    let text = clean(text);
    (!text.is_empty()).then_some(text)
}

/// The cleaned parts between separators, those that hold anything.
pub(crate) fn parts(text: &str, separator: char) -> impl Iterator<Item = String> {
    text.split(separator).filter_map(some)
}

/// Joins what holds anything.
pub(crate) fn joined<'t>(parts: impl IntoIterator<Item = &'t str>, between: &str) -> String {
    let parts: Vec<String> = parts.into_iter().filter_map(some).collect();
    parts.join(between)
}

/// Adds a text unless it is there already.
pub(crate) fn add(texts: &mut Vec<String>, text: String) {
    if !texts.contains(&text) {
        texts.push(text);
    }
}

/// A form of a name for ids: its Latin letters and digits, joined by hyphens. What it cannot show
/// (other scripts, more than sixty letters) becomes eight digits of a hash.
pub(crate) fn slug(name: &str) -> String {
    const LONGEST: usize = 60;
    let lower = name.to_lowercase();
    let mut out = String::new();
    let mut lost = false;
    for letter in lower.chars() {
        if letter.is_ascii_alphanumeric() {
            if out.len() >= LONGEST {
                lost = true;
                break;
            }
            out.push(letter);
        } else {
            lost |= letter.is_alphanumeric();
            if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
    }
    let kept = out.trim_end_matches('-').len();
    out.truncate(kept);
    if lost || out.is_empty() {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&format!("{:08x}", hash(&lower)));
    }
    out
}

/// Fowler, Noll and Vo's hash (1a, 32 bits): short, and the same everywhere.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Whether a letter is Chinese, Japanese or Korean.
pub(crate) fn is_east_asian(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// A name and the same name in East Asian letters, where a publisher writes
/// `10th Institute (第十研究所)`. Any other bracket stays where it is.
pub(crate) fn two_scripts(name: &str) -> (String, Option<String>) {
    let whole = || (clean(name), None);
    let trimmed = name.trim_end();
    let Some(inner) = trimmed.strip_suffix([')', '）']) else { return whole() };
    let Some(open) = opening(inner) else { return whole() };
    let (before, bracket) = inner.split_at(open);
    let inside = bracket.trim_start_matches(['(', '（']);
    let letters = inside.chars().filter(|letter| letter.is_alphanumeric()).count();
    let east = inside.chars().filter(|letter| is_east_asian(*letter)).count();
    if east * 2 <= letters || east == 0 || before.chars().any(is_east_asian) {
        return whole();
    }
    match (some(before), some(inside)) {
        (Some(before), Some(inside)) => (before, Some(inside)),
        _ => whole(),
    }
}

/// Where the bracket opens that closes at the end of a text.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, letter) in text.char_indices().rev() {
        match letter {
            ')' | '）' => depth += 1,
            '(' | '（' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_cleaned() {
        for (given, expected) in [
            (" ADRIAN  MANUEL\tHERNANDEZ ", "ADRIAN MANUEL HERNANDEZ"),
            ("a\u{3000}b\u{a0}c", "a b c"),
            ("\u{1a}", ""),
            ("", ""),
        ] {
            assert_eq!(clean(given), expected);
        }
    }

    #[test]
    fn slugs_tell_names_apart() {
        for (given, expected) in [
            ("3K Aviation Consulting & Logistics", "3k-aviation-consulting-logistics"),
            ("--", "d6e71137"),
            ("第十研究所", "cb44f1c1"),
            ("SK Łódź", "sk-d-6e0ccfe9"),
        ] {
            assert_eq!(slug(given), expected, "{given}");
        }
        let long = "a".repeat(80);
        assert_ne!(slug(&long), slug(&"a".repeat(81)));
        assert!(slug(&long).len() < 80);
    }

    #[test]
    fn names_in_two_scripts_are_parted() {
        for (given, first, second) in [
            ("10th Institute (CETC) (第十研究所)", "10th Institute (CETC)", Some("第十研究所")),
            ("AECC South （中国航发（南方）公司）", "AECC South", Some("中国航发（南方）公司")),
            ("Example (EX)", "Example (EX)", None),
            ("第十研究所 (別名)", "第十研究所 (別名)", None),
            ("(第十研究所)", "(第十研究所)", None),
            (")", ")", None),
        ] {
            let (a, b) = two_scripts(given);
            assert_eq!((a.as_str(), b.as_deref()), (first, second), "{given}");
        }
    }
}
