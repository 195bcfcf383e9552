//! What the file's words mean.

use crate::builder::Builder;
use crate::countries;
use crate::entry::{Entry, Kind, Name, Role, Tie};
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::{clean, is_east_asian, some, two_scripts};
use navicert_model::country::Country;

/// A row of the file.
pub(super) struct Listed<'c> {
    pub(super) country: &'c str,
    pub(super) name: &'c str,
    pub(super) aliases: Vec<String>,
    pub(super) concern: &'c str,
    pub(super) conventional: &'c str,
    pub(super) source: &'c str,
}

/// Takes a row.
pub(super) fn entry(
    file: InFile<'_>,
    place: Place,
    listed: &Listed<'_>,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut entry = Entry::new(out.feed.only_list(), "");
    // The list is one of companies and organisations.
    entry.kind = Kind::Org;
    let (country, rest) = country_and_rest(listed.country);
    let name = match (some(listed.name), rest) {
        (Some(name), _) => name,
        (None, Some(rest)) => {
            out.notice("the name stood in the cell of the country, and was parted from it");
            rest
        }
        (None, None) => {
            let help = "the name may have slipped into another cell: mend the row";
            return Err(file.field(place, "Company or Organization", "no name is given", help));
        }
    };
    let given = clean(listed.country);
    match country {
        Some(country) => {
            entry.ties.push(Tie { role: Role::Listed, country: Some(country), given });
        }
        None if given.is_empty() => out.notice("no country is given"),
        None => {
            out.unknown_country(&given);
            entry.ties.push(Tie { role: Role::Listed, country: None, given });
        }
    }
    let (first, second) = two_scripts(&name);
    entry.names.push(Name::primary(first.clone()));
    entry.names.extend(second.map(Name::primary));
    for alias in &listed.aliases {
        let (one, other) = two_scripts(alias);
        for text in [Some(one), other].into_iter().flatten() {
            if !text.is_empty() && entry.names.iter().all(|name| name.text != text) {
                entry.names.push(Name::alias(text));
            }
        }
    }
    entry.concerns = concerns(listed.concern);
    if !clean(listed.concern).is_empty() && entry.concerns.is_empty() {
        let message = format!("`{}` names no kind of weapon", shortened(&clean(listed.concern)));
        return Err(file.field(place, "Type of WMD", message, "mend the row: `B,C,M,N` or `CW`"));
    }
    let conventional = clean(listed.conventional);
    if !conventional.is_empty() && !matches!(conventional.as_str(), "-" | "－" | "―") {
        entry.concerns.push("CW".to_owned());
        entry.concerns.dedup();
    }
    entry.source = some(listed.source);
    out.named(entry, &first);
    Ok(())
}

/// The country of `アフガニスタン・イスラム共和国 Islamic Republic of Afghanistan`, and what follows it: in
/// some rows of some readings the name.
fn country_and_rest(cell: &str) -> (Option<Country>, Option<String>) {
    let whole = clean(cell);
    if let Some(country) = countries::country(&whole) {
        return (Some(country), None);
    }
    let lines: Vec<String> = cell.lines().filter_map(some).collect();
    if let Some(country) = lines.iter().find_map(|line| countries::country(line)) {
        return (Some(country), None);
    }
    // Without the Japanese before the English.
    let latin = whole.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(0);
    let (before, english) = whole.split_at(latin);
    let english = if before.chars().any(is_east_asian) { english } else { whole.as_str() };
    if let Some(country) = countries::country(english) {
        return (Some(country), None);
    }
    // The longest beginning that is a country.
    let ends = english.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>();
    for end in ends.into_iter().rev() {
        let (head, tail) = english.split_at(end);
        if let Some(country) = countries::country(head) {
            return (Some(country), some(tail));
        }
    }
    (None, None)
}

/// The names in a cell: after bullets, else on lines of their own.
pub(super) fn aliases(cell: &str) -> Vec<String> {
    let bullet = |letter: char| matches!(letter, '・' | '•' | '･' | '●');
    let bulleted = cell.lines().any(|line| line.trim_start().starts_with(bullet));
    if !bulleted {
        return cell.lines().filter_map(some).collect();
    }
    // Between East Asian letters the dot is part of a name.
    let letters: Vec<char> = cell.chars().collect();
    let mut names = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        if bullet(*letter) && !before.is_some_and(|before| is_east_asian(*before)) {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(*letter);
        }
    }
    names.iter().filter_map(|name| some(name)).collect()
}

/// METI's letters of `生物、化学、ミサイル、核 B,C,M,N`, in its order: of the Latin letters if there are
/// any, else of the words.
fn concerns(text: &str) -> Vec<String> {
    const KINDS: [(&str, &str); 5] =
        [("B", "生物"), ("C", "化学"), ("M", "ミサイル"), ("N", "核"), ("CW", "通常兵器")];
    let narrow: String = text.chars().map(narrow).collect();
    let words: Vec<&str> = narrow
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let lettered = KINDS.iter().any(|(letter, _)| words.contains(letter));
    KINDS
        .iter()
        .filter(
            |(letter, word)| if lettered { words.contains(letter) } else { text.contains(word) },
        )
        .map(|(letter, _)| (*letter).to_owned())
        .collect()
}

/// A full-width Latin letter as an ordinary one.
fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_parted_from_names() {
        for (cell, country, rest) in [
            ("Islamic Republic of Iran", Some("IR"), None),
            ("イラン・イスラム共和国\nIslamic Republic of Iran", Some("IR"), None),
            ("イラン Islamic Republic of Iran", Some("IR"), None),
            (
                "People's Republic of China 23rd Research Institute",
                Some("CN"),
                Some("23rd Research Institute"),
            ),
            ("Atlantis", None, None),
            ("", None, None),
        ] {
            let (found, name) = country_and_rest(cell);
            assert_eq!((found.map(Country::as_str), name.as_deref()), (country, rest), "{cell}");
        }
    }

    #[test]
    fn aliases_follow_bullets() {
        for (cell, expected) in [
            ("・Al Qaeda\n・The Base", vec!["Al Qaeda", "The Base"]),
            (
                "・China Aerospace Science and\nIndustry Corp ・CASIC",
                vec!["China Aerospace Science and Industry Corp", "CASIC"],
            ),
            ("・リビア・アラブ会社\n・LAC", vec!["リビア・アラブ会社", "LAC"]),
            ("One\nTwo", vec!["One", "Two"]),
            ("", vec![]),
        ] {
            assert_eq!(aliases(cell), expected, "{cell}");
        }
    }

    #[test]
    fn concerns_are_letters() {
        for (text, expected) in [
            ("生物、化学、ミサイル、核\nB,C,M,N", "B C M N"),
            ("大量破壊兵器等の懸念: ミサイルM; 通常兵器の懸念: CW", "M CW"),
            ("大量破壊兵器等の懸念: 核 Ｎ", "N"),
            ("ミサイル、核 M、N", "M N"),
            ("ミサイル、核", "M N"),
            ("?", ""),
        ] {
            assert_eq!(concerns(text).join(" "), expected, "{text}");
        }
    }
}
