//! The parts of a random law, as the generator and the plain meaning know them.

use navicert_model::amount::Op;
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_model::vocabulary::Role;

/// The acts: two of `cn`, one of `us`.
pub const ACTS: [&str; 3] = ["cn/2026-1", "cn/2026-2", "us/2026-1"];
/// The control lists, both of scheme `cn`.
pub const LISTS: [&str; 2] = ["cn/dual-use", "cn/temporary"];
/// The lists of parties.
pub const PARTY_LISTS: [&str; 2] = ["cn/control-list", "us/entity-list"];
/// Parameters and their units: of entries, of both, of conditions.
pub const PARAMETERS: [(&str, &str); 3] =
    [("energy_density", "Wh/kg"), ("dysprosium_mass_share", "%"), ("purity", "%")];

/// A whole random law.
#[derive(Clone, Debug, Default)]
pub struct Law {
    /// Clauses and exceptions, act by act.
    pub clauses: Vec<Clause>,
    /// Control-list entries.
    pub entries: Vec<Entry>,
    /// Suspensions and the like.
    pub changes: Vec<Change>,
    /// The named condition `cn/linked`.
    pub define: Option<Cond>,
    /// Clauses that `--assume` brings in.
    pub assume: Vec<usize>,
    /// The day whose knowledge is used.
    pub known_day: Option<Day>,
}

/// A clause or an exception.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Index in [`ACTS`].
    pub act: usize,
    /// Its pinpoint, unique in the law.
    pub pin: String,
    /// What it does.
    pub kind: Kind,
    /// First day.
    pub since: Day,
    /// First day after.
    pub until: Option<Day>,
    /// When we came to know it.
    pub known: Option<Day>,
    /// Only reported.
    pub reported: bool,
    /// Why the law applies at all.
    pub reach: Option<Cond>,
    /// The trigger.
    pub when: Option<Cond>,
    /// Its own exclusions.
    pub unless: Option<Cond>,
    /// A period of grace.
    pub grace: Option<(Option<Day>, Cond)>,
    /// Whether a duty travels with it.
    pub duty: bool,
}

/// What a clause does.
#[derive(Clone, Debug)]
pub enum Kind {
    /// At least this effect; free = duties only.
    Effect(Effect),
    /// Lifts others, if claimed.
    Exception {
        /// What it lifts.
        lifts: Vec<Target>,
        /// The word to claim.
        claimed: Option<&'static str>,
    },
}

/// What a statement names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A clause, by index.
    Clause(usize),
    /// Every clause and exception of an act.
    Act(usize),
}

/// A control-list entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Index in [`LISTS`].
    pub list: usize,
    /// The code.
    pub code: &'static str,
    /// The clause that put it there.
    pub by: usize,
    /// Thresholds, all of which the item meets.
    pub when: Vec<Threshold>,
    /// First day.
    pub since: Option<Day>,
    /// First day after.
    pub until: Option<Day>,
}

/// A comparison with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Index in [`PARAMETERS`].
    pub parameter: usize,
    /// How.
    pub op: Op,
    /// With how much, in the parameter's unit.
    pub bound: i64,
}

impl Threshold {
    /// Whether a whole amount meets it.
    #[must_use]
    pub fn holds_of(self, value: i64) -> bool {
        match self.op {
            Op::Lt => value < self.bound,
            Op::Le => value <= self.bound,
            Op::Gt => value > self.bound,
            Op::Ge => value >= self.bound,
            Op::Eq => value == self.bound,
        }
    }
}

