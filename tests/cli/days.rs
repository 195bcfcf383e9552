//! Licences, imported lists and closed lines in what the record answers.

use crate::run::{Ran, root, run_at, scratch};
use crate::schema::problems;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn run(home: &Path, arguments: &[&str]) -> Ran {
    run_at(home, "A. Tester", arguments)
}

fn good(home: &Path, arguments: &[&str]) -> String {
    let ran = run(home, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    ran.out
}

fn file(home: &Path, name: &str, text: &str) -> String {
    let path = home.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn with_orders(name: &str) -> PathBuf {
    let home = scratch(name);
    good(&home, &["orders", "import", "--on", "2026-11-01", "samples/orders.jsonl"]);
    home
}

/// Lines of JSON, each as its schema says.
fn described(home: &Path, schema: &str, text: &str) -> Vec<Value> {
    let schema: Value = serde_json::from_str(&good(home, &["schema", schema])).unwrap();
    text.lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            let found = problems(&schema, &value);
            assert!(found.is_empty(), "{found:?} in {line}");
            value
        })
        .collect()
}

const LICENCE: &str = r#"{"id":"CN-2026-0042","law":"cn","form":"cn/single","since":"2026-01-05","last_day":"2026-11-20","activities":["export"],"from":["CN"],"to":["JP"],"parties":[{"role":"end-user","name":"Example Denki K.K.","country":"JP"}],"items":[{"codes":{"cn":["1C905.a"]},"quantity":"500 kg"}],"value":"90000 USD"}"#;

#[test]
fn impact_and_calendar_tell_the_licences() {
    let home = with_orders("days-licences");
    described(&home, "licence", LICENCE);
    let licence = file(&home, "licence.json", LICENCE);
    good(&home, &["licences", "import", &licence]);
    good(&home, &["licences", "assign", "SO-1001/20"]);

    let arguments = ["impact", "--act", "cn/2026-1", "--on", "2026-11-01", "--format", "json"];
    let lines = described(&home, "impact", &good(&home, &[&arguments[..], &["--why"]].concat()));
    let touched = &lines[0]["summary"]["licences"][0];
    assert_eq!(touched["id"], "CN-2026-0042");
    assert_eq!(touched["allowed"][0]["clauses"][0], "cn/2026-1#1");
    let third = &lines[0]["summary"]["third_country"][0];
    assert_eq!((&third["origin"], &third["from"]), (&"CN".into(), &"TH".into()));

    // An act without which the line would need no licence of China's.
    let arguments = ["impact", "--act", "cn/2025-18", "--on", "2026-11-01", "--format", "json"];
    let lines = described(&home, "impact", &good(&home, &arguments));
    assert_eq!(lines[0]["summary"]["licences"][0]["lines"][0], "SO-1001/20");

    let arguments =
        ["orders", "calendar", "--today", "2026-10-15", "--ahead", "60", "--format", "json"];
    let days = described(&home, "calendar", &good(&home, &arguments));
    let ends = days.iter().find(|day| day["day"] == "2026-11-21").expect("the licence ends");
    let licence = &ends["licences"][0];
    assert_eq!(licence["not_extended"]["only_if_before"][0], "SO-1001/20");
    assert_eq!(licence["extended"]["covered"], 1);
    assert_eq!(ends["if"], serde_json::json!({}));
    let text = good(&home, &arguments[..6]);
    assert!(text.contains("extended: 1 open line stays covered"), "{text}");
}

#[test]
fn imported_lists_are_in_the_record_and_in_its_log() {
    let home = with_orders("days-lists");
    let first = file(&home, "1.csv", "id,name,country\n1,Nobody At All GmbH,DE\n");
    good(&home, &["lists", "import", "--list", "own-blocks", &first]);
    let list = good(&home, &["orders", "list"]);
    assert!(list.contains("34 lines were decided under another law or other lists"), "{list}");
    let done = good(&home, &["orders", "decide", "--on", "2026-11-01", "--format", "json"]);
    let done: Value = serde_json::from_str(&done).unwrap();
    assert_eq!((&done["stale"], &done["decided"]), (&34.into(), &0.into()));

    let second = "id,name,country\n1,Nobody At All GmbH,DE\n2,Example Denki K.K.,JP\n";
    let second = file(&home, "2.csv", second);
    good(&home, &["lists", "import", "--list", "own-blocks", &second]);
    let done = good(&home, &["orders", "decide", "--on", "2026-11-01", "--format", "json"]);
    let done: Value = serde_json::from_str(&done).unwrap();
    let decided = done["decided"].as_u64().unwrap();
    assert!((1..34).contains(&decided), "{done}");
    good(&home, &["impact", "--list-change", "own-blocks"]);

    let replayed = good(&home, &["audit", "replay", "--all", "--format", "json"]);
    assert_eq!(replayed.lines().count(), 2, "{replayed}");
    assert!(replayed.lines().all(|line| line.contains("\"holds\":true")), "{replayed}");
    let log = good(&home, &["audit", "log", "--kind", "lists", "--format", "json"]);
    assert_eq!(log.lines().count(), 2, "{log}");
    let log = described(&home, "log-line", &good(&home, &["audit", "export"]));
    assert!(log.len() > 6);
    let proof = good(&home, &["audit", "prove", "--act", "2"]);
    described(&home, "log-proof", &proof);
}

#[test]
fn lines_are_closed_and_opened_again() {
    let home = with_orders("days-close");
    let closed = run(&home, &["orders", "close", "SO-1001/10", "SO-9"]);
    assert_eq!(closed.code, 1);
    assert!(closed.err.contains("holds no line `SO-9`"), "{}", closed.err);
    let table = file(&home, "gone.csv", "id\nSO-1001/20\n");
    good(&home, &["orders", "close", "--as", "cancelled", "--file", &table, "--note", "withdrawn"]);
    let list = good(&home, &["orders", "list"]);
    assert!(list.starts_with("32 open lines") && list.contains("2 closed lines"), "{list}");
    let list = good(&home, &["orders", "list", "--closed", "--format", "json"]);
    assert_eq!(list.lines().count(), 2);
    let shown = good(&home, &["orders", "show", "SO-1001/20"]);
    assert!(shown.contains("state     cancelled"), "{shown}");
    let impact = good(&home, &["impact", "--act", "cn/2026-1", "--on", "2026-11-01"]);
    assert!(impact.contains("of 32 open lines changed"), "{impact}");
    assert!(impact.contains("2 closed lines not looked at"), "{impact}");
    good(&home, &["orders", "reopen", "SO-1001/20"]);
    let other = std::fs::read_to_string(root().join("samples/orders.jsonl")).unwrap();
    let other = file(&home, "orders.jsonl", &other.replacen("120 kg", "130 kg", 1));
    let again = good(&home, &["orders", "import", "--on", "2026-11-01", &other]);
    assert!(again.contains("1 of these was closed, and open again"), "{again}");
    assert!(good(&home, &["orders", "list"]).starts_with("34 open lines"));
    let wrong = run(&home, &["orders", "close", "--file", &file(&home, "x.csv", "x\n1\n")]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("line 2: there is no `id`"), "{}", wrong.err);
}
