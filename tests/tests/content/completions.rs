//! Ranges beside the completions of what is unknown, tried one by one.

use super::{CEILINGS, ask, engine, options, product};
use navicert_engine::Engine;
use navicert_model::read::Format;
use navicert_tests::harness::config;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// What counts depends on the line and on where the product leaves.
const TWISTED: &str = r#"
define us/counts
  any of
    all of
      origin in US
      item is listed in us/ns
    all of
      origin in US
      code us under EAR99
      from in KR
    all of
      origin in JP
      code us under EAR99
      not from in KR

clause 3 "Twisted"
  cite  "3"
  since 2020-01-01
  reach to in FR
  when  content > 25 % where holds us/counts
  then  licence
"#;

static BOTH: LazyLock<Engine> = LazyLock::new(|| engine(&format!("{CEILINGS}\n{TWISTED}")));

#[derive(Clone, Debug)]
struct Part {
    parent: usize,
    origin: Option<&'static str>,
    code: Option<&'static str>,
    value: Option<u32>,
}

const WHOLE: u32 = 12;
const ORIGINS: [&str; 3] = ["US", "JP", "VN"];
const CODES: [&str; 3] = ["3A001", "EAR99", "9A991"];

fn part(index: usize) -> impl Strategy<Value = Part> {
    let origin =
        prop_oneof![2 => Just(None), 3 => prop::sample::select(&ORIGINS[..]).prop_map(Some)];
    let code = prop_oneof![1 => Just(None), 3 => prop::sample::select(&CODES[..]).prop_map(Some)];
    let value = prop_oneof![1 => Just(None), 3 => (0..8_u32).prop_map(Some)];
    (0..=index, origin, code, value).prop_map(|(parent, origin, code, value)| Part {
        parent,
        origin,
        code,
        value,
    })
}

/// Parts 1 to 4; part 0 is the product.
fn parts() -> impl Strategy<Value = Vec<Part>> {
    (part(0), part(1), part(2), part(3), 1..=4_usize).prop_map(|(a, b, c, d, count)| {
        let mut parts = vec![a, b, c, d];
        parts.truncate(count);
        parts
    })
}

/// Every completion's counted value.
fn completions(parts: &[Part], from: &[&str]) -> Vec<u32> {
    let mut found = Vec::new();
    for from in from {
        let options: Vec<Vec<(bool, u32)>> = parts.iter().map(|part| ways(part, from)).collect();
        let mut chosen = Vec::new();
        walk(parts, &options, &mut chosen, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The ways in which a part may come out: whether it counts, and its value.
fn ways(part: &Part, from: &str) -> Vec<(bool, u32)> {
    let origins = part.origin.map_or(ORIGINS.to_vec(), |one| vec![one]);
    let codes = part.code.map_or(CODES.to_vec(), |one| vec![one]);
    let values: Vec<u32> = part.value.map_or((0..=WHOLE).collect(), |one| vec![one]);
    let mut meets: Vec<bool> = Vec::new();
    for origin in &origins {
        for code in &codes {
            meets.push(match (*origin, *code) {
                ("US", "3A001") => true,
                ("US", "EAR99") => from == "KR",
                ("JP", "EAR99") => from != "KR",
                _ => false,
            });
        }
    }
    meets.sort_unstable();
    meets.dedup();
    meets.iter().flat_map(|&meets| values.iter().map(move |&value| (meets, value))).collect()
}

fn walk(
    parts: &[Part],
    options: &[Vec<(bool, u32)>],
    chosen: &mut Vec<(bool, u32)>,
    found: &mut Vec<u32>,
) {
    let at = chosen.len();
    if at == parts.len() {
        let value = |index: usize| if index == 0 { WHOLE } else { chosen[index - 1].1 };
        let inside = |parent: usize| -> u32 {
            (1..=parts.len()).filter(|&one| parts[one - 1].parent == parent).map(value).sum()
        };
        if (0..=parts.len()).all(|index| inside(index) <= value(index)) {
            found.push(counted(parts, chosen, 0));
        }
        return;
    }
    for &one in &options[at] {
        chosen.push(one);
        walk(parts, options, chosen, found);
        chosen.pop();
    }
}

fn counted(parts: &[Part], chosen: &[(bool, u32)], parent: usize) -> u32 {
    let children = (1..=parts.len()).filter(|&one| parts[one - 1].parent == parent);
    children
        .map(|one| match chosen[one - 1] {
            (true, value) => value,
            (false, _) => counted(parts, chosen, one),
        })
        .sum()
}

fn tree(parts: &[Part], index: usize) -> Value {
    let children: Vec<Value> = (1..=parts.len())
        .filter(|&one| parts[one - 1].parent == index)
        .map(|one| {
            let part = &parts[one - 1];
            let mut line = json!({ "part": format!("P{one}"), "content": tree(parts, one) });
            if let Some(origin) = part.origin {
                line["origin"] = origin.into();
            }
            if let Some(code) = part.code {
                line["codes"] = json!({ "us": code });
            }
            if let Some(value) = part.value {
                line["value"] = format!("{value} USD").into();
            }
            line
        })
        .collect();
    children.into()
}

fn percent(text: &Value) -> Decimal {
    text.as_str().unwrap().trim_end_matches(" %").parse().unwrap()
}

proptest! {
    #![proptest_config(config(256))]

    /// The range is exactly what the completions span, and the result what they agree on.
    #[test]
    fn a_range_is_what_its_completions_span(parts in parts(), open in any::<bool>()) {
        prop_assume!(parts.iter().filter(|part| part.value.is_none()).count() <= 2);
        let from = if open { "JP or KR" } else { "KR" };
        let ways: &[&str] = if open { &["JP", "KR"] } else { &["KR"] };
        let mut product = product("EAR99", &format!("{WHOLE} USD"), &tree(&parts, 0));
        product["from"] = from.into();
        let answers = ask(&BOTH, options("2026-01-01", "2026-12-31"), "FR", &product.to_string(), Format::Json);
        let found = completions(&parts, ways);
        let Some((least, most)) = found.first().zip(found.last()) else {
            prop_assert!(answers[0].get("errors").is_some(), "{}", answers[0]);
            return Ok(());
        };
        let tests = answers[0]["laws"]["us"]["tests"].as_array().unwrap();
        let test = tests.iter().find(|test| test["clauses"][0]["clause"] == "us/ear#3").unwrap();
        let share = |counted: &u32| {
            (Decimal::from(*counted * 100) / Decimal::from(WHOLE)).round_dp(4).normalize()
        };
        prop_assert_eq!(percent(&test["share_at_least"]), share(least), "{}", product);
        prop_assert_eq!(percent(&test["share_at_most"]), share(most), "{}", product);
        let crosses = |counted: &u32| counted * 4 > WHOLE;
        let expected = match (found.iter().all(crosses), found.iter().any(crosses)) {
            (true, _) => "yes",
            (_, false) => "no",
            _ => "unknown",
        };
        prop_assert_eq!(test["result"].as_str().unwrap(), expected, "{}", product);
    }
}
