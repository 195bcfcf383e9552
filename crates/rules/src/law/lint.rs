//! What is wrong with a book as a whole: overlapping versions, clauses that can never apply,
//! exceptions that lift nothing, codes that no list knows.

use super::{ClauseKind, Cond, LawBook, SourceFile, Test};
use crate::eval::diagram::NO;
use crate::eval::evaluator::Evaluator;
use crate::eval::state::{AsOf, Prepared, State, any_below, prefixes};
use crate::syntax::ast::Span;
use crate::syntax::{Diagnostic, Severity};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use std::collections::HashMap;

/// Adds the diagnostics of the book. Cost: linear in clauses and entries.
pub(super) fn lint(book: &LawBook, files: &[SourceFile], diagnostics: &mut Vec<Diagnostic>) {
    let mut lint = Lint { files, diagnostics };
    lint.versions(book);
    lint.codes(book);
    lint.entries(book);
    lint.exceptions(book);
}

/// Adds what can never apply, if the book has no errors. Cost: a fully unknown transfer is judged
/// once a clause.
pub(super) fn dead(book: &LawBook, files: &[SourceFile], diagnostics: &mut Vec<Diagnostic>) {
    if super::check::has_errors(diagnostics) {
        return;
    }
    let prepared = Prepared::new(book.clone());
    let mut lint = Lint { files, diagnostics };
    lint.never(&prepared);
    lint.thresholds(&prepared);
}

struct Lint<'a> {
    files: &'a [SourceFile],
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Lint<'_> {
    fn report(
        &mut self,
        severity: Severity,
        at: (u32, u32),
        code: &'static str,
        message: String,
        help: &str,
    ) {
        let Some(file) = self.files.get(at.0 as usize) else { return };
        let mut start = 0;
        for _ in 1..at.1 {
            start += file.text[start..].find('\n').map_or(0, |end| end + 1);
        }
        let end = file.text[start..].find('\n').map_or(file.text.len(), |end| start + end);
        self.diagnostics.push(Diagnostic {
            severity,
            code,
            message,
            help: help.to_owned(),
            file: file.name.clone(),
            span: Span { start: start as u32, end: end as u32 },
        });
    }

    /// Versions of one clause: no overlap; a gap is worth a look.
    fn versions(&mut self, book: &LawBook) {
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, clause) in book.clauses.iter().enumerate() {
            by_id.entry(&clause.id).or_default().push(index);
        }
        let mut several: Vec<Vec<usize>> =
            by_id.into_values().filter(|ixs| ixs.len() > 1).collect();
        several.sort();
        for mut versions in several {
            versions.sort_by_key(|&index| book.clauses[index].days.since);
            for pair in versions.windows(2) {
                let (first, second) = (&book.clauses[pair[0]], &book.clauses[pair[1]]);
                match first.days.until {
                    Some(until) if until == second.days.since => {}
                    Some(until) if until < second.days.since => self.report(
                        Severity::Warning,
                        second.at,
                        "law::gap",
                        format!(
                            "`{}` has no version in force from {until} to {}",
                            first.id, second.days.since
                        ),
                        "say so with `cease`, or let the versions meet",
                    ),
                    _ => self.report(
                        Severity::Error,
                        second.at,
                        "law::overlap",
                        format!(
                            "two versions of `{}` are in force from {} on",
                            first.id, second.days.since
                        ),
                        "end the older version with `until` on the day the newer one begins",
                    ),
                }
            }
        }
    }

    /// Codes named in conditions that no entry covers or refines.
    fn codes(&mut self, book: &LawBook) {
        let known = known_codes(book);
        for clause in &book.clauses {
            let mut missing = Vec::new();
            let parts = clause.policy.iter().chain(&clause.bars).chain(&clause.duty);
            let conds = [&clause.reach, &clause.when]
                .into_iter()
                .chain(clause.grace.iter().map(|grace| &grace.when))
                .chain(clause.readings.iter().map(|reading| &reading.when))
                .chain(parts.filter_map(|part| part.when.as_ref()));
            for cond in conds {
                unknown_codes(&known, cond, &mut missing);
            }
            for code in missing {
                self.report(
                    Severity::Error,
                    clause.at,
                    "law::unknown-code",
                    format!("code `{code}` is on no list of its scheme"),
                    "correct the code, or add its entry to the list",
                );
            }
        }
    }

    /// One entry a code, clause and stretch of days.
    fn entries(&mut self, book: &LawBook) {
        for list in &book.lists {
            for pair in list.entries.windows(2) {
                let (first, second) = (&pair[0], &pair[1]);
                let apart = first
                    .until
                    .zip(second.since)
                    .is_some_and(|(until, since)| until <= since)
                    || second.until.zip(first.since).is_some_and(|(until, since)| until <= since);
                if first.code == second.code && first.by == second.by && !apart {
                    self.report(
                        Severity::Error,
                        second.at,
                        "law::declared-twice",
                        format!(
                            "entry `{}` of `{}` is declared twice by one clause",
                            second.code, list.name
                        ),
                        "keep one, or date them apart",
                    );
                }
            }
        }
    }

    /// Clauses that no transfer can meet on their first day.
    fn never(&mut self, prepared: &Prepared) {
        let transfer = Transfer::default();
        // Only dated groups and dated entries tell days apart once every clause counts.
        let dated = dated(&prepared.book);
        let mut states: HashMap<usize, State<'_>> = HashMap::new();
        for (index, clause) in prepared.book.clauses.iter().enumerate() {
            let on = clause.days.since;
            let stretch = dated.partition_point(|&day| day <= on);
            let state = states.entry(stretch).or_insert_with(|| {
                State::new(prepared, AsOf { on, known_at: Day::MAX, assumed: Vec::new() })
                    .with_all_in_force()
            });
            let mut ev = Evaluator::new(state, &transfer).with_every_role_unknown();
            ev.enter(super::ClauseIx(index as u32));
            let root = ev.root();
            let reach = ev.cond(&clause.reach, root);
            let when = ev.cond(&clause.when, root);
            let both = ev.d.and(reach, when);
            if both == NO
                && !names_facility(&prepared.book, &clause.when)
                && !names_claim(&prepared.book, &clause.when)
            {
                let at = clause.at;
                let message = format!("`{}` can never apply", clause.id);
                self.report(
                    Severity::Error,
                    at,
                    "law::never",
                    message,
                    "its conditions exclude each other, or a list in it is empty on its first day",
                );
            }
        }
    }

    /// Exceptions that lift nothing.
    fn exceptions(&mut self, book: &LawBook) {
        for clause in &book.clauses {
            if let ClauseKind::Exception { lifts, .. } = &clause.kind
                && lifts.is_empty()
            {
                let message = format!("exception `{}` lifts nothing", clause.id);
                let help = "an act's id reaches no prohibition: name the clause itself";
                self.report(Severity::Error, clause.at, "law::lifts-nothing", message, help);
            }
        }
    }

    /// Entries whose thresholds no item can meet.
    fn thresholds(&mut self, prepared: &Prepared) {
        let transfer = Transfer::default();
        let as_of = AsOf { on: Day::MAX, known_at: Day::MAX, assumed: Vec::new() };
        let state = State::new(prepared, as_of);
        for entry in prepared.book.lists.iter().flat_map(|list| &list.entries) {
            let Some(when) = &entry.when else { continue };
            let mut ev = Evaluator::new(&state, &transfer);
            let root = ev.root();
            if ev.cond(when, root) == NO {
                self.report(
                    Severity::Error,
                    entry.at,
                    "law::never",
                    format!("no item meets the thresholds of entry `{}`", entry.code),
                    "its bounds exclude each other",
                );
            }
        }
    }
}

