//! The clauses of each law joined to a verdict.

use super::diagram::{NO, Node, YES};
use super::evaluator::Evaluator;
use super::questions::{self, Question};
use crate::law::status::Status;
use crate::law::{Clause, ClauseIx, ClauseKind, LawBook, Qualified};
use navicert_model::tri::Tri;
use navicert_model::verdict::{Effect, Verdict};
use navicert_model::vocabulary::Policy;

/// How a clause stands to a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It applies whatever the unknown facts are.
    Applies,
    /// It depends on unknown facts, or on what nobody knows.
    Unknown,
    /// Its condition holds or may hold, but it has no effect; the vocabulary's word for why.
    NoEffect(&'static str),
}

/// A clause that matters to a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The clause.
    pub clause: ClauseIx,
    /// How it stands.
    pub standing: Standing,
    /// Why it does not close: `missing-fact`, `lapse-unconfirmed`, `hit-open`.
    pub open_because: Vec<&'static str>,
    /// Strictest policy that holds; for licences.
    pub policy: Option<String>,
    /// Exceptions that would fit but are not claimed.
    pub available: Vec<ClauseIx>,
    /// The exceptions that lift it.
    pub lifted_by: Vec<ClauseIx>,
    /// Alternative readings that come out otherwise: index in the clause's readings, how the
    /// clause would stand, and the law's verdict then.
    pub readings: Vec<(usize, Option<Standing>, Verdict)>,
}

/// An obligation that travels with a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Obligation {
    /// The vocabulary's word.
    pub word: String,
    /// The clause that demands it.
    pub clause: ClauseIx,
    /// Whether it is certain.
    pub state: Tri,
}

/// What one law says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LawJudgement {
    /// Index of the law.
    pub law: usize,
    /// Whether the law applies at all.
    pub reach: Tri,
    /// Its verdict.
    pub verdict: Verdict,
    /// Strictest policy of the licences that certainly apply.
    pub policy: Option<String>,
    /// Licence forms that every licence that applies permits, less those barred.
    pub forms: Vec<String>,
    /// Clauses that matter, in the order of the book.
    pub findings: Vec<Finding>,
    /// Obligations, in the order of the book.
    pub obligations: Vec<Obligation>,
    pub(super) prohibited: Node,
    pub(super) restricted: Node,
}

impl LawJudgement {
    pub(super) fn weight(&self) -> usize {
        self.findings.len() + self.obligations.len()
    }
}

impl Judgement {
    /// How much it holds: findings, duties and questions.
    pub fn weight(&self) -> usize {
        1 + self.questions.len() + self.laws.iter().map(LawJudgement::weight).sum::<usize>()
    }
}

/// Clauses that cannot be obeyed without breaking another law.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conflicting {
    /// Index in the book's conflicts.
    pub conflict: usize,
    /// Whether it is certain.
    pub certain: bool,
    /// The clauses among the findings that pull the other way.
    pub clauses: Vec<ClauseIx>,
}

/// What all laws say about one transfer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Judgement {
    /// The strictest of each end.
    pub verdict: Verdict,
    /// By law.
    pub laws: Vec<LawJudgement>,
    /// Laws that pull apart, in the order of the book.
    pub conflicts: Vec<Conflicting>,
    /// Missing facts that would narrow a span, most useful first.
    pub questions: Vec<Question>,
    /// Why spans are open that no fact can close.
    pub open_because: Vec<&'static str>,
}

pub(super) fn tri(node: Node) -> Tri {
    match node {
        YES => Tri::Yes,
        NO => Tri::No,
        _ => Tri::Unknown,
    }
}

/// The span of a pair of diagrams: where it is prohibited, where at least a licence is needed.
pub(super) fn span(prohibited: Node, restricted: Node) -> Verdict {
    let at_least = match (prohibited, restricted) {
        (YES, _) => Effect::Prohibited,
        (_, YES) => Effect::Licence,
        _ => Effect::Free,
    };
    let at_most = match (prohibited, restricted) {
        (NO, NO) => Effect::Free,
        (NO, _) => Effect::Licence,
        _ => Effect::Prohibited,
    };
    Verdict::new(at_least, at_most)
}

