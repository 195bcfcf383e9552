//! The answer of all laws, joined from what laws that are judged together say.

use super::diagram::{NO, YES};
use super::evaluator::Evaluator;
use super::judge::Obligation;
use super::judge::{self, Conflicting, Finding, Judgement, LawJudgement, Standing};
use super::questions::{self, Asked, Question};
use super::state::State;
use crate::law::{ClauseIx, ClauseKind, LawBook};
use navicert_model::transfer::Transfer;
use navicert_model::tri::Tri;
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
    let clauses: Vec<Vec<ClauseIx>> =
        prepared.together.iter().map(|laws| prepared.clauses_of(laws)).collect();
    judge_among(state, transfer, &clauses)
}

/// Judges a transfer under every law, with only the clauses of each group of laws (sorted) that may matter
/// to it.
pub fn judge_among<'s>(
    state: &'s State<'s>,
    transfer: &'s Transfer,
    clauses: &[Vec<ClauseIx>],
) -> Judgement {
    let prepared = state.prepared;
    let groups = prepared.together.iter().zip(clauses);
    let opinions: Vec<Opinion> =
        groups.map(|(laws, clauses)| opine(state, transfer, laws, clauses)).collect();
    join(&prepared.book, &opinions).unwrap_or_else(|| {
        let mut clauses = clauses.concat();
        clauses.sort_unstable();
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
    joined(book, &[&opine(state, transfer, &laws, clauses)])
}

/// What some laws say, with only these clauses (sorted): those that may matter to the transfer.
pub fn opine<'s>(
    state: &'s State<'s>,
    transfer: &'s Transfer,
    laws: &[usize],
    clauses: &[ClauseIx],
) -> Opinion {
    opine_with(&mut Evaluator::new(state, transfer), (laws, &[]), clauses)
}

fn opine_with<'s>(
    ev: &mut Evaluator<'s>,
    laws: (&[usize], &[Effect]),
    clauses: &[ClauseIx],
) -> Opinion {
    let mut laws = judge::laws(ev, laws, clauses);
    let conflicts = conflicts(ev, &laws);
    let (asked, open_because) = questions::ask(ev, &laws);
    // The diagrams end with the evaluator; what is left is equal for transfers judged alike.
    for law in &mut laws {
        (law.prohibited, law.restricted) = (NO, NO);
    }
    Opinion { laws, conflicts, asked, open_because }
}

/// What some clauses say that others do not touch: judgements are put together from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What their laws say, as if they had no other clauses but such as come to the floors.
    pub opinion: Opinion,
    /// By law of the opinion: forms of licence that clauses bar which apply.
    barred: Vec<Vec<String>>,
}

impl Share {
    /// What some clauses (sorted), with the exceptions that lift them, say if the other clauses of each
    /// of their laws come at least to its floor.
    pub fn new<'s>(
        state: &'s State<'s>,
        transfer: &'s Transfer,
        laws: (&[usize], &[Effect]),
        clauses: &[ClauseIx],
    ) -> Self {
        let mut ev = Evaluator::new(state, transfer);
        let opinion = opine_with(&mut ev, laws, clauses);
        let barred = opinion.laws.iter().map(|law| {
            let applying: Vec<ClauseIx> = judge::applying(&law.findings).collect();
            judge::barred(&mut ev, &applying)
        });
        Share { barred: barred.collect(), opinion }
    }

    /// Whether it says the same whatever the other clauses of its laws do: nothing of it is open, no
    /// reading of its own comes out otherwise, no laws may pull apart.
    pub fn stands_alone(&self, book: &LawBook) -> bool {
        let settled = |one: &Finding| {
            let pulls = || book.conflicts.iter().any(|other| other.obeying.contains(&one.clause));
            one.standing != Standing::Unknown && one.readings.is_empty() && !pulls()
        };
        self.opinion.laws.iter().all(|law| {
            law.verdict.at_least() == law.verdict.at_most() && law.findings.iter().all(settled)
        })
    }
}

