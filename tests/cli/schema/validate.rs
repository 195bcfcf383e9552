//! As much of JSON Schema as our schemas use; a keyword that it does not know fails the test.
//!
//! Objects are closed here, though the published schema leaves them open for fields to come: a
//! field that the schema does not describe is a mistake of ours.

use serde_json::Value;

/// What is wrong with a value, each with its place.
pub fn problems(root: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Check { root }.value(root, value, "$", &mut found);
    found
}

struct Check<'s> {
    root: &'s Value,
}

impl Check<'_> {
    fn value(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            match keyword.as_str() {
                "$ref" => {
                    let pointer = rule.as_str().unwrap().trim_start_matches('#');
                    let target = self.root.pointer(pointer).expect("the reference is defined");
                    self.value(target, value, at, found);
                }
                "type" => self.kind(rule, value, at, found),
                "enum" if !rule.as_array().unwrap().contains(value) => {
                    found.push(format!("{at}: {value} is none of {rule}"));
                }
                "anyOf" | "oneOf" => self.one_of(keyword, rule, value, at, found),
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.value(rule, item, &format!("{at}[{index}]"), found);
                    }
                }
                "minItems"
                    if value
                        .as_array()
                        .is_some_and(|items| (items.len() as u64) < rule.as_u64().unwrap()) =>
                {
                    found.push(format!("{at}: too few items"));
                }
                "minimum"
                    if value.as_i64().is_some_and(|number| number < rule.as_i64().unwrap()) =>
                {
                    found.push(format!("{at}: {value} is less than {rule}"));
                }
                "properties" => self.properties(schema, value, at, found),
                "required" => {
                    for name in rule.as_array().unwrap() {
                        if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                            found.push(format!("{at}: {name} is missing"));
                        }
                    }
                }
                "additionalProperties" if rule.is_object() => {
                    for (name, part) in value.as_object().into_iter().flatten() {
                        self.value(rule, part, &format!("{at}.{name}"), found);
                    }
                }
                "$schema"
                | "$defs"
                | "title"
                | "description"
                | "examples"
                | "format"
                | "pattern"
                | "patternProperties"
                | "additionalProperties"
                | "enum"
                | "minItems"
                | "minimum"
                | "maximum" => {}
                other => panic!("the check does not know `{other}`"),
            }
        }
    }

    fn kind(&self, rule: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        // A whole number is a number.
        let fits = |one: &Value| one == kind || (one == "number" && kind == "integer");
        let allowed = match rule {
            Value::Array(kinds) => kinds.iter().any(fits),
            one => fits(one),
        };
        if !allowed {
            found.push(format!("{at}: {kind} where {rule} is described"));
        }
    }

    fn one_of(
        &self,
        keyword: &str,
        rule: &Value,
        value: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) {
        let fits = |schema: &Value| {
            let mut wrong = Vec::new();
            self.value(schema, value, at, &mut wrong);
            wrong.is_empty()
        };
        let count = rule.as_array().unwrap().iter().filter(|schema| fits(schema)).count();
        if count == 0 || (keyword == "oneOf" && count > 1) {
            found.push(format!("{at}: {count} of {keyword} fit {value}"));
        }
    }

    fn properties(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        for (name, part) in value.as_object().into_iter().flatten() {
            match schema["properties"].get(name) {
                Some(described) => self.value(described, part, &format!("{at}.{name}"), found),
                None if schema.get("patternProperties").is_some() => {}
                None => found.push(format!("{at}: `{name}` is not described")),
            }
        }
    }
}
