//! What the law of this build models, and how much of it the cases touch.

use crate::cases;
use crate::decision::Engine;
use crate::render::json::string;
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_rules::law::{Clause, ClauseKind, LawBook, SourceFile};
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

/// A body of law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawCoverage<'e> {
    /// Its name.
    pub law: &'e str,
    /// Its name for a person.
    pub title: &'e str,
    /// Last day up to which publications were read.
    pub complete_to: Option<Day>,
    /// Acts.
    pub acts: usize,
    /// Entries of its control lists.
    pub entries: usize,
    /// Listed parties.
    pub parties: usize,
    /// Clauses in the order of the files; versions of one clause count once.
    pub clauses: Vec<ClauseCoverage<'e>>,
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
                        Some(("suspended", id)) => (id.trim(), false),
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
    let of_this =
        |clause: navicert_rules::law::ClauseIx| book.clauses[clause.0 as usize].law == law;
    LawCoverage {
        law: &named.name,
        title: &named.title,
        complete_to: named.complete_to,
        acts: book.acts.iter().filter(|act| act.law == law).count(),
        entries: book
            .lists
            .iter()
            .flat_map(|list| &list.entries)
            .filter(|entry| of_this(entry.by))
            .count(),
        parties: book
            .parties
            .iter()
            .filter(|party| book.acts[party.round.0 as usize].law == law)
            .count(),
        clauses,
        flagged: &named.flagged,
        not_modelled: &named.not_modelled,
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

    /// Clauses that no case expects to apply, and clauses that no case expects to miss.
    pub fn without_case(&self) -> (Vec<&str>, Vec<&str>) {
        let without = |count: fn(&ClauseCoverage<'_>) -> usize| {
            self.clauses
                .iter()
                .filter(|clause| count(clause) == 0)
                .map(|clause| clause.clause)
                .collect()
        };
        (without(|clause| clause.hits), without(|clause| clause.misses))
    }

    /// For a person.
    pub fn text(&self) -> String {
        let mut out = format!("{}  {}\n", self.law, self.title);
        match self.complete_to {
            Some(day) => out.push_str(&format!("  read up to    {day}\n")),
            None => out.push_str("  read up to    unknown\n"),
        }
        let bases: Vec<String> =
            self.by_basis().iter().map(|(basis, count)| format!("{count} {basis}")).collect();
        let _ = writeln!(
            out,
            "  modelled      {} acts, {} clauses ({}), {} list entries, {} listed parties",
            self.acts,
            self.clauses.len(),
            bases.join(", "),
            self.entries,
            self.parties,
        );
        let (untouched, never_missed) = self.without_case();
        let _ = writeln!(out, "  no case that triggers: {}", listed(&untouched));
        let _ = writeln!(out, "  no case that misses:   {}", listed(&never_missed));
        for (title, lines) in [("flagged", self.flagged), ("not modelled", self.not_modelled)] {
            if !lines.is_empty() {
                let _ = writeln!(out, "  {title}");
            }
            for line in lines {
                let _ = writeln!(out, "    · {line}");
            }
        }
        let _ = writeln!(out, "  clauses         cases  misses");
        for clause in &self.clauses {
            let _ = writeln!(
                out,
                "    {:<18}{:>3}  {:>6}  {:<10} {}",
                clause.clause, clause.hits, clause.misses, clause.effect, clause.title
            );
        }
        out
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
        let (acts, entries, parties) = (self.acts, self.entries, self.parties);
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

/// The columns of [`LawCoverage::rows`].
pub const HEADER: [&str; 6] = ["law", "clause", "effect", "basis", "cases", "misses"];

fn listed(clauses: &[&str]) -> String {
    match clauses {
        [] => "none".to_owned(),
        clauses => clauses.join(", "),
    }
}
