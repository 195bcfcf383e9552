//! Shares of content: by hand, by brute force over completions, and for bills of any depth.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

#[path = "content/completions.rs"]
mod completions;

use navicert_engine::content::{Asker, Way, json};
use navicert_engine::{Engine, Options, embedded_law};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::read::{Format, read_bom};
use navicert_rules::law::SourceFile;
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::LazyLock;

/// A law of ceilings: 10 % for one group, 25 % for all, nothing at all for one kind of item; what
/// counts needs a licence to the destination itself.
const CEILINGS: &str = r#"
law us "United States"

group us/E:1 "Embargo"
  members IR, KP

group us/chart:NS "Security"
  members CN, IR, DE

list us/ns "Items"
  scheme us

list us/rest "Classified and of no concern"
  scheme us

act us/ear "Regulations"
  issuer    "Bureau"
  published 2020-01-01
  source    https://example.org/ear
  basis     official-text

define us/controlled
  origin in US
  any of
    to in us/E:1
    all of
      to in us/chart:NS
      item is listed in us/ns

define us/de-minimis
  any of
    all of
      to in us/E:1
      content > 10 % where holds us/controlled
    content > 25 % where holds us/controlled

clause 1 "Above the ceiling"
  cite  "1"
  since 2020-01-01
  reach not origin in US
  when  holds us/de-minimis
  then  licence

clause 2 "Tools with any chip"
  cite  "2"
  since 2020-01-01
  reach not origin in US
  when
    code us under 3B993
    to in CN
    content > 0 % where
      origin in US
      code us under 3A001
  then  prohibited
  ask   item.content "Does the tool hold a chip?" of manufacturer

entries us/ns by 1
  entry 3A001 "Chips"
  entry 3B993 "Tools"

entries us/rest by 1
  entry 9A991 "Parts"
  entry EAR99 "The rest"
"#;

static US: LazyLock<Engine> = LazyLock::new(|| engine(CEILINGS));
static CN: LazyLock<Engine> = LazyLock::new(|| Engine::new(&embedded_law()).unwrap());

fn engine(text: &str) -> Engine {
    let file = SourceFile { name: "us.law".to_owned(), text: text.to_owned() };
    match Engine::new(&[file]) {
        Ok(engine) => engine,
        Err(error) => panic!("{error:?}"),
    }
}

fn options(on: &str, known: &str) -> Options {
    let day = |text| Day::parse(text).unwrap();
    Options {
        on: day(on),
        known_at: format!("{known}T00:00:00Z"),
        known_day: day(known),
        assume: Vec::new(),
    }
}

fn ask(engine: &Engine, options: Options, to: &str, text: &str, format: Format) -> Vec<Value> {
    let way = Way { to: Country::parse(to).unwrap(), from: None, rates: Vec::new() };
    let tail = json::Tail::new(engine, &options);
    let mut asker = Asker::new(engine, options, way).unwrap();
    let answers = read_bom(text, format).into_iter().map(|entry| {
        let mut out = String::new();
        let asked = entry.result.and_then(|product| {
            asker.ask(&product, |answer| json::write(&mut out, answer, &tail, true))
        });
        if let Err(errors) = asked {
            json::write_errors(&mut out, entry.id.as_deref(), entry.line, &errors);
        }
        serde_json::from_str(&out).unwrap()
    });
    answers.collect()
}

fn us(to: &str, text: &str, format: Format) -> Vec<Value> {
    ask(&US, options("2026-01-01", "2026-12-31"), to, text, format)
}

/// The answer of the one law to a product of JSON.
fn one(to: &str, product: &Value) -> Value {
    let answers = us(to, &product.to_string(), Format::Json);
    assert_eq!(answers.len(), 1);
    match answers[0].get("errors") {
        Some(errors) => json!({ "errors": errors }),
        None => answers[0]["laws"]["us"].clone(),
    }
}

