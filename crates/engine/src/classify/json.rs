//! Answers as JSON Lines, in the form of the published contract.

use super::{Answer, LawAnswer};
use navicert_model::read::FieldError;
use serde_json::{Map, Value, json};

/// Adds an answer as a line.
pub fn write(out: &mut String, answer: &Answer, law_digest: &str) {
    let mut laws = Map::new();
    for law in &answer.laws {
        laws.insert(law.law.clone(), of_law(law));
    }
    let mut whole = Map::new();
    whole.insert("id".into(), answer.id.clone().into());
    whole.insert("on".into(), answer.on.to_string().into());
    let kinds = answer.kinds.iter().map(|(title, why)| json!({ "kind": title, "why": why }));
    whole.insert("kinds".into(), kinds.collect::<Vec<_>>().into());
    if !answer.derived.is_empty() {
        let derived: Map<String, Value> = answer
            .derived
            .iter()
            .map(|(name, value)| (name.clone(), value.clone().into()))
            .collect();
        whole.insert("derived".into(), derived.into());
    }
    whole.insert("laws".into(), laws.into());
    whole.insert("law_digest".into(), law_digest.into());
    whole.insert("engine".into(), crate::VERSION.into());
    out.push_str(&Value::Object(whole).to_string());
    out.push('\n');
}

fn of_law(law: &LawAnswer) -> Value {
    let mut map = Map::new();
    map.insert("status".into(), law.status.as_str().into());
    if let Some(code) = &law.code {
        map.insert("code".into(), code.clone().into());
    }
    if !law.also.is_empty() {
        map.insert("also".into(), law.also.clone().into());
    }
    let candidates = law.candidates.iter().map(
        |one| json!({ "code": one.code, "title": one.title, "score": one.score, "why": one.why }),
    );
    map.insert("candidates".into(), candidates.collect::<Vec<_>>().into());
    let excluded = law.excluded.iter().map(|one| {
        json!({ "code": one.code, "parameter": one.parameter, "given": one.given, "bound": one.bound })
    });
    map.insert("excluded".into(), excluded.collect::<Vec<_>>().into());
    let questions = law.questions.iter().map(|one| {
        let leads: Map<String, Value> =
            one.leads.iter().map(|(answer, code)| (answer.clone(), code.clone().into())).collect();
        json!({ "fact": one.fact, "ask": one.ask, "if": leads })
    });
    map.insert("questions".into(), questions.collect::<Vec<_>>().into());
    map.insert("because".into(), law.because.clone().into());
    Value::Object(map)
}

/// Adds what is wrong with a line, in the place of its answer.
pub fn write_errors(out: &mut String, id: Option<&str>, line: usize, errors: &[FieldError]) {
    let errors: Vec<Value> = errors
        .iter()
        .map(|one| json!({ "field": one.field, "message": one.message, "help": one.help }))
        .collect();
    out.push_str(&json!({ "id": id, "line": line, "errors": errors }).to_string());
    out.push('\n');
}
