//! A rule, and when it fires.

use crate::domain::{Field, LAWS, Set, code_name, family};
use crate::transaction::Tx;

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An entry of a control list: a licence is required, unless exempt.
    List,
    /// Prohibits.
    Prohibit,
    /// Requires a licence, whatever is exempt.
    Licence,
    /// Defeats the list rules of its law.
    Exempt,
}

/// The codes a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// One code.
    One(u16),
    /// A family of codes.
    Family(u8),
    /// Every code.
    All,
}

impl Codes {
    /// Whether the code is among them.
    #[must_use]
    pub fn has(self, code: u16) -> bool {
        match self {
            Self::One(one) => one == code,
            Self::Family(all) => all == family(code),
            Self::All => true,
        }
    }
}

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The `nth` wording of an entry of the law's control list.
    Entry {
        /// The code of the entry.
        code: u16,
        /// Counted from 1.
        nth: u8,
    },
    /// A measure of its own.
    Measure {
        /// Counted from 1 over all laws.
        number: u8,
        /// Its year, four digits.
        year: u16,
    },
}

/// A dated rule: it fires when every test holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its place in the rulebook.
    pub id: u32,
    /// Index into [`LAWS`].
    pub law: u8,
    /// What it does.
    pub kind: Kind,
    /// Where it stands.
    pub source: Source,
    /// The citation, in words.
    pub cite: String,
    /// The codes.
    pub codes: Codes,
    /// The destination classes.
    pub destinations: Set,
    /// The kinds of end user.
    pub users: Set,
    /// The end uses.
    pub end_uses: Set,
    /// The origins.
    pub origins: Set,
    /// The percentage that the US content must exceed.
    pub content_over: Option<u8>,
    /// First day in force.
    pub since: i32,
    /// First day no longer in force.
    pub until: i32,
    /// First day of a suspension and the day after its last.
    pub suspended: Option<(i32, i32)>,
}

impl Rule {
    /// The values of a field for which it fires.
    #[must_use]
    pub fn set(&self, field: Field) -> Set {
        match field {
            Field::Destination => self.destinations,
            Field::Origin => self.origins,
            Field::User => self.users,
            Field::EndUse => self.end_uses,
        }
    }

    /// The fields it tests, with the words that pass; a field that may be anything is left out.
    pub fn tests(&self) -> impl Iterator<Item = (Field, Vec<&'static str>)> {
        Field::ALL.into_iter().filter(|&field| self.set(field) != field.all()).map(|field| {
            let values = self.set(field).values();
            (field, values.map(|value| field.words()[usize::from(value)]).collect())
        })
    }

    /// Whether it is in force on the day.
    #[must_use]
    pub fn in_force(&self, day: i32) -> bool {
        (self.since..self.until).contains(&day)
            && !self.suspended.is_some_and(|(since, until)| (since..until).contains(&day))
    }

    /// Whether it fires, reading every field of the transaction, answered or not.
    #[must_use]
    pub fn fires(&self, tx: &Tx) -> bool {
        self.codes.has(tx.code)
            && self.in_force(tx.day)
            && Field::ALL.into_iter().all(|field| self.set(field).has(tx.value(field)))
            && self.content_over.is_none_or(|bound| tx.content > bound)
    }
}

/// The citation of a rule of that law.
pub(crate) fn cite(law: u8, source: Source) -> String {
    let law = LAWS[usize::from(law)].to_uppercase();
    match source {
        Source::Entry { code, nth } => {
            format!("{law} control list, entry {} ({nth})", code_name(code))
        }
        Source::Measure { number, year } => format!("{law} measure No. {number} of {year}"),
    }
}
