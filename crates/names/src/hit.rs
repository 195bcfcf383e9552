//! What is found: hits, with the score, the judgement and the reasons.

use std::fmt;

/// How alike two parties are, in `0..=1000`; integers only, so equal on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// Nothing in common.
    pub const NONE: Score = Score(0);
    /// The same party.
    pub const FULL: Score = Score(1000);

    /// A score; above 1000 counts as 1000.
    #[must_use]
    pub const fn new(value: u32) -> Score {
        Score(if value > 1000 { 1000 } else { value as u16 })
    }

    /// The number, in `0..=1000`.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a comparison comes to, from nothing to identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// Another party.
    Different,
    /// May be the listed party: a person has to look.
    Possible,
    /// Shares the listed party's own name and differs in place, branch or activity: a subsidiary,
    /// a branch, a parent or a company of the same group.
    Sibling,
    /// The listed party, as far as names and the qualifiers tell.
    Same,
}

impl Judgement {
    /// `same`, `sibling`, `possible` or `different`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Judgement::Same => "same",
            Judgement::Sibling => "sibling",
            Judgement::Possible => "possible",
            Judgement::Different => "different",
        }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why two tokens were set against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Written the same way.
    Equal,
    /// The same word in another language, script or clipped form.
    Word,
    /// The same sound: romanisations, readings.
    Sound,
    /// A spelling apart.
    Spelling,
    /// Written together here and apart there.
    Joined,
    /// An initial, or the beginning of the word.
    Short,
    /// First letters of the words.
    Abbreviation,
    /// The same number.
    Number,
    /// Stands on one side only.
    Left,
    /// Two numbers, places or activities that exclude each other.
    Against,
}

impl Why {
    /// The word used in results.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Why::Equal => "equal",
            Why::Word => "word",
            Why::Sound => "sound",
            Why::Spelling => "spelling",
            Why::Joined => "joined",
            Why::Short => "short",
            Why::Abbreviation => "abbreviation",
            Why::Number => "number",
            Why::Left => "left",
            Why::Against => "against",
        }
    }
}

/// A token of the query beside a token of the listed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// As it stands in the query's name; empty if only the listed name has it.
    pub query: String,
    /// As it stands in the listed name; empty if only the query has it.
    pub listed: String,
    /// Why they stand together, or that one stands alone.
    pub why: Why,
    /// How alike they are, in `0..=1000`; 0 if one stands alone.
    pub alike: u16,
    /// How much the token tells; a legal form tells next to nothing.
    pub weight: u16,
}

/// What a fact beside the name did to the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// An identifier of one scheme is equal.
    SameIdentifier,
    /// An identifier that a party has only once is not equal.
    OtherIdentifier,
    /// A country in common.
    SameCountry,
    /// Countries on both sides, none in common.
    OtherCountry,
    /// Days of birth agree as far as they are known.
    SameBirth,
    /// Days of birth disagree.
    OtherBirth,
    /// A company against a person, a ship against a company.
    OtherKind,
    /// The publisher calls the name a weak alias.
    WeakAlias,
}

impl Qualifier {
    /// The word used in results.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Qualifier::SameIdentifier => "same identifier",
            Qualifier::OtherIdentifier => "other identifier",
            Qualifier::SameCountry => "same country",
            Qualifier::OtherCountry => "other country",
            Qualifier::SameBirth => "same birth date",
            Qualifier::OtherBirth => "other birth date",
            Qualifier::OtherKind => "other kind of party",
            Qualifier::WeakAlias => "weak alias",
        }
    }
}

/// A listed entry that the party asked about is, may be, or belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'i> {
    /// Position of the entry in the order in which the index was given it.
    pub position: u32,
    /// The list.
    pub list: &'i str,
    /// The entry's id in the list.
    pub entry: &'i str,
    /// The entry's name that matched best, as published.
    pub name: &'i str,
    /// How alike.
    pub score: Score,
    /// What that comes to.
    pub judgement: Judgement,
    /// The tokens of both names, aligned.
    pub tokens: Vec<Aligned>,
    /// What the facts beside the name did.
    pub qualifiers: Vec<Qualifier>,
}
