//! Impact as JSON Lines and CSV: a summary, and a row for each changed line.

use super::Source;
use crate::failure::Failure;
use crate::output::{Output, push_row};
use navicert_model::verdict::Triage;
use navicert_record::facets::Kind;
use navicert_record::impact::{Impact, Move, MoveKey};
use navicert_record::judged::quoted;
use navicert_record::licensed::Touched;
use navicert_record::outcome::{Outcome, Said};
use navicert_record::stock::Touched as Stock;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// Columns of the CSV.
const HEADER: [&str; 10] = [
    "id",
    "difference",
    "before",
    "before_policy",
    "after",
    "after_policy",
    "value",
    "customer",
    "part",
    "clauses",
];

/// The summary as one object, then an object for each changed line.
///
/// # Errors
/// Output that cannot be written.
pub fn write(source: &Source, found: &Impact, summary: bool, why: bool) -> Result<(), Failure> {
    let mut output = Output::open();
    let mut out = String::new();
    total(&mut out, source, found);
    output.put(&out)?;
    if summary {
        return output.finish();
    }
    // What lines of one outcome, and of the same parties, share is written once.
    let outcomes: Vec<String> = found.outcomes.iter().map(|one| outcome(one, why)).collect();
    let mut customers: HashMap<u32, String> = HashMap::new();
    out.clear();
    for (line, outcome) in &found.changed {
        out.push_str("{\"id\":");
        quoted(&mut out, source.id(*line));
        let _ = write!(out, ",\"line\":{}", line + 1);
        out.push_str(&outcomes[*outcome as usize]);
        if let Some(value) = source.book.value(*line) {
            let _ = write!(out, ",\"value\":\"{value}\"");
        }
        let parties = source.book.facets[Kind::Parties as usize][*line];
        let customer = customers.entry(parties);
        out.push_str(customer.or_insert_with(|| field("customer", source.book.customer_of(*line))));
        out.push_str(&field("part", source.book.part_of(*line)));
        out.push_str("}\n");
        if out.len() > 1 << 16 {
            output.put(&out)?;
            out.clear();
        }
    }
    output.put(&out)?;
    output.finish()
}

/// What lines of an outcome share.
fn outcome(one: &Outcome, why: bool) -> String {
    let mut out = format!(",\"difference\":\"{}\",\"before\":", one.difference().as_str());
    said(&mut out, &one.before, why);
    out.push_str(",\"after\":");
    said(&mut out, &one.after, why);
    out
}

/// A field with its comma; nothing if the text is empty.
fn field(name: &str, text: &str) -> String {
    let mut out = String::new();
    if !text.is_empty() {
        let _ = write!(out, ",\"{name}\":");
        quoted(&mut out, text);
    }
    out
}

fn total(out: &mut String, source: &Source, found: &Impact) {
    out.push_str("{\"summary\":{\"orders\":");
    quoted(out, &source.place);
    let _ = write!(
        out,
        ",\"lines\":{},\"closed\":{},\"unreadable\":{},\"looked_at\":{},\"changed\":{},\"clauses\":[",
        found.lines,
        found.closed,
        source.bad,
        found.candidates,
        found.changed.len()
    );
    for (index, clause) in found.clauses.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        quoted(out, clause);
    }
    out.push_str("],\"undecided\":[");
    for (index, line) in found.undecided.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        quoted(out, source.id(*line));
    }
    out.push_str("],\"third_country\":");
    let third = found.third_country.iter().map(|((origin, from, to), (lines, sum))| {
        let value: BTreeMap<_, _> = sum.iter().map(|(unit, sum)| (unit, sum.to_string())).collect();
        json!({
            "origin": origin.as_str(), "from": from.as_str(), "to": to, "lines": lines,
            "value": value,
        })
    });
    out.push_str(&third.collect::<Value>().to_string());
    out.push_str(",\"licences\":");
    out.push_str(
        &source.licences.iter().map(|one| licence(source, one)).collect::<Value>().to_string(),
    );
    out.push_str(",\"stock\":");
    out.push_str(&source.stock.iter().map(stock).collect::<Value>().to_string());
    out.push_str(",\"triage\":{");
    for (index, one) in Triage::ALL.into_iter().enumerate() {
        let (before, after) = found.triage(one);
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(out, "{comma}\"{one}\":{{\"before\":{before},\"after\":{after}}}");
    }
    out.push_str("},\"moves\":[");
    for (index, (key, sum)) in found.moves.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        one_move(out, key, sum);
    }
    out.push_str("]}}\n");
}

