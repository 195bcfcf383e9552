//! What follows from the cells, in plain words: who controls, who does not, where a route escapes,
//! where limits, days and policies part.

mod area;

use super::cell::{Cell, Word};
use super::entries::{Held, Known, differences};
use super::table::{Probe, Relation, Tables};
use super::{Asked, Coded, Compared, Comparison};
use crate::decision::Engine;
use crate::lawdiff::Listed;
use navicert_model::country::Country;
use navicert_model::verdict::Effect;
use std::collections::BTreeMap;

/// What a gap is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapKind {
    /// Which laws list the thing.
    Listed,
    /// A code that needs a second look.
    Code,
    /// Who wants a licence on the way to a destination.
    Routes,
    /// A route that no law stops, and what would change that.
    Escape,
    /// Limits that part.
    Limits,
    /// Days since when the laws list it.
    Days,
    /// Policies that part.
    Policy,
    /// Exceptions that would fit.
    Exceptions,
    /// Work on an installed one.
    Service,
    /// What catches anything, whatever its code, if a supposition holds.
    Whatever,
    /// Things with one pattern, in an area.
    Group,
}

impl GapKind {
    /// The words in JSON.
    pub const WORDS: [&str; 11] = [
        "listed",
        "code",
        "routes",
        "escape",
        "limits",
        "days",
        "policy",
        "exceptions",
        "service",
        "whatever",
        "group",
    ];

    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            GapKind::Listed => "listed",
            GapKind::Code => "code",
            GapKind::Routes => "routes",
            GapKind::Escape => "escape",
            GapKind::Limits => "limits",
            GapKind::Days => "days",
            GapKind::Policy => "policy",
            GapKind::Exceptions => "exceptions",
            GapKind::Service => "service",
            GapKind::Whatever => "whatever",
            GapKind::Group => "group",
        }
    }
}

/// A sentence that follows, with the clauses behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it is about.
    pub kind: GapKind,
    /// The sentence.
    pub text: String,
    /// The clauses it rests on.
    pub clauses: Vec<String>,
}

fn gap(kind: GapKind, text: String) -> Gap {
    Gap { kind, text, clauses: Vec::new() }
}

/// What follows for all things of an area together.
pub(super) fn of_all(comparison: &Comparison<'_>) -> Vec<Gap> {
    if comparison.things.len() < 2 { Vec::new() } else { area::groups(comparison) }
}

/// What follows for one thing.
pub(super) fn of_thing(
    engine: &Engine,
    tables: &Tables,
    asked: &Asked,
    thing: &Compared,
) -> Vec<Gap> {
    let mut gaps = vec![listed(thing)];
    gaps.extend(codes(thing));
    for &to in &asked.to {
        let cells: Vec<&Cell> = thing.cells.iter().filter(|cell| cell.route.to == to).collect();
        if cells.is_empty() {
            continue;
        }
        gaps.push(gap(GapKind::Routes, format!("To {}: {}.", to.as_str(), split(&cells))));
        gaps.extend(escapes(engine, tables, to, &cells));
        gaps.extend(policies(to, &cells));
    }
    gaps.extend(limits(thing));
    gaps.extend(days(thing));
    gaps.extend(exceptions(thing));
    gaps.extend(service(tables, thing));
    gaps.extend(whatever(tables, &thing.cells));
    gaps
}

/// Whether a law lists the thing, and not only what is left over.
fn is_listed((coded, held): (&Coded, &Held)) -> bool {
    let left_over = matches!(coded.relation, Some((Relation::None, _)));
    held.listed != Listed::No && !left_over
}

/// Codes with what the lists hold under them.
fn pairs(thing: &Compared) -> impl Iterator<Item = (&Coded, &Held)> {
    thing.subject.codes.iter().zip(&thing.held)
}

fn listed(thing: &Compared) -> Gap {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for (coded, held) in pairs(thing) {
        match (is_listed((coded, held)), held.known) {
            (true, _) => yes.push(coded.scheme.as_str()),
            (false, Known::NoList) => {}
            (false, _) => no.push(coded.scheme.as_str()),
        }
    }
    let mut text = match yes.as_slice() {
        [] => "No law here lists it".to_owned(),
        laws => format!("Listed by {}", laws.join(", ")),
    };
    if !yes.is_empty() && !no.is_empty() {
        text.push_str(&format!("; not by {}", no.join(", ")));
    }
    text.push('.');
    gap(GapKind::Listed, text)
}

