//! Answers as JSON Lines, rows or text.

use super::table::CellError;
use crate::output::{Format, push_row};
use navicert_names::{Aligned, Hit, Judgement, MATCHER, Query, Why};
use serde_json::{Value, json};
use std::fmt::Write;

/// What there is to say of a row.
pub struct Answer<'a> {
    pub id: &'a str,
    pub line: u64,
    pub hits: Result<(&'a Query, Vec<Hit<'a>>), &'a [CellError]>,
    pub version: &'a str,
}

const COLUMNS: [&str; 10] = [
    "id",
    "name",
    "judgement",
    "score",
    "list",
    "entry",
    "listed_name",
    "because",
    "qualifiers",
    "errors",
];

/// What stands before all answers.
pub fn beginning(format: Format) -> String {
    let mut out = String::new();
    if format == Format::Csv {
        push_row(&mut out, COLUMNS);
    }
    out
}

/// Adds an answer.
pub fn answer(out: &mut String, format: Format, answer: &Answer<'_>) {
    match format {
        Format::Json => {
            out.push_str(&json(answer).to_string());
            out.push('\n');
        }
        Format::Csv => rows(out, answer),
        Format::Text => text(out, answer),
    }
}

fn json(answer: &Answer<'_>) -> Value {
    match &answer.hits {
        Err(errors) => {
            let errors: Vec<Value> = errors
                .iter()
                .map(|error| json!({"field": error.field, "message": error.message, "help": error.help}))
                .collect();
            let id = (!answer.id.is_empty()).then_some(answer.id);
            json!({"id": id, "line": answer.line, "errors": errors})
        }
        Ok((query, hits)) => json!({
            "id": answer.id,
            "name": query.name,
            "hits": hits.iter().map(hit).collect::<Vec<_>>(),
            "list_version": answer.version,
            "matcher": MATCHER,
        }),
    }
}

fn hit(hit: &Hit<'_>) -> Value {
    let tokens: Vec<Value> = hit.tokens.iter().map(token).collect();
    let qualifiers: Vec<&str> = hit.qualifiers.iter().map(|q| q.as_str()).collect();
    json!({
        "list": hit.list, "entry": hit.entry, "name": hit.name, "score": hit.score.get(),
        "judgement": hit.judgement.as_str(), "tokens": tokens, "qualifiers": qualifiers,
    })
}

fn token(token: &Aligned) -> Value {
    json!({
        "query": token.query, "listed": token.listed, "why": token.why.as_str(),
        "alike": token.alike, "weight": token.weight,
    })
}

/// The aligned words in a line: `三菱 = Mitsubishi (word); + America`.
fn because(tokens: &[Aligned]) -> String {
    let mut parts = Vec::new();
    for token in tokens {
        parts.push(match token.why {
            Why::Equal if token.query == token.listed => token.query.clone(),
            Why::Left | Why::Against if token.listed.is_empty() => format!("+ {}", token.query),
            Why::Left | Why::Against => format!("- {}", token.listed),
            why => format!("{} = {} ({why})", token.query, token.listed, why = why.as_str()),
        });
    }
    parts.join("; ")
}

fn qualifiers(hit: &Hit<'_>) -> String {
    hit.qualifiers.iter().map(|q| q.as_str()).collect::<Vec<_>>().join("; ")
}

fn rows(out: &mut String, answer: &Answer<'_>) {
    match &answer.hits {
        Err(errors) => {
            let errors: Vec<String> = errors
                .iter()
                .map(|error| format!("{}: {} ({})", error.field, error.message, error.help))
                .collect();
            push_row(out, [answer.id, "", "", "", "", "", "", "", "", &errors.join("; ")]);
        }
        Ok((query, hits)) if hits.is_empty() => {
            push_row(out, [answer.id, &query.name, "none", "", "", "", "", "", "", ""]);
        }
        Ok((query, hits)) => {
            for hit in hits {
                let score = hit.score.to_string();
                push_row(
                    out,
                    [
                        answer.id,
                        &query.name,
                        hit.judgement.as_str(),
                        &score,
                        hit.list,
                        hit.entry,
                        hit.name,
                        &because(&hit.tokens),
                        &qualifiers(hit),
                        "",
                    ],
                );
            }
        }
    }
}

fn text(out: &mut String, answer: &Answer<'_>) {
    match &answer.hits {
        Err(errors) => {
            for error in *errors {
                let _ = writeln!(
                    out,
                    "{}  line {}: {}: {}\n  help: {}",
                    answer.id, answer.line, error.field, error.message, error.help
                );
            }
        }
        Ok((query, hits)) => {
            let id =
                if answer.id == query.name { String::new() } else { format!("{}  ", answer.id) };
            if hits.is_empty() {
                let _ = writeln!(out, "{id}{}\n  no listed name comes near\n", query.name);
                return;
            }
            let _ = writeln!(out, "{id}{}", query.name);
            for hit in hits {
                let judged = match hit.judgement {
                    Judgement::Sibling => "sibling or branch",
                    other => other.as_str(),
                };
                let _ = writeln!(
                    out,
                    "  {judged}  {}  {} {}  {}",
                    hit.score, hit.list, hit.entry, hit.name
                );
                let _ = writeln!(out, "      {}", because(&hit.tokens));
                if !hit.qualifiers.is_empty() {
                    let _ = writeln!(out, "      {}", qualifiers(hit));
                }
            }
            out.push('\n');
        }
    }
}
