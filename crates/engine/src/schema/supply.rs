//! The schemas of what `supply` answers.

use super::{DIALECT, list, object, text};
use serde_json::{Value, json};

fn maybe(meaning: &str) -> Value {
    json!({ "type": ["string", "null"], "description": meaning })
}

fn number(meaning: &str) -> Value {
    json!({ "type": "number", "description": meaning })
}

fn maybe_number(meaning: &str) -> Value {
    json!({ "type": ["number", "null"], "description": meaning })
}

fn texts(meaning: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": meaning })
}

fn triage() -> Value {
    json!({ "enum": ["go", "ask", "licence", "stop"] })
}

fn ends(scale: &str) -> Value {
    let both = object(
        &[("at_least", number("what is certain")), ("at_most", number("what the unknown leaves"))],
        &[],
    );
    json!({ "anyOf": [both, { "type": "null" }], "description": scale })
}

fn titled(mut root: Value, title: &str, meaning: &str) -> Value {
    root["$schema"] = DIALECT.into();
    root["title"] = title.into();
    root["description"] = meaning.into();
    root
}

/// Of `supply exposure`.
pub(super) fn exposure() -> Value {
    let source = object(
        &[
            ("mineral", maybe("null = the part names none")),
            ("country", maybe("of origin; null = unknown")),
            ("stage", maybe("null = not given")),
            ("share", maybe_number("percent of the material; null = the whole is unknown")),
        ],
        &[],
    );
    let root = object(
        &[
            ("product", text("its number")),
            ("description", maybe("what it is")),
            ("site", maybe("where it is made")),
            ("site_country", maybe("the country of the site")),
            ("country", text("whose share was asked for")),
            ("by", json!({ "enum": ["value", "mass"] })),
            ("material", number("the whole material of one product")),
            ("unit", text("its currency, or `kg`")),
            ("share_at_least", maybe_number("percent made in the country, for certain")),
            ("share_at_most", maybe_number("percent, with everything of unknown origin")),
            ("sources", list(&source)),
            ("hhi", ends("concentration over countries of origin, 0 to 10000")),
            ("single_points", texts("bought parts with one current supplier and no alternative")),
            ("bought_parts", json!({ "type": "integer" })),
            ("unmeasured", texts("bought parts without a price, or a mass")),
            ("empty_assemblies", texts("assemblies into which nothing goes")),
        ],
        &[],
    );
    titled(
        root,
        "Exposure",
        "How much of a product's material comes from where. Fields may be added.",
    )
}

