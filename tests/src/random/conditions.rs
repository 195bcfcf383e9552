//! Random conditions over a small closed set of facts.

use super::choices::Choices;
use super::clauses::{day, word_days};
use super::law::{ACTS, Cond, LISTS, Line, PARTY_LISTS, Place, Threshold};
use navicert_model::amount::Op;

/// Countries that law and transfers name, the law's group, and a country that no law names.
pub(super) const COUNTRIES: [&str; 5] = ["CN", "JP", "KR", "US", "DE"];
const PLACES: [&str; 5] = ["CN", "JP", "KR", "US", "cn/group"];
pub(super) const ACTIVITIES: [&str; 4] = ["export", "reexport", "transit", "service"];
/// Codes of entries and conditions: a tree, and some that stand alone.
pub(super) const CODES: [&str; 7] =
    ["1C905", "1C905.a", "1C905.a.1", "1C905.b", "3A001", "3A001.a", "3C004"];
pub(super) const USES: [&str; 6] =
    ["military", "enhances-military", "concern", "nuclear", "wmd", "terrorism"];
/// Uses that `known end-use` asks about: not `concern`, which knowing of a red flag answers too.
pub(super) const KNOWN_USES: [&str; 5] =
    ["military", "enhances-military", "nuclear", "wmd", "terrorism"];
pub(super) const KNOWN_ONLY: [&str; 2] = ["red-flag", "violation"];
pub(super) const PARTY_TAGS: [&str; 4] = ["military", "concern", "wmd-developer", "government"];
pub(super) const CLAIMS: [&str; 2] = ["us/lvs", "eu/eu001"];
const ROLES: [&[&str]; 6] = [
    &["end-user"],
    &["recipient"],
    &["end-user", "consignee"],
    &["consignee"],
    &["exporter"],
    // Not `buyer`: `recipient` counts one only if it is named, elsewhere an unnamed one is unknown, so
    // that naming it would answer two things.
    &["intermediate", "end-user"],
];
const OPS: [Op; 5] = [Op::Ge, Op::Gt, Op::Le, Op::Lt, Op::Eq];
pub(super) const BOUNDS: [i64; 2] = [5, 10];

/// What a condition may speak of.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    /// How many clauses there are.
    pub clauses: usize,
    /// Inside `some … where`.
    pub party: bool,
    /// Inside `content … where`.
    pub content: bool,
    /// `holds cn/linked` may stand.
    pub linked: bool,
    /// `content` and `unsure` may stand.
    pub rare: bool,
    /// What most lines are about.
    pub focus: Focus,
}

/// What most lines of a law are about: few facts, tested often, meet in more ways.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    Everything,
    Lists,
    Tags,
}

/// A random condition, nested at most `depth` deep.
pub(super) fn cond(c: &mut Choices<'_>, scope: Scope, depth: usize) -> Cond {
    if depth == 0 || c.percent(50) {
        return leaf(c, scope);
    }
    let parts = |c: &mut Choices<'_>| {
        let count = 1 + c.below(3);
        (0..count).map(|_| cond(c, scope, depth - 1)).collect()
    };
    match c.below(5) {
        0 | 1 => Cond::All(parts(c)),
        2 => Cond::Any(parts(c)),
        3 => Cond::NoneOf(parts(c)),
        _ => Cond::Not(Box::new(cond(c, scope, depth - 1))),
    }
}

fn leaf(c: &mut Choices<'_>, scope: Scope) -> Cond {
    if scope.content {
        return Cond::Line(match c.below(3) {
            0 => Line::In(Place::Origin, c.some(&PLACES, 2)),
            1 => Line::CodeUnder(c.some(&CODES, 1)),
            _ => Line::CodeNone,
        });
    }
    if scope.party && c.percent(70) {
        return Cond::Line(party_line(c, scope));
    }
    if scope.linked && c.percent(8) {
        return Cond::Linked;
    }
    if !scope.party && c.percent(25) {
        return party(c, scope);
    }
    if scope.rare && !scope.party && c.percent(6) {
        return unsure(c, scope);
    }
    if scope.rare && c.percent(5) {
        let inner = Scope { content: true, ..scope };
        let (op, share) = (c.one(&[Op::Ge, Op::Gt]), c.one(&[10, 0, 25]));
        return Cond::Content { op, share, cond: Box::new(cond(c, inner, 1)) };
    }
    Cond::Line(line(c, scope))
}

