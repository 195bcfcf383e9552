//! The schema of what `classify` answers.

use serde_json::{Value, json};

/// The schema of an answer, or of what stands in the place of one that could not be read.
#[must_use]
pub fn schema() -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let text = |meaning: &str| json!({ "type": "string", "description": meaning });
    let candidate = json!({
        "type": "object", "required": ["code", "title", "score", "why"],
        "properties": {
            "code": text("the entry"), "title": text("its title"),
            "score": { "type": "integer", "description": "from 0 to 1000" },
            "why": { "type": "array", "items": { "type": "string" }, "description": "kind, words, tariff number, correspondence" },
        },
    });
    let excluded = json!({
        "type": "object", "required": ["code", "parameter", "given", "bound"],
        "properties": {
            "code": text("the entry"),
            "parameter": text("the fact that decides: a parameter, `item.TAG`, `item.hs`, `in-force` or `answer`"),
            "given": text("what was given"),
            "bound": text("what the entry asks for, strict or not as its text has it"),
        },
    });
    let question = json!({
        "type": "object", "required": ["fact", "ask", "if"],
        "properties": {
            "fact": text("the missing fact, as the vocabulary names facts"),
            "ask": text("the question"),
            "if": { "type": "object", "additionalProperties": { "type": "string" },
                "description": "each answer and the code that it leads to; several codes are joined by ` or `" },
        },
    });
    let law = json!({
        "type": "object", "required": ["status", "candidates", "excluded", "questions", "because"],
        "properties": {
            "status": { "enum": ["listed", "not-listed", "unknown"], "description": "the first two only when certain" },
            "code": text("the code, or that of what the law does not list; only if certain"),
            "also": { "type": "array", "items": { "type": "string" }, "description": "further entries that describe it" },
            "candidates": { "type": "array", "items": candidate, "description": "best first" },
            "excluded": { "type": "array", "items": excluded },
            "questions": { "type": "array", "items": question },
            "because": texts,
        },
    });
    let kind = json!({
        "type": "object", "required": ["kind", "why"],
        "properties": { "kind": text("a kind of goods that the description names"), "why": text("what speaks for it or against") },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Classification",
        "description": "Which entries of each law describe an item. Fields may be added; none of these changes \
            its meaning. A line that cannot be read gives an `errors` object in its place.",
        "type": "object",
        "required": ["id", "on", "kinds", "laws", "law_digest", "engine"],
        "properties": {
            "id": { "type": ["string", "null"] },
            "on": { "type": "string", "format": "date" },
            "kinds": { "type": "array", "items": kind },
            "derived": { "type": "object", "additionalProperties": { "type": "string" }, "description": "parameters that followed from others" },
            "laws": { "type": "object", "additionalProperties": law },
            "law_digest": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
            "engine": text("version of the engine"),
        },
    })
}
