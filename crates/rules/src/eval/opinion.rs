//! The answer of all laws, joined from what laws that are judged together say.

use super::diagram::{NO, YES};
use super::evaluator::Evaluator;
use super::judge::{self, Conflicting, Finding, Judgement, LawJudgement, Standing};
use super::questions::{self, Asked};
use super::state::State;
use crate::law::{ClauseIx, LawBook};
use navicert_model::transfer::Transfer;
use navicert_model::verdict::{Effect, Verdict};
use std::borrow::Borrow;

/// What some laws say about a transfer: equal for transfers that are alike to them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Opinion {
    /// By law.
    pub laws: Vec<LawJudgement>,
    conflicts: Vec<Pull>,
    pub(super) asked: Vec<Asked>,
    open_because: Vec<&'static str>,
}

impl Opinion {
    /// How much it holds: findings, duties and questions.
    pub fn weight(&self) -> usize {
        1 + self.asked.len() + self.laws.iter().map(LawJudgement::weight).sum::<usize>()
    }
}

/// A conflict that clauses of these laws have a part in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Pull {
    conflict: usize,
    certain: bool,
    clauses: Vec<ClauseIx>,
}

/// Judges a transfer under every law.
///
/// Cost: linear in the clauses of the book, times their conditions; use the compiled evaluator
/// for many transfers.
pub fn judge<'s>(state: &'s State<'s>, transfer: &'s Transfer) -> Judgement {
    let prepared = state.prepared;
    let of = |laws: &Vec<usize>| opine(state, transfer, laws, &prepared.clauses_of(laws));
    let opinions: Vec<Opinion> = prepared.together.iter().map(of).collect();
    join(&prepared.book, &opinions).unwrap_or_else(|| {
        let clauses: Vec<ClauseIx> = (0..state.status.len() as u32).map(ClauseIx).collect();
        judge_at_once(state, transfer, &clauses)
    })
}

/// Judges a transfer under every law with one set of facts, for questions that several laws ask,
/// with only these clauses (sorted).
pub fn judge_at_once<'s>(
    state: &'s State<'s>,
    transfer: &'s Transfer,
    clauses: &[ClauseIx],
) -> Judgement {
    let book = state.book();
    let laws: Vec<usize> = (0..book.laws.len()).collect();
    answer(book, &[&opine(state, transfer, &laws, clauses)])
}

/// What some laws say, with only these clauses (sorted): those that may matter to the transfer.
pub fn opine<'s>(
    state: &'s State<'s>,
    transfer: &'s Transfer,
    laws: &[usize],
    clauses: &[ClauseIx],
) -> Opinion {
    let mut ev = Evaluator::new(state, transfer);
    let mut laws = judge::laws(&mut ev, laws, clauses);
    let conflicts = conflicts(&mut ev, &laws);
    let (asked, open_because) = questions::ask(&mut ev, &laws);
    // The diagrams end with the evaluator; what is left is equal for transfers judged alike.
    for law in &mut laws {
        (law.prohibited, law.restricted) = (NO, NO);
    }
    Opinion { laws, conflicts, asked, open_because }
}

/// What some clauses of one law say for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// Their law, as if it had no other clauses.
    pub law: LawJudgement,
    /// Forms of licence that they bar.
    pub barred: Vec<String>,
}

/// What some clauses of one law (sorted), with the exceptions that lift them, say whatever the others
/// do; `None` where that hangs on others: where something is open, a reading of its own comes out
/// otherwise, or laws may pull apart.
pub fn alone<'s>(
    state: &'s State<'s>,
    transfer: &'s Transfer,
    law: usize,
    clauses: &[ClauseIx],
) -> Option<Alone> {
    let pulls = |ix: &ClauseIx| state.book().conflicts.iter().any(|one| one.obeying.contains(ix));
    if clauses.iter().any(pulls) {
        return None;
    }
    let mut ev = Evaluator::new(state, transfer);
    let mut law = judge::laws(&mut ev, &[law], clauses).pop()?;
    let settled =
        |one: &Finding| one.standing != Standing::Unknown && one.readings.is_empty();
    if law.verdict.at_least() != law.verdict.at_most() || !law.findings.iter().all(settled) {
        return None;
    }
    let applying: Vec<ClauseIx> = judge::applying(&law).collect();
    let barred = judge::barred(&mut ev, &applying);
    (law.prohibited, law.restricted) = (NO, NO);
    Some(Alone { law, barred })
}

