//! The checked form of the law: names resolved, dates in order, ready to evaluate.

pub mod check;
mod lint;
mod resolve;
pub mod status;

use navicert_model::amount::{Amount, Op};
use navicert_model::country::CountrySet;
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_model::vocabulary::{Activity, EvidenceKind, ItemKind, MakingKind, Tag};
use std::sync::Arc;

pub use resolve::{RoleSet, SourceFile};

/// Index of an act in [`LawBook::acts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActIx(pub u32);
/// Index of a clause or exception in [`LawBook::clauses`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClauseIx(pub u32);
/// Index of a country group in [`LawBook::groups`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupIx(pub u32);
/// Index of a control list in [`LawBook::lists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListIx(pub u32);
/// Index of a status change in [`LawBook::changes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeIx(pub u32);
/// Index of a definition in [`LawBook::definitions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DefIx(pub u32);

/// Half-open days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub since: Day,
    /// First day after; `None` = open.
    pub until: Option<Day>,
}

impl Days {
    /// Whether `day` lies within.
    pub fn holds(self, day: Day) -> bool {
        day >= self.since && self.until.is_none_or(|until| day < until)
    }
}

/// All laws that were loaded together, checked.
#[derive(Clone, Debug, Default)]
pub struct LawBook {
    /// Bodies of law, sorted by name.
    pub laws: Vec<Law>,
    /// Acts in file order.
    pub acts: Vec<Act>,
    /// Clauses and exceptions in file order.
    pub clauses: Vec<Clause>,
    /// Dated country groups.
    pub groups: Vec<Group>,
    /// Control lists with their entries.
    pub lists: Vec<ControlList>,
    /// Listed parties.
    pub parties: Vec<ListedParty>,
    /// Ids of the lists of parties.
    pub party_lists: Vec<String>,
    /// Suspensions, ends, revivals and non-enforcement.
    pub changes: Vec<Change>,
    /// What authorities said.
    pub guidance: Vec<Guidance>,
    /// Where obeying one law breaks another.
    pub conflicts: Vec<Conflict>,
    /// Named conditions.
    pub definitions: Vec<Definition>,
    /// What unstated party tags follow from.
    pub derives: Vec<Derive>,
    /// How many files it was read from.
    pub files: usize,
    /// Exceptions and the clauses they reach only through an act's id.
    pub(crate) act_wide_lifts: Vec<(ClauseIx, Vec<ClauseIx>)>,
}

/// A body of law.
#[derive(Clone, Debug)]
pub struct Law {
    /// `cn`, `us`, …
    pub name: String,
    /// Name for a person.
    pub title: String,
    /// Last day up to which publications were read.
    pub complete_to: Option<Day>,
    /// What is only flagged.
    pub flagged: Vec<String>,
    /// What is not modelled.
    pub not_modelled: Vec<String>,
}

/// A published text.
#[derive(Clone, Debug)]
pub struct Act {
    /// `cn/2026-1`.
    pub id: String,
    /// The law it belongs to, index in [`LawBook::laws`].
    pub law: usize,
    /// English title.
    pub title: String,
    /// Title in Chinese, if given.
    pub title_zh: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// Day of publication.
    pub published: Day,
    /// Address of the text.
    pub source: String,
    /// On what basis we know it.
    pub basis: String,
    /// Its weight.
    pub weight: String,
    /// Day on which the text was last checked.
    pub checked: Option<Day>,
    /// Notes.
    pub notes: Vec<String>,
}

/// Whether a clause is law or only spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Law.
    InForce,
    /// Only reported.
    Reported,
    /// Proposed.
    Proposed,
}

/// What a clause does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// Changes the verdict to at least this effect; [`Effect::Free`] = obligations only.
    Effect(Effect),
    /// Lifts these clauses; `claimed` = the word the user must claim.
    Exception {
        /// Clauses lifted, sorted.
        lifts: Vec<ClauseIx>,
        /// Word in the transfer's `exceptions`.
        claimed: Option<String>,
    },
}

/// Words that hold under a condition.
#[derive(Clone, Debug)]
pub struct Qualified {
    /// The words.
    pub words: Vec<String>,
    /// `None` = always.
    pub when: Option<Cond>,
}

/// A period of grace.
#[derive(Clone, Debug)]
pub struct Grace {
    /// First day without grace; `None` = no end.
    pub until: Option<Day>,
    /// Which transfers enjoy it.
    pub when: Cond,
}

/// Wording that a duty demands.
#[derive(Clone, Debug)]
pub struct DutyText {
    /// The duty.
    pub duty: String,
    /// English wording with placeholders.
    pub text: String,
    /// Chinese wording.
    pub zh: Option<String>,
}

