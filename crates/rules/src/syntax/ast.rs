//! The tree that the parser makes of a law file: words as written, with their places.
//!
//! Names are not resolved here; `law::check` does that.

use navicert_model::amount::Amount;
use navicert_model::day::Day;

/// A half-open byte range of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after.
    pub end: u32,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A word as written.
pub type Word = At<String>;

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Statements in order.
    pub statements: Vec<Statement>,
}

/// A statement with the comments that stand above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Place of the head line.
    pub span: Span,
    /// What it says.
    pub kind: StatementKind,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum StatementKind {
    Law {
        name: Word,
        title: Word,
        complete_to: Option<At<Day>>,
        flagged: Vec<Word>,
        not_modelled: Vec<Word>,
    },
    Act(ActHead),
    OfAct {
        id: Word,
    },
    Clause(Box<Clause>),
    Exception(Box<Clause>),
    Guidance(Guidance),
    Conflict(Box<Conflict>),
    Suspend(StatusChange),
    Cease(StatusChange),
    Revive(StatusChange),
    Unenforced(StatusChange),
    Define {
        name: Word,
        cond: Cond,
    },
    Group {
        name: Word,
        title: Option<Word>,
        members: Vec<Members>,
    },
    List {
        name: Word,
        title: Option<Word>,
        scheme: Option<Word>,
        notes: Vec<Word>,
    },
    Entries {
        list: Word,
        by: Option<Word>,
        entries: Vec<Entry>,
    },
    Parties {
        list: Word,
        round: Option<Word>,
        parties: Vec<PartyEntry>,
    },
    Derive {
        tag: Word,
        roles: Vec<Word>,
        cond: Cond,
    },
}

/// The head of an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ActHead {
    pub id: Option<Word>,
    pub title: Option<Word>,
    pub title_zh: Option<Word>,
    pub issuer: Option<Word>,
    pub published: Option<At<Day>>,
    pub source: Option<Word>,
    pub basis: Option<Word>,
    pub weight: Option<Word>,
    pub checked: Option<At<Day>>,
    pub hash: Option<Word>,
    pub notes: Vec<Word>,
}

/// A clause or an exception.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Clause {
    pub pin: Option<Word>,
    pub title: Option<Word>,
    pub cite: Option<Word>,
    pub source: Option<Word>,
    pub since: Option<At<Day>>,
    pub until: Option<At<Day>>,
    pub comply: Option<At<Day>>,
    pub known: Option<At<Day>>,
    pub status: Option<Word>,
    pub basis: Option<Word>,
    pub reach: Option<Cond>,
    pub when: Option<Cond>,
    pub unless: Option<Cond>,
    pub grace: Vec<Grace>,
    pub then: Option<Word>,
    pub policy: Vec<Qualified>,
    pub forms: Vec<Word>,
    pub bars: Vec<Qualified>,
    pub duty: Vec<Qualified>,
    pub texts: Vec<DutyText>,
    pub asks: Vec<Ask>,
    pub notes: Vec<Word>,
    pub readings: Vec<Reading>,
    pub lifts: Vec<Word>,
    pub claimed: Option<Word>,
}

/// Words that hold under a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Qualified {
    pub words: Vec<Word>,
    pub when: Option<Cond>,
}

/// A period of grace.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Grace {
    pub until: Option<At<Day>>,
    pub when: Cond,
}

/// Wording that a duty demands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct DutyText {
    pub duty: Word,
    pub text: Word,
    pub zh: Option<Word>,
}

/// Wording of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Ask {
    pub fact: Word,
    pub text: Word,
    pub whom: Word,
}

/// An alternative reading of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Reading {
    pub name: Word,
    pub whose: Word,
    pub when: Cond,
    pub notes: Vec<Word>,
}

/// What an authority said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Guidance {
    pub day: At<Day>,
    pub title: Word,
    pub about: Vec<Word>,
    pub basis: Option<Word>,
    pub source: Option<Word>,
    pub known: Option<At<Day>>,
    pub notes: Vec<Word>,
}

