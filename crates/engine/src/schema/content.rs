//! The schema of what `content` answers.

use super::{DIALECT, list, object, reference, text};
use navicert_model::vocabulary::Basis;
use serde_json::{Map, Value, json};

pub(super) fn content() -> Value {
    let laws = json!({
        "type": "object",
        "additionalProperties": reference("law"),
        "description": "by the name of the law: `cn`, `us`, …",
    });
    let mut root = object(
        &[
            ("id", json!({ "type": ["string", "null"], "description": "the product's own id" })),
            ("to", text("the destination asked about")),
            ("from", text("the country it leaves, or `unknown`")),
            ("on", reference("day")),
            ("known_at", text("the moment whose knowledge was used, RFC 3339")),
            (
                "assumed",
                json!({
                    "type": "object",
                    "additionalProperties": { "type": "string" },
                    "description": "facts that nobody gave and that were taken so",
                }),
            ),
            ("laws", laws),
            (
                "coverage",
                list(
                    &json!({ "type": "object", "additionalProperties": {} , "properties": coverage() }),
                ),
            ),
            ("law_digest", text("SHA-256 of the law")),
            ("engine", text("version of the engine")),
        ],
        &[],
    );
    root["$schema"] = DIALECT.into();
    root["title"] = "Content".into();
    root["description"] = "The share of a product's value that each loaded law counts, for one \
        destination. Fields may be added; none of these changes its meaning. A product that cannot \
        be read gives an `errors` object in its place."
        .into();
    let definitions: Map<String, Value> = [
        ("day", json!({ "type": "string", "format": "date" })),
        ("tri", json!({ "enum": ["yes", "no", "unknown"] })),
        ("law", law()),
        ("test", test()),
        ("clause", clause()),
        ("line", line()),
        ("question", question()),
        ("of", of()),
    ]
    .into_iter()
    .map(|(name, schema)| (name.to_owned(), schema))
    .collect();
    root["$defs"] = Value::Object(definitions);
    root
}

fn coverage() -> Value {
    let texts = list(&json!({ "type": "string" }));
    json!({
        "law": { "type": "string" },
        "complete_to": { "type": ["string", "null"] },
        "modelled": { "type": "integer" },
        "flagged": texts,
        "not_modelled": texts,
    })
}

fn nullable(meaning: &str) -> Value {
    json!({ "type": ["string", "null"], "description": meaning })
}

/// What a test says, and a law of its first test.
fn share() -> Vec<(&'static str, Value)> {
    let direction = json!({
        "enum": ["ceiling", "floor", "exactly", null],
        "description": "a ceiling is the highest share left alone, a floor the lowest that is caught",
    });
    vec![
        ("share_at_least", nullable("what certainly counts, over the value: `12.4 %`")),
        ("share_at_most", nullable("what may count")),
        ("threshold", nullable("`25 %`")),
        ("direction", direction),
    ]
}

fn details() -> Vec<(&'static str, Value)> {
    let reach = "whether all that the law says beside the share holds for product and destination";
    vec![
        ("reach", json!({ "enum": ["yes", "unknown"], "description": reach })),
        (
            "state",
            json!({
                "enum": ["in-force", "lapse-unconfirmed", "suspended", "not-yet", "not-enforced", "basis-only-reported"],
                "description": "whether the clause has effect on the day",
            }),
        ),
        ("of", reference("of")),
        ("counted_at_least", text("what certainly counts, in the currency of the value")),
        ("counted_at_most", nullable("what may count; null: no end")),
        ("value", nullable("the denominator; null: unknown")),
        ("clauses", list(&reference("clause"))),
    ]
}

fn law() -> Value {
    let result = json!({
        "enum": ["yes", "no", "unknown"],
        "description": "yes: a threshold that surely matters is passed (above a ceiling, at or above a \
            floor); no: none that may matter is",
    });
    let mut required = vec![("result", result)];
    required.extend(share());
    required.extend([
        ("lines", list(&reference("line"))),
        ("questions", list(&reference("question"))),
        ("tests", list(&reference("test"))),
    ]);
    let mut optional = details();
    optional.extend([
        ("note", text("why there is no share")),
        ("more_questions", json!({ "type": "integer", "minimum": 1 })),
        ("open_because", list(&json!({ "enum": ["lapse-unconfirmed"] }))),
    ]);
    let mut schema = object(&required, &optional);
    schema["description"] =
        "share, threshold and lines are those of the first test, which decides the result".into();
    schema
}

fn test() -> Value {
    let mut required = vec![("result", reference("tri"))];
    required.extend(share());
    let mut optional = details();
    optional.push(("lines", list(&reference("line"))));
    let mut schema = object(&required, &optional);
    schema["description"] = "a threshold of the law; `result`: whether the share is past it".into();
    schema
}

fn clause() -> Value {
    object(
        &[
            ("clause", text("its id: act, `#`, pinpoint")),
            ("effect", json!({ "enum": ["prohibited", "licence", "duties", "exception"] })),
            ("state", json!({ "type": "string" })),
            ("pinpoint", json!({ "type": "string" })),
            ("source", text("address of the text")),
            ("basis", json!({ "enum": Basis::WORDS })),
        ],
        &[],
    )
}

fn place() -> [(&'static str, Value); 2] {
    [
        ("part", text("its number, or where it stands")),
        ("line", json!({ "type": "integer", "minimum": 1, "description": "of the file" })),
    ]
}

fn of() -> Value {
    let mut schema = object(&place(), &[("field", text("its place in a JSON product"))]);
    schema["description"] =
        "the part whose share it is, where the law asks it of a part and not of the product".into();
    schema
}

fn line() -> Value {
    let [part, at] = place();
    object(
        &[
            part,
            at,
            (
                "counts",
                json!({
                    "enum": ["in", "may", "out", "inside"],
                    "description": "certainly, perhaps, not itself, or as a piece of what counts whole",
                }),
            ),
            ("value", nullable("of all of it in the product, outside of what counts whole")),
            ("share", nullable("that value over the product's")),
            ("origin", text("as given, or `unknown`")),
            (
                "codes",
                json!({ "type": "object", "additionalProperties": { "type": ["string", "null"] } }),
            ),
            ("why", list(&text("a condition of the law that decides"))),
        ],
        &[("field", text("its place in a JSON product"))],
    )
}

fn question() -> Value {
    object(
        &[
            ("fact", text("the missing fact; `item.content` for one of a part")),
            ("ask", text("the question for a person")),
            ("whom", text("a role, `exporter`, `authority` or `classifier`")),
        ],
        &[
            ("part", text("the part it is about")),
            ("line", json!({ "type": "integer", "minimum": 1 })),
            ("field", text("the field of its line")),
            ("share", text("the share of the product that hangs on it")),
        ],
    )
}
