//! Editions of the Harmonized System, and what each moved.

use crate::observation::{Edition, Hs};
use crate::period::Period;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// The years of the editions after the first.
const YEARS: [u16; 7] = [1992, 1996, 2002, 2007, 2012, 2017, 2022];

/// The edition that a code of a period is of; `None` where one edition was kept for all years.
#[must_use]
pub fn of(edition: Edition, period: Period) -> Option<u16> {
    match edition {
        Edition::Of(year) => Some(year),
        Edition::OneForAll => None,
        Edition::InForce => {
            let year = u16::try_from(period.year()).unwrap_or(u16::MAX);
            YEARS.iter().rev().find(|edition| **edition <= year).or(YEARS.first()).copied()
        }
    }
}

/// What a change of edition does to a sum of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The same codes hold the same goods.
    None,
    /// The codes differ, the goods are the same.
    Comparable,
    /// The goods differ.
    NotComparable,
}

/// What lies between counting `before` under one edition and `after` under a later one.
///
/// ```
/// use navicert_trade::editions::{Change, change};
/// use navicert_trade::observation::Hs;
/// let codes = |text: &str| text.split(',').map(|code| Hs::parse(code).unwrap()).collect();
/// // Germanium went into a heading with gallium and others.
/// assert_eq!(change((2002, &codes("811230")), (2007, &codes("811292"))), Change::NotComparable);
/// // Hafnium and rhenium left it; with them it holds what it held.
/// assert_eq!(change((2017, &codes("811292")), (2022, &codes("811292"))), Change::NotComparable);
/// assert_eq!(change((2017, &codes("811292")), (2022, &codes("811231,811241,811292"))), Change::Comparable);
/// assert_eq!(change((2017, &codes("250410")), (2022, &codes("250410"))), Change::None);
/// ```
#[must_use]
pub fn change(before: (u16, &BTreeSet<Hs>), after: (u16, &BTreeSet<Hs>)) -> Change {
    let ((from, before), (to, after)) = (before, after);
    let (from, to, before, after) =
        if from <= to { (from, to, before, after) } else { (to, from, after, before) };
    let same_codes = before == after;
    let mut scope: BTreeSet<String> = before.iter().map(|hs| hs.six().to_owned()).collect();
    let wanted: BTreeSet<String> = after.iter().map(|hs| hs.six().to_owned()).collect();
    let mut closed = true;
    for step in STEPS.iter().filter(|step| from < step.year && step.year <= to) {
        let (image, whole) = step.carry(&scope);
        closed &= whole;
        scope = image;
    }
    match (closed && scope == wanted, same_codes) {
        // National digits below the six are no matter of the concordance: other codes, other goods.
        (true, false) if before.iter().chain(after).any(|hs| hs.as_str().len() > 6) => {
            Change::NotComparable
        }
        (true, true) => Change::None,
        (true, false) => Change::Comparable,
        (false, _) => Change::NotComparable,
    }
}

/// What one edition moved.
struct Step {
    year: u16,
    after: HashMap<&'static str, Vec<&'static str>>,
    before: HashMap<&'static str, Vec<&'static str>>,
}

impl Step {
    /// The codes that hold afterwards what `scope` held before, and whether they hold exactly that.
    fn carry(&self, scope: &BTreeSet<String>) -> (BTreeSet<String>, bool) {
        let mut image = BTreeSet::new();
        let mut whole = true;
        for code in scope {
            if code.len() < 6 {
                // A heading: whole as long as nothing crosses its edge.
                whole &= self.after.iter().all(|(old, new)| {
                    new.iter()
                        .all(|new| old.starts_with(code.as_str()) == new.starts_with(code.as_str()))
                });
                image.insert(code.clone());
                continue;
            }
            match self.after.get(code.as_str()) {
                Some(codes) => image.extend(codes.iter().map(|code| (*code).to_owned())),
                None => {
                    image.insert(code.clone());
                }
            }
        }
        whole &= image.iter().filter(|code| code.len() == 6).all(|code| {
            let held = self.before.get(code.as_str());
            held.is_none_or(|held| held.iter().all(|old| scope.contains(*old)))
        });
        (image, whole)
    }
}

static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    let mut steps: Vec<Step> = Vec::new();
    for row in include_str!("../data/hs-changes.txt").lines().filter(|row| !row.starts_with('#')) {
        if let Some(year) = row.strip_prefix("edition ").and_then(|year| year.parse().ok()) {
            steps.push(Step { year, after: HashMap::new(), before: HashMap::new() });
        } else if let (Some(step), Some((new, old))) = (steps.last_mut(), row.split_once(" < ")) {
            for old in old.split(' ') {
                let codes: Vec<_> =
                    new.split(' ').map(|code| if code == "=" { old } else { code }).collect();
                for code in &codes {
                    step.before.entry(code).or_default().push(old);
                }
                step.after.insert(old, codes);
            }
        }
    }
    steps
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let sizes: Vec<(u16, usize)> =
            STEPS.iter().map(|step| (step.year, step.after.values().map(Vec::len).sum())).collect();
        assert_eq!(sizes.iter().map(|(year, _)| *year).collect::<Vec<_>>(), YEARS[1..]);
        assert!(sizes.iter().all(|(_, moved)| *moved > 300), "{sizes:?}");
        for code in STEPS.iter().flat_map(|step| step.after.keys().chain(step.before.keys())) {
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        }
    }

    #[test]
    fn changes_between_editions() {
        let codes = |text: &str| -> BTreeSet<Hs> {
            text.split(',').map(|code| Hs::parse(code).unwrap()).collect()
        };
        for (from, before, to, after, expected) in [
            (2012, "250410", 2022, "250410", Change::None),
            // Waste of magnets went to 8549.
            (2017, "85051110", 2022, "85051110", Change::NotComparable),
            (2002, "811230,811240,811292", 2007, "811292,811299", Change::NotComparable),
            (2007, "81129210", 2017, "81129210", Change::None),
            (2017, "81129210", 2017, "81129290", Change::NotComparable),
            (2017, "999999", 2022, "999999", Change::None),
        ] {
            let told = change((from, &codes(before)), (to, &codes(after)));
            assert_eq!(told, expected, "{before} {from} to {after} {to}");
        }
    }
}
