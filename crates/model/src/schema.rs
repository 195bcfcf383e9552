//! The published JSON Schema of a transfer, made from the same tables that reading uses.

use serde_json::{Map, Value, json};

use crate::country::Country;
use crate::read::{
    BOM_LINE, BOM_ROW, CONTENT, END_USE, EVIDENCE, FACILITY, ITEM, KNOWLEDGE, LISTING, MAKING,
    OWNER,
};
use crate::read::{Field, Kind, Object, PARTY, RATE, RELATED, TRANSFER};
use crate::vocabulary::{Law, PARAMETERS, SCHEMES, TagPlace};

/// Every object but the transfer itself, which is the root.
const OBJECTS: [&Object; 12] = [
    &ITEM, &CONTENT, &MAKING, &PARTY, &OWNER, &RELATED, &LISTING, &END_USE, &FACILITY, &KNOWLEDGE,
    &EVIDENCE, &RATE,
];

/// JSON Schema (draft 2020-12) of one transfer.
///
/// Reading is stricter where a schema cannot follow: contradicting tags, ends of ranges, days that
/// no calendar has, and the dimension of a quantity.
#[must_use]
pub fn transfer_schema() -> String {
    let mut schema = object(&TRANSFER);
    let mut definitions: Map<String, Value> =
        OBJECTS.iter().map(|o| (o.id.to_owned(), object(o))).collect();
    definitions.extend(shared());
    if let Value::Object(root) = &mut schema {
        root.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        root.insert("title".into(), "Transfer".into());
        root.insert(
            "description".into(),
            "One line of business to judge. An absent field, or null, is unknown; an empty list \
             means: looked, there is none."
                .into(),
        );
        root.insert("$defs".into(), Value::Object(definitions));
    }
    format!("{schema:#}")
}

/// JSON Schema (draft 2020-12) of one product with its bill of materials: a transfer, whose content
/// may stand flat in `parts`. The columns of a table are listed under `$defs`, as `bom-row`.
#[must_use]
pub fn bom_schema() -> String {
    let mut schema: Value = serde_json::from_str(&transfer_schema()).unwrap_or_default();
    schema["title"] = "Bill of materials".into();
    schema["description"] =
        "A product: a transfer whose item has nested `content`, or flat lines in \
         `parts`. A part is described once and may go into several others; a line without `parent` \
         goes into the product. In a table (CSV) the fields of `bom-row` are columns, `codes.us` \
         and `parameters.purity` among them."
            .into();
    let parts = json!({
        "anyOf": [{ "type": "array", "items": { "$ref": "#/$defs/bom-line" } }, { "type": "null" }],
        "description": "its bill of materials as flat lines, instead of `item.content`",
    });
    schema["properties"]["parts"] = parts;
    for one in [&BOM_LINE, &BOM_ROW] {
        schema["$defs"][one.id] = object(one);
    }
    format!("{schema:#}")
}

fn object(object: &Object) -> Value {
    let fields = object.fields.iter();
    let properties: Map<String, Value> =
        fields.map(|field| (field.name.to_owned(), described(field, object))).collect();
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !object.required.is_empty() {
        schema["required"] = json!(object.required);
    }
    schema
}

