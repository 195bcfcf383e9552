//! A transaction: the facts an engine is given.

use crate::domain::{
    CODES, END_USES, FIRST_DAY, Field, LAWS, ORIGINS, code_name, family, family_name,
};
use crate::random::Random;

const SEED: u64 = 42;

/// The facts that nobody has answered. The transaction still holds a value for each of them, so
/// that the same stream serves both kinds of measurement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The kind of end user.
    pub user: bool,
    /// The end use.
    pub end_use: bool,
    /// The share of US content.
    pub content: bool,
}

/// A fact as an engine of its own language reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A word.
    Word(&'static str),
    /// A whole number.
    Number(i64),
    /// Nobody has answered.
    Missing,
}

/// One transaction. Words are indices into [`Field::words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tx {
    /// The day whose rules are asked for, in days since 1970-01-01.
    pub day: i32,
    /// The item.
    pub code: u16,
    /// Class of the destination.
    pub destination: u8,
    /// Kind of end user.
    pub user: u8,
    /// End use.
    pub end_use: u8,
    /// Where the item was made.
    pub origin: u8,
    /// US content in percent, 0 to 100.
    pub content: u8,
    /// What of this is not known.
    pub missing: Missing,
}

impl Tx {
    /// The value of a field, known or not.
    #[must_use]
    pub fn value(&self, field: Field) -> u8 {
        match field {
            Field::Destination => self.destination,
            Field::Origin => self.origin,
            Field::User => self.user,
            Field::EndUse => self.end_use,
        }
    }

    /// Every fact by its name: `day`, `code`, `family`, `content` and those of [`Field::name`].
    #[must_use]
    pub fn facts(&self) -> [(&'static str, Fact); 8] {
        let word = |field: Field| {
            let fact =
                if self.misses(field) { Fact::Missing } else { Fact::Word(self.word(field)) };
            (field.name(), fact)
        };
        let content = i64::from(self.content);
        [
            ("day", Fact::Number(i64::from(self.day))),
            ("code", Fact::Word(code_name(self.code))),
            ("family", Fact::Word(family_name(family(self.code)))),
            ("content", if self.missing.content { Fact::Missing } else { Fact::Number(content) }),
            word(Field::Destination),
            word(Field::Origin),
            word(Field::User),
            word(Field::EndUse),
        ]
    }

    /// The value of a field in words.
    #[must_use]
    pub fn word(&self, field: Field) -> &'static str {
        field.words()[usize::from(self.value(field))]
    }

    /// Whether nobody has answered a field.
    #[must_use]
    pub fn misses(&self, field: Field) -> bool {
        match field {
            Field::Destination | Field::Origin => false,
            Field::User => self.missing.user,
            Field::EndUse => self.missing.end_use,
        }
    }
}

/// The first `count` transactions of the stream, dated 2020 to 2026. With `gaps`, each of end user,
/// end use and content is missing in one case of five; all else stays as it is without.
#[must_use]
pub fn transactions(count: usize, gaps: bool) -> Vec<Tx> {
    let mut random = Random(SEED);
    (0..count).map(|_| transaction(&mut random, gaps)).collect()
}

fn transaction(random: &mut Random, gaps: bool) -> Tx {
    let user = match random.below(100) {
        0..=84 => 0,
        85..=92 => 1,
        93..=97 => 2,
        _ => 3,
    };
    let end_use = if random.chance(60) { 0 } else { random.index(END_USES.len()) };
    let content = if random.chance(50) { random.index(10) } else { random.index(101) };
    let mut gap = || random.chance(20) && gaps;
    let missing = Missing { user: gap(), end_use: gap(), content: gap() };
    Tx {
        day: FIRST_DAY + random.days(2_556),
        code: random.below(u32::from(CODES)) as u16,
        destination: random.index(Field::Destination.words().len()),
        user,
        end_use,
        origin: if random.chance(90) { random.index(LAWS.len()) } else { ORIGINS.len() as u8 - 1 },
        content,
        missing,
    }
}
