//! The JSON Schema of a dossier.

use serde_json::{Map, Value, json};

const ACTIONS: [&str; 30] = [
    "ban_export",
    "require_licence",
    "tighten_review",
    "ease_review",
    "extend_reach",
    "list_party",
    "delist_party",
    "restrict_service",
    "exempt",
    "suspend",
    "extend",
    "reinstate",
    "revoke",
    "grant_licence",
    "intervene_company",
    "court_ruling",
    "halt_shipments",
    "resume_shipments",
    "support_producer",
    "expand_supply",
    "clarify",
    "no_comment",
    "negotiate",
    "agree",
    "protest",
    "demand_withdrawal",
    "warn",
    "retaliate",
    "release_statistics",
    "approve_budget",
];
const STATUSES: [&str; 12] = [
    "announced",
    "in_force",
    "suspended",
    "ended",
    "proposed",
    "under_consideration",
    "being_negotiated",
    "reported",
    "speculated",
    "denied",
    "unconfirmed",
    "done",
];

/// The schema (draft 2020-12) of [`crate::model::Dossier::json`], indented.
pub fn schema() -> String {
    let mut root = object(&[
        ("articles", list(&reference("article"))),
        ("clusters", list(&reference("cluster"))),
        ("claims", list(&reference("claim"))),
        ("events", list(&reference("event"))),
        ("drafts", list(&reference("draft"))),
        ("problems", list(&problem(true))),
    ]);
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    root["title"] = "News".into();
    root["description"] = "What articles say of export control. What is not known is `null` or an empty list. Fields may \
        be added; none of these changes its meaning."
        .into();
    root["$defs"] = json!({
        "span": span(),
        "article": article(),
        "cluster": cluster(),
        "claim": claim(),
        "event": event(),
        "draft": draft(),
    });
    format!("{root:#}")
}

