//! `screen`: parties in, hits out; forms, errors, order.

use crate::run::{Ran, run, run_at, run_with, scratch};
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

#[test]
fn earlier_answers_are_kept_where_nothing_can_have_changed() {
    let folder = scratch("screen-since");
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let old = file("yesterday/listed.csv", LISTED);
    let new = file("listed.csv", &format!("{LISTED}5,Radiopribor JSC,RU,org,\n"));
    let asked = "id,name,country\na,Mitubisi Jukogyo K.K.,JP\nb,Radio Pribor,\nc,Huawei Tech,CN\nd,Nobody,\n";
    let earlier = file("hits.jsonl", &screen(&old, &["--format", "json"], asked).out);
    let since = ["--format", "json", "--since", &earlier, "--before", &old];
    let ran = screen(&new, &since, asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, screen(&new, &["--format", "json"], asked).out);
    assert!(ran.err.contains("matched again: 1 of 4 parties"), "{}", ran.err);
    // Another country is another question.
    let moved = asked.replace("Huawei Tech,CN", "Huawei Tech,DE");
    let ran = screen(&new, &since, &moved);
    assert_eq!(ran.out, screen(&new, &["--format", "json"], &moved).out);
    assert!(ran.err.contains("matched again: 2 of 4"), "{}", ran.err);
    // The table of the earlier run has to be the one.
    let ran = screen(&new, &["--format", "json", "--since", &earlier, "--before", &new], asked);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("the earlier answers were given against"), "{}", ran.err);
    let ran = screen(&new, &["--format", "json", "--since", &earlier], asked);
    assert!(ran.code == 2 && ran.err.contains("--before"), "{}", ran.err);
}

#[test]
fn imported_lists_are_screened_again_and_hits_show_how_they_stand() {
    let home = scratch("screen-lists");
    let file = |name: &str, text: &str| {
        let path = home.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let import = |text: &str| {
        let table = file("own.csv", text);
        let ran = run_at(&home, "mori", &["lists", "import", "--list", "own", &table]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    import("id,name\n1,Radiopribor JSC\n2,Ostrovok Marine\n");
    let asked = file("asked.csv", "id,name\na,Radio Pribor\nb,Krasnaya Zarya\nc,Nobody at all\n");
    let screened = |more: &[&str]| {
        let all = ["screen", "--on", "2026-11-20", "--format", "json", "--file", &asked];
        let ran = run_at(&home, "mori", &[&all, more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    };
    let first = screened(&[]);
    assert!(!first.out.contains("\"state\""), "there is no record: {}", first.out);
    let earlier = file("hits.jsonl", &first.out);
    let hit = ["hits", "clear", "Radio Pribor", "--entry", "own#1", "--reason", "other-address"];
    let note = ["--note", "register extract", "--until", "2099-01-05"];
    let ran = run_at(&home, "mori", &[&hit[..], &note[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    import("id,name\n1,Radiopribor JSC\n2,Ostrovok Marine\n3,Krasnaya Zarya OAO\n");
    let again = screened(&["--since", &earlier]);
    assert_eq!(again.out, screened(&[]).out);
    assert!(again.err.contains("matched again: 1 of 3 parties"), "{}", again.err);
    let answers = lines(&again);
    let hit = &answers[0]["hits"][0];
    assert_eq!(
        (hit["state"].as_str(), hit["reason"].as_str(), hit["until"].as_str()),
        (Some("cleared"), Some("other-address"), Some("2099-01-05")),
        "{hit}"
    );
    assert_eq!(answers[1]["hits"][0]["state"], "open");
    let text = run_at(&home, "mori", &["screen", "Radio Pribor", "--on", "2026-11-20"]).out;
    assert!(text.contains("cleared: other-address, until 2099-01-05"), "{text}");
}