/// Wording of a question.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Fact name.
    pub fact: String,
    /// The question.
    pub text: String,
    /// Whom to ask.
    pub whom: String,
}

/// An alternative reading.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// Who reads it so.
    pub whose: String,
    /// The condition that replaces the clause's `when`.
    pub when: Cond,
    /// Notes.
    pub notes: Vec<String>,
}

/// A dated, cited statement.
#[derive(Clone, Debug)]
pub struct Clause {
    /// `cn/2026-1#1`.
    pub id: String,
    /// The act.
    pub act: ActIx,
    /// The law, index in [`LawBook::laws`].
    pub law: usize,
    /// Title.
    pub title: String,
    /// Pinpoint.
    pub cite: String,
    /// Address of the text.
    pub source: String,
    /// On what basis we know it.
    pub basis: String,
    /// Days in force.
    pub days: Days,
    /// Day from which it must be obeyed, if later.
    pub comply: Option<Day>,
    /// When we came to know it.
    pub known: Day,
    /// Law or only spoken of.
    pub standing: Standing,
    /// What it does.
    pub kind: ClauseKind,
    /// Why the law applies at all.
    pub reach: Cond,
    /// What triggers it, `unless` folded in.
    pub when: Cond,
    /// Periods of grace.
    pub grace: Vec<Grace>,
    /// Licence policies.
    pub policy: Vec<Qualified>,
    /// Licence forms.
    pub forms: Vec<String>,
    /// Forms barred.
    pub bars: Vec<Qualified>,
    /// Obligations.
    pub duty: Vec<Qualified>,
    /// Wordings of obligations.
    pub texts: Vec<DutyText>,
    /// Wordings of questions.
    pub asks: Vec<Ask>,
    /// Notes.
    pub notes: Vec<String>,
    /// Alternative readings.
    pub readings: Vec<Reading>,
    /// Where it stands: file index and line.
    pub at: (u32, u32),
}

/// What a status change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Off in the days; what follows is `lapse`.
    Suspend(Lapse),
    /// Gone from the first day.
    Cease,
    /// In force again from the first day.
    Revive,
    /// Codified, not enforced, in the days.
    Unenforced,
}

/// What a suspension leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// Nobody knows.
    Unconfirmed,
    /// In force again.
    Revived,
    /// Gone.
    Ended,
}

/// A status change of clauses.
#[derive(Clone, Debug)]
pub struct Change {
    /// The act that says so.
    pub act: ActIx,
    /// What it does.
    pub kind: ChangeKind,
    /// The clauses, sorted.
    pub clauses: Vec<ClauseIx>,
    /// The days.
    pub days: Days,
    /// When we came to know it.
    pub known: Day,
    /// Pinpoint.
    pub cite: String,
    /// Address of the text.
    pub source: String,
    /// On what basis we know it.
    pub basis: String,
    /// Notes.
    pub notes: Vec<String>,
}

/// What an authority said.
#[derive(Clone, Debug)]
pub struct Guidance {
    /// Day it was said.
    pub day: Day,
    /// When we came to know it.
    pub known: Day,
    /// In a few words.
    pub title: String,
    /// The clauses it is about.
    pub about: Vec<ClauseIx>,
    /// On what basis we know it.
    pub basis: String,
    /// Address.
    pub source: String,
    /// Notes.
    pub notes: Vec<String>,
}

/// Clauses that cannot be obeyed without breaking an act of another law.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// `cn/835#orders`.
    pub id: String,
    /// The act that is broken.
    pub act: ActIx,
    /// In a few words.
    pub title: String,
    /// Pinpoint in the act.
    pub cite: String,
    /// Address.
    pub source: String,
    /// On what basis we know it.
    pub basis: String,
    /// Days.
    pub days: Days,
    /// When we came to know it.
    pub known: Day,
    /// The clauses whose obeying breaks the act.
    pub obeying: Vec<ClauseIx>,
    /// What else must hold.
    pub when: Cond,
    /// Notes.
    pub notes: Vec<String>,
}

/// A named condition.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// The condition.
    pub cond: Cond,
}

/// What an unstated party tag follows from.
#[derive(Clone, Debug)]
pub struct Derive {
    /// The tag.
    pub tag: Tag,
    /// For parties in these roles.
    pub roles: RoleSet,
    /// The condition on the party.
    pub cond: Cond,
}

/// A dated country group.
#[derive(Clone, Debug)]
pub struct Group {
    /// `us/D:5`.
    pub name: String,
    /// Members and their days; `None` = always.
    pub members: Vec<(CountrySet, Option<Day>, Option<Day>)>,
}

/// A control list.
#[derive(Clone, Debug)]
pub struct ControlList {
    /// `cn/dual-use`.
    pub name: String,
    /// Title.
    pub title: String,
    /// Code key.
    pub scheme: String,
    /// Entries sorted by code.
    pub entries: Vec<Entry>,
}

