//! The published JSON Schema of a comparison.

use super::cell::Word;
use super::entries::Known;
use super::gaps::GapKind;
use super::table::{About, Relation};
use navicert_model::vocabulary::Basis;
use serde_json::{Map, Value, json};

/// An object whose fields are all there.
fn object(fields: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

#[expect(clippy::needless_pass_by_value, reason = "schemas are built from parts made in place")]
fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

fn maybe(meaning: &str) -> Value {
    json!({ "type": ["string", "null"], "description": meaning })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn texts() -> Value {
    list(json!({ "type": "string" }))
}

/// The schema of what `compare --format json` prints.
pub(crate) fn schema() -> Value {
    let probe = object(&[
        ("probe", text("its name")),
        ("if", text("what it supposes")),
        ("about", json!({ "enum": About::WORDS })),
    ]);
    let mut root = object(&[
        ("title", text("what is compared")),
        ("area", maybe("the control area, if it is one")),
        ("on", text("the day whose law was asked for")),
        ("known_at", text("the moment whose knowledge was used, RFC 3339")),
        ("assumed", text("what is taken for granted of every transfer")),
        ("set", json!({ "type": "object", "description": "columns that the user set" })),
        ("from", texts()),
        ("to", texts()),
        ("probes", list(probe)),
        ("things", list(reference("thing"))),
        ("summary", list(reference("gap"))),
        ("coverage", list(json!({ "type": "object", "description": "as in a decision" }))),
        ("law_digest", text("SHA-256")),
        ("list_digest", text("SHA-256")),
        ("engine", text("version of the engine")),
    ]);
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    root["title"] = "Comparison".into();
    root["description"] = "One thing, or each of an area, under every loaded law. Fields may be \
        added; none of these changes its meaning."
        .into();
    root["$defs"] = definitions();
    root
}

fn definitions() -> Value {
    let effect = json!({ "enum": ["free", "licence", "prohibited"] });
    let verdict = object(&[("at_least", effect.clone()), ("at_most", effect.clone())]);
    let gap = object(&[
        ("kind", json!({ "enum": GapKind::WORDS })),
        ("text", text("in plain words")),
        ("clauses", texts()),
    ]);
    let clause = object(&[
        ("clause", text("its id")),
        ("title", json!({ "type": "string" })),
        ("effect", effect),
        ("state", json!({ "enum": ["applies", "unknown"] })),
        ("by_code", text_bool("the same transfer with nothing listed is free of it")),
        ("policy", maybe("licence policy")),
    ]);
    let unless = object(&[
        ("probe", text("the supposition, by name")),
        ("law", json!({ "type": "string" })),
        ("verdict", reference("verdict")),
        ("by_code", text_bool("because the thing is listed")),
        ("clauses", list(reference("clause"))),
    ]);
    json!({
        "verdict": verdict,
        "thing": thing(),
        "code": code(),
        "cell": cell(),
        "law": law(),
        "clause": clause,
        "unless": unless,
        "gap": gap,
    })
}

fn text_bool(meaning: &str) -> Value {
    json!({ "type": "boolean", "description": meaning })
}

fn thing() -> Value {
    object(&[
        ("name", text("a topic of a table, or the kind of what was given")),
        ("title", json!({ "type": "string" })),
        ("family", text("within the area; may be empty")),
        ("kind", json!({ "enum": ["goods", "software", "technology"] })),
        ("codes", list(reference("code"))),
        ("cells", list(reference("cell"))),
        ("service", list(reference("cell"))),
        ("gaps", list(reference("gap"))),
        ("notes", texts()),
    ])
}

fn code() -> Value {
    let relation: Vec<Value> =
        Relation::WORDS.iter().map(|word| json!(word)).chain([Value::Null]).collect();
    let basis: Vec<Value> =
        Basis::WORDS.iter().map(|word| json!(word)).chain([Value::Null]).collect();
    let limit = object(&[
        ("parameter", json!({ "type": "string" })),
        ("op", json!({ "enum": ["<", "<=", ">", ">=", "="] })),
        ("amount", json!({ "type": "string" })),
    ]);
    object(&[
        ("scheme", json!({ "type": "string" })),
        ("code", json!({ "type": "string" })),
        (
            "relation",
            json!({ "enum": relation, "description": "how far the entry goes beside the thing" }),
        ),
        ("basis", json!({ "enum": basis })),
        ("note", maybe("in a few words")),
        ("known", json!({ "enum": Known::WORDS })),
        ("entry", maybe("the entry that holds the code")),
        ("title", maybe("its title")),
        ("listed", json!({ "enum": ["yes", "unknown", "no"] })),
        ("since", maybe("first day, in the oldest wording")),
        ("worded", maybe("first day of the wording of the day")),
        ("limits", list(limit)),
    ])
}

fn cell() -> Value {
    object(&[
        ("from", json!({ "type": "string" })),
        ("to", json!({ "type": "string" })),
        ("activity", json!({ "enum": ["export", "service"] })),
        ("verdict", reference("verdict")),
        ("word", json!({ "enum": Word::WORDS })),
        ("behind", texts()),
        ("laws", list(reference("law"))),
        ("unless", list(reference("unless"))),
    ])
}

fn law() -> Value {
    let exception = object(&[
        ("clause", json!({ "type": "string" })),
        ("title", json!({ "type": "string" })),
        ("claim", maybe("what is claimed")),
    ]);
    let question =
        object(&[("fact", json!({ "type": "string" })), ("ask", json!({ "type": "string" }))]);
    object(&[
        ("law", json!({ "type": "string" })),
        ("reach", json!({ "enum": ["yes", "no", "unknown"] })),
        ("verdict", reference("verdict")),
        ("policy", maybe("the strictest that applies")),
        ("forms", texts()),
        ("clauses", list(reference("clause"))),
        ("exceptions", list(exception)),
        ("questions", list(question)),
    ])
}
