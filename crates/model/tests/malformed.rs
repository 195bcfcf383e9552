//! A thousand malformed transfers, made from a good one: each is answered, none panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use std::collections::BTreeMap;

use navicert_model::read::{Format, parse_transfer, read_all};
use serde_json::{Value, json};

const TYPICAL: &str = include_str!("data/typical.json");

/// A small generator, so that the same inputs are made on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// JSON pointers of every value in the tree.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                found.push(format!("{at}/{key}"));
                pointers(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                found.push(format!("{at}/{index}"));
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Is any text right here?
fn is_free(pointer: &str) -> bool {
    let free = ["id", "part", "description", "name", "text", "ref", "shipped_on"];
    let last = pointer.rsplit('/').next().unwrap_or("");
    free.contains(&last) || pointer.starts_with("/licences/") || pointer.contains("/for/")
}

/// One malformed text, with the name of how it was made.
fn malformed(kind: usize, random: &mut Random) -> Option<(&'static str, String)> {
    let good: Value = serde_json::from_str(TYPICAL).unwrap();
    let mut places = Vec::new();
    pointers(&good, "", &mut places);
    let pointer = places[random.below(places.len())].clone();
    let mut bad = good.clone();
    let target = bad.pointer_mut(&pointer).unwrap();
    let name = match kind {
        0 => {
            *target = json!(random.below(10_000));
            "a number"
        }
        1 => {
            *target = json!(random.below(2) == 0);
            "a truth value"
        }
        2 => {
            *target = if target.is_array() { json!({}) } else { json!([[1]]) };
            "another container"
        }
        3 | 4 => {
            if is_free(&pointer) || target.as_str().is_none_or(str::is_empty) {
                return None;
            }
            let word = target.as_str().unwrap().to_owned();
            let wrong =
                [format!("{word}x!"), format!("?{word}"), word.to_lowercase() + "é", " ".into()];
            *target = json!(wrong[random.below(wrong.len())]);
            "a wrong word"
        }
        5 => {
            let days =
                ["2026-13-01", "2026-02-30", "06.01.2026", "2026-1-6", "tomorrow", "0000-00-00"];
            bad["on"] = json!(days[random.below(days.len())]);
            "a bad day"
        }
        6 => {
            let amounts =
                ["1,000 kg", "1e3 kg", "$5", "5", "5 foo", "-1 USD", "", "kg 5", "1 000 USD"];
            bad["item"]["value"] = json!(amounts[random.below(amounts.len())]);
            "a bad amount"
        }
        7 => {
            let key = format!("field_{}", random.below(1_000));
            bad.pointer_mut(&pointer)?.as_object_mut()?.insert(key, json!(1));
            "an unknown field"
        }
        8 => {
            let text = good.to_string();
            let mut end = 1 + random.below(text.len() - 1);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            return Some(("cut off", text[..end].to_owned()));
        }
        9 => {
            let text = good.to_string();
            let key = ["id", "item", "to", "parties", "on"][random.below(5)];
            return Some(("a duplicate", format!("{{\"{key}\":null,{}", &text[1..])));
        }
        10 => {
            let text = good.to_string();
            let marks: Vec<_> = text.match_indices(['{', '}', '[', ']', ':']).collect();
            let (at, _) = marks[random.below(marks.len())];
            return Some(("a bracket lost", format!("{}{}", &text[..at], &text[at + 1..])));
        }
        _ => {
            bad["end_use"]["is"] = json!(["nuclear"]);
            let no = ["wmd", "concern", "nuclear"][random.below(3)];
            bad["end_use"]["is_not"] = json!([no]);
            "a contradiction"
        }
    };
    Some((name, bad.to_string()))
}

#[test]
fn a_thousand_malformed_transfers_are_answered() {
    assert!(parse_transfer(TYPICAL).is_ok());
    let (mut random, mut made, mut kinds) = (Random(7), 0, BTreeMap::new());
    while made < 1_000 {
        let kind = random.below(12);
        let Some((name, text)) = malformed(kind, &mut random) else { continue };
        let Err(errors) = parse_transfer(&text) else { panic!("{name} was read: {text}") };
        assert!(!errors.is_empty());
        for error in &errors {
            assert!(!error.message.is_empty() && !error.help.is_empty(), "{name}: {error:?}");
            assert!(!error.message.ends_with('.') && !error.help.ends_with('.'), "{error:?}");
            let first = error.message.chars().next().unwrap();
            assert!(!first.is_uppercase(), "{error:?}");
        }
        let lines: Vec<_> = read_all(&text, Format::JsonLines).collect();
        assert_eq!(lines[0].result.as_ref().err(), Some(&errors));
        made += 1;
        *kinds.entry(name).or_insert(0) += 1;
    }
    assert_eq!(kinds.len(), 11, "{kinds:?}");
}
