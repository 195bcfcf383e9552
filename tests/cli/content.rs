//! `content`: bills of materials in, shares out; forms, errors, exit codes, schemas.

use crate::run::{Ran, run, run_with, scratch};
use crate::schema::validate::problems;
use serde_json::Value;

const DAY: [&str; 6] = ["--to", "DE", "--on", "2025-12-01", "--known-at", "2025-11-06"];

fn content(arguments: &[&str], input: &str) -> Ran {
    run_with(&[&["content"], &DAY[..], arguments, &["-"]].concat(), input.as_bytes())
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&run(&["schema", name]).out).unwrap()
}

#[test]
fn the_sample_is_answered_in_every_form() {
    let sample = include_str!("../../samples/bom.csv");
    let json = content(&["--format", "json"], sample);
    assert_eq!(json.code, 0, "{}", json.err);
    let answers = lines(&json);
    let told: Vec<_> = answers
        .iter()
        .map(|answer| {
            let law = &answer["laws"]["cn"];
            let text = |name: &str| law[name].as_str().unwrap().to_owned();
            (answer["id"].as_str().unwrap(), text("result"), text("share_at_least"))
        })
        .collect();
    let expected = [
        ("MTR-7", "yes", "0.6526 %"),
        ("MAG-35SH", "yes", "0.992 %"),
        ("MAG-40", "unknown", "0 %"),
    ];
    for ((id, result, least), wanted) in told.iter().zip(expected) {
        assert_eq!((*id, result.as_str(), least.as_str()), wanted);
    }
    let described = schema("content");
    for answer in &answers {
        let found = problems(&described, answer);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
    let text = content(&[], sample);
    assert!(text.out.contains("floor 0.1 %   cn/2025-61#1.1"), "{}", text.out);
    assert!(text.out.contains("where was `TB` made? (ask the supplier; 0.11 %)"), "{}", text.out);
    let csv = content(&["--format", "csv"], sample);
    assert_eq!(csv.out.lines().filter(|row| row.contains(",cn,")).count(), 3, "{}", csv.out);
}

#[test]
fn the_same_question_has_the_same_bytes() {
    let sample = include_str!("../../samples/bom.csv");
    let first = content(&["--format", "json", "--lines"], sample).out;
    assert_eq!(first, content(&["--format", "json", "--lines"], sample).out);
}

#[test]
fn bad_products_are_refused_in_their_place_and_the_run_ends_with_one() {
    let table = "product,parent,part,origin,codes.cn,quantity,unit_value,value\n\
        A,,,JP,1C905.a.4,,,9 USD\nA,A,X,CN,1C905.a.1,,2 USD,\nB,,,JP,1C905.a.4,,,9 USD\n";
    let ran = content(&["--format", "json"], table);
    assert_eq!(ran.code, 1);
    let answers = lines(&ran);
    assert_eq!(answers[0]["errors"][0]["line"], 3);
    assert_eq!(answers[0]["errors"][0]["field"], "quantity");
    assert!(problems(&schema("errors"), &answers[0]).is_empty(), "{}", answers[0]);
    assert_eq!(answers[1]["laws"]["cn"]["result"], "unknown");
    let text = content(&[], table);
    assert!(
        text.err.contains("standard input, line 3 (A): quantity: how many of `X`"),
        "{}",
        text.err
    );
    assert!(text.err.contains("1 product could not be read; 1 other was answered"), "{}", text.err);
}

#[test]
fn odd_inputs_are_errors_and_never_panics() {
    for (input, wanted) in [
        ("", "could not be read"),
        ("product,colour\n", "`colour` is not a column"),
        ("[{\"id\": \"A\", \"parts\": 7}]", "a list is wanted"),
        ("[{\"id\": \"A\", \"parts\": [{\"part\": 7}]}]", "text is wanted"),
        ("[{\"id\": \"A\", \"parts\": [{}]}]", "`part` is missing"),
        ("[{\"id\": \"A\"", "too early"),
        ("{\"id\": \"A\", \"parts\": [], \"item\": {\"content\": []}}", "both given"),
        ("product,part\nA,\"x\n", "quote is not closed"),
    ] {
        let ran = content(&[], input);
        assert_eq!(ran.code, 1, "{input}");
        assert!(ran.err.contains(wanted), "{input}: {}", ran.err);
    }
    for (arguments, wanted) in [
        (&["content", "samples/bom.csv"][..], "--to"),
        (&["content", "samples/bom.csv", "--to", "Germany"], "write `DE` for Germany"),
        (&["content", "samples/bom.csv", "--to", "DE", "--rate", "EUR=2"], "write `EUR/USD=1.08`"),
        (&["content", "samples/bom.csv", "--to", "DE", "--rate", "EUR/USD=0"], "not above zero"),
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(wanted), "{}", ran.err);
    }
    assert_eq!(run(&["content", "no-such-file.csv", "--to", "DE"]).code, 1);
}

#[test]
fn rates_are_given_on_the_command_line_and_flat_json_is_as_described() {
    let product = r#"{"id": "M", "item": {"origin": "JP", "codes": {"cn": "1C905.a.4"}, "value": "100 USD"},
        "parts": [{"part": "DY", "origin": "CN", "codes": {"cn": "1C905.a.1"}, "quantity": "0.5 g", "unit_value": "0.4 EUR"}]}"#
        .replace('\n', " ");
    assert_eq!(content(&["--format", "json"], &product).code, 1);
    let ran = content(&["--format", "json", "--rate", "EUR/USD=1.25"], &product);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(lines(&ran)[0]["laws"]["cn"]["share_at_least"], "0.25 %");
    let found = problems(&schema("bom"), &serde_json::from_str(&product).unwrap());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_table_may_come_from_a_file() {
    let path = scratch("content").join("table.csv");
    std::fs::write(
        &path,
        "part,parent,origin,quantity,unit_value\nP,,JP,,10 USD\nA,P,US,2,1 USD\n",
    )
    .unwrap();
    let ran = run(&["content", path.to_str().unwrap(), "--to", "DE"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("P   item not described, JP → DE"), "{}", ran.out);
}