/// A clause under evaluation.
struct Judged {
    clause: ClauseIx,
    /// Condition without status and exceptions.
    condition: Node,
    /// What counts.
    effective: Node,
    lifted_by: Vec<(ClauseIx, Node)>,
    available: Vec<ClauseIx>,
}

/// Judges some laws, which come at least to `floors` by what other clauses say, with only these clauses
/// (sorted): those that may matter to the transfer.
///
/// Cost: linear in the clauses, times their conditions.
pub(super) fn laws<'s>(
    ev: &mut Evaluator<'s>,
    (laws, floors): (&[usize], &[Effect]),
    clauses: &[ClauseIx],
) -> Vec<LawJudgement> {
    let mut exceptions = exceptions(ev, clauses);
    let floors = floors.iter().copied().chain(std::iter::repeat(Effect::Free));
    let each = laws.iter().zip(floors);
    each.map(|(&law, floor)| judge_law(ev, (law, floor), clauses, &mut exceptions)).collect()
}

/// Spans of some laws with only these clauses (sorted), without findings and questions.
pub fn spans<'s>(ev: &mut Evaluator<'s>, laws: &[usize], clauses: &[ClauseIx]) -> Vec<Verdict> {
    let book = ev.state.book();
    let mut exceptions = exceptions(ev, clauses);
    let mut ends = vec![(NO, NO); laws.len()];
    for &ix in clauses {
        let clause = &book.clauses[ix.0 as usize];
        let ClauseKind::Effect(effect) = clause.kind else { continue };
        let Some(at) = laws.iter().position(|law| *law == clause.law) else { continue };
        let (prohibited, restricted) = ends[at];
        let known = if effect == Effect::Prohibited { prohibited } else { restricted };
        if effect == Effect::Free || known == YES || ev.effect_of(ix) == NO {
            continue;
        }
        let condition = condition(ev, ix, clause);
        if condition == NO {
            continue;
        }
        let effective = judge_clause(ev, ix, condition, &mut exceptions).effective;
        let restricted = ev.d.or(restricted, effective);
        let prohibited = match effect {
            Effect::Prohibited => ev.d.or(prohibited, effective),
            Effect::Licence | Effect::Free => prohibited,
        };
        ends[at] = (prohibited, restricted);
    }
    ends.into_iter().map(|(prohibited, restricted)| span(prohibited, restricted)).collect()
}

/// An exception: itself, whether it is claimed, and the condition it needs besides the claim, once a
/// clause that it lifts was met.
struct Exception<'s> {
    clause: ClauseIx,
    lifts: &'s [ClauseIx],
    claimed: bool,
    holds: Option<Node>,
}

impl<'s> Exception<'s> {
    fn holds(&mut self, ev: &mut Evaluator<'s>) -> Node {
        if let Some(known) = self.holds {
            return known;
        }
        let effect = ev.effect_of(self.clause);
        let state = ev.state;
        let clause = &state.book().clauses[self.clause.0 as usize];
        let condition = if effect == NO { NO } else { condition(ev, self.clause, clause) };
        let holds = ev.d.and(condition, effect);
        self.holds = Some(holds);
        holds
    }
}

fn exceptions<'s>(ev: &Evaluator<'s>, clauses: &[ClauseIx]) -> Vec<Exception<'s>> {
    let book = ev.state.book();
    let exception = |&ix: &ClauseIx| match &book.clauses[ix.0 as usize].kind {
        ClauseKind::Effect(_) => None,
        ClauseKind::Exception { lifts, claimed } => {
            let claims = |word: &String| ev.transfer.exceptions.iter().any(|one| **one == **word);
            let claimed = claimed.as_ref().is_none_or(claims);
            Some(Exception { clause: ix, lifts, claimed, holds: None })
        }
    };
    clauses.iter().filter_map(exception).collect()
}

/// Reach, trigger and grace of a clause.
fn condition<'s>(ev: &mut Evaluator<'s>, ix: ClauseIx, clause: &'s Clause) -> Node {
    ev.enter(ix);
    let node = entered(ev, clause);
    ev.leave();
    node
}

