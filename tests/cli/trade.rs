//! `trade`: customs statistics in, series out; forms, errors, exit codes.

use crate::run::{Ran, run, run_with, scratch};
use crate::schema::validate::problems;
use serde_json::Value;
use std::fs;

const SAMPLE: &str = "samples/trade-graphite.csv";

fn trade(arguments: &[&str]) -> Ran {
    run(&[&["trade"], arguments].concat())
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_sample_is_answered_in_every_form() {
    let asked = [SAMPLE, "--measure", "2023-12-01", "--as-of", "2024-01-25"];
    let json = trade(&[&asked[..], &["--format", "json"]].concat());
    assert_eq!(json.code, 0, "{}", json.err);
    let answers = lines(&json);
    let schema = serde_json::from_str(&run(&["schema", "trade"]).out).unwrap();
    for answer in &answers {
        let found = problems(&schema, answer);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
    let japan = answers.iter().find(|one| one["series"]["partner"] == "JP").unwrap();
    assert_eq!(japan["visibility"]["verdict"], "front-loaded");
    assert_eq!(japan["visibility"]["first_release"], "2024-01-20");
    assert_eq!(japan["latest"]["period"], "2023-12");
    let last = japan["points"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["value"], &last["state"]),
        (&Value::from("20.003"), &Value::from("published"))
    );
    let text = trade(&asked);
    assert!(text.out.contains("what took effect on 2023-12-01: front-loaded"), "{}", text.out);
    assert!(text.out.contains("just before, 8,517 t in 2023-11 lay above it"), "{}", text.out);
    let csv = trade(&[&asked[..], &["--format", "csv"]].concat());
    assert_eq!(csv.out.lines().count(), answers.len() + 1, "{}", csv.out);
    assert_eq!(json.out, trade(&[&asked[..], &["--format", "json"]].concat()).out);
}

#[test]
fn an_act_of_the_law_is_a_day() {
    let of = |measure: &str| {
        trade(&[SAMPLE, "--measure", measure, "--as-of", "2026-03-21", "--format", "json"])
    };
    let told = of("cn/2026-1");
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(lines(&told)[0]["visibility"]["effective"], "2026-01-06");
    let clause = of("cn/2026-1#2");
    assert_eq!(lines(&clause)[0]["visibility"]["measure"], "cn/2026-1#2");
    for wrong in ["cn/1999-1", "2026-02-30", "soon"] {
        let ran = of(wrong);
        assert!(ran.code == 2 && ran.err.contains("help:"), "{wrong}: {}", ran.err);
    }
}

#[test]
fn a_picture_stands_alone() {
    let path = scratch("trade-svg").join("graphite.svg");
    let file = path.to_str().unwrap();
    let ran = trade(&[SAMPLE, "--measure", "2023-12-01", "--as-of", "2024-04-25", "--svg", file]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let svg = fs::read_to_string(&path).unwrap();
    for wanted in
        ["<title id=\"title\">", "class=\"range\"", "class=\"event\"", "2024-03-20", "front-loaded"]
    {
        assert!(svg.contains(wanted), "{wanted}");
    }
    assert!(
        !svg.contains("NaN") && !svg.contains("http://") || svg.matches("http://").count() == 1
    );
}

#[test]
fn what_is_refused_says_where_and_what_to_do() {
    let here = scratch("trade-refused");
    let tidy = "reporter,partner,flow,hs,period,quantity,unit\n";
    let cases: [(&str, String, &[&str]); 5] = [
        ("header.csv", tidy.to_owned(), &["nothing was obtained", "help:"]),
        (
            "yuan.csv",
            "月份,商品编码,第一数量,第一计量单位,人民币\n202401,250410,5,千克,9\n".to_owned(),
            &["yuan", "--rate"],
        ),
        (
            "cut.csv",
            format!("{tidy}CN,JP,export,250410,2024-01,5,t\nCN,JP,exp"),
            &["cut.csv:3", "breaks off"],
        ),
        (
            "mixed.csv",
            format!("{tidy}CN,DE,export,250410,2024-01,5,t\nCN,DE,export,250410,2024-02,5,pcs\n"),
            &["mixed.csv:3", "one unit"],
        ),
        ("error.json", "{\"error\":\"no such code\",\"data\":[]}".to_owned(), &["no such code"]),
    ];
    for (name, text, words) in cases {
        let path = here.join(name);
        fs::write(&path, text).unwrap();
        let ran = trade(&[path.to_str().unwrap(), "--flow", "export", "--format", "json"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{name}: {}", ran.err);
        assert!(words.iter().all(|word| ran.err.contains(word)), "{name}: {}", ran.err);
        // Another file is answered all the same.
        let beside =
            trade(&[path.to_str().unwrap(), SAMPLE, "--flow", "export", "--format", "json"]);
        assert!(beside.code == 1 && beside.out.lines().count() == 2, "{name}: {}", beside.out);
    }
    let missing = trade(&["no-such-file.csv"]);
    assert!(missing.code == 1 && missing.err.contains("no such file"), "{}", missing.err);
}

#[test]
fn rates_and_baskets_and_standard_input() {
    let yuan = "月份,商品编码,第一数量,第一计量单位,人民币\n202401,28053013,4000,千克,1000\n202401,28469016,1000,千克,500\n";
    let asked = [
        "trade",
        "-",
        "--flow",
        "export",
        "--rate",
        "CNY:USD=0.14@2024-01-31",
        "--basket",
        "terbium=28053013,28469016",
        "--format",
        "json",
    ];
    let ran = run_with(&asked, yuan.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answers = lines(&ran);
    assert_eq!(answers.len(), 2);
    assert_eq!(
        (&answers[0]["points"][0]["value"], &answers[1]["points"][0]["value"]),
        (&Value::from("5"), &Value::from("210"))
    );
    assert_eq!(answers[1]["series"]["unit"], "USD");
    for wrong in [
        ["--rate", "0.14"],
        ["--rate", "CNY:USD=0@2024-01-31"],
        ["--basket", "terbium"],
        ["--basket", "t=2805x"],
        ["--as-of", "soon"],
    ] {
        let ran = trade(&[&[SAMPLE], &wrong[..]].concat());
        assert_eq!(ran.code, 2, "{wrong:?}: {}", ran.err);
    }
}
