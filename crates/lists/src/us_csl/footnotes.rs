//! Footnotes of the Entity List, which the feed glues to the text of the licence requirement.

/// The footnotes that a licence requirement bears: single digits after a bracket or the word `EAR`
/// (`…of the EAR)4`, `…744.11 of the EAR2`, `734.9(g),3 746.8`), never those of a section, a paragraph
/// or a supplement. In order, each once.
pub(super) fn footnotes(requirement: &str) -> Vec<String> {
    let letters: Vec<char> = requirement.chars().collect();
    let mut found: Vec<String> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        if matches!(letter, '1'..='9') && stands_alone(&letters, at) && follows_mark(&letters, at) {
            found.push(letter.to_string());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// No part of a longer number or of a paragraph.
fn stands_alone(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| letters.get(at));
    let after = letters.get(at + 1);
    let point = after == Some(&'.') && letters.get(at + 2).is_some_and(char::is_ascii_digit);
    !before.is_some_and(|letter| letter.is_ascii_digit() || *letter == '(')
        && !after.is_some_and(|letter| letter.is_alphanumeric() || *letter == '(')
        && !point
}

/// What comes before, past blanks, commas and stops, is a closed bracket or the word `EAR`.
fn follows_mark(letters: &[char], at: usize) -> bool {
    let before: Vec<char> = letters
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .skip_while(|letter| letter.is_whitespace() || matches!(letter, ',' | '.'))
        .take(3)
        .copied()
        .collect();
    before.first() == Some(&')') || before == ['R', 'A', 'E']
}

#[cfg(test)]
mod tests {
    use super::footnotes;

    #[test]
    fn digits_are_footnotes_where_they_are_glued_on() {
        for (text, expected) in [
            ("For all items subject to the EAR. (See §744.11 of the EAR).", ""),
            ("For all items subject to the EAR. (See §744.11 of the EAR)4", "4"),
            ("For all items subject to the EAR. (See §744.11 of the EAR) 4", "4"),
            ("For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2", "1 2"),
            ("For All Items Subject to the EAR (See §734.9(e)1, and §744.11 of the EAR)2.", "1 2"),
            ("For all items subject to the EAR (See §§734.9(e)(2) and 744.11 of the EAR)4", "4"),
            ("For all items (See §§734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR)5", "5"),
            ("For all items (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)", "3"),
            ("For All Items (See §734.9(g), 3 §746.8(a)(3), and §744.21(b) of the EAR).", "3"),
            ("For all items (See §§734.9(g)3, 746.8(a)(3), and 744.2l(b) of the EAR)", "3"),
            ("For any item subject to the EAR listed in supplement no. 2 to part 744.", ""),
            ("For items on the CCL and listed in supplement no. 7 to part 746 of the EAR", ""),
            ("See §744.3(d) of this part", ""),
            ("", ""),
        ] {
            assert_eq!(footnotes(text).join(" "), expected, "{text}");
        }
    }
}
