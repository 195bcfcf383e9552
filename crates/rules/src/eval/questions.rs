//! What is missing: the facts that would narrow a span, and what each answer would decide.

use super::diagram::{NO, Node, Var, YES};
use super::evaluator::Evaluator;
use super::facts::{FactKey, Subject, Values};
use super::judge::{LawJudgement, span};
use super::opinion::{Opinion, joint};
use super::state::CodeCell;
use navicert_model::verdict::{Effect, Verdict};
use std::collections::BTreeMap;

/// A missing fact that would narrow a span.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// Name of the fact.
    pub fact: String,
    /// The question in words.
    pub ask: String,
    /// Whom to ask.
    pub whom: String,
    /// What each answer would decide.
    pub answers: Answers,
    /// Indices of the laws whose span it would narrow.
    pub laws: Vec<usize>,
}

/// Answers and the joint verdict after each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answers {
    /// Yes or no.
    YesNo {
        /// After yes.
        yes: Verdict,
        /// After no.
        no: Verdict,
    },
    /// Values, grouped by what they decide, in a fixed order.
    Values(Vec<(String, Verdict)>),
}

/// A missing fact that some laws ask for, and what each answer makes of their spans.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub fact: String,
    /// Facts that a yes answers too.
    pub wider: Vec<String>,
    ask: String,
    whom: String,
    yes_no: bool,
    /// Spans of the laws after each answer: yes and no, or a value each.
    outcomes: Vec<(String, Vec<Verdict>)>,
    laws: Vec<usize>,
}

/// The open ends of one law.
#[derive(Clone, Copy)]
struct Open {
    law: usize,
    prohibited: Node,
    restricted: Node,
}

/// What some laws ask, and the reasons that no fact can close.
///
/// Cost: for each asked fact and answer one restriction of the diagrams.
pub(super) fn ask(
    ev: &mut Evaluator<'_>,
    laws: &[LawJudgement],
) -> (Vec<Asked>, Vec<&'static str>) {
    let open: Vec<Open> = laws.iter().map(relevant).collect();
    let mut because = Vec::new();
    let mut groups: BTreeMap<String, Vec<Var>> = BTreeMap::new();
    for var in support(ev, &open) {
        match reason(ev, var) {
            "missing-fact" => {}
            word if because.contains(&word) => {}
            word => because.push(word),
        }
        let name = ev.unknowns()[usize::from(var.0)].name.clone();
        if !name.is_empty() {
            groups.entry(name).or_default().push(var);
        }
    }
    because.sort_unstable();
    let asked = groups.into_iter().map(|(fact, vars)| asked(ev, fact, &vars, &open)).collect();
    (asked, because)
}

/// The questions of opinions that are open, most useful first, beside what all laws come to, each at its
/// place in the book.
pub(super) fn answered<'o>(
    opinions: impl Iterator<Item = &'o Opinion>,
    verdicts: &[Verdict],
) -> Vec<Question> {
    let mut questions: Vec<(i64, Question)> = Vec::new();
    for opinion in opinions.filter(|opinion| !opinion.asked.is_empty()) {
        let is_own = |law: usize| opinion.laws.iter().any(|own| own.law == law);
        let others = (0..verdicts.len()).filter(|&law| !is_own(law));
        let others = joint(others.map(|law| verdicts[law]));
        let own: Vec<Verdict> = opinion.laws.iter().map(|law| law.verdict).collect();
        questions.extend(opinion.asked.iter().map(|asked| question(asked, &own, others)));
    }
    questions.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.fact.cmp(&b.1.fact)));
    questions.into_iter().map(|(_, question)| question).collect()
}

