//! JSON Schemas of what the record reads and writes. Decisions, transfers and tables have theirs in
//! the engine.

use navicert_model::vocabulary::{Activity, Form, Role, SCHEMES};
use serde_json::{Map, Value, json};

/// The schemas by name.
pub const NAMES: [&str; 5] = ["licence", "impact", "calendar", "log-line", "log-proof"];

/// A schema as text; `None` for a name that is none.
#[must_use]
pub fn schema(name: &str) -> Option<String> {
    let mut root = match name {
        "licence" => licence(),
        "impact" => impact(),
        "calendar" => calendar(),
        "log-line" => log_line(),
        "log-proof" => log_proof(),
        _ => return None,
    };
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    Some(format!("{root:#}"))
}

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

fn maybe(meaning: &str) -> Value {
    json!({ "type": ["string", "null"], "description": meaning })
}

fn count(meaning: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": meaning })
}

fn list(items: impl Into<Value>, meaning: &str) -> Value {
    let items: Value = items.into();
    json!({ "type": "array", "items": items, "description": meaning })
}

fn day(meaning: &str) -> Value {
    json!({
        "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "description": meaning,
    })
}

fn words<'w>(words: impl IntoIterator<Item = &'w str>, meaning: &str) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>(), "description": meaning })
}

fn country() -> Value {
    json!({ "type": "string", "pattern": "^[A-Z]{2}$" })
}

/// Values by a name that is not fixed.
fn map(values: impl Into<Value>, meaning: &str) -> Value {
    let values: Value = values.into();
    json!({ "type": "object", "additionalProperties": values, "description": meaning })
}

