//! Judgements in one canonical form: what the record keeps of a decision, and compares.

use navicert_engine::decision::standing_word;
use navicert_rules::eval::judge::{Finding, Judgement, LawJudgement};
use navicert_rules::law::{ClauseIx, LawBook};
use std::fmt::Write;

/// The judgement as one line of JSON, keys always in the same order. Equal judgements under equal
/// law have equal bytes.
#[must_use]
pub fn body(book: &LawBook, judgement: &Judgement) -> String {
    let mut out = String::with_capacity(512);
    let _ = write!(out, "{{\"verdict\":\"{}\",\"laws\":", judgement.verdict);
    list(&mut out, judgement.laws.iter().filter(|one| matters(one)), |out, one| {
        law(out, book, one);
    });
    out.push_str(",\"questions\":");
    list(&mut out, &judgement.questions, |out, one| quoted(out, &one.fact));
    out.push_str(",\"conflicts\":");
    list(&mut out, &judgement.conflicts, |out, one| {
        let id = book.conflicts.get(one.conflict).map(|conflict| conflict.id.as_str());
        out.push('[');
        quoted(out, id.unwrap_or_default());
        let _ = write!(out, ",{}]", one.certain);
    });
    out.push_str(",\"open_because\":");
    list(&mut out, &judgement.open_because, |out, one| quoted(out, one));
    out.push('}');
    out
}

/// Whether a law says anything that is worth keeping: that it does not reach the line is nothing.
fn matters(law: &LawJudgement) -> bool {
    !law.findings.is_empty()
        || !law.obligations.is_empty()
        || law.verdict != navicert_model::verdict::Verdict::FREE
}

fn law(out: &mut String, book: &LawBook, law: &LawJudgement) {
    let name = book.laws.get(law.law).map(|law| law.name.as_str()).unwrap_or_default();
    let _ = write!(
        out,
        "{{\"law\":\"{name}\",\"reach\":\"{}\",\"verdict\":\"{}\"",
        law.reach.as_str(),
        law.verdict
    );
    if let Some(policy) = &law.policy {
        out.push_str(",\"policy\":");
        quoted(out, policy);
    }
    if !law.forms.is_empty() {
        out.push_str(",\"forms\":");
        list(out, &law.forms, |out, one| quoted(out, one));
    }
    out.push_str(",\"findings\":");
    list(out, &law.findings, |out, one| finding(out, book, one));
    if !law.obligations.is_empty() {
        out.push_str(",\"obligations\":");
        list(out, &law.obligations, |out, one| {
            out.push('[');
            quoted(out, &one.word);
            out.push(',');
            quoted(out, id(book, one.clause));
            let _ = write!(out, ",\"{}\"]", one.state.as_str());
        });
    }
    out.push('}');
}

fn finding(out: &mut String, book: &LawBook, finding: &Finding) {
    out.push_str("{\"clause\":");
    quoted(out, id(book, finding.clause));
    let _ = write!(out, ",\"state\":\"{}\"", standing_word(finding.standing));
    if let Some(policy) = &finding.policy {
        out.push_str(",\"policy\":");
        quoted(out, policy);
    }
    if !finding.lifted_by.is_empty() {
        out.push_str(",\"lifted_by\":");
        list(out, &finding.lifted_by, |out, one| quoted(out, id(book, *one)));
    }
    out.push('}');
}

fn id(book: &LawBook, clause: ClauseIx) -> &str {
    book.clauses.get(clause.0 as usize).map(|clause| clause.id.as_str()).unwrap_or_default()
}

fn list<T>(
    out: &mut String,
    items: impl IntoIterator<Item = T>,
    mut each: impl FnMut(&mut String, T),
) {
    out.push('[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(out, item);
    }
    out.push(']');
}

/// Adds a text as a JSON string.
pub fn quoted(out: &mut String, text: &str) {
    navicert_engine::render::json::string(out, text);
}
