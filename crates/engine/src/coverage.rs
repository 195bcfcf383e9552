//! What the law of this build models, and how much of it the cases touch.

mod text;

pub use text::summary;

use crate::cases;
use crate::decision::Engine;
use crate::render::json::string;
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_rules::law::{
    Act, ActIx, Clause, ClauseIx, ClauseKind, LawBook, SourceFile, Standing,
};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// A clause and the cases about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseCoverage<'e> {
    /// Its id.
    pub clause: &'e str,
    /// Its title.
    pub title: &'e str,
    /// `prohibited`, `licence`, `duties` or `exception`.
    pub effect: &'static str,
    /// On what basis it is known.
    pub basis: &'e str,
    /// Cases that expect it to apply, to be open, or to be shown without effect.
    pub hits: usize,
    /// Cases that expect it not to apply.
    pub misses: usize,
}

/// A conflict and the cases about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictCoverage<'e> {
    /// Its id.
    pub conflict: &'e str,
    /// Its title.
    pub title: &'e str,
    /// On what basis it is known.
    pub basis: &'e str,
    /// Cases that expect it to be shown.
    pub hits: usize,
    /// Cases that expect it not to be shown.
    pub misses: usize,
}

/// How much of an act is data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// It has clauses, list entries, listed parties or conflicts that count, or changes others.
    Encoded,
    /// Its clauses are only reported or proposed and decide nothing.
    Flagged,
    /// It stands there with its source and notes, and nothing of it decides.
    Named,
}

impl Depth {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Depth::Encoded => "encoded",
            Depth::Flagged => "flagged only",
            Depth::Named => "named only",
        }
    }
}

/// An act and what of it is data. Versions of one clause count once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActCoverage<'e> {
    /// Its id.
    pub act: &'e str,
    /// Its title.
    pub title: &'e str,
    /// How much of it is data.
    pub depth: Depth,
    /// Clauses and exceptions that count.
    pub clauses: usize,
    /// Clauses that are only reported or proposed.
    pub reported: usize,
    /// Entries that it put on control lists.
    pub entries: usize,
    /// Parties that it listed.
    pub parties: usize,
    /// Suspensions, ends, revivals and non-enforcement that it brings.
    pub changes: usize,
    /// Places where obeying other laws may break it.
    pub conflicts: usize,
    /// On what bases it and its clauses are known, the act's own first.
    pub basis: Vec<&'e str>,
    /// Day of publication.
    pub published: Day,
    /// Day on which the text was last checked.
    pub checked: Option<Day>,
}

/// A body of law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawCoverage<'e> {
    /// Its name.
    pub law: &'e str,
    /// Its name for a person.
    pub title: &'e str,
    /// Last day up to which publications were read.
    pub complete_to: Option<Day>,
    /// Its acts, in the order of the files.
    pub acts: Vec<ActCoverage<'e>>,
    /// Entries of its control lists.
    pub entries: usize,
    /// Listed parties.
    pub parties: usize,
    /// Clauses in the order of the files; versions of one clause count once.
    pub clauses: Vec<ClauseCoverage<'e>>,
    /// Where obeying other laws may break it.
    pub conflicts: Vec<ConflictCoverage<'e>>,
    /// What is only flagged.
    pub flagged: &'e [String],
    /// What is not modelled.
    pub not_modelled: &'e [String],
}

/// The word for what a clause does.
pub fn effect_word(clause: &Clause) -> &'static str {
    match &clause.kind {
        ClauseKind::Effect(Effect::Free) => "duties",
        ClauseKind::Effect(effect) => effect.as_str(),
        ClauseKind::Exception { .. } => "exception",
    }
}

/// Where cases name clauses: by id, with the line of the expectation and whether it must not apply.
#[derive(Debug, Default)]
pub struct CaseIndex {
    by_clause: HashMap<String, Vec<(usize, bool)>>,
    /// Every case: file, line, expectation.
    pub cases: Vec<(String, usize, String)>,
}

impl CaseIndex {
    /// Indexes the cases of these files.
    pub fn of(files: &[SourceFile]) -> Self {
        let mut index = CaseIndex::default();
        for file in files {
            for case in cases::parse(file).0 {
                let number = index.cases.len();
                for mark in &case.marks {
                    let (id, miss) = match mark.split_once(' ') {
                        Some(("not", id)) => (id.trim(), true),
                        Some(("suspended" | "conflict", id)) => (id.trim(), false),
                        Some(_) => continue,
                        None => (mark.as_str(), false),
                    };
                    index.by_clause.entry(id.to_owned()).or_default().push((number, miss));
                }
                let expected = std::iter::once(case.verdict).chain(case.marks).collect::<Vec<_>>();
                index.cases.push((case.file, case.line, expected.join("  ")));
            }
        }
        index
    }

