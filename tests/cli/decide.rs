//! `decide`: formats, exit codes, options.

use crate::run::{order, run, run_with, scratch};
use serde_json::Value;

const KNOWN: &str = "2026-11-21";

fn decide(arguments: &[&str], input: &str) -> crate::run::Ran {
    let mut all = vec!["decide", "--known-at", KNOWN];
    all.extend(arguments);
    all.push("-");
    run_with(&all, input.as_bytes())
}

#[test]
fn the_exit_code_is_that_of_the_worst_line() {
    for (orders, on, code) in [
        (&["SO-1011/10"][..], "2026-01-06", 0),
        (&["SO-1012/10", "SO-1011/10"], "2026-01-06", 10),
        (&["SO-1001/20", "SO-1012/10"], "2026-01-06", 20),
        (&["SO-1001/20", "SO-1002/10", "SO-1012/10"], "2026-01-06", 30),
        (&["SO-1002/10"], "2026-01-05", 20),
    ] {
        let input: String = orders.iter().map(|id| order(id)).collect();
        let ran = decide(&["--on", on, "--format", "json"], &input);
        assert_eq!(ran.code, code, "{orders:?} on {on}: {}", ran.err);
        assert_eq!(ran.out.lines().count(), orders.len());
    }
}

#[test]
fn a_line_that_cannot_be_read_leaves_the_others_decided() {
    let input = format!(
        "{}{{\"id\": \"X\", \"to\": \"Japan\"}}\n{}",
        order("SO-1002/10"),
        order("SO-1011/10")
    );
    let ran = decide(&["--on", "2026-01-06", "--format", "json"], &input);
    assert_eq!(ran.code, 1);
    let lines: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["triage"], "stop");
    assert_eq!(lines[1]["id"], "X");
    assert_eq!(lines[1]["line"], 2);
    assert_eq!(lines[1]["errors"][0]["field"], "to");
    assert_eq!(lines[1]["errors"][0]["help"], "write `JP` for Japan");
    assert_eq!(lines[2]["triage"], "go");
    insta::assert_snapshot!(ran.err, @"error: 1 line could not be read; 2 others were decided");
}

#[test]
fn a_person_is_told_where_and_what_to_do() {
    let ran = decide(
        &["--on", "2026-01-06"],
        "{\"id\": \"X\", \"to\": \"Japan\", \"activity\": \"exprot\"}\n",
    );
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.err, @r"
    error: standard input, line 1 (X): to: `Japan` is not a country code
     help: write `JP` for Japan
    error: standard input, line 1 (X): activity: `exprot` is not an activity
     help: did you mean `export`?
    error: 1 line could not be read; 0 others were decided
    ");
}

