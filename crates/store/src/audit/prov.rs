//! The log as W3C PROV-JSON: who did what, what it used, what became of what.
//!
//! An act is an activity, who did it an agent; what it was done to is an entity, a new one each time,
//! derived from the one before. The law and the lists that an act used are entities by their digest.
//!
//! # Source
//! W3C Member Submission *The PROV-JSON Serialization*, 24 April 2013.

use crate::acts::{self, Kept};
use crate::error::StoreError;
use crate::store::Tx;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fmt::Write;

/// Digests in a payload, and what they are digests of.
const USED: [(&str, &str); 2] = [("law_digest", "law"), ("list_digest", "lists")];

/// The acts after `after` as one document. Cost: the document is held in memory.
///
/// # Errors
/// Whatever the database refuses.
pub fn document(tx: &mut dyn Tx, after: i64) -> Result<Value, StoreError> {
    let mut prov = Prov::default();
    let mut last = after;
    loop {
        let page = acts::after(tx, last, 1_000)?;
        for act in &page {
            prov.act(act);
            last = act.seq;
        }
        if page.is_empty() {
            break;
        }
    }
    Ok(prov.finish())
}

#[derive(Default)]
struct Prov {
    parts: HashMap<&'static str, Map<String, Value>>,
    /// The newest entity of each subject.
    newest: HashMap<String, String>,
}

impl Prov {
    fn put(&mut self, part: &'static str, id: String, value: Value) {
        self.parts.entry(part).or_default().insert(id, value);
    }

    fn act(&mut self, act: &Kept) {
        let seq = act.seq;
        let id = format!("nav:act-{seq}");
        let agent = format!("nav:agent-{}", local(&act.who));
        let payload: Value = serde_json::from_slice(&act.payload).unwrap_or_default();
        self.put("agent", agent.clone(), json!({ "prov:label": act.who }));
        self.put(
            "activity",
            id.clone(),
            json!({
                "prov:startTime": act.at, "prov:endTime": act.at,
                "prov:type": { "$": format!("nav:{}", act.kind), "type": "prov:QUALIFIED_NAME" },
                "nav:payload": String::from_utf8_lossy(&act.payload),
            }),
        );
        let with = json!({ "prov:activity": id, "prov:agent": agent });
        self.put("wasAssociatedWith", format!("_:with-{seq}"), with);
        let entity = format!("nav:{}.{seq}", local(&act.subject));
        self.put("entity", entity.clone(), json!({ "prov:label": act.subject }));
        let by = json!({ "prov:entity": entity, "prov:activity": id, "prov:time": act.at });
        self.put("wasGeneratedBy", format!("_:gen-{seq}"), by);
        if let Some(before) = self.newest.insert(act.subject.clone(), entity.clone()) {
            let used = json!({ "prov:activity": id, "prov:entity": before });
            self.put("used", format!("_:use-{seq}"), used);
            let from = json!({
                "prov:generatedEntity": entity, "prov:usedEntity": before, "prov:activity": id,
            });
            self.put("wasDerivedFrom", format!("_:from-{seq}"), from);
        }
        for (key, what) in USED {
            if let Some(digest) = payload.get(key).and_then(Value::as_str) {
                let source = format!("nav:{what}-{}", local(digest));
                self.put(
                    "entity",
                    source.clone(),
                    json!({ "prov:label": format!("{what} {digest}") }),
                );
                let used = json!({ "prov:activity": id, "prov:entity": source });
                self.put("used", format!("_:{what}-{seq}"), used);
            }
        }
    }

    fn finish(self) -> Value {
        let mut document = Map::new();
        document.insert("prefix".to_owned(), json!({ "nav": "urn:navicert:" }));
        for (part, values) in self.parts {
            document.insert(part.to_owned(), Value::Object(values));
        }
        Value::Object(document)
    }
}

/// A text as the local part of a name: letters, digits, `-` and `_` stay, the rest as `%` and digits.
fn local(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