    /// Cases that name a clause, or its whole act, and whether it must not apply.
    pub fn about<'i>(&'i self, clause: &str) -> impl Iterator<Item = (usize, bool)> + use<'i> {
        let act = clause.split('#').next().unwrap_or(clause).to_owned();
        let whole = (act != clause).then(|| self.by_clause.get(&act)).flatten();
        self.by_clause.get(clause).into_iter().chain(whole).flatten().copied()
    }
}

/// The coverage of every loaded law.
pub fn coverage<'e>(engine: &'e Engine, cases: &CaseIndex) -> Vec<LawCoverage<'e>> {
    let book = &engine.prepared.book;
    (0..book.laws.len()).map(|law| of_law(book, law, cases)).collect()
}

fn of_law<'e>(book: &'e LawBook, law: usize, cases: &CaseIndex) -> LawCoverage<'e> {
    let named = &book.laws[law];
    let mut clauses: Vec<ClauseCoverage<'e>> = Vec::new();
    for clause in book.clauses.iter().filter(|clause| clause.law == law) {
        if clauses.iter().any(|known| known.clause == clause.id) {
            continue;
        }
        clauses.push(ClauseCoverage {
            clause: &clause.id,
            title: &clause.title,
            effect: effect_word(clause),
            basis: &clause.basis,
            hits: cases.about(&clause.id).filter(|(_, miss)| !miss).count(),
            misses: cases.about(&clause.id).filter(|(_, miss)| *miss).count(),
        });
    }
    let acts: Vec<ActCoverage<'e>> = (0u32..)
        .zip(&book.acts)
        .filter(|(_, act)| act.law == law)
        .map(|(index, act)| of_act(book, ActIx(index), act))
        .collect();
    LawCoverage {
        law: &named.name,
        title: &named.title,
        complete_to: named.complete_to,
        entries: acts.iter().map(|act| act.entries).sum(),
        parties: acts.iter().map(|act| act.parties).sum(),
        acts,
        clauses,
        conflicts: book
            .conflicts
            .iter()
            .filter(|conflict| book.acts[conflict.act.0 as usize].law == law)
            .map(|conflict| ConflictCoverage {
                conflict: &conflict.id,
                title: &conflict.title,
                basis: &conflict.basis,
                hits: cases.about(&conflict.id).filter(|(_, miss)| !miss).count(),
                misses: cases.about(&conflict.id).filter(|(_, miss)| *miss).count(),
            })
            .collect(),
        flagged: &named.flagged,
        not_modelled: &named.not_modelled,
    }
}

