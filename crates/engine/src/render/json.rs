//! Decisions as JSON Lines: one compact object a decision, fields in a fixed order.

use super::duty_text;
use crate::decision::{Decision, Options, standing_word};
use crate::screen::{NameIndex, PartyHit};
use navicert_model::day::Day;
use navicert_model::read::FieldError;
use navicert_model::transfer::Transfer;
use navicert_model::tri::Tri;
use navicert_model::verdict::Verdict;
use navicert_rules::eval::judge::{Conflicting, Finding, Judgement, Obligation, Standing};
use navicert_rules::eval::questions::{Answers, Question};
use navicert_rules::eval::reasons::Reason;
use navicert_rules::eval::state::State;
use navicert_rules::law::{ClauseIx, ClauseKind, LawBook};
use std::fmt::Write;

/// What every decision of a run shares, written once.
#[derive(Clone, Debug)]
pub struct Shared {
    known_at: String,
    tail: String,
    clauses: Vec<ClauseText>,
}

/// The parts of a finding that depend on the clause alone.
#[derive(Clone, Debug)]
struct ClauseText {
    head: String,
    cite: String,
}

impl Shared {
    /// The shared parts for a run.
    pub fn new(engine: &crate::Engine, options: &Options) -> Self {
        let book = &engine.prepared.book;
        let mut tail = String::from(r#","coverage":"#);
        coverage(book, &mut tail);
        tail.push_str(",\"law_digest\":");
        string(&mut tail, &engine.law_digest);
        tail.push_str(",\"list_digest\":");
        string(&mut tail, &engine.list_digest);
        tail.push_str(",\"engine\":");
        string(&mut tail, crate::VERSION);
        tail.push('}');
        let clauses = (0..book.clauses.len()).map(|index| clause_text(book, index)).collect();
        let mut known_at = String::from(",\"known_at\":");
        string(&mut known_at, &options.known_at);
        Shared { known_at, tail, clauses }
    }
}

fn clause_text(book: &LawBook, index: usize) -> ClauseText {
    let clause = &book.clauses[index];
    let act = &book.acts[clause.act.0 as usize];
    let mut head = String::from("{\"clause\":");
    string(&mut head, &clause.id);
    head.push_str(",\"title\":");
    string(&mut head, &clause.title);
    head.push_str(",\"effect\":");
    string(&mut head, effect_word(&clause.kind));
    let mut cite = String::new();
    write_cite(&mut cite, [&act.title, &clause.cite, &clause.source, &clause.basis]);
    if !clause.notes.is_empty() {
        cite.push_str(",\"notes\":");
        strings(&mut cite, clause.notes.iter().map(String::as_str));
    }
    ClauseText { head, cite }
}

fn effect_word(kind: &ClauseKind) -> &'static str {
    use navicert_model::verdict::Effect;
    match kind {
        ClauseKind::Effect(Effect::Free) => "duties",
        ClauseKind::Effect(effect) => effect.as_str(),
        ClauseKind::Exception { .. } => "exception",
    }
}

/// What was modelled, flagged and not looked at, for every law of the vocabulary: a law that is
/// not loaded was not looked at.
pub fn coverage(book: &LawBook, out: &mut String) {
    out.push('[');
    for (index, law) in book.laws.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str("{\"law\":");
        string(out, &law.name);
        out.push_str(",\"complete_to\":");
        match law.complete_to {
            Some(day) => string(out, &day.to_string()),
            None => out.push_str("null"),
        }
        let modelled = book.clauses.iter().filter(|clause| clause.law == index).count();
        out.push_str(&format!(",\"modelled\":{modelled},\"flagged\":"));
        strings(out, law.flagged.iter().map(String::as_str));
        out.push_str(",\"not_modelled\":");
        strings(out, law.not_modelled.iter().map(String::as_str));
        out.push('}');
    }
    for law in navicert_model::vocabulary::Law::ALL {
        if book.laws.iter().any(|loaded| loaded.name == law.as_str()) {
            continue;
        }
        if !out.ends_with('[') {
            out.push(',');
        }
        out.push_str("{\"law\":");
        string(out, law.as_str());
        out.push_str(
            ",\"complete_to\":null,\"modelled\":0,\"flagged\":[],\"not_modelled\":[\"the whole law\"]}",
        );
    }
    out.push(']');
}

