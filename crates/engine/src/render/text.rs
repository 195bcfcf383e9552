//! A decision as a person reads it.

use super::duty_text;
use crate::decision::Decision;
use crate::screen::PartyHit;
use navicert_model::tri::Tri;
use navicert_model::verdict::Effect;
use navicert_rules::eval::judge::{Conflicting, Finding, LawJudgement, Standing};
use navicert_rules::eval::questions::{Answers, Question};
use navicert_rules::eval::reasons::Reason;
use navicert_rules::law::{ClauseKind, LawBook};
use std::fmt::Write;

/// How much is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detail {
    /// Show the reasons of each finding.
    pub why: bool,
}

/// Writes a decision.
pub fn write(out: &mut String, decision: &Decision<'_>, detail: Detail) {
    let transfer = decision.transfer;
    let id = transfer.id.as_deref().unwrap_or("(no id)");
    let triage = decision.triage().as_str().to_uppercase();
    let _ = writeln!(out, "{triage:<8} {id}   {}   on {}", decision.verdict(), decision.on);
    let route = (place(&transfer.from), place(&transfer.to));
    let what = transfer.item.description.as_deref().or(transfer.item.part.as_deref());
    let _ = writeln!(
        out,
        "         {}, {} → {}",
        what.unwrap_or("item not described"),
        route.0,
        route.1
    );
    write_hits(out, decision);
    for (index, law) in decision.judgement.laws.iter().enumerate() {
        write_law(out, decision, law, &decision.reasons[index], detail);
    }
    for one in &decision.judgement.conflicts {
        write_conflict(out, one, decision.state.book());
    }
    if !decision.judgement.questions.is_empty() {
        let _ = writeln!(out, "  to settle it, ask:");
        for question in &decision.judgement.questions {
            write_question(out, question);
        }
    }
    for word in &decision.judgement.open_because {
        let _ = writeln!(out, "  open whatever is answered: {}", explain_word(word));
    }
}

fn write_hits(out: &mut String, decision: &Decision<'_>) {
    for PartyHit { role, name, hit } in &decision.hits {
        let entry = decision.names.entry(hit.found.position);
        let role = role.map_or("owner or parent", |role| role.as_str());
        let state = hit.state.as_str();
        let (judged, score) = (hit.found.judgement, hit.found.score);
        let _ =
            writeln!(out, "  hit {state}: {role} {name} ~ {} ({judged}, {score})", hit.found.name);
        let again = hit.reopened.map_or_else(String::new, |why| format!("; opened again: {why}"));
        let _ = writeln!(out, "    {} {}{again}", entry.list, entry.id);
    }
}

fn write_conflict(out: &mut String, one: &Conflicting, book: &LawBook) {
    let conflict = &book.conflicts[one.conflict];
    let obeying: Vec<&str> =
        one.clauses.iter().map(|ix| book.clauses[ix.0 as usize].id.as_str()).collect();
    let word = if one.certain { "laws pull apart" } else { "laws may pull apart" };
    let _ = writeln!(out, "  {word}: {}", conflict.title);
    let _ = writeln!(out, "    obeying {} may break {}", obeying.join(", "), conflict.id);
    let act = &book.acts[conflict.act.0 as usize].title;
    let (cite, basis, source) = (&conflict.cite, &conflict.basis, &conflict.source);
    let _ = writeln!(out, "    {act}, {cite} [{basis}] {source}");
    for note in &conflict.notes {
        let _ = writeln!(out, "    {note}");
    }
}

fn place(place: &navicert_model::transfer::Place) -> String {
    use navicert_model::transfer::Place;
    match place {
        Place::Unknown => "?".to_owned(),
        Place::One(country) => country.as_str().to_owned(),
        Place::OneOf(set) => {
            set.iter().map(|country| country.as_str()).collect::<Vec<_>>().join(" or ")
        }
    }
}

/// A vocabulary word for an open or missing effect, in plain words.
pub fn explain_word(word: &str) -> &str {
    match word {
        "lapse-unconfirmed" => {
            "a suspension has run out and nothing newer is known (lapse-unconfirmed): check the authority's notices"
        }
        "hit-open" => "a list match that nobody has confirmed or cleared (hit-open)",
        other => other,
    }
}