/// A change of status.
#[derive(Clone, Debug)]
pub struct Change {
    /// The act that says so.
    pub act: usize,
    /// What it does.
    pub kind: ChangeKind,
    /// To which clauses.
    pub targets: Vec<Target>,
    /// First day.
    pub since: Day,
    /// First day after; none for `cease` and `revive`.
    pub until: Option<Day>,
    /// When we came to know it.
    pub known: Option<Day>,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the law language")]
pub enum ChangeKind {
    SuspendUnconfirmed,
    SuspendRevived,
    SuspendEnded,
    Cease,
    Revive,
    Unenforced,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the law language")]
pub enum Cond {
    All(Vec<Cond>),
    Any(Vec<Cond>),
    NoneOf(Vec<Cond>),
    Not(Box<Cond>),
    Party { roles: Vec<&'static str>, every: bool, cond: Box<Cond> },
    Content { op: Op, share: i64, cond: Box<Cond> },
    Unsure(Box<Line>),
    Linked,
    Line(Line),
}

/// A place that a line reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the law language")]
pub enum Place {
    From,
    To,
    Origin,
}

/// A list of parties, index in [`PARTY_LISTS`].
pub type PartyList = usize;
/// An act that lists parties, index in [`ACTS`].
pub type Round = usize;

/// A condition of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the law language")]
pub enum Line {
    Activity(Vec<&'static str>),
    In(Place, Vec<&'static str>),
    CodeUnder(Vec<&'static str>),
    CodeNone,
    Listed { list: usize, by: Vec<usize> },
    Uav,
    Parameter(Threshold),
    EndUse(Vec<&'static str>),
    KnownEndUse(Vec<&'static str>),
    Knowledge(&'static str),
    Informed(Vec<&'static str>),
    Contracted(Day),
    Claims(&'static str),
    PartyIs(Vec<&'static str>),
    PartyIn(Vec<&'static str>),
    PartySeat(Vec<&'static str>),
    PartyOf(Vec<&'static str>),
    PartyListed(PartyList, Vec<Round>),
}

/// Members of `cn/group`: always, and from the day on.
pub const GROUP: (&str, &str, &str) = ("JP", "KR", "2026-05-01");

/// The roles that a word names: those that are asked about, and those that count only if named.
#[must_use]
pub fn roles(word: &str) -> (Vec<Role>, Vec<Role>) {
    use Role::{Buyer, Consignee, Downstream, EndUser, Intermediate};
    match (word, Role::parse(word)) {
        ("recipient", _) => (vec![EndUser, Consignee, Intermediate, Downstream], vec![Buyer]),
        (_, Ok(role)) => (vec![role], Vec::new()),
        (_, Err(_)) => (Vec::new(), Vec::new()),
    }
}

impl Cond {
    /// Shows every line of a condition, those of `unsure` included.
    pub fn each_line(&self, see: &mut impl FnMut(&Line)) {
        match self {
            Cond::All(parts) | Cond::Any(parts) | Cond::NoneOf(parts) => {
                parts.iter().for_each(|part| part.each_line(see));
            }
            Cond::Not(cond) | Cond::Party { cond, .. } | Cond::Content { cond, .. } => {
                cond.each_line(see);
            }
            Cond::Unsure(line) => see(line),
            Cond::Linked => {}
            Cond::Line(line) => see(line),
        }
    }
}

impl Law {
    /// The id of a clause.
    #[must_use]
    pub fn id(&self, clause: usize) -> String {
        let clause = &self.clauses[clause];
        format!("{}#{}", ACTS[clause.act], clause.pin)
    }

    /// Whether a statement's targets name a clause.
    #[must_use]
    pub fn names(&self, targets: &[Target], clause: usize) -> bool {
        targets.iter().any(|target| match target {
            Target::Clause(named) => *named == clause,
            Target::Act(act) => self.clauses[clause].act == *act,
        })
    }

    /// Whether an exception lifts a clause: an act's id reaches neither prohibitions nor exceptions.
    #[must_use]
    pub fn lifts(&self, targets: &[Target], clause: usize) -> bool {
        let lenient =
            matches!(self.clauses[clause].kind, Kind::Effect(Effect::Free | Effect::Licence));
        targets.iter().any(|target| match target {
            Target::Clause(named) => *named == clause,
            Target::Act(act) => self.clauses[clause].act == *act && lenient,
        })
    }
}