/// An object whose fields are all there, but for those in `optional`.
fn object(fields: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let all = fields.iter().chain(optional);
    let properties: Map<String, Value> =
        all.map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn titled(mut root: Value, title: &str, meaning: &str) -> Value {
    root["title"] = title.into();
    root["description"] = meaning.into();
    root
}

/// In: `licences import`.
fn licence() -> Value {
    let party = object(
        &[
            ("role", words(Role::ALL.iter().map(|one| one.as_str()), "as what")),
            ("name", text("as it stands on the licence")),
        ],
        &[("country", json!({ "anyOf": [country(), { "type": "null" }] }))],
    );
    let one_or_more = json!({ "anyOf": [
        { "type": "string" }, { "type": "array", "items": { "type": "string" } },
    ] });
    let item = object(
        &[],
        &[
            ("codes", map(one_or_more, "by scheme: these codes, and the paragraphs below them")),
            ("parts", list(json!({ "type": "string" }), "part numbers; empty = not limited")),
            ("description", text("in words")),
            ("quantity", maybe("at most this much: `500 kg`")),
            ("value", maybe("at most this value: `90000 USD`")),
        ],
    );
    let activities = words(Activity::ALL.iter().map(|one| one.as_str()), "what it allows");
    let root = object(
        &[
            ("id", text("the authority's number")),
            ("law", words(SCHEMES.iter().copied(), "the law that it is given under")),
            ("form", words(Form::ALL.iter().map(|one| one.as_str()), "its form")),
            ("since", day("first day on which it is valid")),
            ("items", json!({ "type": "array", "items": item, "minItems": 1 })),
        ],
        &[
            ("until", day("first day on which it is no longer valid; or write `last_day`")),
            ("last_day", day("last day on which it is valid; or write `until`")),
            ("authority", text("who gave it")),
            ("activities", list(activities, "absent = not limited")),
            ("from", list(country(), "absent = not limited")),
            ("to", list(country(), "absent = not limited")),
            ("parties", list(party, "for whom, by role; a role not named is not limited")),
            ("value", maybe("at most this value over all items: `90000 USD`")),
            (
                "provisos",
                list(json!({ "type": "string" }), "conditions in words; shown, not checked"),
            ),
        ],
    );
    let mut root = titled(
        root,
        "Licence",
        "What an authority wrote on a licence. One of `until` and `last_day` is needed, and an item \
         names codes or parts.",
    );
    root["additionalProperties"] = false.into();
    root
}

fn verdict() -> Value {
    let effect = "(free|licence|prohibited)";
    json!({ "type": "string", "pattern": format!("^{effect}(\\.\\.{effect})?$") })
}

fn triage() -> Value {
    let both = object(&[("before", count("lines")), ("after", count("lines"))], &[]);
    let each = ["go", "ask", "licence", "stop"].map(|word| (word, both.clone()));
    object(&each, &[])
}

fn sums() -> Value {
    map(json!({ "type": "string" }), "value by currency, decimals as text")
}

/// Out: `impact --format json`.
fn impact() -> Value {
    let policy = || map(json!({ "type": "string" }), "policy by law");
    let kinds = words(["verdict", "policy", "one-law", "grounds"], "the gravest difference");
    let one_move = object(
        &[
            ("difference", kinds.clone()),
            ("before", verdict()),
            ("after", verdict()),
            ("lines", count("lines")),
            ("value", sums()),
            ("without_value", count("lines without a value")),
            ("customers", count("sets of parties")),
            ("parts", count("parts")),
        ],
        &[("before_policy", policy()), ("after_policy", policy())],
    );
    let texts = |meaning: &str| list(json!({ "type": "string" }), meaning);
    let allowed = object(
        &[
            ("code", text("empty = the licence names no code of its law")),
            ("to", text("country; empty = not limited")),
            ("before", verdict()),
            ("before_policy", texts("policies")),
            ("after", verdict()),
            ("after_policy", texts("policies")),
            ("clauses", texts("clauses that say something else of it")),
        ],
        &[],
    );
    let after = ["go", "ask", "licence", "stop"].map(|word| (word, count("lines")));
    let licence = object(
        &[
            ("id", text("its number")),
            ("law", text("its law")),
            ("until", day("first day on which it is no longer valid")),
            ("left", texts("what is left of each limit")),
            ("lines", texts("ids of changed lines for which a part of it is set aside")),
            ("after", object(&after, &[])),
            ("allowed", list(allowed, "what it allows and is judged otherwise")),
            ("partly_looked_at", json!({ "type": "boolean" })),
        ],
        &[],
    );
    let third = object(
        &[
            ("origin", country()),
            ("from", country()),
            ("to", text("country; empty = not said")),
            ("lines", count("lines")),
            ("value", sums()),
        ],
        &[],
    );
    let stock = object(
        &[
            ("part", text("the part")),
            ("site", text("where it lies")),
            ("quantity", text("how much, as given")),
            ("lines", count("changed lines of the part")),
            ("known_by", text("what says what the part is: `stock`, `parts`, `orders`, `nothing`")),
            ("before", verdict()),
            ("after", verdict()),
            ("clauses", texts("clauses that say something else of the part, wherever it goes")),
        ],
        &[],
    );
    let summary = object(
        &[
            ("orders", text("where the order book is")),
            ("lines", count("open lines")),
            ("closed", count("closed lines, not looked at")),
            ("unreadable", count("lines that could not be read")),
            ("looked_at", count("lines that were decided under both states")),
            ("changed", count("lines with a difference")),
            ("clauses", texts("clauses that may say something else")),
            ("undecided", texts("ids of lines that could not be decided")),
            ("third_country", list(third, "goods passed on from another country than their own")),
            ("licences", list(licence, "licences that are touched")),
            ("stock", list(stock, "stock that is touched")),
            ("triage", triage()),
            ("moves", list(one_move, "from what to what")),
        ],
        &[],
    );
    let said = object(
        &[("verdict", verdict())],
        &[("policy", policy()), ("grounds", json!({ "type": "object" }))],
    );
    let line = object(
        &[
            ("id", text("the line's id")),
            ("line", count("its place in the book, from 1 on")),
            ("difference", kinds),
            ("before", said.clone()),
            ("after", said),
        ],
        &[
            ("value", text("amount and currency")),
            ("customer", text("end user, else buyer, else consignee")),
            ("part", text("part number")),
        ],
    );
    let first = object(&[("summary", summary)], &[]);
    let root = json!({ "oneOf": [first, line] });
    titled(
        root,
        "Impact",
        "What a change does: the summary on the first line, then a line for each changed order line. \
         Fields may be added.",
    )
}

/// Out: `orders calendar --format json`.
fn calendar() -> Value {
    let both = object(&[("before", count("lines")), ("after", count("lines"))], &[]);
    let branch = ["go", "ask", "licence", "stop"].map(|word| (word, both.clone()));
    let mut branch = branch.to_vec();
    branch.push(("changed", count("lines with a difference")));
    let branch = object(&branch, &[]);
    let texts = |meaning: &str| list(json!({ "type": "string" }), meaning);
    let licence = object(
        &[
            ("id", text("its number")),
            ("law", text("its law")),
            ("until", day("first day on which it is no longer valid")),
            ("left", texts("what is left of each limit")),
            ("reservations", count("open reservations")),
            (
                "not_extended",
                object(
                    &[
                        ("without_licence", texts("lines that ship on that day or later")),
                        ("only_if_before", texts("lines without a day")),
                        ("covered", count("lines that ship before")),
                    ],
                    &[],
                ),
            ),
            ("extended", object(&[("covered", count("lines"))], &[])),
            ("lines_not_open", count("reservations for lines that are closed or not there")),
        ],
        &[],
    );
    let root = object(
        &[
            ("day", day("the day")),
            ("ahead", count("days ahead")),
            ("events", texts("what happens, in words")),
            (
                "if",
                object(
                    &[],
                    &[
                        ("nothing-published", branch.clone()),
                        ("holds-again", branch.clone()),
                        ("prolonged", branch),
                    ],
                ),
            ),
            ("licences", list(licence, "licences that end")),
        ],
        &[],
    );
    titled(root, "Calendar", "A day ahead on which something changes. Fields may be added.")
}

fn hex(digits: usize, meaning: &str) -> Value {
    let pattern = format!("^[0-9a-f]{{{digits}}}$");
    json!({ "type": "string", "pattern": pattern, "description": meaning })
}

fn head() -> Value {
    let head = object(
        &[
            ("size", count("acts")),
            ("root", hex(64, "root of the tree over them (RFC 6962, SHA-256)")),
            ("at", text("when the last of them was done, RFC 3339")),
            ("key", hex(16, "id of the key that signs")),
        ],
        &[],
    );
    object(&[("head", head), ("signature", hex(128, "Ed25519"))], &[])
}

/// Out and in: `audit export`, `audit head`, `audit verify`.
fn log_line() -> Value {
    let key = object(&[("key", hex(16, "its id")), ("public", hex(64, "the key"))], &[]);
    let first =
        object(&[("navicert_log", json!({ "enum": [1] })), ("keys", list(key, "keys"))], &[]);
    let act = object(
        &[
            (
                "seq",
                json!({ "type": "integer", "minimum": 1, "description": "from 1 on, no gaps" }),
            ),
            ("at", text("when, RFC 3339")),
            ("who", text("who")),
            ("kind", text("what is done: `orders.import`, `licences.use`, …")),
            ("subject", text("to what")),
        ],
        &[("payload", json!({ "type": "object" })), ("payload_hex", text("no JSON on one line"))],
    );
    let act = object(&[("act", act), ("leaf", hex(64, "SHA-256 of a zero byte and the act"))], &[]);
    let end = object(&[("acts", count("acts")), ("heads", count("signed heads"))], &[]);
    let end = object(&[("end", end), ("sha256", hex(64, "of everything before this line"))], &[]);
    let root = json!({ "oneOf": [first, act, head(), end] });
    titled(
        root,
        "Log line",
        "A line of the log as it is exported; a signed head alone is a line too.",
    )
}

/// Out and in: `audit prove`, `audit verify`.
fn log_proof() -> Value {
    let root = object(
        &[
            (
                "proof",
                words(["inclusion", "consistency"], "an act is in the log; the log only grew"),
            ),
            ("head", head()),
            ("path", list(hex(64, "a node"), "the nodes beside the way to the root")),
            ("keys", list(hex(64, "a public key"), "keys that signed")),
        ],
        &[("act", json!({ "type": "object", "description": "of an inclusion" })), ("from", head())],
    );
    titled(root, "Log proof", "A proof for who shall not see the whole log.")
}