fn described(field: &Field, object: &Object) -> Value {
    let mut schema = kind(field.kind);
    if !object.required.contains(&field.name) {
        schema = json!({ "anyOf": [schema, { "type": "null" }] });
    }
    schema["description"] = field.meaning.into();
    schema
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::TextList => list(json!({ "type": "string", "pattern": "\\S" })),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::WordList(words) => list(json!({ "enum": words })),
        Kind::NoticeList => list(json!({ "enum": notices() })),
        Kind::Tags(place, with_knowledge) => list(json!({ "enum": tags(place, with_knowledge) })),
        Kind::Day => json!({ "type": "string", "format": "date", "pattern": DAY }),
        Kind::Place => reference("place"),
        Kind::CountryList => list(reference("country")),
        Kind::Hs => json!({ "type": "string", "pattern": "^[0-9]{6,10}$" }),
        Kind::Codes => reference("codes"),
        Kind::Parameters => reference("parameters"),
        Kind::Quantity => json!({ "type": "string", "examples": ["120 kg", "4 pcs"] }),
        Kind::Money => json!({ "type": "string", "pattern": MONEY, "examples": ["18000 USD"] }),
        Kind::Share => json!({ "type": "string", "examples": ["60 %", "between 10 % and 30 %"] }),
        Kind::Decimal => json!({ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$" }),
        Kind::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
        Kind::Act => json!({ "type": "string", "pattern": "^[a-z]{2}/[0-9A-Za-z.-]+$" }),
        Kind::Object(inner) => reference(inner.id),
        Kind::List(inner) => list(reference(inner.id)),
    }
}

const DAY: &str = "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$";
const MONEY: &str = "^\\s*[0-9]+(\\.[0-9]+)?\\s*[A-Z]{3}\\s*$";

fn list(items: impl Into<Value>) -> Value {
    let items = items.into();
    json!({ "type": "array", "items": items })
}

fn reference(id: &str) -> Value {
    match id {
        "transfer" => json!({ "$ref": "#" }),
        id => json!({ "$ref": format!("#/$defs/{id}") }),
    }
}

fn tags(place: TagPlace, with_knowledge: bool) -> Vec<&'static str> {
    let tags = place.tags().filter(|tag| with_knowledge || !tag.is_knowledge_only());
    tags.map(|tag| tag.as_str()).collect()
}

fn notices() -> Vec<String> {
    let words = TagPlace::Use.words();
    Law::WORDS.iter().flat_map(|law| words.iter().map(move |tag| format!("{law}/{tag}"))).collect()
}

/// Definitions that no single object owns.
fn shared() -> Vec<(String, Value)> {
    let countries: Vec<&str> = Country::all().map(Country::as_str).collect();
    let codes: Map<String, Value> = SCHEMES.iter().map(|s| ((*s).into(), code(s))).collect();
    let parameters: Map<String, Value> = PARAMETERS
        .iter()
        .map(|(name, unit)| ((*name).into(), amount(&format!("amount or range, in {unit}"))))
        .collect();
    vec![
        ("country".into(), json!({ "enum": countries })),
        (
            "place".into(),
            json!({
                "type": "string",
                "pattern": "^[A-Z]{2}( or [A-Z]{2})*$",
                "description": "an ISO 3166-1 code, or several with `or` between them",
            }),
        ),
        (
            "codes".into(),
            json!({ "type": "object", "properties": codes, "additionalProperties": false }),
        ),
        (
            "parameters".into(),
            json!({
                "type": "object",
                "properties": parameters,
                "patternProperties": { "^[a-z]+(_[a-z]+)*_mass_share$": amount("mass share, in %") },
                "additionalProperties": false,
            }),
        ),
    ]
}

fn code(scheme: &str) -> Value {
    let meaning = match scheme {
        "us" => "ECCN with its paragraph, or EAR99",
        _ => "code under this scheme; `none`: classified, not listed",
    };
    json!({ "type": ["string", "null"], "description": meaning })
}

fn amount(meaning: &str) -> Value {
    json!({ "type": ["string", "null"], "description": meaning })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_json_with_every_reference_defined() {
        let schema: Value = serde_json::from_str(&transfer_schema()).unwrap();
        let mut pending = vec![&schema];
        let mut references = 0;
        while let Some(value) = pending.pop() {
            match value {
                Value::Object(fields) => {
                    if let Some(Value::String(target)) = fields.get("$ref") {
                        let pointer = target.trim_start_matches('#');
                        assert!(schema.pointer(pointer).is_some(), "{target}");
                        references += 1;
                    }
                    pending.extend(fields.values());
                }
                Value::Array(values) => pending.extend(values),
                _ => {}
            }
        }
        assert!(references > 20);
        assert_eq!(schema["properties"]["activity"]["anyOf"][0]["enum"][1], "reexport");
        assert_eq!(schema["$defs"]["party"]["required"][0], "role");
    }
}