fn entered<'s>(ev: &mut Evaluator<'s>, clause: &'s Clause) -> Node {
    let root = ev.root();
    let reach = ev.cond(&clause.reach, root);
    if reach == NO {
        return NO;
    }
    let when = ev.cond(&clause.when, root);
    let both = ev.d.and(reach, when);
    without_grace(ev, clause, both)
}

fn without_grace<'s>(ev: &mut Evaluator<'s>, clause: &'s Clause, mut node: Node) -> Node {
    for grace in &clause.grace {
        if node != NO && grace.until.is_none_or(|until| ev.state.as_of.on < until) {
            let spared = ev.cond(&grace.when, ev.root());
            let spared = ev.d.not(spared);
            node = ev.d.and(node, spared);
        }
    }
    node
}

fn judge_law<'s>(
    ev: &mut Evaluator<'s>,
    (law, floor): (usize, Effect),
    clauses: &[ClauseIx],
    exceptions: &mut [Exception<'s>],
) -> LawJudgement {
    let book = ev.state.book();
    let mut judged = Vec::new();
    let reach = reach(ev, law);
    for &ix in clauses {
        let clause = &book.clauses[ix.0 as usize];
        if clause.law != law || !matches!(clause.kind, ClauseKind::Effect(_)) {
            continue;
        }
        let status = ev.state.status(ix);
        if matches!(status, Status::Ceased | Status::NeverInForce | Status::NotKnown)
            || (status == Status::NotYet
                && book.acts[clause.act.0 as usize].published > ev.state.as_of.on)
        {
            continue;
        }
        let condition = condition(ev, ix, clause);
        if condition != NO {
            judged.push(judge_clause(ev, ix, condition, exceptions));
        }
    }
    let (prohibited, restricted) = join(ev, (&judged, floor), None);
    let verdict = span(prohibited, restricted);
    let mut judgement = LawJudgement {
        law,
        reach: tri(reach),
        verdict,
        policy: None,
        forms: Vec::new(),
        findings: Vec::new(),
        obligations: Vec::new(),
        prohibited,
        restricted,
    };
    for index in 0..judged.len() {
        report(ev, (&judged, floor), index, &mut judgement);
    }
    for exception in exceptions.iter() {
        report_exception(ev, exception, &judged, &mut judgement);
    }
    judgement.findings.sort_by_key(|finding| finding.clause);
    judgement.policy = strictest(&judgement);
    judgement.forms = forms(ev, &judgement);
    judgement
}

/// Whether the law applies at all: the reach of any clause that may have effect.
fn reach(ev: &mut Evaluator<'_>, law: usize) -> Node {
    let state = ev.state;
    let mut reach = NO;
    for &ix in state.reaches(law) {
        let node = ev.cond(&state.book().clauses[ix.0 as usize].reach, ev.root());
        reach = ev.d.or(reach, node);
        if reach == YES {
            break;
        }
    }
    reach
}

fn judge_clause<'s>(
    ev: &mut Evaluator<'s>,
    ix: ClauseIx,
    condition: Node,
    exceptions: &mut [Exception<'s>],
) -> Judged {
    let effect = ev.effect_of(ix);
    let mut effective = ev.d.and(condition, effect);
    let mut judged =
        Judged { clause: ix, condition, effective, lifted_by: Vec::new(), available: Vec::new() };
    for exception in exceptions.iter_mut().filter(|exception| exception.lifts.contains(&ix)) {
        if effective == NO {
            break;
        }
        let holds = exception.holds(ev);
        if holds == NO {
            continue;
        }
        if exception.claimed {
            let spared = ev.d.not(holds);
            effective = ev.d.and(effective, spared);
            judged.lifted_by.push((exception.clause, holds));
        } else {
            judged.available.push(exception.clause);
        }
    }
    judged.effective = effective;
    judged
}

