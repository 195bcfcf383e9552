//! “Did you mean” for a word that nothing is called.

/// Words longer than this get no suggestion: nobody means a short word by them.
const MAX_CHARS: usize = 40;

/// The known word nearest to `word`, if it is near enough to be a slip.
pub(super) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let chars: Vec<char> = word.chars().flat_map(char::to_lowercase).take(MAX_CHARS + 1).collect();
    if chars.is_empty() || chars.len() > MAX_CHARS {
        return None;
    }
    let allowed = (chars.len() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|known| (distance(&chars, known), known))
        .filter(|(distance, known)| *distance <= allowed && *distance < known.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Help for an unknown word: the nearest known one, or all of them.
pub(super) fn help(word: &str, known: &[&str], all: &str) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{all}: {}", listed(known)),
    }
}

/// A word as messages show it: a very long one is cut.
pub(super) fn shown(word: &str) -> String {
    match word.char_indices().nth(2 * MAX_CHARS) {
        Some((cut, _)) => format!("{}…", &word[..cut]),
        None => word.to_owned(),
    }
}

/// Words in backticks, joined by commas.
fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Insertions, deletions, changes and swaps of neighbours that lead from one word to the other.
fn distance(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let change = last[j] + usize::from(a != b);
            let mut best = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["issuer", "published", "source"];
        for (word, expected) in [
            ("isuer", Some("issuer")),
            ("Issuer", Some("issuer")),
            ("publihsed", Some("published")),
            ("country", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        assert_eq!(nearest(&"x".repeat(1000), known), None);
    }
}