fn write_law(
    out: &mut String,
    decision: &Decision<'_>,
    law: &LawJudgement,
    reasons: &[Reason<'_>],
    detail: Detail,
) {
    let book = decision.state.book();
    let name = &book.laws[law.law].name;
    if law.reach == Tri::No && law.findings.is_empty() {
        let _ = writeln!(out, "  {name}: does not reach this transfer");
        return;
    }
    let _ = write!(out, "  {name}: {}", law.verdict);
    if let Some(policy) = &law.policy {
        let _ = write!(out, ", {policy}");
    }
    if !law.forms.is_empty() {
        let _ = write!(out, ", forms {}", law.forms.join(" "));
    }
    out.push('\n');
    for (index, finding) in law.findings.iter().enumerate() {
        write_finding(out, decision, finding);
        if detail.why
            && let Some(reason) = reasons.get(index)
        {
            write_reason(out, reason, 3);
        }
    }
    let mut duties: Vec<&str> = Vec::new();
    for duty in law.obligations.iter().filter(|duty| duty.state == Tri::Yes) {
        if !duties.contains(&duty.word.as_str()) {
            duties.push(&duty.word);
        }
    }
    if !duties.is_empty() {
        let _ = writeln!(out, "    duties: {}", duties.join(", "));
    }
    for duty in law.obligations.iter().filter(|duty| duty.state == Tri::Yes) {
        if let Some((text, zh)) = duty_text(decision.state.book(), decision.transfer, duty) {
            let _ = writeln!(
                out,
                "      {}: “{text}”{}",
                duty.word,
                zh.map(|zh| format!("  「{zh}」")).unwrap_or_default()
            );
        }
    }
}

fn write_finding(out: &mut String, decision: &Decision<'_>, finding: &Finding) {
    let book = decision.state.book();
    let clause = &book.clauses[finding.clause.0 as usize];
    let act = &book.acts[clause.act.0 as usize];
    let effect = match &clause.kind {
        ClauseKind::Effect(Effect::Free) => "duties",
        ClauseKind::Effect(effect) => effect.as_str(),
        ClauseKind::Exception { .. } => "exception",
    };
    let state = match finding.standing {
        Standing::Applies => effect.to_owned(),
        Standing::Unknown => format!("{effect}?"),
        Standing::NoEffect(why) => format!("no effect ({why})"),
    };
    let _ = writeln!(out, "    {state:<12} {}  {}", clause.id, clause.title);
    let _ = writeln!(
        out,
        "                 {}, {} [{}] {}",
        act.title, clause.cite, clause.basis, clause.source
    );
    for said in book.guidance.iter().filter(|guidance| {
        guidance.about.contains(&finding.clause)
            && guidance.known <= decision.state.as_of.known_at
            && guidance.day <= decision.on
    }) {
        let _ = writeln!(out, "                 {} {}: {}", said.day, said.basis, said.title);
    }
    for exception in &finding.lifted_by {
        let exception = &book.clauses[exception.0 as usize];
        let _ = writeln!(out, "                 lifted by {}  {}", exception.id, exception.title);
    }
    for exception in &finding.available {
        let exception = &book.clauses[exception.0 as usize];
        let claim = match &exception.kind {
            ClauseKind::Exception { claimed: Some(word), .. } => {
                format!("; state it in `exceptions` as `{word}`")
            }
            _ => String::new(),
        };
        let _ = writeln!(
            out,
            "                 may be lifted by {}  {}{claim}",
            exception.id, exception.title
        );
    }
    for (number, _, then) in &finding.readings {
        let reading = &clause.readings[*number];
        let _ =
            writeln!(out, "                 read “{}” ({}): {then}", reading.name, reading.whose);
    }
}

fn write_reason(out: &mut String, reason: &Reason<'_>, level: usize) {
    let pad = "  ".repeat(level);
    let mark = match reason.state() {
        Tri::Yes => "✓",
        Tri::No => "✗",
        Tri::Unknown => "?",
    };
    let mut block = |title: &str, parts: &[Reason<'_>]| {
        let _ = writeln!(out, "{pad}{mark} {title}");
        parts.iter().for_each(|part| write_reason(out, part, level + 1));
    };
    match reason {
        Reason::All(_, parts) => block("all of", parts),
        Reason::Any(_, parts) => block("any of", parts),
        Reason::Not(_, part) => block("not", std::slice::from_ref(part)),
        Reason::About(_, whom, part) => block(&whom.in_full(), std::slice::from_ref(part)),
        Reason::Holds(_, name, part) => block(name, std::slice::from_ref(part)),
        Reason::Line { test, fact, .. } => {
            let _ = writeln!(out, "{pad}{mark} {test}   [{fact}]");
        }
    }
}

fn write_question(out: &mut String, question: &Question) {
    let _ = writeln!(out, "    · {} (ask the {}; {})", question.ask, question.whom, question.fact);
    match &question.answers {
        Answers::YesNo { yes, no } => {
            let _ = writeln!(out, "        yes → {yes}; no → {no}");
        }
        Answers::Values(values) => {
            let parts: Vec<String> =
                values.iter().map(|(label, verdict)| format!("{label} → {verdict}")).collect();
            let _ = writeln!(out, "        {}", parts.join("; "));
        }
    }
}
