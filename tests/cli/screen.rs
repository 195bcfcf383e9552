//! `screen`: parties in, hits out; forms, errors, order.

use crate::run::{Ran, run, run_with, scratch};
use serde_json::Value;
use std::fs;

const LISTED: &str = "id,name,country,kind,birth_date\n\
    1,三菱重工業株式会社,JP,org,\n\
    1,\"Mitsubishi Heavy Industries, Ltd.\",JP,org,\n\
    2,China Electronics Technology Group Corporation 29th Research Institute,CN,org,\n\
    3,Ivan Petrov,RU,person,1970-05-03\n\
    4,\"Huawei Technologies Co., Ltd.\",CN,org,\n";

fn listed(name: &str, text: &str) -> String {
    let path = scratch(name).join("listed.csv");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn screen(listed: &str, arguments: &[&str], input: &str) -> Ran {
    let file = ["screen", "--against", listed, "--file", "-"];
    run_with(&[&file, arguments].concat(), input.as_bytes())
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_file_is_answered_line_for_line() {
    let listed = listed("screen-file", LISTED);
    let asked = "id,name,country,kind,birth_date\na,Mitubisi Jukogyo K.K.,JP,,\nb,CETC 29,,,\nc,中电科38所,,,\n\
        d,Petrov Ivan,,person,1982-11-20\ne,Иван Петров,,person,1970\nf,Huawei Device Co Ltd,,,\n";
    let ran = screen(&listed, &["--format", "json"], asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told: Vec<String> = lines(&ran)
        .iter()
        .map(|line| {
            let hits = line["hits"].as_array().unwrap();
            let hits: Vec<String> = hits
                .iter()
                .map(|hit| {
                    assert!(hit["score"].as_u64().unwrap() >= 700);
                    assert!(!hit["tokens"].as_array().unwrap().is_empty());
                    format!(
                        "{} {}",
                        hit["entry"].as_str().unwrap(),
                        hit["judgement"].as_str().unwrap()
                    )
                })
                .collect();
            format!("{}: {}", line["id"].as_str().unwrap(), hits.join(", "))
        })
        .collect();
    assert_eq!(told, ["a: 1 same", "b: 2 same", "c: ", "d: ", "e: 3 same", "f: 4 sibling"]);
    assert_eq!(ran.out, screen(&listed, &["--format", "json", "--threads", "2"], asked).out);
    let text = screen(&listed, &[], asked).out;
    assert!(text.contains("no listed name comes near"), "{text}");
    assert!(text.contains("sibling or branch"), "{text}");
    let csv = screen(&listed, &["--format", "csv"], asked).out;
    assert_eq!(csv.lines().count(), 7, "{csv}");
}

#[test]
fn names_are_answered_as_arguments() {
    let listed = listed("screen-names", LISTED);
    let ran = run(&["screen", "--against", &listed, "MHI", "Nobody at all"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("MHI = 三菱重工業 (word)")
            || ran.out.contains("MHI = Mitsubishi Heavy Industries"),
        "{}",
        ran.out
    );
}

#[test]
fn bad_rows_are_told_in_their_place() {
    let listed = listed("screen-bad", LISTED);
    let asked = "id,name,country,birth_date\na,,JP,\nb,Huawei Technologies,Japan,\nc,Huawei Technologies,CN,03.05.1970\nd,Huawei Technologies,CN,\n";
    let ran = screen(&listed, &["--format", "json"], asked);
    assert_eq!(ran.code, 1);
    let answers = lines(&ran);
    let fields: Vec<_> = answers
        .iter()
        .map(|line| (line["line"].as_u64(), line["errors"][0]["field"].as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            (Some(2), Some("name")),
            (Some(3), Some("country")),
            (Some(4), Some("birth_date")),
            (None, None)
        ]
    );
    assert_eq!(answers[1]["errors"][0]["help"], "write `JP` for Japan");
    assert_eq!(answers[3]["hits"][0]["judgement"], "same");
    assert!(ran.err.contains("3 rows could not be read; 1 other was answered"), "{}", ran.err);
}

#[test]
fn a_list_with_a_hole_is_not_used() {
    for (text, message) in [
        ("id,name\n1,Acme\n2,\n", "line 3 (2): name: it is empty"),
        ("id,title\n1,Acme\n", "has no column `name`"),
        ("id,name,id\n1,Acme,2\n", "the column `id` stands there twice"),
        ("id,name\n", "holds no parties"),
        ("", "is empty"),
    ] {
        let listed = listed("screen-hole", text);
        let ran = run(&["screen", "--against", &listed, "Acme"]);
        assert_eq!(ran.code, 1, "{text}");
        assert!(ran.err.contains(message) && ran.err.contains("help:"), "{text} {}", ran.err);
        assert_eq!(ran.out, "", "{text}");
    }
}