/// Of `supply what-if`.
pub(super) fn what_if() -> Value {
    let supplier = object(
        &[
            ("supplier", maybe("null = none is named")),
            ("country", maybe("where it ships from")),
            ("origin", maybe("where the part was made")),
            ("share", number("percent of the part")),
            ("verdict", triage()),
        ],
        &[],
    );
    let product = object(&[("product", text("its number")), ("verdict", triage())], &[]);
    let use_of = object(
        &[
            ("product", text("its number")),
            ("site", maybe("where it is made")),
            ("quantity", number("units of the part in one product")),
            ("need_per_month", maybe_number("units")),
            ("lost_per_month", maybe_number("units")),
        ],
        &[],
    );
    let site = object(
        &[
            ("site", maybe("its name")),
            ("on_hand", maybe_number("units that lie there")),
            ("need_per_month", maybe_number("units")),
            ("lost_per_month", maybe_number("units")),
            ("days_of_cover", maybe_number("from what lies there")),
            ("stops_on", maybe("from what lies there")),
        ],
        &[],
    );
    let alternative = object(
        &[
            ("supplier", text("its name")),
            ("country", maybe("where it ships from")),
            ("origin", maybe("where the part is made")),
            ("verdict", triage()),
            ("capacity", maybe_number("units a month")),
            ("covers", maybe_number("units a month given to this part")),
            ("lead_time_days", json!({ "type": ["integer", "null"] })),
            ("arrives_on", maybe("the first of them")),
            ("pool", maybe("the capacity that it shares")),
        ],
        &[],
    );
    let licence = object(
        &[
            ("arrives_on", text("the day of the licence")),
            ("lasts_until", maybe("the first day without stock until then")),
            ("gap_days", json!({ "type": ["integer", "null"] })),
        ],
        &[],
    );
    let root = object(
        &[
            ("part", text("its number")),
            ("description", maybe("what it is")),
            ("mineral", maybe("null = it names none")),
            ("stage", maybe("null = not given")),
            ("verdict", triage()),
            ("on", text("the day asked about")),
            ("because", texts("clauses, or rows of the scenario, that apply or may")),
            ("questions", texts("what to ask where the answer is open")),
            ("suppliers", list(&supplier)),
            ("products", list(&product)),
            ("uses", list(&use_of)),
            ("sites", list(&site)),
            ("need_per_month", maybe_number("units that all products need")),
            ("lost_per_month", maybe_number("units through ways that stop")),
            ("waiting_per_month", maybe_number("units through ways under licence")),
            ("on_hand", maybe_number("units at all sites; null = nobody counted")),
            ("days_of_cover", maybe_number("if nothing arrives")),
            ("stops_on", maybe("first day without stock if only the lost part is missing")),
            ("ends_on", maybe("first day on which no bar holds, as is known")),
            ("value_per_month", maybe_number("sales of the products that stop")),
            ("currency", maybe("of those sales")),
            ("alternatives", list(&alternative)),
            ("uncovered", maybe_number("units a month that nobody covers")),
            ("gap_days", json!({ "type": ["integer", "null"] })),
            ("assumed", texts("what was taken for granted")),
        ],
        &[
            ("scenario", text("the file of the scenario")),
            ("act", text("the act whose law was asked")),
            ("law", text("that law")),
            ("known_at", text("the moment whose knowledge was used, RFC 3339")),
            ("law_digest", text("SHA-256 of the law")),
            ("uncovered_at_most", maybe_number("units, if a capacity is unknown")),
            (
                "uncovered_at_least",
                number("units, if sharing capacities otherwise could leave less uncovered"),
            ),
            ("licence", licence),
        ],
    );
    titled(
        json!({ "anyOf": [root, stop()] }),
        "What if",
        "What a measure does to a bought part that is not `go`, or with `--per` to a product or a site \
         that lacks one. Fields may be added.",
    )
}

fn stop() -> Value {
    let part = object(
        &[
            ("part", text("its number")),
            ("verdict", triage()),
            ("stops_on", maybe("first day without it")),
        ],
        &[],
    );
    object(
        &[
            ("site", maybe("where it is made")),
            ("verdict", triage()),
            ("on", text("the day asked about")),
            ("stops_on", maybe("the first of its parts that stop")),
            ("value_per_month", maybe_number("sales of the products that stop here")),
            ("currency", maybe("of those sales")),
            ("products", texts("products that lack a part")),
            ("parts", list(&part)),
            ("assumed", texts("what was taken for granted")),
        ],
        &[
            ("product", text("its number")),
            ("scenario", text("the file of the scenario")),
            ("act", text("the act whose law was asked")),
            ("law", text("that law")),
            ("known_at", text("the moment whose knowledge was used, RFC 3339")),
            ("law_digest", text("SHA-256 of the law")),
        ],
    )
}

/// Of `supply concentration`.
pub(super) fn concentration() -> Value {
    let share = object(&[("country", text("as given")), ("share", number("percent"))], &[]);
    let stage = object(
        &[
            ("mineral", text("as given")),
            ("stage", text("as given")),
            ("year", text("as given")),
            ("hhi", ends("0 to 10000")),
            ("rest", number("percent of nobody who is named")),
            ("shares", list(&share)),
        ],
        &[],
    );
    let partner =
        object(&[("partner", maybe("null = unknown")), ("value", number("in the currency"))], &[]);
    let dependency = object(
        &[
            ("product", text("as given")),
            ("year", text("as given")),
            ("cdi1", ends("concentration of imports from outside, 0 to 1")),
            ("cdi2", maybe_number("imports from outside over all imports")),
            ("cdi3", maybe_number("imports from outside over all exports")),
            ("thresholds", list(&json!({ "type": "number" }))),
            ("dependent", json!({ "enum": ["yes", "no", "unknown"] })),
            ("currency", maybe("of the values")),
            ("partners", list(&partner)),
        ],
        &[],
    );
    titled(
        json!({ "anyOf": [stage, dependency] }),
        "Concentration",
        "A stage of a mineral, or the dependency on imports of a product. Fields may be added.",
    )
}