/// A control-list entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The code.
    pub code: String,
    /// English title.
    pub title: String,
    /// Chinese title.
    pub zh: Option<String>,
    /// HS codes, a hint.
    pub hs: Vec<String>,
    /// Typed thresholds.
    pub when: Option<Cond>,
    /// The clause that put it on the list.
    pub by: ClauseIx,
    /// First day, if narrower than the clause's.
    pub since: Option<Day>,
    /// First day after, if narrower.
    pub until: Option<Day>,
    /// On what basis we know it.
    pub basis: String,
    /// Notes.
    pub notes: Vec<String>,
    /// Where it stands: file index and line.
    pub at: (u32, u32),
}

/// A listed party.
#[derive(Clone, Debug)]
pub struct ListedParty {
    /// Name as in the notice, or its usual English form.
    pub title: String,
    /// Other names.
    pub names: Vec<String>,
    /// Country, if known.
    pub country: Option<navicert_model::country::Country>,
    /// List id.
    pub list: String,
    /// Act that listed it.
    pub round: ActIx,
    /// Days on the list.
    pub since: Day,
    /// First day after.
    pub until: Option<Day>,
}

/// Countries and dated groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Places {
    /// Named countries.
    pub countries: CountrySet,
    /// Groups, sorted.
    pub groups: Vec<GroupIx>,
}

/// A comparison with an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// How.
    pub op: Op,
    /// With what.
    pub bound: Amount,
}

/// How ownership is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnershipMode {
    /// The largest single direct share.
    Directly,
    /// The sum of direct shares of listed owners.
    InAggregate,
    /// An owner owned 50 % or more in aggregate counts as listed.
    InCascade,
}

/// A listing test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListingTest {
    /// Lists.
    pub lists: Vec<String>,
    /// Rounds; empty = any.
    pub rounds: Vec<String>,
    /// Footnotes; empty = any.
    pub footnotes: Vec<String>,
}

/// A condition with its wording.
#[derive(Clone, Debug)]
pub enum Cond {
    /// Every one holds; empty = always.
    All(Vec<Cond>),
    /// At least one holds; empty = never.
    Any(Vec<Cond>),
    /// It does not hold.
    Not(Box<Cond>),
    /// One party (or every one) in these roles meets the condition.
    Some {
        /// Roles.
        roles: RoleSet,
        /// All of them.
        every: bool,
        /// The condition on the party.
        cond: Arc<Cond>,
    },
    /// Share by value of the content lines that meet the condition.
    Content {
        /// The comparison.
        compare: Compare,
        /// The condition on a line.
        cond: Arc<Cond>,
    },
    /// One making of these kinds meets the condition.
    MadeWith {
        /// Kinds.
        kinds: Vec<MakingKind>,
        /// The condition on the making.
        cond: Arc<Cond>,
    },
    /// The installed tool meets the condition.
    Tool(Arc<Cond>),
    /// The condition is open.
    Unsure(Arc<Cond>),
    /// A definition.
    Holds(DefIx),
    /// A single test.
    Test(Arc<Leaf>),
}

impl Cond {
    /// The condition that always holds.
    pub fn always() -> Self {
        Cond::All(Vec::new())
    }
}

/// A single test and its wording.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The line as a lawyer reads it.
    pub text: String,
    /// Its meaning.
    pub test: Test,
}

/// Which place a test reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum PlaceFact {
    From,
    To,
    Origin,
    FacilityCountry,
    FacilityOwner,
    PartyCountry,
    PartySeat,
    ParentCountry,
    ParentSeat,
    EmployerCountry,
    EmployerSeat,
}

/// A single test.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Test {
    Activity(Vec<Activity>),
    Kind(Vec<ItemKind>),
    Place { fact: PlaceFact, places: Places },
    Via(Places),
    Nationality(Places),
    CodeUnder { scheme: String, codes: Vec<String> },
    CodeNone { scheme: String },
    Hs(Vec<String>),
    Listed { list: ListIx, by: Vec<ClauseIx> },
    Near { list: ListIx, by: Vec<ClauseIx> },
    ItemTag(Tag),
    Parameter { name: String, compare: Compare },
    Quantity(Compare),
    Value(Compare),
    EndUse(Tag),
    KnownEndUse(Tag),
    Knowledge(Tag),
    Informed { word: String },
    Facility(Tag),
    FacilityParameter { name: String, compare: Compare },
    ContractedBefore(Day),
    ShippedBefore(Day),
    Claims(String),
    Evidence(EvidenceKind),
    PartyTag(Tag),
    PartyListed(ListingTest),
    PartyOwned { op: Op, share: Amount, mode: OwnershipMode, lists: Vec<String> },
}