/// The strictest policy of a law's licences, and the forms of licence, by shares that together are all
/// that its clauses say.
pub fn terms(book: &LawBook, law: usize, shares: &[&Share]) -> (Option<String>, Vec<String>) {
    let own = || {
        let laws = shares.iter().flat_map(|share| share.opinion.laws.iter().zip(&share.barred));
        laws.filter(|(one, _)| one.law == law)
    };
    let policy = judge::strictest_word(own().filter_map(|(one, _)| one.policy.as_deref()));
    let mut applying: Vec<ClauseIx> =
        own().flat_map(|(one, _)| judge::applying(&one.findings)).collect();
    applying.sort_unstable();
    let mut forms = judge::permitted(book, &applying);
    forms.retain(|form| !own().any(|(_, barred)| barred.contains(form)));
    (policy, forms)
}

/// The judgement that shares come to, of which none [`overlap`], with the reach of each law.
pub fn compose(book: &LawBook, shares: &[&Share], reach: &[Tri]) -> Judgement {
    let opinions: Vec<&Opinion> = shares.iter().map(|share| &share.opinion).collect();
    let is_exception =
        |ix: ClauseIx| matches!(book.clauses[ix.0 as usize].kind, ClauseKind::Exception { .. });
    let laws = reach.iter().enumerate().map(|(law, &reach)| {
        let own = || opinions.iter().flat_map(|opinion| &opinion.laws).filter(|one| one.law == law);
        let verdicts = own().map(|one| one.verdict);
        let (policy, forms) = terms(book, law, shares);
        let mut findings: Vec<Finding> =
            own().flat_map(|one| one.findings.iter().cloned()).collect();
        findings.sort_by_key(|one| one.clause);
        let mut obligations: Vec<Obligation> =
            own().flat_map(|one| one.obligations.iter().cloned()).collect();
        obligations.sort_by_key(|one| (is_exception(one.clause), one.clause));
        LawJudgement {
            law,
            reach,
            verdict: verdicts.fold(Verdict::closed(Effect::Free), Verdict::join),
            policy,
            forms,
            findings,
            obligations,
            prohibited: NO,
            restricted: NO,
        }
    });
    answer(book, &opinions, laws.collect())
}

/// Whether two groups of laws ask for one fact: what an answer to it decides is then known only to who
/// looks at the laws at once.
pub fn overlap(opinions: &[&Opinion]) -> bool {
    opinions.iter().enumerate().any(|(index, one)| {
        let others = opinions.iter().enumerate().filter(|(other, _)| *other != index);
        let shared = |asked: &Asked| {
            one.asked.iter().any(|own| own.fact == asked.fact || own.wider.contains(&asked.fact))
        };
        others.flat_map(|(_, other)| &other.asked).any(shared)
    })
}

/// Joins what groups of laws say; `None` as [`overlap`].
pub fn join<O: Borrow<Opinion>>(book: &LawBook, opinions: &[O]) -> Option<Judgement> {
    let opinions: Vec<&Opinion> = opinions.iter().map(Borrow::borrow).collect();
    (!overlap(&opinions)).then(|| joined(book, &opinions))
}

fn joined(book: &LawBook, opinions: &[&Opinion]) -> Judgement {
    let mut laws: Vec<LawJudgement> =
        opinions.iter().flat_map(|opinion| opinion.laws.iter().cloned()).collect();
    laws.sort_by_key(|law| law.law);
    answer(book, opinions, laws)
}

/// The judgement that opinions come to by law.
fn answer(book: &LawBook, opinions: &[&Opinion], laws: Vec<LawJudgement>) -> Judgement {
    let verdicts: Vec<Verdict> = laws.iter().map(|law| law.verdict).collect();
    let Left { questions, open_because, conflicts } = left(book, opinions, &verdicts);
    Judgement { verdict: joint(verdicts.into_iter()), laws, conflicts, questions, open_because }
}

/// What of a judgement does not belong to one law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Missing facts that would narrow a span, most useful first.
    pub questions: Vec<Question>,
    /// Why spans are open that no fact can close.
    pub open_because: Vec<&'static str>,
    /// Laws that pull apart, in the order of the book.
    pub conflicts: Vec<Conflicting>,
}

/// What opinions leave open beside what every law of the book comes to.
pub fn left(book: &LawBook, opinions: &[&Opinion], verdicts: &[Verdict]) -> Left {
    let mut open_because: Vec<&'static str> =
        opinions.iter().flat_map(|opinion| opinion.open_because.iter().copied()).collect();
    open_because.sort_unstable();
    open_because.dedup();
    let questions = questions::answered(opinions.iter().copied(), verdicts);
    Left { questions, open_because, conflicts: pulling_apart(book, opinions) }
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