/// Days on which a group or a list changes by its own dates, sorted.
fn dated(book: &LawBook) -> Vec<Day> {
    let groups = book.groups.iter().flat_map(|group| &group.members);
    let entries = book.lists.iter().flat_map(|list| &list.entries);
    let mut days: Vec<Day> = groups
        .map(|(_, since, until)| (*since, *until))
        .chain(entries.map(|entry| (entry.since, entry.until)))
        .flat_map(|(since, until)| since.into_iter().chain(until))
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Codes of the entries by scheme, sorted.
fn known_codes(book: &LawBook) -> HashMap<&str, Vec<&str>> {
    let mut known: HashMap<&str, Vec<&str>> = HashMap::new();
    for list in &book.lists {
        let codes = list.entries.iter().map(|entry| entry.code.as_str());
        known.entry(&list.scheme).or_default().extend(codes);
    }
    known.values_mut().for_each(|codes| codes.sort_unstable());
    known
}

fn unknown_codes(known: &HashMap<&str, Vec<&str>>, cond: &Cond, missing: &mut Vec<String>) {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().for_each(|part| unknown_codes(known, part, missing));
        }
        Cond::Not(inner) => unknown_codes(known, inner, missing),
        Cond::Some { cond, .. }
        | Cond::Content { cond, .. }
        | Cond::MadeWith { cond, .. }
        | Cond::Tool(cond)
        | Cond::Unsure(cond) => unknown_codes(known, cond, missing),
        Cond::Holds(_) => {}
        Cond::Test(leaf) => {
            let Test::CodeUnder { scheme, codes } = &leaf.test else { return };
            let entries = known.get(scheme.as_str()).map_or(&[][..], Vec::as_slice);
            let covered = |code: &str| {
                prefixes(code).any(|above| entries.binary_search(&above).is_ok())
                    || any_below(entries, code, |entry| entry)
            };
            missing.extend(codes.iter().filter(|code| !covered(code)).cloned());
        }
    }
}

/// Facilities and claims that nobody names count as absent, so such a clause may look dead.
fn names_facility(book: &LawBook, cond: &Cond) -> bool {
    any_test(book, cond, &|test| {
        matches!(
            test,
            Test::Place {
                fact: super::PlaceFact::FacilityCountry | super::PlaceFact::FacilityOwner,
                ..
            }
        )
    })
}

fn names_claim(book: &LawBook, cond: &Cond) -> bool {
    any_test(book, cond, &|test| matches!(test, Test::Claims(_)))
}

fn any_test(book: &LawBook, cond: &Cond, wanted: &impl Fn(&Test) -> bool) -> bool {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().any(|part| any_test(book, part, wanted))
        }
        Cond::Not(inner) => any_test(book, inner, wanted),
        Cond::Some { cond, .. }
        | Cond::Content { cond, .. }
        | Cond::MadeWith { cond, .. }
        | Cond::Tool(cond)
        | Cond::Unsure(cond) => any_test(book, cond, wanted),
        Cond::Holds(def) => book
            .definitions
            .get(def.0 as usize)
            .is_some_and(|definition| any_test(book, &definition.cond, wanted)),
        Cond::Test(leaf) => wanted(&leaf.test),
    }
}