fn product(code: &str, value: &str, content: &Value) -> Value {
    json!({ "id": "P", "item": { "kind": "goods", "origin": "DE", "codes": { "us": code },
            "value": value, "content": content } })
}

/// Result, both ends, threshold and direction.
fn told(law: &Value) -> String {
    let text = |name: &str| law[name].as_str().unwrap_or("-").to_owned();
    format!(
        "{} {}..{} {} {}",
        text("result"),
        text("share_at_least"),
        text("share_at_most"),
        text("direction"),
        text("threshold")
    )
}

#[test]
fn ceilings_by_hand() {
    let chip =
        |value: &str| json!([{ "origin": "US", "codes": { "us": "3A001.a" }, "value": value }]);
    let screw = json!([{ "origin": "US", "codes": { "us": "EAR99" }, "value": "15 USD" }]);
    for (to, code, content, expected) in [
        ("CN", "3A001", chip("25 USD"), "no 25 %..25 % ceiling 25 %"),
        (
            "CN",
            "3A001",
            chip("25.0000000001 USD"),
            "yes 25.0000000001 %..25.0000000001 % ceiling 25 %",
        ),
        ("CN", "3A001", chip("12.4 USD"), "no 12.4 %..12.4 % ceiling 25 %"),
        ("JP", "3A001", chip("90 USD"), "no 0 %..0 % ceiling 25 %"),
        ("IR", "3A001", chip("10 USD"), "no 10 %..10 % ceiling 10 %"),
        ("IR", "3A001", screw.clone(), "yes 15 %..15 % ceiling 10 %"),
        ("CN", "3A001", screw, "no 0 %..0 % ceiling 25 %"),
        ("CN", "3B993.f.1", chip("0.01 USD"), "yes 0.01 %..0.01 % ceiling 0 %"),
        ("DE", "3B993.f.1", chip("0.01 USD"), "no 0.01 %..0.01 % ceiling 25 %"),
        ("CN", "3B993", json!([]), "no 0 %..0 % ceiling 0 %"),
        ("CN", "3A001", json!(null), "unknown 0 %..100 % ceiling 25 %"),
    ] {
        let answer = one(to, &product(code, "100 USD", &content));
        assert_eq!(told(&answer), expected, "{to} {code} {content}");
    }
}

#[test]
fn unknown_facts_are_ranges_and_questions() {
    let line = |facts: Value| {
        let mut line =
            json!({ "part": "C", "origin": "US", "codes": { "us": "3A001" }, "value": "30 USD" });
        for (key, value) in facts.as_object().unwrap() {
            line[key] = value.clone();
        }
        product("3A001", "100 USD", &json!([line]))
    };
    for (facts, expected, field) in [
        (json!({ "origin": null }), "unknown 0 %..30 % ceiling 25 %", "origin"),
        (json!({ "origin": "JP or US" }), "unknown 0 %..30 % ceiling 25 %", "origin"),
        (json!({ "codes": {} }), "unknown 0 %..30 % ceiling 25 %", "codes.us"),
        (json!({ "value": null }), "unknown 0 %..100 % ceiling 25 %", "value"),
        (
            json!({ "share": "between 20 % and 40 %", "value": null }),
            "unknown 20 %..40 % ceiling 25 %",
            "",
        ),
        (json!({ "origin": null, "value": "20 USD" }), "no 0 %..20 % ceiling 25 %", ""),
    ] {
        let answer = one("CN", &line(facts.clone()));
        assert_eq!(told(&answer), expected, "{facts}");
        let asked = answer["questions"].as_array().unwrap();
        assert_eq!(asked.iter().any(|one| one["field"] == field), !field.is_empty(), "{answer}");
    }
    let nobody_knows_its_worth = json!({ "id": "P", "item": { "origin": "DE", "codes": { "us": "3B993" },
        "content": [{ "origin": "US", "codes": { "us": "3A001" }, "value": "1 USD" }] } });
    let answer = one("CN", &nobody_knows_its_worth);
    assert_eq!(told(&answer), "yes 0 %..100 % ceiling 0 %", "something is more than nothing");
}