/// Codes that no list knows, that have no entry of their own, or that are not listed yet or any more.
fn codes(thing: &Compared) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (coded, held) in pairs(thing) {
        let (scheme, code) = (&coded.scheme, &coded.code);
        let text = match held.known {
            Known::Nowhere => format!(
                "No list here knows the {scheme} code `{code}`: the answer stays open, or says free where it should not."
            ),
            Known::NoList => {
                format!("No law that is loaded has a list for the {scheme} code `{code}`.")
            }
            Known::Above => format!(
                "The {scheme} code `{code}` has no entry of its own here; `{}` above it decides.",
                held.entry.as_deref().unwrap_or_default()
            ),
            Known::Itself | Known::Heading if held.listed == Listed::Unknown => format!(
                "Whether the {scheme} code `{code}` is listed on the day nobody knows: a suspension ran out."
            ),
            Known::Itself | Known::Heading if held.listed == Listed::No => format!(
                "The {scheme} code `{code}` is not listed on the day{}.",
                held.since.map(|day| format!(" (first listed {day})")).unwrap_or_default()
            ),
            Known::Itself | Known::Heading | Known::Residual => continue,
        };
        gaps.push(gap(GapKind::Code, text));
    }
    gaps
}

/// `licence from JP (jp), NL (nl, eu); free from KR`.
pub(super) fn split(cells: &[&Cell]) -> String {
    let mut parts: BTreeMap<Word, Vec<String>> = BTreeMap::new();
    for cell in cells {
        let from = cell.route.from.as_str();
        let behind = cell.behind();
        let name = match behind.as_slice() {
            [] => from.to_owned(),
            laws => format!("{from} ({})", laws.join(", ")),
        };
        parts.entry(cell.word()).or_default().push(name);
    }
    let parts: Vec<String> = parts
        .iter()
        .rev()
        .map(|(word, names)| {
            let word = match word {
                Word::Made => "free but for how it is made from",
                Word::Uses => "free for civil use only from",
                Word::Open => "open from",
                Word::Free => "free from",
                Word::Licence => "licence from",
                Word::Prohibited => "prohibited from",
            };
            format!("{word} {}", names.join(", "))
        })
        .collect();
    parts.join("; ")
}

/// What a probe supposes and what follows, in words, and the clauses behind it.
type Supposition = (String, Vec<String>);

/// What probes would change: each supposition with its law, verdict and clauses; because of the
/// code, or whatever the code is.
fn suppositions(tables: &Tables, cell: &Cell, by_code: bool) -> Vec<Supposition> {
    let mut found = Vec::new();
    for one in cell.unless.iter().filter(|one| one.is_by_code() == by_code) {
        if one.clauses.is_empty() {
            continue;
        }
        let probe: Option<&Probe> = tables.probes.iter().find(|probe| probe.name == one.probe);
        let title = probe.map_or(one.probe.as_str(), |probe| probe.title.as_str());
        let clauses: Vec<String> = one.because().into_iter().map(str::to_owned).collect();
        let may = if one.verdict.is_closed() { "" } else { "perhaps " };
        let effect = one.verdict.at_most();
        found.push((format!("{title}: {may}{effect} under {}", clauses.join(", ")), clauses));
    }
    found
}

/// Clauses that catch anything at all for some users and makings: each supposition with its routes.
fn whatever(tables: &Tables, cells: &[Cell]) -> Vec<Gap> {
    supposed(tables, cells, false)
        .into_iter()
        .map(|((words, clauses), routes)| Gap {
            kind: GapKind::Whatever,
            text: format!("Whatever its code, if {words}: {}.", routes.join(", ")),
            clauses,
        })
        .collect()
}

/// Suppositions of several cells, with their routes.
fn supposed(tables: &Tables, cells: &[Cell], by_code: bool) -> Vec<(Supposition, Vec<String>)> {
    let mut groups: Vec<(Supposition, Vec<String>)> = Vec::new();
    for cell in cells {
        for found in suppositions(tables, cell, by_code) {
            match groups.iter_mut().find(|(known, _)| *known == found) {
                Some((_, routes)) => routes.push(cell.route.words()),
                None => groups.push((found, vec![cell.route.words()])),
            }
        }
    }
    groups
}

fn escapes(engine: &Engine, tables: &Tables, to: Country, cells: &[&Cell]) -> Vec<Gap> {
    if !cells.iter().any(|cell| cell.word() >= Word::Uses) {
        return Vec::new();
    }
    let book = &engine.prepared.book;
    let has_law = |country: Country| {
        let mut seats = tables.seats.iter().filter(|seat| seat.country == country);
        seats.any(|seat| book.laws.iter().any(|law| law.name == seat.law))
    };
    let mut groups: Vec<(Vec<Supposition>, bool, Vec<&str>)> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.word() <= Word::Uses) {
        let found = suppositions(tables, cell, true);
        let here = has_law(cell.route.from);
        let from = cell.route.from.as_str();
        match groups.iter_mut().find(|(known, law, _)| *known == found && *law == here) {
            Some((_, _, names)) => names.push(from),
            None => groups.push((found, here, vec![from])),
        }
    }
    groups
        .into_iter()
        .map(|(found, here, names)| {
            let whose = if here { "" } else { " (a law of its own is not held here)" };
            let mut text = format!(
                "From {} to {}{whose} a civil transfer needs no licence",
                names.join(", "),
                to.as_str()
            );
            if found.is_empty() {
                text.push_str(", and nothing that was tried reaches it");
            } else {
                let words: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).collect();
                text.push_str(&format!(", unless {}", words.join("; or ")));
            }
            text.push('.');
            let mut clauses: Vec<String> =
                found.into_iter().flat_map(|(_, clauses)| clauses).collect();
            clauses.sort();
            clauses.dedup();
            Gap { kind: GapKind::Escape, text, clauses }
        })
        .collect()
}

