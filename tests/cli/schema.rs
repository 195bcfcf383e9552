//! The published schemas describe what really goes in and comes out.

pub mod validate;

use crate::run::{run, run_with};
use serde_json::Value;
pub use validate::problems;

fn schema(name: &str) -> Value {
    let ran = run(&["schema", name]);
    assert_eq!(ran.code, 0);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn real_decisions_are_as_described() {
    let schema = schema("decision");
    let mut seen = 0;
    for on in [
        "2023-12-01",
        "2025-10-20",
        "2026-01-05",
        "2026-01-06",
        "2026-02-25",
        "2026-08-10",
        "2026-11-21",
        "2026-12-01",
    ] {
        let ran = run(&[
            "decide",
            "--known-at",
            "2026-12-01",
            "--on",
            on,
            "--format",
            "json",
            "samples/orders.jsonl",
        ]);
        for line in ran.out.lines() {
            let decision: Value = serde_json::from_str(line).unwrap();
            let found = problems(&schema, &decision);
            assert!(found.is_empty(), "{on}: {}", found.join("\n"));
            seen += 1;
        }
    }
    assert_eq!(seen, 8 * 34);
}

#[test]
fn empty_transfers_are_as_described() {
    let ran = run_with(&["decide", "--on", "2026-01-06", "--format", "json", "-"], b"{}\n");
    let decision: Value = serde_json::from_str(&ran.out).unwrap();
    let found = problems(&schema("decision"), &decision);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(decision["triage"], "ask");
}

#[test]
fn errors_are_as_described() {
    let schema = schema("errors");
    let ran = run(&["decide", "--format", "json", "samples/broken.jsonl"]);
    let lines = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let errors: Vec<Value> = lines.filter(|line| line.get("errors").is_some()).collect();
    assert_eq!(errors.len(), 9);
    for error in errors {
        assert!(problems(&schema, &error).is_empty(), "{error}");
    }
}

#[test]
fn sample_orders_are_as_described() {
    let schema = schema("transfer");
    for line in include_str!("../../samples/orders.jsonl").lines() {
        let order: Value = serde_json::from_str(line).unwrap();
        let found = problems(&schema, &order);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn the_check_itself_finds_what_is_wrong() {
    let schema = schema("errors");
    for wrong in [
        r#"{"id": 7, "line": 1, "errors": [{"field": "", "message": "", "help": ""}]}"#,
        r#"{"id": null, "line": 0, "errors": [{"field": "", "message": "", "help": ""}]}"#,
        r#"{"id": null, "line": 1, "errors": []}"#,
        r#"{"id": null, "line": 1, "errors": [{"field": "", "message": ""}]}"#,
        r#"{"id": null, "line": 1}"#,
        r#"{"id": null, "line": 1, "errors": [{"field": "", "message": "", "help": ""}], "more": 1}"#,
    ] {
        assert!(!problems(&schema, &serde_json::from_str(wrong).unwrap()).is_empty(), "{wrong}");
    }
}

#[test]
fn the_vocabulary_has_every_set() {
    let schema = schema("vocabulary");
    for name in ["activity", "role", "party-tag", "use-tag", "policy", "obligation", "parameter"] {
        assert!(schema["$defs"].get(name).is_some(), "{name}");
    }
}

#[test]
fn classifications_are_what_the_schema_says() {
    let schema = schema("classify");
    let ran =
        run(&["classify", "--file", "samples/parts.csv", "--format", "json", "--on", "2026-11-21"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in ran.out.lines() {
        let answer: Value = serde_json::from_str(line).unwrap();
        let found = problems(&schema, &answer);
        assert!(found.is_empty(), "{found:?} in {line}");
    }
}