fn party(c: &mut Choices<'_>, scope: Scope) -> Cond {
    let roles = c.one(&ROLES).to_vec();
    let every = c.percent(15);
    let inner = Scope { party: true, ..scope };
    let depth = c.below(2);
    Cond::Party { roles, every, cond: Box::new(cond(c, inner, depth)) }
}

fn unsure(c: &mut Choices<'_>, scope: Scope) -> Cond {
    Cond::Unsure(Box::new(match c.below(4) {
        0 => Line::EndUse(c.some(&USES, 1)),
        1 => Line::In(c.one(&[Place::Origin, Place::To]), c.some(&PLACES, 2)),
        2 => listed(c, scope),
        _ => Line::Informed(c.some(&USES, 1)),
    }))
}

fn line(c: &mut Choices<'_>, scope: Scope) -> Line {
    match scope.focus {
        Focus::Lists if c.percent(70) => match c.below(5) {
            0..3 => return listed(c, scope),
            3 => return Line::CodeUnder(c.some(&CODES, 2)),
            _ => return Line::CodeNone,
        },
        Focus::Tags if c.percent(70) => match c.below(5) {
            0..3 => return Line::EndUse(c.some(&USES, 2)),
            3 => return Line::KnownEndUse(c.some(&KNOWN_USES, 2)),
            _ => return Line::Knowledge(c.one(&KNOWN_ONLY)),
        },
        Focus::Everything | Focus::Lists | Focus::Tags => {}
    }
    match c.below(16) {
        0 | 1 => Line::In(Place::To, c.some(&PLACES, 2)),
        2 => Line::EndUse(c.some(&USES, 2)),
        3 | 4 => listed(c, scope),
        5 => Line::Activity(c.some(&ACTIVITIES, 2)),
        6 => Line::In(Place::From, c.some(&PLACES, 2)),
        7 => Line::In(Place::Origin, c.some(&PLACES, 2)),
        8 => Line::KnownEndUse(c.some(&KNOWN_USES, 2)),
        9 => Line::CodeUnder(c.some(&CODES, 2)),
        10 => Line::Parameter(threshold(c, 1)),
        11 if c.percent(50) => listed(c, scope),
        11 => Line::Uav,
        12 => Line::Contracted(day(c, &word_days())),
        13 => Line::Knowledge(c.one(&KNOWN_ONLY)),
        14 => Line::Informed(c.some(&USES, 2)),
        _ if c.percent(50) => Line::Claims(c.one(&CLAIMS)),
        _ => Line::CodeNone,
    }
}

fn listed(c: &mut Choices<'_>, scope: Scope) -> Line {
    let list = c.below(LISTS.len());
    let by = if c.percent(35) { vec![c.below(scope.clauses)] } else { Vec::new() };
    Line::Listed { list, by }
}

/// A threshold on one of the parameters from `first` on.
pub(super) fn threshold(c: &mut Choices<'_>, first: usize) -> Threshold {
    Threshold { parameter: first + c.below(2), op: c.one(&OPS), bound: c.one(&BOUNDS) }
}

fn party_line(c: &mut Choices<'_>, scope: Scope) -> Line {
    if scope.focus == Focus::Tags && c.percent(50) {
        return Line::PartyIs(c.some(&PARTY_TAGS, 2));
    }
    match c.below(7) {
        0 | 1 => Line::PartyIs(c.some(&PARTY_TAGS, 2)),
        2 => Line::PartyIn(c.some(&PLACES, 2)),
        3 => Line::PartySeat(c.some(&PLACES, 2)),
        4 => Line::PartyOf(c.some(&PLACES, 2)),
        _ => {
            let rounds = if c.percent(40) { c.some(&[0, 1], 2) } else { Vec::new() };
            debug_assert!(rounds.iter().all(|&round| round < ACTS.len()));
            Line::PartyListed(c.below(PARTY_LISTS.len()), rounds)
        }
    }
}