fn of_act<'e>(book: &'e LawBook, ix: ActIx, act: &'e Act) -> ActCoverage<'e> {
    let own: Vec<&'e Clause> = book.clauses.iter().filter(|clause| clause.act == ix).collect();
    let distinct = |counts: &dyn Fn(&Clause) -> bool| {
        let mut ids: Vec<&str> =
            own.iter().filter(|clause| counts(clause)).map(|clause| clause.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    };
    let clauses = distinct(&|clause| clause.standing == Standing::InForce);
    let reported = distinct(&|clause| clause.standing != Standing::InForce);
    let put_there = |by: ClauseIx| book.clauses[by.0 as usize].act == ix;
    let entries = book.lists.iter().flat_map(|list| &list.entries);
    let entries = entries.filter(|entry| put_there(entry.by)).count();
    let parties = book.parties.iter().filter(|party| party.round == ix).count();
    let conflicts = book.conflicts.iter().filter(|conflict| conflict.act == ix).count();
    let mut basis = vec![act.basis.as_str()];
    for clause in &own {
        if !basis.contains(&clause.basis.as_str()) {
            basis.push(&clause.basis);
        }
    }
    let changes = book.changes.iter().filter(|change| change.act == ix).count();
    let depth = match (clauses + entries + parties + conflicts + changes, reported) {
        (0, 0) => Depth::Named,
        (0, _) => Depth::Flagged,
        _ => Depth::Encoded,
    };
    ActCoverage {
        act: &act.id,
        title: &act.title,
        depth,
        clauses,
        reported,
        entries,
        parties,
        changes,
        conflicts,
        basis,
        published: act.published,
        checked: act.checked,
    }
}

impl LawCoverage<'_> {
    /// How many clauses rest on each basis.
    pub fn by_basis(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for clause in &self.clauses {
            *counts.entry(clause.basis).or_default() += 1;
        }
        counts
    }

    /// Clauses and conflicts that no case expects to apply, and those that no case expects to miss.
    pub fn without_case(&self) -> (Vec<&str>, Vec<&str>) {
        let clauses = self.clauses.iter().map(|one| (one.clause, one.hits, one.misses));
        let conflicts = self.conflicts.iter().map(|one| (one.conflict, one.hits, one.misses));
        let all: Vec<(&str, usize, usize)> = clauses.chain(conflicts).collect();
        let without = |count: fn(&(&str, usize, usize)) -> usize| {
            all.iter().filter(|one| count(one) == 0).map(|one| one.0).collect()
        };
        (without(|one| one.1), without(|one| one.2))
    }

    /// As one JSON object and a line end.
    pub fn json(&self) -> String {
        let mut out = String::from("{\"law\":");
        string(&mut out, self.law);
        out.push_str(",\"title\":");
        string(&mut out, self.title);
        out.push_str(",\"complete_to\":");
        match self.complete_to {
            Some(day) => string(&mut out, &day.to_string()),
            None => out.push_str("null"),
        }
        let (acts, entries, parties) = (self.acts.len(), self.entries, self.parties);
        let _ =
            write!(out, ",\"acts\":{acts},\"list_entries\":{entries},\"listed_parties\":{parties}");
        for (name, lines) in [("flagged", self.flagged), ("not_modelled", self.not_modelled)] {
            let _ = write!(out, ",\"{name}\":[");
            for (index, line) in lines.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                string(&mut out, line);
            }
            out.push(']');
        }
        out.push_str(",\"clauses\":[");
        for (index, clause) in self.clauses.iter().enumerate() {
            out.push_str(if index > 0 { ",{\"clause\":" } else { "{\"clause\":" });
            string(&mut out, clause.clause);
            out.push_str(",\"effect\":");
            string(&mut out, clause.effect);
            out.push_str(",\"basis\":");
            string(&mut out, clause.basis);
            let _ = write!(out, ",\"cases\":{},\"misses\":{}}}", clause.hits, clause.misses);
        }
        out.push_str("],\"conflicts\":[");
        for (index, one) in self.conflicts.iter().enumerate() {
            out.push_str(if index > 0 { ",{\"conflict\":" } else { "{\"conflict\":" });
            string(&mut out, one.conflict);
            out.push_str(",\"basis\":");
            string(&mut out, one.basis);
            let _ = write!(out, ",\"cases\":{},\"misses\":{}}}", one.hits, one.misses);
        }
        out.push_str("],\"by_act\":[");
        for (index, act) in self.acts.iter().enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            act.json(&mut out);
        }
        out.push_str("]}\n");
        out
    }

    /// One row a clause.
    pub fn rows(&self) -> impl Iterator<Item = [String; 6]> {
        self.clauses.iter().map(|clause| {
            [
                self.law.to_owned(),
                clause.clause.to_owned(),
                clause.effect.to_owned(),
                clause.basis.to_owned(),
                clause.hits.to_string(),
                clause.misses.to_string(),
            ]
        })
    }
}

impl ActCoverage<'_> {
    fn json(&self, out: &mut String) {
        for (name, value) in [("{\"act\":", self.act), (",\"title\":", self.title)] {
            out.push_str(name);
            string(out, value);
        }
        let _ = write!(out, ",\"depth\":\"{}\"", self.depth.as_str());
        let _ = write!(out, ",\"clauses\":{},\"reported\":{}", self.clauses, self.reported);
        let _ = write!(out, ",\"list_entries\":{},", self.entries);
        let _ = write!(out, "\"listed_parties\":{},", self.parties);
        let _ = write!(
            out,
            "\"changes\":{},\"conflicts\":{},\"basis\":[",
            self.changes, self.conflicts
        );
        for (index, basis) in self.basis.iter().enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            string(out, basis);
        }
        let _ = write!(out, "],\"published\":\"{}\",\"checked\":", self.published);
        match self.checked {
            Some(day) => string(out, &day.to_string()),
            None => out.push_str("null"),
        }
        out.push('}');
    }
}

/// The columns of [`LawCoverage::rows`].
pub const HEADER: [&str; 6] = ["law", "clause", "effect", "basis", "cases", "misses"];
