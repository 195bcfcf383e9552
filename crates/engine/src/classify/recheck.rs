//! Which parts a change of the lists touches: the same facts under two states of the law.

use super::parts::Part;
use super::{Answer, Classifier, LawAnswer, Status};
use navicert_model::day::Day;
use serde_json::{Value, json};

/// What a change does to a part under one law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The law.
    pub law: String,
    /// Status and code before.
    pub was: (Status, Option<String>),
    /// Status and code after.
    pub now: (Status, Option<String>),
    /// What changed.
    pub why: Vec<String>,
}

/// How many of the best candidates are compared.
const CLOSE: usize = 5;

/// Compares a part under two classifiers, each on its day. The codes that the part states are what is
/// checked: they do not decide here.
pub fn recheck(
    old: &mut Classifier<'_>,
    new: &mut Classifier<'_>,
    part: &Part,
    days: (Day, Day),
) -> Vec<Touched> {
    let mut bare = part.transfer.clone();
    bare.item.codes.clear();
    bare.on = Some(days.0);
    let before: Answer = old.classify(&bare, &part.said);
    bare.on = Some(days.1);
    let after: Answer = new.classify(&bare, &part.said);
    let mut touched = Vec::new();
    for (was, now) in before.laws.iter().zip(&after.laws) {
        let mut why = compare(was, now);
        for stated in part.classified.iter().filter(|one| one.law == now.law) {
            why.extend(of_entry(old, new, &stated.law, &stated.code, days));
            let clash =
                now.status != Status::Unknown && now.code.as_deref() != Some(stated.code.as_str());
            if clash {
                why.push(format!(
                    "the part master says {}, its facts now lead to {}",
                    stated.code,
                    now.code.as_deref().unwrap_or("no code")
                ));
            }
        }
        if !why.is_empty() {
            touched.push(Touched {
                law: now.law.clone(),
                was: (was.status, was.code.clone()),
                now: (now.status, now.code.clone()),
                why,
            });
        }
    }
    touched
}

fn compare(was: &LawAnswer, now: &LawAnswer) -> Vec<String> {
    let mut why = Vec::new();
    if (was.status, &was.code) != (now.status, &now.code) {
        let words = |one: &LawAnswer| match (&one.code, one.status) {
            (Some(code), status) => format!("{} {code}", status.as_str()),
            (None, status) => status.as_str().to_owned(),
        };
        why.push(format!("{} → {}", words(was), words(now)));
    }
    if now.status != Status::Unknown {
        return why;
    }
    let close = |one: &LawAnswer| -> Vec<String> {
        let best = one.candidates.iter().take(CLOSE).filter(|one| one.score >= 600);
        best.map(|one| one.code.clone()).collect()
    };
    let known = |one: &LawAnswer, code: &String| {
        one.candidates.iter().any(|known| known.code == *code)
            || one.excluded.iter().any(|known| known.code == *code)
    };
    for code in close(now).iter().filter(|code| !known(was, code)) {
        why.push(format!("{code} may describe it now"));
    }
    for code in close(was).iter().filter(|code| !known(now, code)) {
        why.push(format!("{code} is no longer there"));
    }
    why
}

/// What changed in the entry of a code that was given.
fn of_entry(
    old: &mut Classifier<'_>,
    new: &mut Classifier<'_>,
    law: &str,
    code: &str,
    days: (Day, Day),
) -> Option<String> {
    let (was, now) = (old.entry_text(law, code, days.0), new.entry_text(law, code, days.1));
    match (was, now) {
        (Some(was), Some(now)) if was == now => None,
        (None, None) => None,
        (Some(_), None) => Some(format!("{code} is no longer in force")),
        (None, Some(_)) => Some(format!("{code} is in force now")),
        (Some(_), Some(_)) => Some(format!("the wording or the limits of {code} changed")),
    }
}

/// A part as a line of JSON.
#[must_use]
pub fn json(id: Option<&str>, days: (Day, Day), touched: &[Touched]) -> Value {
    let side =
        |side: &(Status, Option<String>)| json!({ "status": side.0.as_str(), "code": side.1 });
    let laws: serde_json::Map<String, Value> = touched
        .iter()
        .map(|one| {
            let value = json!({ "was": side(&one.was), "now": side(&one.now), "why": one.why });
            (one.law.clone(), value)
        })
        .collect();
    json!({
        "id": id, "from": days.0.to_string(), "to": days.1.to_string(),
        "touched": !touched.is_empty(), "laws": laws,
    })
}
