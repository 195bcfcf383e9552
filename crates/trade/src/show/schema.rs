//! The JSON Schema of an answer.

use serde_json::{Map, Value, json};

/// The schema (draft 2020-12) of what [`super::json::write`] writes, indented.
#[must_use]
pub fn schema() -> String {
    let mut root = object(
        &[
            ("series", reference("series")),
            ("points", list(&reference("point"))),
            ("latest", nullable(&reference("latest"))),
        ],
        &[("mirror", reference("mirror")), ("visibility", reference("visibility"))],
    );
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    root["title"] = "Trade".into();
    root["description"] = "What customs statistics say of one series, as of a day. Figures are decimal texts in the unit \
        of the series. Fields may be added; none of these changes its meaning."
        .into();
    root["$defs"] = json!({
        "day": { "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        "period": { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2})?$", "description": "`2025-11`, or `2023` of yearly data" },
        "figure": { "type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$" },
        "series": series(),
        "point": point(),
        "latest": latest(),
        "mirror": mirror(),
        "visibility": visibility(),
        "numbers": numbers(),
    });
    format!("{root:#}")
}

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

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn nullable(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

fn count(meaning: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": meaning })
}

fn truth(meaning: &str) -> Value {
    json!({ "type": "boolean", "description": meaning })
}

fn figure() -> Value {
    nullable(&reference("figure"))
}

fn series() -> Value {
    let codes = list(&json!({ "type": "string", "pattern": "^[0-9]{2,12}$" }));
    let at = object(
        &[
            ("period", reference("period")),
            ("from", codes.clone()),
            ("to", codes.clone()),
            (
                "comparable",
                truth("whether the codes after it hold exactly what those before it held"),
            ),
        ],
        &[],
    );
    object(
        &[
            ("reporter", text("ISO 3166-1 alpha-2, `EU`, or the source's code if it is not known")),
            ("partner", text("as `reporter`, or `world`")),
            ("flow", json!({ "enum": ["export", "import", "re-export", "re-import"] })),
            ("product", json!({ "type": ["string", "null"] })),
            ("hs", codes.clone()),
            ("unit", text("`t` for masses, a currency, or the source's unit")),
            ("frequency", json!({ "enum": ["month", "year"] })),
        ],
        &[("absent", codes), ("breaks", list(&at))],
    )
}

fn point() -> Value {
    let revised = object(&[("released_on", reference("day")), ("value", reference("figure"))], &[]);
    let states = json!({ "enum": ["published", "provisional", "zero", "suppressed", "estimated", "missing", "not-published"] });
    object(
        &[
            ("period", reference("period")),
            ("value", figure()),
            ("state", states),
            ("released_on", nullable(&reference("day"))),
        ],
        &[("at_least", reference("figure")), ("revised", list(&revised))],
    )
}

fn latest() -> Value {
    object(
        &[
            ("period", reference("period")),
            ("mom_pct", figure()),
            ("yoy_pct", figure()),
            ("ytd", figure()),
            ("rank_in_year", json!({ "type": ["integer", "null"], "minimum": 1 })),
            ("rank", count("its place among all figures, 1 = the highest")),
            ("of", count("how many figures there are")),
            ("highest_since", nullable(&reference("period"))),
            ("lowest_since", nullable(&reference("period"))),
        ],
        &[],
    )
}

fn mirror() -> Value {
    object(
        &[
            ("reporter", text("the other side")),
            ("from", reference("period")),
            ("to", reference("period")),
            ("here", reference("figure")),
            ("there", reference("figure")),
            ("ratio", figure()),
        ],
        &[],
    )
}

fn visibility() -> Value {
    let verdicts = json!({ "enum": ["cannot-be-seen-yet", "no-change", "fell", "front-loaded", "rerouted", "not-enough-data"] });
    object(
        &[
            ("measure", text("an act, a clause or a day")),
            ("effective", reference("day")),
            ("first_period", reference("period")),
            ("first_release", nullable(&reference("day"))),
            (
                "first_release_presumed",
                truth("the calendar of that year was carried over from another"),
            ),
            ("published_after", count("periods from `first_period` on that have a figure")),
            ("verdict", verdicts),
            ("why", text("one sentence with the figures")),
            ("numbers", reference("numbers")),
        ],
        &[],
    )
}

fn numbers() -> Value {
    let shift = object(
        &[
            ("period", reference("period")),
            ("from", reference("figure")),
            ("to", reference("figure")),
        ],
        &[],
    );
    object(
        &[
            ("period", nullable(&reference("period"))),
            ("expected", figure()),
            ("low", figure()),
            ("high", figure()),
            ("window_pct", figure()),
            ("months_before", count("figures to learn from")),
            ("seasonal", truth("the year has a shape that foretells months")),
            ("trend_pct", figure()),
            ("shifts", list(&shift)),
            ("below", list(&reference("period"))),
            ("surge", list(&reference("period"))),
            ("via", list(&text("a third country"))),
        ],
        &[],
    )
}
