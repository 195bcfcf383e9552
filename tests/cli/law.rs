//! `law …`: on the project's own law, and on law that is wrong.

use crate::run::{run, run_with, scratch};
use serde_json::Value;

const SMALL: &str = "\
law zz \"Testland\"
  complete to 2026-01-01

act zz/1 \"First order\"
  issuer     \"Ministry\"
  published  2026-01-01
  source     https://example.org/1
  basis      official-text
  weight     order

clause 1 \"No goods for Utopia\"
  cite   \"art. 1\"
  since  2026-01-10
  reach  from in DE
  when   to in JP
  then   prohibited
";

fn law_directory(name: &str, law: &str, cases: &str) -> String {
    let directory = scratch(name);
    std::fs::write(directory.join("act.law"), law).unwrap();
    if !cases.is_empty() {
        std::fs::write(directory.join("act.cases.md"), cases).unwrap();
    }
    directory.to_str().unwrap().to_owned()
}

#[test]
fn the_projects_own_law_is_sound() {
    let ran = run(&["law", "check", "laws"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.ends_with("0 errors, 0 warnings\n"), "{}", ran.out);
    // All cases run in `casebook.rs`; here those of one law, loaded alone.
    let ran = run(&["law", "test", "laws/nl"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.ends_with(" passed, 0 failed\n"), "{}", ran.out);
    let ran = run(&["law", "fmt", "--check", "laws"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn wrong_law_is_shown_with_its_place() {
    let law =
        SMALL.replace("then   prohibited", "then   forbidden").replace("to in JP", "too in JP");
    let directory = law_directory("wrong-law", &law, "");
    let ran = run(&["law", "check", &directory]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("act.law:15:"), "{}", ran.out);
    assert!(ran.out.contains("act.law:16:"), "{}", ran.out);
    assert!(ran.out.contains("help: "), "{}", ran.out);
    let ran = run(&["decide", "--law", &directory, "samples/orders.jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.is_empty() && ran.err.contains("decides nothing"), "{}", ran.err);
}

#[test]
fn a_users_own_law_is_checked_tested_and_used() {
    let cases = "```case\non 2026-01-10; DE -> JP\n=> prohibited  zz/1#1\nbut on 2026-01-09\n=> free  not zz/1#1\n\
                 but DE -> FR\n=> licence\n```\n";
    let directory = law_directory("own-law", SMALL, cases);
    let ran = run(&["law", "check", &directory]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let ran = run(&["law", "test", &directory]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("act.cases.md:7: expected licence, got free"), "{}", ran.out);
    assert!(ran.out.ends_with("2 passed, 1 failed\n"), "{}", ran.out);
    let order =
        "{\"activity\": \"export\", \"from\": \"DE\", \"to\": \"JP\", \"on\": \"2026-01-10\"}\n";
    let ran = run_with(&["decide", "--law", &directory, "-"], order.as_bytes());
    assert_eq!(ran.code, 30, "{}", ran.out);
}

#[test]
fn fmt_writes_the_one_form() {
    let directory = scratch("fmt");
    let file = directory.join("act.law");
    std::fs::write(&file, SMALL.replace("  cite   ", "  cite ")).unwrap();
    let path = directory.to_str().unwrap();
    assert_eq!(run(&["law", "fmt", "--check", path]).code, 1);
    assert_eq!(run(&["law", "fmt", path]).code, 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), SMALL);
    assert_eq!(run(&["law", "fmt", "--check", path]).code, 0);
    let ran = run_with(&["law", "fmt", "-"], SMALL.as_bytes());
    assert_eq!(ran.out, SMALL);
    let ran = run_with(&["law", "fmt", "-"], b"clause 1 \"open\n");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("standard input:1:"), "{}", ran.err);
}

#[test]
fn show_finds_whatever_is_named() {
    for (reference, expected) in [
        ("cn/2026-1", "Announcement No. 1 of 2026 on dual-use exports to Japan"),
        ("cn/2026-1#1", "as written in laws/cn/2026-1/act.law:"),
        ("cn/2025-61#1.3", "suspended by cn/2025-70"),
        ("1C905.a.4", "listed in cn/dual-use on 2026-11-21, put there by cn/2025-18#1"),
        ("cn/control-list", "JMU Defense Systems"),
        ("cn/export", "define cn/export"),
        ("hensoldt ag", "on cn/control-list on 2026-11-21: since 2026-04-24"),
        ("cn", "read up to"),
        ("us/ear#744.11", "from 2025-09-29 no longer in force"),
        ("us/entity-list", "no party is loaded"),
        ("cn/835#orders", "changes no verdict"),
    ] {
        let ran =
            run(&["law", "show", reference, "--on", "2026-11-21", "--known-at", "2026-11-21"]);
        assert_eq!(ran.code, 0, "{reference}: {}", ran.err);
        assert!(ran.out.contains(expected), "{reference}: {}", ran.out);
    }
    let ran = run(&["law", "show", "cn/2026-999"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("names nothing in the law"), "{}", ran.err);
}

#[test]
fn diff_says_what_the_sixth_of_january_changed() {
    let ran =
        run(&["law", "diff", "--between", "2026-01-05", "2026-01-06", "--known-at", "2026-11-21"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.out, @r"
    published (1)
      2026-01-06  cn/2026-1  Announcement No. 1 of 2026 on dual-use exports to Japan
    clauses (2)
      cn/2026-1#1  No dual-use items for Japan's military strength
      cn/2026-1#2  Passing Chinese-origin items on to Japan in breach
          was not yet in force
          2026-01-06 in force
    ");
    let ran = run(&[
        "law",
        "diff",
        "--between",
        "2026-02-23",
        "2026-02-24",
        "--format",
        "json",
        "--known-at",
        "2026-11-21",
    ]);
    let diff: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(diff["parties"].as_array().unwrap().len(), 40);
    let ran = run(&[
        "law",
        "diff",
        "--between",
        "2026-11-09",
        "2026-11-10",
        "--format",
        "json",
        "--known-at",
        "2026-11-21",
    ]);
    let diff: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(diff["entries"].as_array().unwrap().iter().all(|entry| entry["after"] == "unknown"));
    assert!(diff["entries"].as_array().unwrap().len() > 50);
}

#[test]
fn the_timeline_draws_bars_and_says_them() {
    let options =
        ["law", "timeline", "cn/2024-46", "--on", "2026-11-21", "--known-at", "2026-11-21"];
    let ran = run(&options);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out
            .contains("2024-12-03 in force; 2025-11-09 suspended by cn/2025-72; 2026-11-27 open:"),
        "{}",
        ran.out
    );
    let file = scratch("timeline").join("law.svg");
    let path = file.to_str().unwrap();
    let ran = run(&[&options[..], &["--format", "svg", "-o", path]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let svg = std::fs::read_to_string(&file).unwrap();
    for expected in [
        "<svg ",
        "role=\"img\"",
        "<title id=\"title\">",
        "<desc id=\"summary\">",
        "class=\"suspended\"",
        "</svg>",
    ] {
        assert!(svg.contains(expected), "no {expected}");
    }
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
    let ran = run(&["law", "timeline", "cn/2026-999"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn one_law_of_several_is_drawn_and_compared() {
    let known = ["--known-at", "2026-11-21"];
    let days = ["--between", "2025-11-09", "2025-11-16"];
    let all = run(&[&["law", "diff"][..], &days, &known].concat());
    assert!(all.out.contains("cn/2025-73") && all.out.contains("eu/2025-2003"), "{}", all.out);
    let one = run(&[&["law", "diff", "eu"][..], &days, &known].concat());
    assert!(!one.out.contains("cn/") && one.out.contains("eu/2025-2003"), "{}", one.out);
    let drawn = run(&["law", "timeline", "nl", "--on", "2026-11-21", "--known-at", "2026-11-21"]);
    assert!(drawn.out.contains("nl/chip-tools ") && !drawn.out.contains("cn/"), "{}", drawn.out);
    for arguments in [&["law", "coverage", "xx"][..], &[&["law", "diff", "xx"][..], &days].concat()]
    {
        let ran = run(arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("`xx` is no loaded law"), "{}", ran.err);
    }
}

#[test]
fn coverage_names_what_is_not_looked_at() {
    let ran = run(&["law", "coverage"]);
    assert_eq!(ran.code, 0);
    for expected in ["read up to", "not modelled", "flagged", "reported", "cn/2026-1 ", "us/ear "] {
        assert!(ran.out.contains(expected), "no {expected}");
    }
    assert!(ran.out.lines().all(|line| line.chars().count() <= 130));
    let ran = run(&["law", "coverage", "cn", "--clauses"]);
    assert!(ran.out.contains("cn/2026-1#1") && !ran.out.contains("us/ear"), "{}", ran.out);
    let ran = run(&["law", "coverage", "--format", "csv"]);
    assert!(ran.out.starts_with("law,clause,effect,basis,cases,misses\ncn,"), "{}", ran.out);
    let ran = run(&["law", "coverage", "--format", "json"]);
    let laws: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = laws.iter().map(|law| law["law"].as_str().unwrap()).collect();
    assert_eq!(names, ["cn", "eu", "jp", "nl", "us"]);
    for law in &laws {
        let clauses: u64 = law["by_act"]
            .as_array()
            .unwrap()
            .iter()
            .map(|act| act["clauses"].as_u64().unwrap())
            .sum();
        assert!(clauses > 0 && law["complete_to"].is_string(), "{}", law["law"]);
    }
}