/// Joins what groups of laws say; `None` if two of them ask for one fact: what an answer to it
/// decides is then known only to who looks at the laws at once.
pub fn join<O: Borrow<Opinion>>(book: &LawBook, opinions: &[O]) -> Option<Judgement> {
    let opinions: Vec<&Opinion> = opinions.iter().map(Borrow::borrow).collect();
    for (index, one) in opinions.iter().enumerate() {
        let others = opinions.iter().enumerate().filter(|(other, _)| *other != index);
        let shared = |asked: &Asked| {
            one.asked.iter().any(|own| own.fact == asked.fact || own.wider.contains(&asked.fact))
        };
        if others.flat_map(|(_, other)| &other.asked).any(shared) {
            return None;
        }
    }
    Some(answer(book, &opinions))
}

fn answer(book: &LawBook, opinions: &[&Opinion]) -> Judgement {
    let mut laws: Vec<LawJudgement> =
        opinions.iter().flat_map(|opinion| opinion.laws.iter().cloned()).collect();
    laws.sort_by_key(|law| law.law);
    let verdict = joint(laws.iter().map(|law| law.verdict));
    let mut open_because: Vec<&'static str> =
        opinions.iter().flat_map(|opinion| opinion.open_because.iter().copied()).collect();
    open_because.sort_unstable();
    open_because.dedup();
    let questions = questions::answered(opinions);
    let conflicts = pulling_apart(book, opinions);
    Judgement { verdict, laws, conflicts, questions, open_because }
}

/// The strictest of each end.
pub(super) fn joint(spans: impl Iterator<Item = Verdict>) -> Verdict {
    spans.reduce(Verdict::join).unwrap_or(Verdict::closed(Effect::Free))
}

/// Conflicts of the day whose clauses are findings and whose condition may hold. A conflict changes
/// no verdict.
fn conflicts(ev: &mut Evaluator<'_>, laws: &[LawJudgement]) -> Vec<Pull> {
    let book = ev.state.book();
    let mut found = Vec::new();
    for (index, conflict) in book.conflicts.iter().enumerate() {
        let as_of = &ev.state.as_of;
        if !conflict.days.holds(as_of.on) || as_of.known_at < conflict.known {
            continue;
        }
        let findings = laws.iter().flat_map(|law| &law.findings);
        let pulling: Vec<&Finding> = findings
            .filter(|finding| {
                !matches!(finding.standing, Standing::NoEffect(_))
                    && conflict.obeying.contains(&finding.clause)
            })
            .collect();
        if pulling.is_empty() {
            continue;
        }
        let holds = ev.cond(&conflict.when, ev.root());
        if holds != NO {
            let applies = |finding: &&Finding| finding.standing == Standing::Applies;
            found.push(Pull {
                conflict: index,
                certain: holds == YES && pulling.iter().any(applies),
                clauses: pulling.iter().map(|finding| finding.clause).collect(),
            });
        }
    }
    found
}

/// The conflicts of all, in the order of the book, clauses by law.
fn pulling_apart(book: &LawBook, opinions: &[&Opinion]) -> Vec<Conflicting> {
    let mut found: Vec<Conflicting> = Vec::new();
    for pull in opinions.iter().flat_map(|opinion| &opinion.conflicts) {
        match found.iter_mut().find(|known| known.conflict == pull.conflict) {
            Some(known) => {
                known.certain |= pull.certain;
                known.clauses.extend(&pull.clauses);
            }
            None => found.push(Conflicting {
                conflict: pull.conflict,
                certain: pull.certain,
                clauses: pull.clauses.clone(),
            }),
        }
    }
    for one in &mut found {
        one.clauses.sort_by_key(|ix| (book.clauses[ix.0 as usize].law, *ix));
    }
    found.sort_by_key(|one| one.conflict);
    found
}
