//! Answers as JSON Lines, rows or text.

use super::table::CellError;
use crate::output::{Format, push_row};
use navicert_engine::screen::{NameIndex, Standing};
use navicert_model::day::Day;
use navicert_model::transfer::{HitState, Party, Place};
use navicert_names::{Aligned, Hit, Judgement, Kind, MATCHER, Options, Query, Why};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What there is to say of a row.
pub struct Answer<'a> {
    pub id: &'a str,
    pub line: u64,
    pub hits: Result<(&'a Query, Vec<Hit<'a>>), &'a [CellError]>,
    pub options: &'a Options,
    pub lists: &'a Lists<'a>,
}

/// The lists that are asked.
pub struct Lists<'a> {
    pub version: &'a str,
    /// The day whose lists count; none for a table.
    pub on: Option<Day>,
    /// The lists with what was said of hits, if there is a record.
    pub record: Option<&'a NameIndex>,
}

/// How a hit stands by the record.
struct Stand {
    state: &'static str,
    reason: String,
    until: Option<Day>,
}

impl Stand {
    fn of(query: &Query, entry: &str, lists: &Lists<'_>) -> Option<Stand> {
        let mut countries = query.countries.iter();
        let country = match (countries.next(), countries.next()) {
            (None, _) => Place::Unknown,
            (Some(one), None) => Place::One(one),
            (Some(_), Some(_)) => Place::OneOf(Box::new(query.countries)),
        };
        let party = Party { name: Some(query.name.as_str().into()), country, ..Party::default() };
        let (state, standing) = lists.record?.stands(&party, entry, lists.on?)?;
        let state = match state {
            HitState::Confirmed => "confirmed",
            HitState::Cleared => "cleared",
            HitState::Open | HitState::Unscreened => "open",
        };
        let (reason, until) = match standing {
            Standing::Confirmed(said) | Standing::Cleared(said) => {
                (said.reason.clone(), said.until)
            }
            Standing::Reopened(why) => (why.to_owned(), None),
            Standing::Never if state == "confirmed" => ("equal name".to_owned(), None),
            Standing::Never => (String::new(), None),
        };
        Some(Stand { state, reason, until })
    }

    /// `cleared: other-address, until 2027-01-05`
    fn text(&self) -> String {
        let reason = if self.reason.is_empty() { "" } else { ": " };
        let until = self.until.map_or_else(String::new, |day| format!(", until {day}"));
        format!("{}{reason}{}{until}", self.state, self.reason)
    }

    fn put(&self, hit: &mut Map<String, Value>) {
        hit.insert("state".to_owned(), json!(self.state));
        for field in ["reason", "until"] {
            hit.remove(field);
        }
        if !self.reason.is_empty() {
            hit.insert("reason".to_owned(), json!(self.reason));
        }
        if let Some(until) = self.until {
            hit.insert("until".to_owned(), json!(until.to_string()));
        }
    }
}

/// The fields of an answer that say what was asked.
pub const QUESTION: [&str; 6] = ["name", "country", "kind", "birth_date", "threshold", "most"];

/// What was asked, as far as it is not what is asked if nothing is said.
pub fn question(query: &Query, options: &Options) -> Map<String, Value> {
    let mut all = Map::new();
    all.insert("name".to_owned(), json!(query.name));
    if !query.countries.is_empty() {
        let countries: Vec<&str> = query.countries.iter().map(|country| country.as_str()).collect();
        all.insert("country".to_owned(), json!(countries));
    }
    let kind = match query.kind {
        Kind::Org => Some("org"),
        Kind::Person => Some("person"),
        Kind::Vessel => Some("vessel"),
        Kind::Unknown => None,
    };
    all.extend(kind.map(|kind| ("kind".to_owned(), json!(kind))));
    all.extend(query.birth_date.map(|day| ("birth_date".to_owned(), json!(day.to_string()))));
    let usual = Options::default();
    if options.threshold != usual.threshold {
        all.insert("threshold".to_owned(), json!(options.threshold.get()));
    }
    if options.most != usual.most {
        all.insert("most".to_owned(), json!(options.most));
    }
    all
}

/// Adds an earlier answer that still holds, with the present version and states.
pub fn kept(out: &mut String, mut answer: Value, query: &Query, lists: &Lists<'_>) {
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("list_version".to_owned(), json!(lists.version));
        fields.extend(lists.on.map(|on| ("on".to_owned(), json!(on.to_string()))));
        for hit in fields.get_mut("hits").and_then(Value::as_array_mut).into_iter().flatten() {
            let entry = hit["entry"].as_str().unwrap_or_default().to_owned();
            if let (Some(stand), Some(hit)) = (Stand::of(query, &entry, lists), hit.as_object_mut())
            {
                stand.put(hit);
            }
        }
    }
    out.push_str(&answer.to_string());
    out.push('\n');
}

const COLUMNS: [&str; 11] = [
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
    "state",
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
        Ok((query, hits)) => {
            let mut all = question(query, answer.options);
            let hits: Vec<Value> = hits.iter().map(|one| hit(one, query, answer.lists)).collect();
            all.insert("id".to_owned(), json!(answer.id));
            all.insert("hits".to_owned(), json!(hits));
            all.insert("list_version".to_owned(), json!(answer.lists.version));
            all.insert("matcher".to_owned(), json!(MATCHER));
            all.extend(answer.lists.on.map(|on| ("on".to_owned(), json!(on.to_string()))));
            Value::Object(all)
        }
    }
}

fn hit(hit: &Hit<'_>, query: &Query, lists: &Lists<'_>) -> Value {
    let tokens: Vec<Value> = hit.tokens.iter().map(token).collect();
    let qualifiers: Vec<&str> = hit.qualifiers.iter().map(|q| q.as_str()).collect();
    let mut value = json!({
        "list": hit.list, "entry": hit.entry, "name": hit.name, "score": hit.score.get(),
        "judgement": hit.judgement.as_str(), "tokens": tokens, "qualifiers": qualifiers,
    });
    if let (Some(stand), Some(value)) = (Stand::of(query, hit.entry, lists), value.as_object_mut())
    {
        stand.put(value);
    }
    value
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
            push_row(out, [answer.id, "", "", "", "", "", "", "", "", &errors.join("; "), ""]);
        }
        Ok((query, hits)) if hits.is_empty() => {
            push_row(out, [answer.id, &query.name, "none", "", "", "", "", "", "", "", ""]);
        }
        Ok((query, hits)) => {
            for hit in hits {
                let score = hit.score.to_string();
                let stand = Stand::of(query, hit.entry, answer.lists);
                let stand = stand.map_or_else(String::new, |stand| stand.text());
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
                        &stand,
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
                if let Some(stand) = Stand::of(query, hit.entry, answer.lists) {
                    let _ = writeln!(out, "      {}", stand.text());
                }
                if !hit.qualifiers.is_empty() {
                    let _ = writeln!(out, "      {}", qualifiers(hit));
                }
            }
            out.push('\n');
        }
    }
}