#[test]
fn text_cites_the_clause_that_decides() {
    let ran = decide(&["--on", "2026-01-06"], &order("SO-1002/10"));
    assert!(
        ran.out.starts_with("STOP     SO-1002/10   prohibited   on 2026-01-06\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("cn/2026-1#1  No dual-use items for Japan's military strength"));
    assert!(ran.out.contains("para. 1 [official-text] https://exportcontrol.mofcom.gov.cn/"));
    let why = decide(&["--on", "2026-01-06", "--why"], &order("SO-1002/10"));
    assert!(why.out.contains("✓ party is military   [end-user.military]"), "{}", why.out);
}

#[test]
fn csv_and_json_lines_and_json_mean_the_same() {
    let options = ["decide", "--known-at", KNOWN, "--on", "2026-02-25", "--format", "json"];
    let of = |file: &str| run(&[&options[..], &[file]].concat());
    let lines = of("samples/orders.jsonl");
    assert_eq!(lines.out, of("samples/orders.csv").out);
    let array: Vec<&str> = include_str!("../../samples/orders.jsonl").lines().collect();
    let whole = format!("[{}]", array.join(",\n"));
    let ran = decide(&["--on", "2026-02-25", "--format", "json"], &whole);
    assert_eq!(ran.out, lines.out);
    assert_eq!((ran.code, lines.code), (30, 30));
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let options = [
        "decide",
        "--known-at",
        KNOWN,
        "--on",
        "2026-11-20",
        "--format",
        "json",
        "samples/orders.jsonl",
    ];
    assert_eq!(run(&options).out, run(&options).out);
}

#[test]
fn the_law_s_digest_does_not_depend_on_where_it_lies() {
    let digest = |options: &[&str]| {
        let ran = decide(
            &[&["--format", "json", "--on", "2026-01-06"], options].concat(),
            &order("SO-1011/10"),
        );
        let decision: Value = serde_json::from_str(&ran.out).expect(&ran.err);
        decision["law_digest"].clone()
    };
    assert_eq!(digest(&[]), digest(&["--law", "laws"]));
    assert_eq!(digest(&[]), digest(&["--law", "./crates/../laws/"]));
}

#[test]
fn csv_out_has_one_row_a_line() {
    let input = format!("{}{{\"id\": \"X\", \"to\": \"Japan\"}}\n", order("SO-1002/10"));
    let ran = decide(&["--on", "2026-01-06", "--format", "csv"], &input);
    let mut rows = ran.out.lines();
    assert_eq!(rows.next(), Some("id,on,triage,at_least,at_most,laws,clauses,questions,errors"));
    assert!(
        rows.next()
            .unwrap()
            .starts_with("SO-1002/10,2026-01-06,stop,prohibited,prohibited,cn=prohibited;eu=free;jp=free;nl=free;us=free,")
    );
    assert_eq!(
        rows.next(),
        Some("X,,,,,,,,line 2: to: `Japan` is not a country code (write `JP` for Japan)")
    );
    assert_eq!(rows.next(), None);
}

#[test]
fn knowledge_of_the_day_before_knows_no_ban() {
    let input = order("SO-1002/10");
    let before = run_with(
        &["decide", "--on", "2026-01-06", "--known-at", "2026-01-05", "-"],
        input.as_bytes(),
    );
    assert_eq!(before.code, 20, "{}", before.out);
    let moment = "2026-01-05T23:59:59Z";
    let before =
        run_with(&["decide", "--on", "2026-01-06", "--known-at", moment, "-"], input.as_bytes());
    assert_eq!(before.code, 20);
    let after = run_with(
        &["decide", "--on", "2026-01-06", "--known-at", "2026-01-06", "-"],
        input.as_bytes(),
    );
    assert_eq!(after.code, 30);
}

#[test]
fn an_assumed_clause_counts() {
    let drone = order("SO-1009/10").replace("\"to\": \"AE\"", "\"to\": \"US\"");
    let ran = decide(&["--on", "2026-10-01", "--format", "json"], &drone);
    assert!(ran.out.contains("\"why\":\"basis-only-reported\""), "{}", ran.out);
    let ran = decide(&["--on", "2026-10-01", "--format", "json", "--assume", "cn/2026-34"], &drone);
    assert!(!ran.out.contains("basis-only-reported\",\"reasons"), "{}", ran.out);
    let ran = decide(&["--assume", "cn/2026-999"], &drone);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`cn/2026-999` names no act and no clause"), "{}", ran.err);
}

#[test]
fn the_summary_counts() {
    let ran = run(&[
        "decide",
        "--known-at",
        KNOWN,
        "--on",
        "2026-01-06",
        "--summary",
        "--format",
        "json",
        "samples/orders.jsonl",
    ]);
    let summary: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(summary["lines"], 34);
    let counts: u64 = ["go", "ask", "licence", "stop"]
        .iter()
        .map(|word| summary["triage"][word].as_u64().unwrap())
        .sum();
    assert_eq!(counts, 34);
    assert_eq!(ran.code, 30);
    let text = run(&[
        "decide",
        "--known-at",
        KNOWN,
        "--on",
        "2026-01-06",
        "--summary",
        "samples/broken.jsonl",
    ]);
    assert_eq!(text.code, 1);
    assert!(text.out.starts_with("1 line decided, 9 could not be read\n"), "{}", text.out);
}

#[test]
fn several_files_are_one_run() {
    let ran = run(&[
        "decide",
        "--known-at",
        KNOWN,
        "--on",
        "2026-01-06",
        "--format",
        "csv",
        "samples/orders.csv",
        "no-such-file.csv",
        "samples/orders.jsonl",
    ]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), 1 + 34 + 34);
    assert!(
        ran.err.contains("cannot read `no-such-file.csv`: there is no such file"),
        "{}",
        ran.err
    );
}

#[test]
fn a_line_s_own_day_wins_and_is_told() {
    let line = order("SO-1002/10").replacen('{', "{\"on\": \"2026-01-05\", ", 1);
    let ran = decide(&["--on", "2026-01-06"], &line);
    assert_eq!(ran.code, 20);
    insta::assert_snapshot!(ran.err, @"note: 1 line gives its own day, which was used instead of `--on`");
}

#[test]
fn inputs_that_hold_nothing_are_errors() {
    let empty = scratch("empty").join("empty.jsonl");
    std::fs::write(&empty, "").unwrap();
    for (path, message) in [
        (empty.to_str().unwrap(), "is empty"),
        ("samples", "is a directory"),
        ("no-such-file", "there is no such file or directory"),
    ] {
        let ran = run(&["decide", path]);
        assert_eq!(ran.code, 1, "{path}");
        assert!(ran.err.contains(message) && ran.err.contains("help: "), "{}", ran.err);
    }
    let header = "id,activity,to\n";
    let ran = decide(&[], header);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("holds no transfers"), "{}", ran.err);
}