/// Why a finding does not close, from the facts it still depends on.
pub(super) fn open_because(ev: &Evaluator<'_>, node: Node) -> Vec<&'static str> {
    let mut because: Vec<&'static str> =
        ev.d.support(node).into_iter().map(|var| reason(ev, var)).collect();
    because.sort_unstable();
    because.dedup();
    because
}

fn reason(ev: &Evaluator<'_>, var: Var) -> &'static str {
    match ev.unknowns()[usize::from(var.0)].key {
        FactKey::Lapse(_) => "lapse-unconfirmed",
        FactKey::HitOpen(..) => "hit-open",
        _ => "missing-fact",
    }
}

/// The diagrams whose answer is open and still counts for the law's span.
fn relevant(judged: &LawJudgement) -> Open {
    let restricted = match judged.verdict.at_least() {
        Effect::Free => judged.restricted,
        Effect::Licence | Effect::Prohibited => YES,
    };
    Open { law: judged.law, prohibited: judged.prohibited, restricted }
}

/// Variables on which an open span depends, those behind *not knowing* included.
fn support(ev: &Evaluator<'_>, open: &[Open]) -> Vec<Var> {
    let mut vars: Vec<Var> = Vec::new();
    for one in open {
        vars.extend(ev.d.support(one.prohibited));
        vars.extend(ev.d.support(one.restricted));
    }
    for &(unsure, inner) in ev.unsure() {
        if vars.contains(&unsure) {
            vars.extend(ev.d.support(inner));
        }
    }
    vars.sort_unstable();
    vars.dedup();
    vars
}

/// The open ends once `var` has `value`, and the wider tags that a yes answers too.
fn given(ev: &mut Evaluator<'_>, open: &[Open], var: Var, value: usize) -> Vec<Open> {
    let mut open = given_one(ev, open, var, value);
    if value == 1 {
        for wider in ev.implied(var) {
            open = given_one(ev, &open, wider, 1);
        }
    }
    open
}

/// One variable answered; a duty that rests on not knowing ends with a sure answer.
fn given_one(ev: &mut Evaluator<'_>, open: &[Open], var: Var, value: usize) -> Vec<Open> {
    let settled: Vec<Var> = ev
        .unsure()
        .to_vec()
        .into_iter()
        .filter(|&(_, inner)| {
            let after = ev.d.given(inner, var, value);
            after == YES || after == NO
        })
        .map(|(unsure, _)| unsure)
        .collect();
    open.iter()
        .map(|one| {
            let mut one = *one;
            for node in [&mut one.prohibited, &mut one.restricted] {
                *node = ev.d.given(*node, var, value);
                for &unsure in &settled {
                    *node = ev.d.given(*node, unsure, 0);
                }
            }
            one
        })
        .collect()
}

fn spans(open: &[Open]) -> Vec<Verdict> {
    open.iter().map(|one| span(one.prohibited, one.restricted)).collect()
}

/// Either of two outcomes: the wider span.
fn either(a: Verdict, b: Verdict) -> Verdict {
    let (lo, hi) = (a.at_least().min(b.at_least()), a.at_most().max(b.at_most()));
    Verdict::new(lo, hi)
}

fn width(span: Verdict) -> i64 {
    span.at_most() as i64 - span.at_least() as i64
}

fn ends(spans: &[Verdict]) -> impl Iterator<Item = (Effect, Effect)> + '_ {
    spans.iter().map(|span| (span.at_least(), span.at_most()))
}

fn asked(ev: &mut Evaluator<'_>, fact: String, vars: &[Var], open: &[Open]) -> Asked {
    let before = spans(open);
    let mut outcomes: Vec<(String, Vec<Verdict>)> = Vec::new();
    let mut yes_no = true;
    for &var in vars {
        yes_no &= matches!(ev.unknowns()[usize::from(var.0)].values, Values::YesNo);
    }
    if yes_no {
        let mut none = open.to_vec();
        let mut any: Option<Vec<Verdict>> = None;
        for &var in vars {
            none = given(ev, &none, var, 0);
            let one = spans(&given(ev, open, var, 1));
            any = Some(match any {
                None => one,
                Some(all) => all.into_iter().zip(one).map(|(a, b)| either(a, b)).collect(),
            });
        }
        outcomes.push(("yes".to_owned(), any.unwrap_or_default()));
        outcomes.push(("no".to_owned(), spans(&none)));
    } else {
        // Variables of one name come in no order of their own: that of what they say.
        let mut each: Vec<(usize, String, Vec<Verdict>)> = Vec::new();
        for &var in vars {
            for value in 0..ev.d.values(var) {
                let label = label(&ev.unknowns()[usize::from(var.0)].values, value);
                each.push((value, label, spans(&given(ev, open, var, value))));
            }
        }
        if vars.len() > 1 {
            each.sort_by(|a, b| {
                (a.0, &a.1).cmp(&(b.0, &b.1)).then_with(|| ends(&a.2).cmp(ends(&b.2)))
            });
        }
        outcomes.extend(each.into_iter().map(|(_, label, after)| (label, after)));
    }
    let laws: Vec<usize> = (0..open.len())
        .filter(|&law| outcomes.iter().any(|(_, after)| after.get(law) != before.get(law)))
        .map(|law| open[law].law)
        .collect();
    let (ask, whom) = wording(ev, &fact, vars, &laws);
    let mut wider: Vec<String> = vars.iter().flat_map(|&var| wider(ev, var)).collect();
    wider.sort_unstable();
    wider.dedup();
    Asked { fact, wider, ask, whom, yes_no, outcomes, laws }
}

/// Names of the facts that a yes to a tag answers too.
fn wider(ev: &Evaluator<'_>, var: Var) -> Vec<String> {
    let unknown = &ev.unknowns()[usize::from(var.0)];
    let (FactKey::EndUse(tag)
    | FactKey::Knowledge(tag)
    | FactKey::Facility(tag)
    | FactKey::ItemTag(tag, _)
    | FactKey::PartyTag(tag, _)) = unknown.key
    else {
        return Vec::new();
    };
    let Some(head) = unknown.name.strip_suffix(tag.as_str()) else { return Vec::new() };
    let above = std::iter::successors(tag.parent(), |above| above.parent());
    above.map(|above| format!("{head}{}", above.as_str())).collect()
}

/// A question with what each answer decides, beside laws (with their joint span) that the answer
/// does not touch.
fn question(asked: &Asked, own: &[Verdict], others: Verdict) -> (i64, Question) {
    let all = |spans: &[Verdict]| joint(spans.iter().copied().chain([others]));
    let gains = asked.outcomes.iter().map(|(_, after)| {
        let of = |spans: &[Verdict]| spans.iter().copied().map(width).sum::<i64>();
        // The joint span first, then the laws' own.
        16 * (width(all(own)) - width(all(after))) + of(own) - of(after)
    });
    let gain = gains.sum::<i64>() * 100 / asked.outcomes.len().max(1) as i64;
    let answers = match &asked.outcomes[..] {
        [(_, yes), (_, no)] if asked.yes_no => Answers::YesNo { yes: all(yes), no: all(no) },
        outcomes => Answers::Values(grouped(outcomes, all)),
    };
    let (fact, ask, whom) = (asked.fact.clone(), asked.ask.clone(), asked.whom.clone());
    (gain, Question { fact, ask, whom, answers, laws: asked.laws.clone() })
}

/// Values that decide the same, as one answer.
fn grouped(
    outcomes: &[(String, Vec<Verdict>)],
    joint: impl Fn(&[Verdict]) -> Verdict,
) -> Vec<(String, Verdict)> {
    let mut groups: Vec<(Vec<&str>, Verdict)> = Vec::new();
    for (label, after) in outcomes {
        let verdict = joint(after);
        match groups.iter_mut().find(|(_, known)| *known == verdict) {
            Some((labels, _)) => labels.push(label),
            None => groups.push((vec![label], verdict)),
        }
    }
    groups
        .into_iter()
        .map(|(mut labels, verdict)| {
            labels.dedup();
            let more = labels.len().saturating_sub(6);
            labels.truncate(6);
            let mut text = labels.join(", ");
            if more > 0 {
                text.push_str(&format!(", and {more} more"));
            }
            (text, verdict)
        })
        .collect()
}

fn label(values: &Values, value: usize) -> String {
    match values {
        Values::YesNo => if value == 1 { "yes" } else { "no" }.to_owned(),
        Values::Words(words) => words.get(value).cloned().unwrap_or_default(),
        Values::Codes(codes) => match codes.get(value) {
            Some(CodeCell { code: Some(code), more: 0 }) => code.clone(),
            Some(CodeCell { code: Some(code), more }) => format!("{code} (and {more} like it)"),
            _ => "none".to_owned(),
        },
        Values::Countries(cells) => match cells.get(value) {
            Some(cell) if cell.len() <= 4 => {
                cell.iter().map(|country| country.as_str()).collect::<Vec<_>>().join(" ")
            }
            _ => "another country".to_owned(),
        },
    }
}

/// The question in words and whom to ask: the wording of a law that the answers move, if it has one.
fn wording(ev: &Evaluator<'_>, fact: &str, vars: &[Var], laws: &[usize]) -> (String, String) {
    let state = ev.state;
    let own = state
        .book()
        .clauses
        .iter()
        .enumerate()
        .filter(|(index, clause)| {
            laws.contains(&clause.law) && state.status[*index].may_have_effect()
        })
        .flat_map(|(_, clause)| &clause.asks)
        .find(|ask| ask.fact == fact);
    if let Some(ask) = own {
        return (ask.text.clone(), ask.whom.clone());
    }
    // An open hit is looked at first: clearing it may answer the rest.
    let subjects = || vars.iter().map(|var| ev.unknowns()[usize::from(var.0)].subject);
    let hit = subjects().find(|subject| matches!(subject, Subject::Hit(_)));
    plain(fact, hit.or_else(|| subjects().next()).unwrap_or(Subject::Transfer))
}

/// A question about a fact in plain words, and whom to ask.
pub fn plain(fact: &str, subject: Subject) -> (String, String) {
    let whom = match subject {
        Subject::Item if fact.starts_with("item.codes") || fact.starts_with("item.parameters") => {
            "classifier"
        }
        Subject::Item => "manufacturer",
        Subject::Use => "end-user",
        Subject::Party(Some(role)) => role.as_str(),
        Subject::Party(None) | Subject::Transfer | Subject::Exporter | Subject::Hit(_) => {
            "exporter"
        }
        Subject::Law => "authority",
    };
    (default_wording(fact, subject), whom.to_owned())
}

fn default_wording(fact: &str, subject: Subject) -> String {
    let (head, tail) = fact.split_once('.').unwrap_or((fact, ""));
    let spaced = tail.replace(['-', '_'], " ");
    match (head, tail) {
        ("end_use", _) => format!("is the end use {spaced}?"),
        ("knowledge", "informed_by") => "has the authority written about this transfer?".to_owned(),
        ("knowledge", _) => format!("does the exporter know, or have reason to know, of {spaced}?"),
        ("facility", _) => format!("what is the facility's {spaced}?"),
        ("item", "hs") => "under which HS code does the item fall?".to_owned(),
        ("item", "origin") => "where was the item made?".to_owned(),
        ("item", "content") => {
            "what does the item contain, from where, and at what value?".to_owned()
        }
        ("item", "made_with") => {
            "with which technology, software or plant was the item made?".to_owned()
        }
        ("item", _) if tail.starts_with("codes.") => {
            format!("which {} code covers the item, or is it classified as `none`?", &tail[6..])
        }
        ("item", _) if tail.starts_with("parameters.") => {
            format!("what is the item's {}?", tail[11..].replace('_', " "))
        }
        ("item", "quantity" | "value" | "kind") => format!("what is the item's {tail}?"),
        ("item", _) => format!("is the item {spaced}?"),
        (_, "listed") => format!("is the {head} on a published list, and in which round?"),
        (_, "owners") => format!("who owns the {head}, and with what share?"),
        (_, "country" | "headquarters") => format!("what is the {head}'s {tail}?"),
        (_, "ultimate_parent" | "nationality" | "employer") => {
            format!("what is the {head}'s {spaced}?")
        }
        (_, "") => format!("what is `{fact}`?"),
        _ if matches!(subject, Subject::Party(_)) => format!("is the {head} {spaced}?"),
        _ => format!("what is `{fact}`?"),
    }
}
