//! A comparison as one JSON object.

use super::cell::{Cell, Deciding, LawCell, Unless};
use super::gaps::Gap;
use super::{ASSUMED, Coded, Compared, Comparison, Held};
use crate::lawdiff::Listed;
use crate::render::json::coverage;
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::verdict::Verdict;
use serde_json::{Map, Value, json};

pub(super) fn write(comparison: &Comparison<'_>) -> String {
    let asked = &comparison.asked;
    let mut covered = String::new();
    coverage(&comparison.engine.prepared.book, &mut covered);
    let probes: Vec<Value> = comparison
        .tables
        .probes
        .iter()
        .filter(|probe| asked.probes.contains(&probe.name))
        .map(|probe| {
            json!({ "probe": probe.name, "if": probe.title, "about": probe.about.as_str() })
        })
        .collect();
    let set: Map<String, Value> =
        asked.set.iter().map(|(column, value)| (column.clone(), json!(value))).collect();
    let object = json!({
        "title": asked.title,
        "area": asked.area,
        "on": comparison.on.to_string(),
        "known_at": comparison.known_at,
        "assumed": ASSUMED,
        "set": set,
        "from": names(&asked.from),
        "to": names(&asked.to),
        "probes": probes,
        "things": comparison.things.iter().map(thing).collect::<Vec<_>>(),
        "summary": comparison.summary.iter().map(gap).collect::<Vec<_>>(),
        "coverage": serde_json::from_str::<Value>(&covered).unwrap_or(Value::Null),
        "law_digest": comparison.engine.law_digest,
        "list_digest": comparison.engine.list_digest,
        "engine": crate::VERSION,
    });
    format!("{object}\n")
}

fn names(countries: &[Country]) -> Vec<&'static str> {
    countries.iter().map(|country| country.as_str()).collect()
}

fn thing(thing: &Compared) -> Value {
    let subject = &thing.subject;
    let codes: Vec<Value> =
        subject.codes.iter().zip(&thing.held).map(|(coded, held)| code(coded, held)).collect();
    json!({
        "name": subject.name,
        "title": subject.title,
        "family": subject.family,
        "kind": subject.kind,
        "codes": codes,
        "cells": thing.cells.iter().map(cell).collect::<Vec<_>>(),
        "service": thing.service.iter().map(cell).collect::<Vec<_>>(),
        "gaps": thing.gaps.iter().map(gap).collect::<Vec<_>>(),
        "notes": subject.notes,
    })
}

fn code(coded: &Coded, held: &Held) -> Value {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let listed = match held.listed {
        Listed::Yes => "yes",
        Listed::Unknown => "unknown",
        Listed::No => "no",
    };
    let limits: Vec<Value> = held
        .bounds
        .iter()
        .map(|bound| {
            json!({
                "parameter": bound.parameter,
                "op": bound.op.as_str(),
                "amount": bound.amount.to_string(),
            })
        })
        .collect();
    json!({
        "scheme": coded.scheme,
        "code": coded.code,
        "relation": coded.relation.as_ref().map(|(relation, _)| relation.as_str()),
        "basis": coded.relation.as_ref().map(|(_, basis)| basis),
        "note": coded.note,
        "known": held.known.as_str(),
        "entry": held.entry,
        "title": held.title,
        "listed": listed,
        "since": day(held.since),
        "worded": day(held.worded),
        "limits": limits,
    })
}

fn verdict(verdict: Verdict) -> Value {
    json!({ "at_least": verdict.at_least().as_str(), "at_most": verdict.at_most().as_str() })
}

fn cell(cell: &Cell) -> Value {
    json!({
        "from": cell.route.from.as_str(),
        "to": cell.route.to.as_str(),
        "activity": cell.mode.as_str(),
        "verdict": verdict(cell.verdict),
        "word": cell.word().as_str(),
        "behind": cell.behind(),
        "laws": cell.laws.iter().map(law).collect::<Vec<_>>(),
        "unless": cell.unless.iter().map(unless).collect::<Vec<_>>(),
    })
}

fn law(law: &LawCell) -> Value {
    let exceptions: Vec<Value> = law
        .exceptions
        .iter()
        .map(|one| json!({ "clause": one.clause, "title": one.title, "claim": one.claim }))
        .collect();
    let questions: Vec<Value> =
        law.questions.iter().map(|one| json!({ "fact": one.fact, "ask": one.ask })).collect();
    json!({
        "law": law.law,
        "reach": law.reach.as_str(),
        "verdict": verdict(law.verdict),
        "policy": law.policy,
        "forms": law.forms,
        "clauses": law.clauses.iter().map(clause).collect::<Vec<_>>(),
        "exceptions": exceptions,
        "questions": questions,
    })
}

fn clause(one: &Deciding) -> Value {
    json!({
        "clause": one.clause,
        "title": one.title,
        "effect": one.effect.as_str(),
        "state": if one.certain { "applies" } else { "unknown" },
        "by_code": one.by_code,
        "policy": one.policy,
    })
}

fn unless(one: &Unless) -> Value {
    json!({
        "probe": one.probe,
        "law": one.law,
        "verdict": verdict(one.verdict),
        "by_code": one.is_by_code(),
        "clauses": one.clauses.iter().map(clause).collect::<Vec<_>>(),
    })
}

fn gap(gap: &Gap) -> Value {
    json!({ "kind": gap.kind.as_str(), "text": gap.text, "clauses": gap.clauses })
}