/// Clauses of other laws that cannot be obeyed without breaking this act.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Conflict {
    pub pin: Word,
    pub title: Word,
    pub cite: Option<Word>,
    pub source: Option<Word>,
    pub since: Option<At<Day>>,
    pub until: Option<At<Day>>,
    pub known: Option<At<Day>>,
    pub basis: Option<Word>,
    pub obeying: Vec<Word>,
    pub when: Option<Cond>,
    pub notes: Vec<Word>,
}

/// A suspension, an end, a revival or an announcement of non-enforcement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct StatusChange {
    pub refs: Vec<Word>,
    pub cite: Option<Word>,
    pub source: Option<Word>,
    pub basis: Option<Word>,
    pub since: Option<At<Day>>,
    pub until: Option<At<Day>>,
    pub then: Option<Word>,
    pub known: Option<At<Day>>,
    pub notes: Vec<Word>,
}

/// Members of a country group for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Members {
    pub countries: Vec<Word>,
    pub since: Option<At<Day>>,
    pub until: Option<At<Day>>,
}

/// A control-list entry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Entry {
    pub code: Word,
    pub title: Word,
    pub zh: Option<Word>,
    pub on: Vec<Word>,
    pub hs: Vec<Word>,
    pub when: Option<Cond>,
    pub since: Option<At<Day>>,
    pub until: Option<At<Day>>,
    pub basis: Option<Word>,
    pub source: Option<Word>,
    pub notes: Vec<Word>,
}

/// A listed party.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct PartyEntry {
    pub title: Word,
    pub names: Vec<Word>,
    pub country: Option<Word>,
    pub since: Option<At<Day>>,
    pub until: Option<At<Day>>,
    pub basis: Option<Word>,
    pub notes: Vec<Word>,
}

/// How a comparison reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Op {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
}

/// A condition with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cond {
    /// Place of the line.
    pub span: Span,
    /// What it says.
    pub kind: CondKind,
}

/// What a condition says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CondKind {
    All(Vec<Cond>),
    Any(Vec<Cond>),
    None(Vec<Cond>),
    Not(Box<Cond>),
    /// `some ROLES where`; with `every`, all of them.
    Some {
        roles: Vec<Word>,
        every: bool,
        cond: Box<Cond>,
    },
    Content {
        op: Op,
        share: At<Amount>,
        cond: Box<Cond>,
    },
    MadeWith {
        kinds: Vec<Word>,
        cond: Box<Cond>,
    },
    Tool(Box<Cond>),
    Unsure(Box<Cond>),
    Holds(Word),
    Activity(Vec<Word>),
    Kind(Vec<Word>),
    From(Vec<Word>),
    To(Vec<Word>),
    Origin(Vec<Word>),
    Via(Vec<Word>),
    CodeUnder {
        scheme: Word,
        codes: Vec<Word>,
    },
    CodeNone {
        scheme: Word,
    },
    Hs(Vec<Word>),
    Listed {
        list: Word,
        by: Vec<Word>,
    },
    Near {
        list: Word,
        by: Vec<Word>,
    },
    ItemTag(Vec<Word>),
    Parameter {
        name: Word,
        op: Op,
        bound: At<Amount>,
    },
    Quantity {
        op: Op,
        bound: At<Amount>,
    },
    Value {
        op: Op,
        bound: At<Amount>,
    },
    EndUse(Vec<Word>),
    KnownEndUse(Vec<Word>),
    Knowledge(Vec<Word>),
    Informed {
        law: Word,
        tags: Vec<Word>,
    },
    Facility(Vec<Word>),
    FacilityIn(Vec<Word>),
    FacilityOwnerIn(Vec<Word>),
    FacilityParameter {
        name: Word,
        op: Op,
        bound: At<Amount>,
    },
    ContractedBefore(At<Day>),
    ShippedBefore(At<Day>),
    Claims(Word),
    Evidence(Vec<Word>),
    PartyTag(Vec<Word>),
    PartyIn(Vec<Word>),
    PartySeat(Vec<Word>),
    PartyOf(Vec<Word>),
    PartyNationality(Vec<Word>),
    PartyParent(Vec<Word>),
    PartyEmployer(Vec<Word>),
    PartyListed {
        lists: Vec<Word>,
        rounds: Vec<Word>,
        footnotes: Vec<Word>,
    },
    PartyOwned {
        op: Op,
        share: At<Amount>,
        mode: Word,
        lists: Vec<Word>,
    },
}