/// Where the law prohibits, and where it asks at least for a licence; one clause may be replaced.
fn join(
    ev: &mut Evaluator<'_>,
    (judged, floor): (&[Judged], Effect),
    instead: Option<(ClauseIx, Node)>,
) -> (Node, Node) {
    let book = ev.state.book();
    let (mut prohibited, mut restricted) = match floor {
        Effect::Free => (NO, NO),
        Effect::Licence => (NO, YES),
        Effect::Prohibited => (YES, YES),
    };
    for one in judged {
        let node = match instead {
            Some((clause, node)) if clause == one.clause => node,
            _ => one.effective,
        };
        match &book.clauses[one.clause.0 as usize].kind {
            ClauseKind::Effect(Effect::Prohibited) => {
                prohibited = ev.d.or(prohibited, node);
                restricted = ev.d.or(restricted, node);
            }
            ClauseKind::Effect(Effect::Licence) => restricted = ev.d.or(restricted, node),
            ClauseKind::Effect(Effect::Free) | ClauseKind::Exception { .. } => {}
        }
    }
    (prohibited, restricted)
}

/// Adds a judged clause to the law's findings and obligations.
fn report(
    ev: &mut Evaluator<'_>,
    (judged, floor): (&[Judged], Effect),
    index: usize,
    law: &mut LawJudgement,
) {
    let book = ev.state.book();
    let one = &judged[index];
    let clause = &book.clauses[one.clause.0 as usize];
    let status = ev.state.status(one.clause);
    let standing = match (one.effective, status.word()) {
        (YES, _) => Standing::Applies,
        (NO, Some(word)) => Standing::NoEffect(word),
        (NO, None) => Standing::NoEffect("excepted"),
        _ => Standing::Unknown,
    };
    // What has no effect is worth showing only if it would certainly hold, or was lifted.
    if matches!(standing, Standing::NoEffect(_))
        && status != Status::InForce
        && one.condition != YES
    {
        return;
    }
    let duties_only = clause.kind == ClauseKind::Effect(Effect::Free);
    if standing != Standing::NoEffect(status.word().unwrap_or("excepted")) {
        duties(ev, clause, one, law);
    }
    if duties_only && standing != Standing::Applies {
        return;
    }
    let policy = (clause.kind == ClauseKind::Effect(Effect::Licence))
        .then(|| policy(ev, &clause.policy))
        .flatten();
    let readings = readings(ev, (judged, floor), index, law.verdict);
    let open_because = if standing == Standing::Unknown {
        questions::open_because(ev, one.effective)
    } else {
        Vec::new()
    };
    law.findings.push(Finding {
        clause: one.clause,
        standing,
        open_because,
        policy,
        available: one.available.clone(),
        lifted_by: one.lifted_by.iter().map(|(ix, _)| *ix).collect(),
        readings,
    });
}

/// An exception that lifts something is a finding with its own obligations.
fn report_exception(
    ev: &mut Evaluator<'_>,
    exception: &Exception<'_>,
    judged: &[Judged],
    law: &mut LawJudgement,
) {
    let lifts = |one: &Judged| one.lifted_by.iter().any(|(ix, _)| *ix == exception.clause);
    if !judged.iter().any(lifts) {
        return;
    }
    let holds = exception.holds.unwrap_or(NO);
    let clause = &ev.state.book().clauses[exception.clause.0 as usize];
    let standing = if holds == YES { Standing::Applies } else { Standing::Unknown };
    let one = Judged {
        clause: exception.clause,
        condition: holds,
        effective: holds,
        lifted_by: Vec::new(),
        available: Vec::new(),
    };
    duties(ev, clause, &one, law);
    law.findings.push(Finding {
        clause: exception.clause,
        standing,
        open_because: match standing {
            Standing::Unknown => questions::open_because(ev, holds),
            Standing::Applies | Standing::NoEffect(_) => Vec::new(),
        },
        policy: None,
        available: Vec::new(),
        lifted_by: Vec::new(),
        readings: Vec::new(),
    });
}

fn duties<'s>(ev: &mut Evaluator<'s>, clause: &'s Clause, one: &Judged, law: &mut LawJudgement) {
    for part in &clause.duty {
        let node = qualified(ev, part);
        let node = ev.d.and(one.effective, node);
        if node == NO {
            continue;
        }
        for word in &part.words {
            law.obligations.push(Obligation {
                word: word.clone(),
                clause: one.clause,
                state: tri(node),
            });
        }
    }
}