#[test]
fn a_part_that_counts_counts_once_and_whole() {
    let chip =
        json!({ "part": "CHIP", "origin": "US", "codes": { "us": "3A001" }, "value": "10 USD" });
    let board = json!({ "part": "BOARD", "origin": "US", "codes": { "us": "3A001" }, "value": "40 USD", "content": [chip] });
    let case = json!({ "part": "CASE", "origin": "JP", "codes": { "us": "EAR99" }, "value": "30 USD", "content": [chip] });
    let answer = one("CN", &product("3A001", "100 USD", &json!([board, case])));
    assert_eq!(told(&answer), "yes 50 %..50 % ceiling 25 %");
    let counts: Vec<&str> = answer["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["counts"].as_str().unwrap())
        .collect();
    let count = |word| counts.iter().filter(|one| **one == word).count();
    assert_eq!((count("in"), count("out"), count("inside")), (2, 1, 1), "{answer}");
}

#[test]
fn shared_assemblies_multiply() {
    // 2 boards of 3 chips and a box of 4 boards: (2 + 4) × 3 × 1.50 = 27.
    let table = "product,parent,part,origin,codes.us,quantity,unit_value,value\n\
        P,,,DE,3A001,,,100 USD\nP,P,BOARD,JP,EAR99,2,7 USD,\nP,BOARD,CHIP,US,3A001,3,1.50 USD,\n\
        P,P,BOX,JP,EAR99,1,30 USD,\nP,BOX,BOARD,,,4,,\n";
    let answer = &us("CN", table, Format::Csv)[0]["laws"]["us"];
    assert_eq!(told(answer), "yes 27 %..27 % ceiling 25 %");
    assert_eq!(answer["counted_at_least"], "27 USD");
    let flat = json!({ "id": "P", "item": { "origin": "DE", "codes": { "us": "3A001" }, "value": "100 USD" },
        "parts": [{ "part": "BOARD", "origin": "JP", "codes": { "us": "EAR99" }, "quantity": "2", "unit_value": "7 USD" },
                  { "part": "CHIP", "parent": "BOARD", "origin": "US", "codes": { "us": "3A001" }, "quantity": "3", "unit_value": "1.50 USD" },
                  { "part": "BOX", "origin": "JP", "codes": { "us": "EAR99" }, "quantity": "1", "unit_value": "30 USD" },
                  { "part": "BOARD", "parent": "BOX", "quantity": "4" },
                  { "part": "BOARD", "parent": "P", "quantity": "2" }] });
    assert!(one("CN", &flat).get("errors").is_some(), "a loose line with a quantity is doubtful");
    let mut plain = flat;
    plain["parts"][0]["parent"] = "P".into();
    plain["parts"].as_array_mut().unwrap().pop();
    assert_eq!(told(&one("CN", &plain)), "yes 27 %..27 % ceiling 25 %");
}

#[test]
fn rates_are_used_both_ways_and_never_guessed() {
    let mut given = product(
        "3A001",
        "108 USD",
        &json!([{ "origin": "US", "codes": { "us": "3A001" }, "value": "27 EUR" }]),
    );
    let refused = one("CN", &given);
    assert!(refused["errors"][0]["message"].as_str().unwrap().contains("no rate"), "{refused}");
    given["rates"] = json!([{ "from": "EUR", "to": "USD", "rate": "1.08" }]);
    assert_eq!(told(&one("CN", &given)), "yes 27 %..27 % ceiling 25 %");
    given["rates"] = json!([{ "from": "USD", "to": "EUR", "rate": "0.8" }]);
    assert_eq!(told(&one("CN", &given)), "yes 31.25 %..31.25 % ceiling 25 %");
}

/// The Chinese floor on the day on which it was to begin, and nobody knew of the truce.
fn floor(value: &str, facts: &str) -> String {
    let text = format!(
        r#"{{"id": "M", "item": {{"origin": "JP", "codes": {{"cn": "1C905.a.4"}}, "value": "1000 USD", "content":
            [{{"codes": {{"cn": "1C905.a.1"}}, "value": "{value}"{facts}}}]}}}}"#
    );
    let answers = ask(&CN, options("2025-12-01", "2025-11-06"), "DE", &text, Format::Json);
    told(&answers[0]["laws"]["cn"])
}

