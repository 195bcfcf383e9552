//! From the rulebook to tables.

use rulebook::{Book, CODES, Field, LAWS, Rule};

use crate::{Gap, Gaps, LEVELS, Table};

/// The lowest percentage of each level.
const LEAST: [u8; LEVELS] = [0, 1, 11, 26];

/// One table for each item code.
///
/// # Panics
/// If a code has more than 64 candidate rules.
#[must_use]
pub fn compile(book: &Book) -> Vec<Table> {
    (0..CODES).map(|code| table(&book.of_code(code).collect::<Vec<_>>())).collect()
}

fn table(rules: &[&Rule]) -> Table {
    assert!(rules.len() <= 64, "the candidate rules of a code fit one word");
    let mut of = [[0; 4]; LAWS.len()];
    for (bit, rule) in rules.iter().enumerate() {
        of[usize::from(rule.law)][rule.kind as usize] |= 1 << bit;
    }
    let days = days(rules);
    let (user, end_use) = (field(rules, Field::User), field(rules, Field::EndUse));
    let content =
        LEAST.map(|least| word(rules, |rule| rule.content_over.is_none_or(|bound| least > bound)));
    Table {
        ids: rules.iter().map(|rule| rule.id).collect(),
        destination: field(rules, Field::Destination),
        origin: field(rules, Field::Origin),
        gaps: Gaps { user: gap(&user), end_use: gap(&end_use), content: gap(&content) },
        user,
        end_use,
        content,
        in_force: days.iter().map(|&day| word(rules, |rule| rule.in_force(day))).collect(),
        days,
        of,
    }
}

/// One bit for each rule that passes.
fn word(rules: &[&Rule], pass: impl Fn(&Rule) -> bool) -> u64 {
    rules.iter().enumerate().fold(0, |word, (bit, rule)| word | u64::from(pass(rule)) << bit)
}

fn field<const VALUES: usize>(rules: &[&Rule], field: Field) -> [u64; VALUES] {
    std::array::from_fn(|value| word(rules, |rule| rule.set(field).has(value as u8)))
}

fn gap(words: &[u64]) -> Gap {
    Gap {
        every: words.iter().fold(!0, |every, word| every & word),
        some: words.iter().fold(0, |some, word| some | word),
    }
}

/// The days on which anything changes; the first lies before every transaction.
fn days(rules: &[&Rule]) -> Vec<i32> {
    let mut days = vec![i32::MIN];
    for rule in rules {
        days.extend([rule.since, rule.until]);
        days.extend(rule.suspended.into_iter().flat_map(|(since, until)| [since, until]));
    }
    days.sort_unstable();
    days.dedup();
    days
}