fn stock(one: &Stock) -> Value {
    json!({
        "part": one.part, "site": one.site, "quantity": one.quantity, "lines": one.lines,
        "known_by": one.known_by.as_str(), "before": one.verdicts[0].to_string(),
        "after": one.verdicts[1].to_string(), "clauses": one.clauses,
    })
}

fn licence(source: &Source, one: &Touched) -> Value {
    let lines: Vec<&str> = one.lines.iter().map(|line| source.id(*line)).collect();
    let allowed = one.allowed.iter().map(|one| {
        json!({
            "code": one.code, "to": one.to, "before": one.before.to_string(),
            "before_policy": one.policies[0], "after": one.after.to_string(),
            "after_policy": one.policies[1], "clauses": one.clauses,
        })
    });
    let after = Triage::ALL.map(|triage| (triage.as_str(), one.after[triage as usize]));
    json!({
        "id": one.id, "law": one.law, "until": one.until.to_string(), "left": one.left,
        "lines": lines, "after": BTreeMap::from(after), "allowed": allowed.collect::<Value>(),
        "partly_looked_at": one.partly,
    })
}

fn one_move(out: &mut String, key: &MoveKey, sum: &Move) {
    let (difference, before, before_policy, after, after_policy) = key;
    let _ = write!(out, "{{\"difference\":\"{}\",\"before\":\"{before}\"", difference.as_str());
    policies(out, "before_policy", before_policy);
    let _ = write!(out, ",\"after\":\"{after}\"");
    policies(out, "after_policy", after_policy);
    let _ = write!(out, ",\"lines\":{},\"value\":{{", sum.lines);
    for (index, (currency, value)) in sum.value.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(out, "{comma}\"{currency}\":\"{value}\"");
    }
    let _ = write!(
        out,
        "}},\"without_value\":{},\"customers\":{},\"parts\":{}}}",
        sum.without_value,
        sum.customers.len(),
        sum.parts.len()
    );
}

fn policies(out: &mut String, name: &str, policies: &[(String, String)]) {
    if policies.is_empty() {
        return;
    }
    let _ = write!(out, ",\"{name}\":{{");
    for (index, (law, policy)) in policies.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        quoted(out, law);
        out.push(':');
        quoted(out, policy);
    }
    out.push('}');
}

fn said(out: &mut String, said: &Said, why: bool) {
    let _ = write!(out, "{{\"verdict\":\"{}\"", said.verdict);
    policies(out, "policy", &said.policies);
    if why {
        out.push_str(",\"grounds\":");
        out.push_str(&said.grounds);
    }
    out.push('}');
}

/// A policy for a cell: `cn case-by-case`.
pub fn policy_text(policies: &[(String, String)]) -> String {
    let each: Vec<String> = policies.iter().map(|(law, word)| format!("{law} {word}")).collect();
    each.join("; ")
}

/// A row for each changed line.
///
/// # Errors
/// Output that cannot be written.
pub fn csv(source: &Source, found: &Impact) -> Result<(), Failure> {
    let mut output = Output::open();
    let mut out = String::new();
    push_row(&mut out, HEADER);
    for (line, outcome) in &found.changed {
        let outcome = &found.outcomes[*outcome as usize];
        let value = source.book.value(*line).map(|value| value.to_string()).unwrap_or_default();
        let clauses = found.clauses.iter().filter(|id| outcome.names(id));
        let clauses: Vec<&str> = clauses.map(String::as_str).collect();
        push_row(
            &mut out,
            [
                source.id(*line),
                outcome.difference().as_str(),
                &outcome.before.verdict.to_string(),
                &policy_text(&outcome.before.policies),
                &outcome.after.verdict.to_string(),
                &policy_text(&outcome.after.policies),
                &value,
                source.book.customer_of(*line),
                source.book.part_of(*line),
                &clauses.join(";"),
            ],
        );
        if out.len() > 1 << 16 {
            output.put(&out)?;
            out.clear();
        }
    }
    output.put(&out)?;
    output.finish()
}