/// Writes a JSON string.
pub fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        if escape.is_empty() {
            out.push_str(&format!("\\u{byte:04x}"));
        } else {
            out.push_str(escape);
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out.push('"');
}

fn strings<'t>(out: &mut String, texts: impl IntoIterator<Item = &'t str>) {
    out.push('[');
    for (index, text) in texts.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        string(out, text);
    }
    out.push(']');
}

fn verdict(out: &mut String, verdict: Verdict) {
    out.push_str("{\"at_least\":\"");
    out.push_str(verdict.at_least().as_str());
    out.push_str("\",\"at_most\":\"");
    out.push_str(verdict.at_most().as_str());
    out.push_str("\"}");
}

/// Writes a decision and a line end.
pub fn write(out: &mut String, decision: &Decision<'_>, shared: &Shared) {
    head(out, decision.transfer, decision.on, shared);
    hits(out, &decision.hits, decision.names);
    Body::new(&decision.judgement, decision.state, decision.on, shared).fill(out, |hole, out| {
        match hole {
            Hole::Reasons { law, finding } => write_reason(out, &decision.reasons[law][finding]),
            Hole::Duty { law, duty } => {
                let duty = &decision.judgement.laws[law].obligations[duty];
                write_duty_text(out, decision.state.book(), decision.transfer, duty);
            }
        }
    });
    tail(out, shared);
}

/// What transfers that are judged alike have in common, with holes for what is their own.
#[derive(Debug)]
pub(crate) struct Body {
    text: String,
    /// The holes, and where in the text they are.
    holes: Vec<(usize, Hole)>,
}

/// What a transfer of a body may have for itself, by position in the judgement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hole {
    /// The reasons of a finding.
    Reasons { law: usize, finding: usize },
    /// The wording of a duty.
    Duty { law: usize, duty: usize },
}

impl Body {
    /// The body of a judgement.
    pub fn new(judgement: &Judgement, state: &State<'_>, on: Day, shared: &Shared) -> Self {
        let mut body = Body { text: String::new(), holes: Vec::new() };
        body.write(judgement, (state, on), shared);
        body
    }

    /// Bytes of its text.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it has no holes.
    pub fn is_whole(&self) -> bool {
        self.holes.is_empty()
    }

    fn hole(&mut self, hole: Hole) {
        self.holes.push((self.text.len(), hole));
    }

    /// Writes the body, each hole by `write`.
    pub fn fill(&self, out: &mut String, mut write: impl FnMut(Hole, &mut String)) {
        let mut from = 0;
        for &(at, hole) in &self.holes {
            out.push_str(&self.text[from..at]);
            write(hole, out);
            from = at;
        }
        out.push_str(&self.text[from..]);
    }
}

/// Writes the joint verdict, up to the first law.
pub(crate) fn verdict_of_all(out: &mut String, joint: Verdict) {
    out.push_str(",\"triage\":");
    string(out, joint.triage().as_str());
    out.push_str(",\"verdict\":");
    verdict(out, joint);
    out.push_str(",\"laws\":[");
}

/// Writes what a law comes to.
pub(crate) fn law_head(out: &mut String, name: &str, reach: Tri, span: Verdict) {
    out.push_str("{\"law\":");
    string(out, name);
    out.push_str(",\"reach\":");
    string(out, reach.as_str());
    out.push_str(",\"verdict\":");
    verdict(out, span);
}

/// Writes the terms of a law's licences, up to its first finding.
pub(crate) fn law_terms(out: &mut String, policy: Option<&str>, forms: &[String]) {
    if let Some(policy) = policy {
        out.push_str(",\"policy\":");
        string(out, policy);
    }
    if !forms.is_empty() {
        out.push_str(",\"forms\":");
        strings(out, forms.iter().map(String::as_str));
    }
    out.push_str(",\"findings\":[");
}