fn qualified<'s>(ev: &mut Evaluator<'s>, part: &'s Qualified) -> Node {
    match &part.when {
        Some(cond) => ev.cond(cond, ev.root()),
        None => YES,
    }
}

fn policy<'s>(ev: &mut Evaluator<'s>, parts: &'s [Qualified]) -> Option<String> {
    let mut strictest: Option<Policy> = None;
    for part in parts {
        if qualified(ev, part) != YES {
            continue;
        }
        for policy in part.words.iter().filter_map(|word| Policy::parse(word).ok()) {
            strictest = strictest.max(Some(policy));
        }
    }
    strictest.map(|policy| policy.as_str().to_owned())
}

fn strictest(law: &LawJudgement) -> Option<String> {
    let applying = law.findings.iter().filter(|finding| finding.standing == Standing::Applies);
    strictest_word(applying.filter_map(|finding| finding.policy.as_deref()))
}

/// The strictest of some policies.
pub(super) fn strictest_word<'w>(words: impl Iterator<Item = &'w str>) -> Option<String> {
    let policies = words.filter_map(|word| Policy::parse(word).ok());
    policies.max().map(|policy| policy.as_str().to_owned())
}

/// Forms that every applying licence permits, less those that are barred for certain.
fn forms(ev: &mut Evaluator<'_>, law: &LawJudgement) -> Vec<String> {
    let applying: Vec<ClauseIx> = applying(&law.findings).collect();
    let mut forms = permitted(ev.state.book(), &applying);
    let barred = barred(ev, &applying);
    forms.retain(|form| !barred.contains(form));
    forms
}

/// The clauses that apply.
pub(super) fn applying(findings: &[Finding]) -> impl Iterator<Item = ClauseIx> + '_ {
    let applies = findings.iter().filter(|finding| finding.standing == Standing::Applies);
    applies.map(|finding| finding.clause)
}

/// Forms that every one of some clauses permits that speaks of forms.
pub(super) fn permitted(book: &LawBook, clauses: &[ClauseIx]) -> Vec<String> {
    let forms = clauses.iter().map(|ix| &book.clauses[ix.0 as usize].forms);
    let mut forms = forms.filter(|forms| !forms.is_empty());
    let mut permitted = forms.next().cloned().unwrap_or_default();
    forms.for_each(|others| permitted.retain(|form| others.contains(form)));
    permitted
}

/// Forms that some clauses bar for certain.
pub(super) fn barred(ev: &mut Evaluator<'_>, clauses: &[ClauseIx]) -> Vec<String> {
    let book = ev.state.book();
    let mut barred = Vec::new();
    for part in clauses.iter().flat_map(|ix| &book.clauses[ix.0 as usize].bars) {
        if qualified(ev, part) == YES {
            barred.extend(part.words.iter().cloned());
        }
    }
    barred
}

/// Alternative readings of a clause that come out otherwise.
fn readings(
    ev: &mut Evaluator<'_>,
    (judged, floor): (&[Judged], Effect),
    index: usize,
    verdict: Verdict,
) -> Vec<(usize, Option<Standing>, Verdict)> {
    let book = ev.state.book();
    let one = &judged[index];
    let clause = &book.clauses[one.clause.0 as usize];
    let mut others = Vec::new();
    for (number, reading) in clause.readings.iter().enumerate() {
        ev.enter(one.clause);
        let reach = ev.cond(&clause.reach, ev.root());
        let when = ev.cond(&reading.when, ev.root());
        ev.leave();
        let both = ev.d.and(reach, when);
        let condition = without_grace(ev, clause, both);
        let effect = ev.effect_of(one.clause);
        let node = ev.d.and(condition, effect);
        if node == one.effective {
            continue;
        }
        let (prohibited, restricted) = join(ev, (judged, floor), Some((one.clause, node)));
        let then = span(prohibited, restricted);
        let standing = match node {
            YES => Some(Standing::Applies),
            NO => None,
            _ => Some(Standing::Unknown),
        };
        if then != verdict || one.condition != condition {
            others.push((number, standing, then));
        }
    }
    others
}