fn policies(to: Country, cells: &[&Cell]) -> Option<Gap> {
    let mut found: Vec<(String, String)> = Vec::new();
    for law in cells.iter().flat_map(|cell| &cell.laws) {
        if law.verdict.at_least() < Effect::Licence {
            continue;
        }
        let policy = law.policy.clone().unwrap_or_else(|| "none stated".to_owned());
        if !found.contains(&(law.law.clone(), policy.clone())) {
            found.push((law.law.clone(), policy));
        }
    }
    let differ = found.iter().any(|(_, policy)| *policy != found[0].1);
    differ.then(|| {
        let words: Vec<String> =
            found.iter().map(|(law, policy)| format!("{law} {policy}")).collect();
        gap(GapKind::Policy, format!("Licence policy to {}: {}.", to.as_str(), words.join("; ")))
    })
}

fn limits(thing: &Compared) -> Vec<Gap> {
    let listed: Vec<(&str, &Held)> = pairs(thing)
        .filter(|pair| is_listed(*pair))
        .map(|(coded, held)| (coded.scheme.as_str(), held))
        .collect();
    differences(&listed)
        .into_iter()
        .map(|one| {
            let words: Vec<String> = one
                .limits
                .iter()
                .map(|(laws, bound)| format!("{} {}", laws.join(", "), bound.words()))
                .collect();
            let text = format!("{}, widest first: {}.", one.parameter, words.join("; "));
            gap(GapKind::Limits, text)
        })
        .collect()
}

fn days(thing: &Compared) -> Option<Gap> {
    let mut found: Vec<(navicert_model::day::Day, String)> = Vec::new();
    for (coded, held) in pairs(thing).filter(|pair| is_listed(*pair)) {
        let Some(since) = held.since else { continue };
        let again = held.worded.filter(|worded| *worded != since);
        let words = again.map(|day| format!(" (as worded now since {day})")).unwrap_or_default();
        found.push((since, format!("{} since {since}{words}", coded.scheme)));
    }
    found.sort();
    let differ = found.iter().any(|(day, _)| *day != found[0].0);
    differ.then(|| {
        let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        gap(GapKind::Days, format!("Listed {}.", words.join("; ")))
    })
}

fn exceptions(thing: &Compared) -> Vec<Gap> {
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for cell in &thing.cells {
        for one in cell.laws.iter().flat_map(|law| &law.exceptions) {
            let name = one.claim.clone().unwrap_or_else(|| one.clause.clone());
            let routes = found.entry((name, one.clause.clone())).or_default();
            routes.push(cell.route.words());
        }
    }
    found
        .into_iter()
        .map(|((name, clause), routes)| Gap {
            kind: GapKind::Exceptions,
            text: format!("{name} may be claimed, if it fits: {}.", routes.join(", ")),
            clauses: vec![clause],
        })
        .collect()
}

/// Who wants a licence for work on an installed one.
fn service(tables: &Tables, thing: &Compared) -> Vec<Gap> {
    if thing.service.is_empty() || !pairs(thing).any(is_listed) {
        return Vec::new();
    }
    let mut gaps = Vec::new();
    let covered: Vec<String> = thing
        .service
        .iter()
        .filter(|cell| cell.word() >= Word::Open)
        .map(|cell| {
            format!("{} ({}: {})", cell.route.words(), cell.behind().join(", "), cell.verdict)
        })
        .collect();
    let text = match covered.as_slice() {
        [] => {
            "Labour on an installed one: no law here wants a licence for it by itself.".to_owned()
        }
        routes => format!("Labour on an installed one is covered: {}.", routes.join(", ")),
    };
    gaps.push(gap(GapKind::Service, text));
    for by_code in [true, false] {
        let any = if by_code { "" } else { ", whatever it is," };
        let found = supposed(tables, &thing.service, by_code).into_iter();
        gaps.extend(found.map(|((words, clauses), routes)| Gap {
            kind: GapKind::Service,
            text: format!("Labour on an installed one{any} if {words}: {}.", routes.join(", ")),
            clauses,
        }));
    }
    gaps
}
