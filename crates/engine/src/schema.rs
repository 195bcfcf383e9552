//! The published JSON Schemas (draft 2020-12) of what goes in and what comes out.

mod content;
mod supply;

use navicert_model::schema::{bom_schema, transfer_schema};
use navicert_model::vocabulary::{
    Activity, Basis, EvidenceKind, Exception, Form, ItemKind, Law, ListId, MakingKind, Obligation,
    PARAMETERS, Policy, Role, SCHEMES, TagPlace, Weight,
};
use serde_json::{Map, Value, json};

/// The names of the schemas.
pub const NAMES: [&str; 11] = [
    "transfer",
    "decision",
    "bom",
    "content",
    "compare",
    "classify",
    "supply-exposure",
    "supply-what-if",
    "supply-concentration",
    "errors",
    "vocabulary",
];

/// The schema of that name, indented; `None` if there is none.
pub fn schema(name: &str) -> Option<String> {
    match name {
        "transfer" => Some(transfer_schema()),
        "decision" => Some(format!("{:#}", decision())),
        "bom" => Some(bom_schema()),
        "content" => Some(format!("{:#}", content::content())),
        "errors" => Some(format!("{:#}", errors())),
        "vocabulary" => Some(format!("{:#}", vocabulary())),
        "classify" => Some(format!("{:#}", crate::classify::schema())),
        "compare" => Some(format!("{:#}", crate::compare::schema())),
        "supply-exposure" => Some(format!("{:#}", supply::exposure())),
        "supply-what-if" => Some(format!("{:#}", supply::what_if())),
        "supply-concentration" => Some(format!("{:#}", supply::concentration())),
        _ => None,
    }
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// An object whose fields are all there, but for those in `optional`.
fn object(fields: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let all = fields.iter().chain(optional);
    let properties: Map<String, Value> =
        all.map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn decision() -> Value {
    let mut root = object(
        &[
            ("id", json!({ "type": ["string", "null"], "description": "the transfer's own id" })),
            ("on", reference("day")),
            ("known_at", text("the moment whose knowledge was used, RFC 3339")),
            ("triage", json!({ "enum": ["go", "ask", "licence", "stop"] })),
            ("verdict", reference("verdict")),
            ("laws", list(&reference("law"))),
            ("questions", list(&reference("question"))),
            ("open_because", list(&reference("open_because"))),
            ("conflicts", list(&reference("conflict"))),
            ("coverage", list(&reference("coverage"))),
            ("law_digest", reference("digest")),
            ("list_digest", reference("digest")),
            ("engine", text("version of the engine")),
        ],
        &[
            ("hits", list(&hit())),
            (
                "part_master",
                json!({ "type": "array", "items": { "type": "object" }, "description":
                "facts that came from the part master: fact, code, part, basis, classified_on, reviewer, law_digest" }),
            ),
        ],
    );
    root["$schema"] = DIALECT.into();
    root["title"] = "Decision".into();
    root["description"] = "What every loaded law says about one transfer. Fields may be added; none \
        of these changes its meaning. A line that cannot be read gives an `errors` object in its place."
        .into();
    root["$defs"] = Value::Object(definitions());
    root
}

fn hit() -> Value {
    object(
        &[
            (
                "role",
                json!({ "type": ["string", "null"], "description": "null = an owner, parent or employer" }),
            ),
            ("party", text("the party's name, as given")),
            ("list", text("the list")),
            ("entry", text("what tells the entry apart for good")),
            ("name", text("the listed name that fits best")),
            ("judgement", json!({ "enum": ["same", "sibling", "possible", "different"] })),
            ("state", json!({ "enum": ["confirmed", "open", "cleared"] })),
            ("score", json!({ "type": "integer", "minimum": 0, "maximum": 1000 })),
        ],
        &[("reopened", text("why what was said of the hit no longer holds"))],
    )
}

fn definitions() -> Map<String, Value> {
    let effect = json!({ "enum": ["free", "licence", "prohibited"] });
    let tri = json!({ "enum": ["yes", "no", "unknown"] });
    let texts = list(&json!({ "type": "string" }));
    let definitions = [
        (
            "day",
            json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        ),
        (
            "digest",
            json!({ "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256" }),
        ),
        ("tri", tri),
        ("effect", effect),
        ("verdict", verdict()),
        ("span", span()),
        ("law", law(&texts)),
        ("finding", finding(&texts)),
        ("reason", reason()),
        ("cite", cite()),
        ("guidance", guidance(&texts)),
        ("reading", reading(&texts)),
        ("obligation", obligation()),
        ("conflict", conflict(&texts)),
        ("question", question()),
        ("open_because", open_because()),
        ("coverage", coverage(&texts)),
    ];
    definitions.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn verdict() -> Value {
    let mut schema =
        object(&[("at_least", reference("effect")), ("at_most", reference("effect"))], &[]);
    schema["description"] =
        "the effect that is certain, and the strictest that the unknown facts leave possible"
            .into();
    schema
}

fn span() -> Value {
    json!({
        "description": "a verdict in a word: one effect, or the two ends with `..` between them",
        "enum": ["free", "free..licence", "free..prohibited", "licence", "licence..prohibited", "prohibited"],
    })
}

fn open_because() -> Value {
    json!({
        "description": "why an end stays open that no answer to a question can close, or why a clause is open",
        "enum": ["missing-fact", "lapse-unconfirmed", "hit-open", "basis-only-reported"],
    })
}

fn law(texts: &Value) -> Value {
    object(
        &[
            ("law", json!({ "type": "string", "description": "`cn`, `us`, …" })),
            ("reach", reference("tri")),
            ("verdict", reference("verdict")),
            ("findings", list(&reference("finding"))),
            ("obligations", list(&reference("obligation"))),
        ],
        &[
            (
                "policy",
                json!({ "enum": Policy::WORDS, "description": "the strictest that applies" }),
            ),
            ("forms", described(texts, "licence forms that every licence which applies permits")),
        ],
    )
}

fn finding(texts: &Value) -> Value {
    object(
        &[
            ("clause", text("its id: act, `#`, pinpoint")),
            ("title", json!({ "type": "string" })),
            ("effect", json!({ "enum": ["prohibited", "licence", "duties", "exception"] })),
            ("state", json!({ "enum": ["applies", "unknown", "no-effect"] })),
            ("reasons", reference("reason")),
            ("cite", reference("cite")),
        ],
        &[
            (
                "why",
                json!({
                    "enum": ["not-yet", "suspended", "never-in-force", "ceased", "not-enforced", "excepted",
                             "basis-only-reported", "lapse-unconfirmed", "not-known"],
                    "description": "why it has no effect",
                }),
            ),
            ("open_because", list(&reference("open_because"))),
            ("policy", json!({ "enum": Policy::WORDS })),
            ("notes", texts.clone()),
            ("available", described(texts, "exceptions that would fit, but are not claimed")),
            ("lifted_by", described(texts, "exceptions that lift it")),
            ("guidance", list(&reference("guidance"))),
            ("readings", list(&reference("reading"))),
        ],
    )
}

fn described(schema: &Value, meaning: &str) -> Value {
    let mut schema = schema.clone();
    schema["description"] = meaning.into();
    schema
}

/// A node of a reason tree.
fn reason() -> Value {
    let state = ("state", reference("tri"));
    let branches = list(&reference("reason"));
    json!({
        "description": "why a clause holds, does not hold, or is open, line by line as the law is written",
        "oneOf": [
            object(&[("all", branches.clone()), state.clone()], &[]),
            object(&[("any", branches), state.clone()], &[]),
            object(&[("not", reference("reason")), state.clone()], &[]),
            object(&[("about", text("whom or what it is about")), ("that", reference("reason")), state.clone()], &[]),
            object(&[("holds", text("a named condition")), ("that", reference("reason")), state.clone()], &[]),
            object(&[("test", text("the line of the law")), ("fact", text("the fact it reads")), state], &[]),
        ],
    })
}

fn cite() -> Value {
    object(
        &[
            ("act", text("title of the act")),
            ("pinpoint", json!({ "type": "string" })),
            ("source", text("address of the text")),
            ("basis", json!({ "enum": Basis::WORDS })),
        ],
        &[],
    )
}

fn guidance(texts: &Value) -> Value {
    object(
        &[
            ("day", reference("day")),
            ("title", json!({ "type": "string" })),
            ("basis", json!({ "enum": Basis::WORDS })),
            ("source", json!({ "type": "string" })),
            ("notes", texts.clone()),
        ],
        &[],
    )
}

fn conflict(texts: &Value) -> Value {
    object(
        &[
            ("conflict", text("act and pinpoint of what is broken")),
            ("title", json!({ "type": "string" })),
            ("state", json!({ "enum": ["applies", "unknown"] })),
            ("obeying", described(texts, "the findings whose obeying breaks it")),
            ("cite", reference("cite")),
            ("notes", texts.clone()),
        ],
        &[],
    )
}

fn reading(texts: &Value) -> Value {
    object(
        &[
            ("name", json!({ "type": "string" })),
            ("whose", json!({ "type": "string" })),
            ("state", json!({ "enum": ["applies", "unknown", "does-not-apply", "no-effect"] })),
            ("verdict", described(&reference("verdict"), "the law's verdict under this reading")),
            ("notes", texts.clone()),
        ],
        &[],
    )
}

fn obligation() -> Value {
    object(
        &[
            ("obligation", json!({ "enum": Obligation::WORDS })),
            ("clause", json!({ "type": "string" })),
            ("state", json!({ "enum": ["applies", "unknown"] })),
        ],
        &[("text", text("wording that the law demands")), ("text_zh", text("the same in Chinese"))],
    )
}

fn question() -> Value {
    object(
        &[
            ("fact", text("the missing fact, by the name under which an answer is given")),
            ("ask", text("the question for a person")),
            ("whom", text("a role, `exporter`, `authority` or `classifier`")),
            ("laws", list(&json!({ "type": "string" }))),
        ],
        &[
            ("if_yes", reference("span")),
            ("if_no", reference("span")),
            ("if", json!({ "type": "object", "additionalProperties": reference("span") })),
        ],
    )
}

fn coverage(texts: &Value) -> Value {
    let day = json!({ "anyOf": [reference("day"), { "type": "null" }] });
    object(
        &[
            ("law", json!({ "type": "string" })),
            ("complete_to", day),
            ("modelled", json!({ "type": "integer", "minimum": 0, "description": "clauses" })),
            ("flagged", texts.clone()),
            ("not_modelled", texts.clone()),
        ],
        &[],
    )
}

fn errors() -> Value {
    let error = object(
        &[
            ("field", text("the field's path, a CSV column, or empty for the whole line")),
            ("message", text("what is wrong")),
            ("help", text("what to do about it")),
        ],
        &[(
            "line",
            json!({ "type": "integer", "minimum": 1, "description": "of the error itself" }),
        )],
    );
    let mut root = object(
        &[
            ("id", json!({ "type": ["string", "null"] })),
            ("line", json!({ "type": "integer", "minimum": 1 })),
            ("errors", json!({ "type": "array", "items": error, "minItems": 1 })),
        ],
        &[],
    );
    root["$schema"] = DIALECT.into();
    root["title"] = "Errors".into();
    root["description"] =
        "What stands in place of the answer for a line or product that cannot be read.".into();
    root
}

/// Every closed set of words, each as a definition.
fn vocabulary() -> Value {
    let tags = |place: TagPlace| place.words().to_vec();
    let parameters: Map<String, Value> = PARAMETERS
        .iter()
        .map(|(name, unit)| ((*name).to_owned(), text(&format!("in {unit}"))))
        .collect();
    let sets: [(&str, &[&str]); 14] = [
        ("law", Law::WORDS),
        ("activity", Activity::WORDS),
        ("item-kind", ItemKind::WORDS),
        ("role", Role::WORDS),
        ("making", MakingKind::WORDS),
        ("evidence", EvidenceKind::WORDS),
        ("list", ListId::WORDS),
        ("exception", Exception::WORDS),
        ("policy", Policy::WORDS),
        ("form", Form::WORDS),
        ("obligation", Obligation::WORDS),
        ("basis", Basis::WORDS),
        ("weight", Weight::WORDS),
        ("code-scheme", SCHEMES),
    ];
    let mut definitions: Map<String, Value> =
        sets.iter().map(|(name, words)| ((*name).to_owned(), json!({ "enum": words }))).collect();
    for (name, place) in [
        ("party-tag", TagPlace::Party),
        ("use-tag", TagPlace::Use),
        ("item-tag", TagPlace::Item),
        ("facility-tag", TagPlace::Facility),
    ] {
        definitions.insert(name.to_owned(), json!({ "enum": tags(place) }));
    }
    definitions.insert(
        "parameter".to_owned(),
        json!({
            "type": "object",
            "properties": parameters,
            "patternProperties": { "^[a-z]+(_[a-z]+)*_mass_share$": text("in %") },
        }),
    );
    json!({
        "$schema": DIALECT,
        "title": "Vocabulary",
        "description": "The closed sets of words that a transfer, a law file and a decision may use.",
        "$defs": definitions,
    })
}