fn object(fields: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

fn maybe(meaning: &str) -> Value {
    json!({ "type": ["string", "null"], "description": meaning })
}

fn texts(meaning: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": meaning })
}

fn whole(meaning: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": meaning })
}

fn day(meaning: &str) -> Value {
    json!({ "type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$", "description": meaning })
}

fn span() -> Value {
    let mut found =
        object(&[("start", whole("first character")), ("end", whole("behind the last"))]);
    found["description"] =
        "characters (Unicode scalar values) of the file as stored, from 0, half open".into();
    found
}

/// Of an article, or of a file that gave none.
fn problem(of_file: bool) -> Value {
    let codes = [
        "invalid-utf8",
        "front-matter-unclosed",
        "bad-xml",
        "unsafe-markup",
        "too-large",
        "truncated",
        "repetitive-text",
        "no-text",
    ];
    let mut fields = vec![
        ("code", json!({ "enum": codes })),
        ("message", text("for a person")),
        (
            "at",
            json!({ "type": ["integer", "null"], "description": "the character at which it shows" }),
        ),
    ];
    if of_file {
        fields.push(("file", text("its name")));
    }
    object(&fields)
}

fn article() -> Value {
    let place = object(&[("place", maybe("as printed")), ("date", day("the day in the dateline"))]);
    object(&[
        ("id", text("the file name; `NAME#N` for the entry of a feed")),
        ("file", text("the file name")),
        (
            "item",
            json!({ "type": ["integer", "null"], "description": "number in the feed, from 1" }),
        ),
        ("format", json!({ "enum": ["plain", "front-matter", "html", "rss", "atom"] })),
        ("lang", text("ISO 639-1")),
        ("title", maybe("headline")),
        ("subtitle", maybe("second headline")),
        ("date", day("of publication")),
        ("agency", maybe("who wrote the text")),
        ("publisher", maybe("who printed it")),
        ("author", maybe("the person who wrote it")),
        ("url", maybe("its address")),
        ("dateline", place),
        ("problems", list(&problem(false))),
    ])
}

fn cluster() -> Value {
    let shared = object(&[
        ("article", text("its id")),
        ("percent", whole("of its word sequences that the head has too")),
        ("changed", list(&reference("span"))),
    ]);
    object(&[
        ("id", text("`k1`, …")),
        ("kind", json!({ "enum": ["syndicated"] })),
        ("agency", maybe("who wrote the text")),
        ("articles", texts("ids")),
        ("head", text("the article that stands first")),
        ("shared", list(&shared)),
    ])
}

fn claim() -> Value {
    let actor = object(&[("country", maybe("ISO 3166-1 alpha-2")), ("name", maybe("who"))]);
    let items = object(&[
        ("families", texts("families of goods")),
        ("codes", texts("of control lists, as printed")),
        ("text", maybe("as printed")),
    ]);
    let party = object(&[
        ("class", text("`military_user`, `listed_party`, `company`, …")),
        ("country", maybe("its country")),
        ("name", maybe("as printed")),
        ("count", json!({ "type": ["integer", "null"], "description": "how many" })),
    ]);
    let change = object(&[
        ("value", text("signed")),
        ("unit", text("`%` or a unit")),
        ("basis", maybe("`year` or `month`, if the text says so")),
    ]);
    let figure = object(&[
        ("value", text("written out")),
        ("unit", text("`%`, `t`, `kg`, ISO 4217 or a noun")),
        ("what", maybe("what is counted")),
        ("period", day("month or year")),
        ("change", json!({ "anyOf": [change, { "type": "null" }] })),
    ]);
    let attribution = object(&[
        ("kind", text("`official`, `state_media`, `statistics`, `company`, `article`, …")),
        ("name", maybe("as printed")),
    ]);
    object(&[
        ("id", text("`ARTICLE/N`")),
        ("article", text("id of the article that makes it")),
        ("actor", actor),
        ("action", json!({ "enum": ACTIONS })),
        ("status", json!({ "enum": STATUSES, "description": "on the article's day" })),
        ("items", items),
        ("destination", texts("ISO 3166-1 alpha-2, `*` for every country, `EU`")),
        ("parties", list(&party)),
        ("end_use", texts("`military`, `civil`, …")),
        ("reach", texts("`place`, `origin`, `content`, `direct_product`, `person`, `ownership`")),
        ("announced_on", day("when it was said or decided")),
        ("effective_from", day("first day")),
        ("effective_until", day("end, as printed")),
        ("legal_basis", texts("laws named")),
        ("act", maybe("`LAW/YEAR-NUMBER`; `LAW/YYYY-MM-DD` as long as no number is known")),
        ("figures", list(&figure)),
        ("attribution", attribution),
        ("quote", maybe("the words in quotation marks that carry it")),
        ("span", reference("span")),
    ])
}

fn event() -> Value {
    let side = object(&[
        ("value", text("in words")),
        ("articles", texts("who says so; empty if only the act or the statistics do")),
    ]);
    let authority = object(&[
        (
            "kind",
            json!({ "enum": ["official-text", "statistics", "statement", "state_media", "wire", "press", "none"] }),
        ),
        ("ref", maybe("clause or claim")),
    ]);
    let fields = ["scope_party", "scope_item", "effect", "status", "date", "count", "figure"];
    let kinds = ["conflict", "narrower", "wider", "corrected", "rounding"];
    let contradiction = object(&[
        ("field", json!({ "enum": fields })),
        ("kind", json!({ "enum": kinds })),
        ("sides", list(&side)),
        (
            "supported",
            json!({ "type": ["integer", "null"], "description": "index of the side borne out" }),
        ),
        ("authority", authority),
    ]);
    object(&[
        ("id", text("`e1`, …")),
        ("label", text("for a person")),
        ("act", maybe("the act")),
        ("status", json!({ "enum": STATUSES })),
        ("claims", texts("ids")),
        ("contradictions", list(&contradiction)),
    ])
}

fn draft() -> Value {
    let effects =
        ["prohibited", "licence", "tightened", "eased", "liability", "exempt", "suspended", "none"];
    let clause = object(&[
        ("n", whole("from 1")),
        ("effect", json!({ "enum": effects })),
        ("families", texts("of goods")),
        ("destination", texts("countries")),
        ("parties", texts("classes")),
        ("end_use", texts("uses")),
        ("reach", texts("reach")),
        ("since", day("first day")),
        ("until", day("end")),
    ]);
    object(&[
        ("id", text("`d1`, …")),
        ("kind", json!({ "enum": ["measure", "guidance", "watch"] })),
        ("act", maybe("the act")),
        ("decides", json!({ "type": "boolean", "description": "once a person accepts it" })),
        ("status", json!({ "enum": STATUSES })),
        ("title", text("for a person")),
        (
            "basis",
            json!({ "enum": ["official-text", "official-translation", "statement", "press"] }),
        ),
        ("clauses", list(&clause)),
        ("articles", texts("behind it")),
        ("claims", texts("behind it")),
        ("event", text("its event")),
        ("law", maybe("the law that it would belong to")),
    ])
}
