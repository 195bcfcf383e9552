//! GoRules zen-engine: a decision table that collects the ids of its matching rows; each row is a
//! rule. The application applies the precedence.

use std::sync::Arc;

use futures_executor::block_on;
use rulebook::{
    Bench, Book, CODES, Codes, Fact, Field, Rule, Tx, code_name, decision, family_name,
    transactions,
};
use serde_json::{Map, Value, json};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, EvaluationOptions};

fn main() {
    let book = Book::seeded();
    let engine = DecisionEngine::default();
    let bench = Bench { book: &book, engine: "zen-engine", version: "2.1.6" };
    let txs = transactions(20_000, false);

    let whole = compiled(&engine, book.rules.iter());
    bench.known("whole-rulebook", &txs, |tx| decide(&book, &whole, tx, false));
    bench.known("whole-rulebook,traced", &txs[..500], |tx| decide(&book, &whole, tx, true));
    let slices: Vec<Decision> =
        (0..CODES).map(|code| compiled(&engine, book.of_code(code))).collect();
    bench.known("rules-of-the-code", &txs, |tx| {
        decide(&book, &slices[usize::from(tx.code)], tx, false)
    });
    // The trace is the explanation.
    bench.known("rules-of-the-code,traced", &txs[..5_000], |tx| {
        decide(&book, &slices[usize::from(tx.code)], tx, true)
    });
}

fn decide(book: &Book, table: &Decision, tx: &Tx, trace: bool) -> rulebook::Decision {
    let options = EvaluationOptions { trace, ..EvaluationOptions::default() };
    let response = block_on(table.evaluate_with_opts(input(tx).into(), options));
    let result = response.expect("the table evaluates").result.to_value();
    let rows = result.as_array().map_or(&[][..], Vec::as_slice);
    decision(rows.iter().map(|row| {
        let id = row["id"].as_f64().expect("a row gives its id");
        &book.rules[id as usize]
    }))
}

fn input(tx: &Tx) -> Value {
    let facts = tx.facts().map(|(name, fact)| {
        let value = match fact {
            Fact::Word(word) => Value::from(word),
            Fact::Number(number) => Value::from(number),
            Fact::Missing => Value::Null,
        };
        (name.to_owned(), value)
    });
    Value::Object(Map::from_iter(facts))
}

/// A table compiled and indexed.
fn compiled<'a>(engine: &DecisionEngine, rules: impl Iterator<Item = &'a Rule>) -> Decision {
    let mut table = engine.create_decision(Arc::new(table(rules))).expect("the table loads");
    table.compile();
    table
}

fn table<'a>(rules: impl Iterator<Item = &'a Rule>) -> DecisionContent {
    let column = |id: &str, field: &str| json!({ "id": id, "name": id, "field": field });
    let mut columns: Vec<Value> =
        ["code", "family", "day", "content"].map(|name| column(name, name)).into();
    columns.push(column("suspended", "day"));
    columns.extend(Field::ALL.map(|field| column(field.name(), field.name())));
    let table = json!({
        "hitPolicy": "collect",
        "inputs": columns,
        "outputs": [column("id", "id")],
        "rules": rules.map(row).collect::<Vec<_>>(),
    });
    let content = json!({
        "nodes": [
            { "id": "in", "name": "in", "type": "inputNode",
              "content": { "schema": schema().to_string() } },
            { "id": "rules", "name": "rules", "type": "decisionTableNode", "content": table },
            { "id": "out", "name": "out", "type": "outputNode", "content": {} },
        ],
        "edges": [
            { "id": "1", "sourceId": "in", "targetId": "rules" },
            { "id": "2", "sourceId": "rules", "targetId": "out" },
        ],
    });
    serde_json::from_value(content).expect("the table is well formed")
}

/// The types and words of the input: what the engine builds its indices from.
fn schema() -> Value {
    let mut properties = json!({
        "day": { "type": "number" },
        "code": { "type": "string" },
        "family": { "type": "string" },
        "content": { "type": "number" },
    });
    for field in Field::ALL {
        properties[field.name()] = json!({ "type": "string", "enum": field.words() });
    }
    let required: Vec<_> = properties.as_object().expect("an object").keys().cloned().collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// A row; an empty cell lets everything through.
fn row(rule: &Rule) -> Value {
    let mut row = json!({
        "_id": rule.id.to_string(),
        "id": rule.id.to_string(),
        "cite": format!("{:?}", rule.cite),
        "day": format!("[{}..{})", rule.since, rule.until),
    });
    match rule.codes {
        Codes::One(code) => row["code"] = format!("{:?}", code_name(code)).into(),
        Codes::Family(family) => row["family"] = format!("{:?}", family_name(family)).into(),
        Codes::All => {}
    }
    if let Some((since, until)) = rule.suspended {
        row["suspended"] = format!("< {since} or >= {until}").into();
    }
    for (field, words) in rule.tests() {
        row[field.name()] = format!("\"{}\"", words.join("\", \"")).into();
    }
    if let Some(bound) = rule.content_over {
        row["content"] = format!("> {bound}").into();
    }
    row
}