/// Writes what is left open, after the last law.
pub(crate) fn write_left(
    out: &mut String,
    (questions, open_because, conflicts): (&[Question], &[&'static str], &[Conflicting]),
    book: &LawBook,
) {
    out.push_str("],\"questions\":[");
    for (index, question) in questions.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_question(out, question, book);
    }
    out.push_str("],\"open_because\":");
    strings(out, open_because.iter().copied());
    out.push_str(",\"conflicts\":[");
    for (index, one) in conflicts.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_conflict(out, one, book);
    }
    out.push(']');
}

/// What ends a body in which nothing is open and no laws pull apart, after the last law.
pub(crate) const NOTHING_OPEN: &str = r#"],"questions":[],"open_because":[],"conflicts":[]"#;

/// Writes what is the transfer's own.
pub(crate) fn head(out: &mut String, transfer: &Transfer, on: Day, shared: &Shared) {
    out.push_str("{\"id\":");
    match &transfer.id {
        Some(id) => string(out, id),
        None => out.push_str("null"),
    }
    let _ = write!(out, ",\"on\":\"{on}\"");
    out.push_str(&shared.known_at);
}

impl Body {
    /// A finding, with a hole for its reasons.
    pub fn of_finding(finding: &Finding, at: (&State<'_>, Day), shared: &Shared) -> Self {
        let mut body = Body { text: String::new(), holes: Vec::new() };
        body.write_finding(finding, Hole::Reasons { law: 0, finding: 0 }, at, shared);
        body
    }

    /// A duty, with a hole for its wording if it has one.
    pub fn of_duty(duty: &Obligation, book: &LawBook) -> Self {
        let mut body = Body { text: String::new(), holes: Vec::new() };
        body.write_obligation(duty, Hole::Duty { law: 0, duty: 0 }, book);
        body
    }

    fn write(&mut self, judgement: &Judgement, at: (&State<'_>, Day), shared: &Shared) {
        let book = at.0.book();
        let out = &mut self.text;
        verdict_of_all(out, judgement.verdict);
        for index in 0..judgement.laws.len() {
            if index > 0 {
                self.text.push(',');
            }
            self.write_law(judgement, index, at, shared);
        }
        let Judgement { questions, open_because, conflicts, .. } = judgement;
        write_left(&mut self.text, (questions, open_because, conflicts), book);
    }

    fn write_law(
        &mut self,
        judgement: &Judgement,
        index: usize,
        at: (&State<'_>, Day),
        shared: &Shared,
    ) {
        let law = &judgement.laws[index];
        let book = at.0.book();
        let out = &mut self.text;
        law_head(out, &book.laws[law.law].name, law.reach, law.verdict);
        law_terms(out, law.policy.as_deref(), &law.forms);
        for (number, finding) in law.findings.iter().enumerate() {
            if number > 0 {
                self.text.push(',');
            }
            self.write_finding(finding, Hole::Reasons { law: index, finding: number }, at, shared);
        }
        self.text.push_str("],\"obligations\":[");
        for (number, duty) in law.obligations.iter().enumerate() {
            if number > 0 {
                self.text.push(',');
            }
            self.write_obligation(duty, Hole::Duty { law: index, duty: number }, book);
        }
        self.text.push_str("]}");
    }

    fn write_finding(
        &mut self,
        finding: &Finding,
        hole: Hole,
        (state, on): (&State<'_>, Day),
        shared: &Shared,
    ) {
        let book = state.book();
        let text = &shared.clauses[finding.clause.0 as usize];
        let out = &mut self.text;
        out.push_str(&text.head);
        out.push_str(",\"state\":");
        string(out, standing_word(finding.standing));
        if let Standing::NoEffect(why) = finding.standing {
            out.push_str(",\"why\":");
            string(out, why);
        }
        if !finding.open_because.is_empty() {
            out.push_str(",\"open_because\":");
            strings(out, finding.open_because.iter().copied());
        }
        if let Some(policy) = &finding.policy {
            out.push_str(",\"policy\":");
            string(out, policy);
        }
        out.push_str(",\"reasons\":");
        self.hole(hole);
        let out = &mut self.text;
        out.push_str(&text.cite);
        for (name, clauses) in
            [("available", &finding.available), ("lifted_by", &finding.lifted_by)]
        {
            if !clauses.is_empty() {
                out.push_str(",\"");
                out.push_str(name);
                out.push_str("\":");
                let id = |ix: &ClauseIx| book.clauses[ix.0 as usize].id.as_str();
                strings(out, clauses.iter().map(id));
            }
        }
        write_guidance(out, state, on, finding.clause);
        if !finding.readings.is_empty() {
            write_readings(out, book, finding);
        }
        out.push('}');
    }

    fn write_obligation(&mut self, duty: &Obligation, hole: Hole, book: &LawBook) {
        let clause = &book.clauses[duty.clause.0 as usize];
        let out = &mut self.text;
        out.push_str("{\"obligation\":");
        string(out, &duty.word);
        out.push_str(",\"clause\":");
        string(out, &clause.id);
        out.push_str(",\"state\":");
        string(out, if duty.state == Tri::Yes { "applies" } else { "unknown" });
        if clause.texts.iter().any(|text| text.duty == duty.word) {
            self.hole(hole);
        }
        self.text.push('}');
    }
}

fn write_conflict(out: &mut String, one: &Conflicting, book: &LawBook) {
    let conflict = &book.conflicts[one.conflict];
    out.push_str("{\"conflict\":");
    string(out, &conflict.id);
    out.push_str(",\"title\":");
    string(out, &conflict.title);
    out.push_str(",\"state\":");
    string(out, if one.certain { "applies" } else { "unknown" });
    out.push_str(",\"obeying\":");
    strings(out, one.clauses.iter().map(|ix| book.clauses[ix.0 as usize].id.as_str()));
    let act = &book.acts[conflict.act.0 as usize];
    write_cite(out, [&act.title, &conflict.cite, &conflict.source, &conflict.basis]);
    out.push_str(",\"notes\":");
    strings(out, conflict.notes.iter().map(String::as_str));
    out.push('}');
}

fn write_cite(out: &mut String, [act, pinpoint, source, basis]: [&str; 4]) {
    out.push_str(",\"cite\":{\"act\":");
    string(out, act);
    out.push_str(",\"pinpoint\":");
    string(out, pinpoint);
    out.push_str(",\"source\":");
    string(out, source);
    out.push_str(",\"basis\":");
    string(out, basis);
    out.push('}');
}

/// Writes the hits of parties that were screened, if there are any.
pub(crate) fn hits(out: &mut String, hits: &[PartyHit], names: &NameIndex) {
    if hits.is_empty() {
        return;
    }
    out.push_str(",\"hits\":[");
    for (index, PartyHit { role, name, hit }) in hits.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let entry = names.entry(hit.found.position);
        out.push_str("{\"role\":");
        match role {
            Some(role) => string(out, role.as_str()),
            None => out.push_str("null"),
        }
        let texts = [
            ("party", &**name),
            ("list", &*entry.list),
            ("entry", &*entry.id),
            ("name", &*hit.found.name),
            ("judgement", hit.found.judgement.as_str()),
            ("state", hit.state.as_str()),
        ];
        for (field, text) in texts {
            out.push_str(",\"");
            out.push_str(field);
            out.push_str("\":");
            string(out, text);
        }
        out.push_str(&format!(",\"score\":{}", hit.found.score));
        if let Some(why) = hit.reopened {
            out.push_str(",\"reopened\":");
            string(out, why);
        }
        out.push('}');
    }
    out.push(']');
}

/// Writes what every decision of a run has in common, and a line end.
pub(crate) fn tail(out: &mut String, shared: &Shared) {
    out.push_str(&shared.tail);
    out.push('\n');
}

fn write_guidance(out: &mut String, state: &State<'_>, on: Day, clause: ClauseIx) {
    let as_of = &state.as_of;
    let mut said = state
        .book()
        .guidance
        .iter()
        .filter(|guidance| {
            guidance.known <= as_of.known_at
                && guidance.day <= on
                && guidance.about.contains(&clause)
        })
        .peekable();
    if said.peek().is_none() {
        return;
    }
    out.push_str(",\"guidance\":");
    let mut before = '[';
    for guidance in said {
        out.push(before);
        before = ',';
        out.push_str("{\"day\":");
        string(out, &guidance.day.to_string());
        out.push_str(",\"title\":");
        string(out, &guidance.title);
        out.push_str(",\"basis\":");
        string(out, &guidance.basis);
        out.push_str(",\"source\":");
        string(out, &guidance.source);
        out.push_str(",\"notes\":");
        strings(out, guidance.notes.iter().map(String::as_str));
        out.push('}');
    }
    out.push(']');
}

fn write_readings(out: &mut String, book: &LawBook, finding: &Finding) {
    let clause = &book.clauses[finding.clause.0 as usize];
    out.push_str(",\"readings\":[");
    for (index, (number, standing, then)) in finding.readings.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let reading = &clause.readings[*number];
        out.push_str("{\"name\":");
        string(out, &reading.name);
        out.push_str(",\"whose\":");
        string(out, &reading.whose);
        out.push_str(",\"state\":");
        string(out, standing.map_or("does-not-apply", standing_word));
        out.push_str(",\"verdict\":");
        verdict(out, *then);
        out.push_str(",\"notes\":");
        strings(out, reading.notes.iter().map(String::as_str));
        out.push('}');
    }
    out.push(']');
}

/// Writes the wording that a duty demands.
pub(crate) fn write_duty_text(
    out: &mut String,
    book: &LawBook,
    transfer: &Transfer,
    duty: &Obligation,
) {
    if let Some((text, zh)) = duty_text(book, transfer, duty) {
        out.push_str(",\"text\":");
        string(out, &text);
        if let Some(zh) = zh {
            out.push_str(",\"text_zh\":");
            string(out, &zh);
        }
    }
}

/// Writes a tree of reasons.
pub(crate) fn write_reason(out: &mut String, reason: &Reason<'_>) {
    let mut list = |name: &str, parts: &[Reason<'_>]| {
        out.push_str("{\"");
        out.push_str(name);
        out.push_str("\":[");
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            write_reason(out, part);
        }
        out.push(']');
    };
    match reason {
        Reason::All(_, parts) => list("all", parts),
        Reason::Any(_, parts) => list("any", parts),
        Reason::Not(_, part) => {
            out.push_str("{\"not\":");
            write_reason(out, part);
        }
        Reason::About(_, whom, part) => {
            out.push_str("{\"about\":");
            string(out, &whom.role());
            out.push_str(",\"that\":");
            write_reason(out, part);
        }
        Reason::Holds(_, name, part) => {
            out.push_str("{\"holds\":");
            string(out, name);
            out.push_str(",\"that\":");
            write_reason(out, part);
        }
        Reason::Line { test, fact, .. } => {
            out.push_str("{\"test\":");
            string(out, test);
            out.push_str(",\"fact\":");
            string(out, fact);
        }
    }
    out.push_str(",\"state\":");
    string(out, reason.state().as_str());
    out.push('}');
}

fn write_question(out: &mut String, question: &Question, book: &LawBook) {
    out.push_str("{\"fact\":");
    string(out, &question.fact);
    out.push_str(",\"ask\":");
    string(out, &question.ask);
    out.push_str(",\"whom\":");
    string(out, &question.whom);
    match &question.answers {
        Answers::YesNo { yes, no } => {
            out.push_str(",\"if_yes\":");
            string(out, &yes.to_string());
            out.push_str(",\"if_no\":");
            string(out, &no.to_string());
        }
        Answers::Values(values) => {
            out.push_str(",\"if\":{");
            for (index, (label, verdict)) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                string(out, label);
                out.push(':');
                string(out, &verdict.to_string());
            }
            out.push('}');
        }
    }
    out.push_str(",\"laws\":");
    strings(out, question.laws.iter().map(|&law| book.laws[law].name.as_str()));
    out.push('}');
}

/// Writes what is wrong with a line, in the place of its decision, and a line end.
pub fn write_errors(out: &mut String, id: Option<&str>, line: usize, errors: &[FieldError]) {
    out.push_str("{\"id\":");
    match id {
        Some(id) => string(out, id),
        None => out.push_str("null"),
    }
    out.push_str(&format!(",\"line\":{line},\"errors\":["));
    for (index, error) in errors.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str("{\"field\":");
        string(out, &error.field);
        out.push_str(",\"message\":");
        string(out, &error.message);
        out.push_str(",\"help\":");
        string(out, &error.help);
        out.push('}');
    }
    out.push_str("]}\n");
}