#[test]
fn the_chinese_floor() {
    let china = r#", "origin": "CN""#;
    assert_eq!(floor("1 USD", china), "yes 0.1 %..0.1 % floor 0.1 %");
    assert_eq!(floor("0.99 USD", china), "no 0.099 %..0.099 % floor 0.1 %");
    assert_eq!(floor("0.99999999 USD", china), "no 0.099999999 %..0.099999999 % floor 0.1 %");
    assert_eq!(floor("1 USD", r#", "origin": "VN""#), "no 0 %..0 % floor 0.1 %");
    assert_eq!(floor("1 USD", ""), "unknown 0 %..0.1 % floor 0.1 %");
    assert_eq!(floor("0.5 USD", ""), "no 0 %..0.05 % floor 0.1 %");
}

#[test]
fn the_measure_of_the_floor_is_the_magnet() {
    let table = "product,parent,part,origin,codes.cn,quantity,unit_value,value\n\
        MOTOR,,,JP,none,,,100000 USD\nMOTOR,MOTOR,MAG,JP,1C905.a.4,8,10 USD,\nMOTOR,MAG,DY,CN,1C905.a.1,1,0.02 USD,\n";
    let answers = ask(&CN, options("2025-12-01", "2025-11-06"), "DE", table, Format::Csv);
    let law = &answers[0]["laws"]["cn"];
    assert_eq!(told(law), "yes 0.2 %..0.2 % floor 0.1 %");
    assert_eq!((&law["of"]["part"], &law["value"]), (&json!("MAG"), &json!("10 USD")));
    let suspended = ask(&CN, options("2026-06-01", "2026-11-21"), "DE", table, Format::Csv);
    assert_eq!(suspended[0]["laws"]["cn"]["state"], "suspended");
    let lapsed = ask(&CN, options("2026-11-21", "2026-11-21"), "DE", table, Format::Csv);
    assert_eq!(lapsed[0]["laws"]["cn"]["state"], "lapse-unconfirmed");
}

const HEADER: &str = "product,parent,part,origin,codes.us,quantity,unit_value,value,share\n";

#[test]
fn every_error_is_told_with_its_place_and_the_good_products_are_answered() {
    let good = "G,,,DE,3A001,,,100 USD,\nG,G,A,US,3A001,1,30 USD,,\n";
    for (rows, errors) in [
        ("B,,,,,,,9 USD,\nB,B,X,,,1,,,\nB,X,Y,,,1,,,\nB,Y,X,,,1,,,\n", vec!["`X` → `Y` → `X`"]),
        ("B,,,,,,,9 USD,\nB,B,X,,,1,,,\nB,X,X,,,1,,,\n", vec!["`X` → `X`"]),
        (
            "B,,,,,,,9 USD,\nB,B,X,US,,1,5 USD,,\nB,B,Y,US,,1,5 USD,,\n",
            vec!["worth 10 USD, more than itself, 9 USD"],
        ),
        ("B,,,,,,,9 USD,\nB,B,X,US,,1,,,60 %\nB,B,Y,US,,1,,,50 %\n", vec!["share over 100 %"]),
        ("B,,,,,,,9 USD,\nB,N,X,,,1,,,\nB,B,Z,,,,,,\n", vec!["`N` has no line", "how many of `Z`"]),
        ("B,,,,,,,9 USD,\nB,B,X,US,,1,,,\nB,B,X,JP,,1,,,\n", vec!["a second time"]),
        (
            "B,,,,,,,9 USD,\nB,B,X,,,1,2 USD,,\nB,B,X,,,1,3 USD,,\n",
            vec!["one thing here and another"],
        ),
        ("B,,,,,,,9 USD,\nB,B,X,,,1,2 EUR,,\n", vec!["no rate"]),
        (
            "B,,,,,,,9 USD,\nB,B,X,,,1 kg,2 USD,,\nB,X,Y,,,1,,,\nB,Y,Q,,,1,,,\nB,B,Q,,,1 m,,,\n",
            vec!["counted in"],
        ),
        ("B,,,,,,,0 USD,\n", vec!["worth nothing"]),
        ("B,,,,,,,9 USD,\nB,B,X,Mars,none?,0,x,,\n", vec!["`Mars`", "`x`"]),
        ("B,,,,,,,9 USD,\nB,B,X,,,0,,,\n", vec!["the quantity is zero"]),
        ("B,,,,,,,9 USD,\nB,B,,,,1,,,\n", vec!["`part` is missing"]),
        ("B,,,,,,,,20 %\n", vec!["no parent to share"]),
    ] {
        let answers = us("CN", &format!("{HEADER}{rows}{good}"), Format::Csv);
        assert_eq!(answers.len(), 2, "{rows}");
        let found =
            answers[0]["errors"].as_array().unwrap_or_else(|| panic!("{rows}: {}", answers[0]));
        for error in errors {
            let told = |one: &Value| one["message"].as_str().unwrap().contains(error);
            assert!(found.iter().any(told), "{rows} {error}: {found:?}");
        }
        for one in found {
            assert!(
                one["line"].as_u64().unwrap() >= 2 && !one["help"].as_str().unwrap().is_empty()
            );
        }
        assert_eq!(answers[1]["laws"]["us"]["result"], "yes");
    }
}

#[test]
fn a_row_of_no_product_refuses_all_and_a_table_without_products_has_roots() {
    let rows = "G,,,DE,3A001,,,100 USD,\nG,G,A,US,3A001,1,30 USD,,\n,,Z,,,1,,,\n";
    assert!(us("CN", &format!("{HEADER}{rows}"), Format::Csv)[0].get("errors").is_some());
    let table = "part,parent,origin,codes.us,quantity,unit_value\n\
        P1,,DE,3A001,,100 USD\nP2,,DE,3A001,,50 USD\nBOARD,P1,JP,EAR99,1,20 USD\nBOARD,P2,,,2,\nCHIP,BOARD,US,3A001,1,15 USD\n";
    let answers = us("CN", table, Format::Csv);
    let told: Vec<String> = answers.iter().map(|answer| told(&answer["laws"]["us"])).collect();
    assert_eq!(told, ["no 15 %..15 % ceiling 25 %", "yes 60 %..60 % ceiling 25 %"]);
}

#[test]
fn fifty_thousand_lines_deep_and_wide() {
    let mut deep = format!("{HEADER}D,,,DE,3A001,,,100 USD,\n");
    let mut wide = format!("{HEADER}W,,,DE,3A001,,,100000 USD,\n");
    for at in 0..50_000 {
        let parent = if at == 0 { "D".to_owned() } else { format!("P{}", at - 1) };
        let last = if at == 49_999 { "US,3A001,1,26 USD,," } else { "JP,EAR99,1,,," };
        writeln!(deep, "D,{parent},P{at},{last}").unwrap();
        writeln!(wide, "W,,P{at},US,3A001,1,0.6 USD,,").unwrap();
    }
    assert_eq!(told(&us("CN", &deep, Format::Csv)[0]["laws"]["us"]), "yes 26 %..26 % ceiling 25 %");
    assert_eq!(told(&us("CN", &wide, Format::Csv)[0]["laws"]["us"]), "yes 30 %..30 % ceiling 25 %");
}
