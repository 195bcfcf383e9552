//! `lists`: importing, what stays in force, status, differences.

use crate::run::{Ran, root, scratch};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A data directory of its own.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        Home(scratch(&format!("lists-{name}")))
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_navicert"))
            .arg("lists")
            .args(arguments)
            .current_dir(root())
            .env("NAVICERT_HOME", self.0.join("home"))
            .env_remove("DATABASE_URL")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert!(!err.contains("panicked"), "{err}");
        Ran { code: output.status.code().unwrap_or(-1), out, err }
    }

    /// Imports a table of names as the list `own`.
    fn own(&self, names: &[&str]) -> Ran {
        let rows: String = names.iter().map(|name| format!("{name}\n")).collect();
        self.run_with(&["import", "--list", "own", "-"], &format!("name\n{rows}"))
    }

    fn in_force(&self) -> Value {
        let ran = self.run(&["status", "own", "--format", "json"]);
        serde_json::from_str(&ran.out).unwrap()
    }

    fn list(&self) -> PathBuf {
        self.0.join("home/lists/own")
    }
}

fn fixture(name: &str) -> String {
    format!("crates/lists/tests/data/{name}")
}

#[test]
fn a_list_is_imported_shown_and_compared() {
    let home = Home::new("journey");
    let before = home.run(&["status"]);
    assert_eq!(before.code, 0);
    assert!(before.out.starts_with("no lists are imported"), "{}", before.out);
    let first = home.own(&["Alpha", "Beta", "Gamma", "Delta", "Epsilon"]);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    assert!(first.out.contains("5 entries, 5 names; version"), "{}", first.out);
    let again = home.own(&["Epsilon", "Alpha", "Beta", "Gamma", "Delta"]);
    assert!(again.out.contains("unchanged, in force"), "the order of rows is no change");
    let text = "name,country\nAlpha,JP\nBeta,\nGamma,\nDelta,\nZeta,\n";
    let second = home.run_with(&["import", "--list", "own", "-"], text);
    assert!(second.out.contains("1 added, 1 removed, 1 changed"), "{}", second.out);
    let changes = home.run(&["diff", "own"]);
    for line in
        ["+ own#zeta  Zeta", "- own#epsilon  Epsilon", "~ own#alpha  Alpha", "ties: + listed JP"]
    {
        assert!(changes.out.contains(line), "{}", changes.out);
    }
    let json = home.run(&["diff", "own", "--format", "json"]);
    let lines: Vec<Value> =
        json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[2]["fields"][0]["field"], "countries");
    assert_eq!(lines[2]["fields"][0]["after"][0], "JP");
    let csv = home.run(&["diff", "own", "--format", "csv"]);
    assert!(
        csv.out.starts_with("change,id,list,name,field,before,after\nadded,own#zeta,own,Zeta,,,\n")
    );
    let versions = home.run(&["status", "own", "--versions", "--format", "csv"]);
    assert_eq!(versions.out.lines().count(), 3, "{}", versions.out);
    // Both versions by name, the other way round.
    let digests: Vec<String> = versions
        .out
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(1).unwrap()[..12].to_owned())
        .collect();
    let old = home.in_force()["replaces"].as_str().unwrap()[..12].to_owned();
    let new = digests.iter().find(|digest| **digest != old).unwrap();
    let back = home.run(&["diff", "own", new, &old, "--summary"]);
    assert!(back.out.contains("1 added, 1 removed, 1 changed"), "{}", back.out);
}

#[test]
fn a_broken_file_leaves_the_old_list_in_force() {
    let home = Home::new("broken");
    home.own(&["Alpha", "Beta"]);
    let digest = home.in_force()["digest"].clone();
    for (text, told) in [
        (
            "name,kind\nAlpha,org\nBeta,robot\n",
            "standard input, line 3, `kind`: `robot` is no kind",
        ),
        ("name\n\"Alpha\n", "a quote opens here and is not closed"),
        ("name\n", "the file lists nobody"),
    ] {
        let ran = home.run_with(&["import", "--list", "own", "-"], text);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        assert!(ran.err.contains(told) && ran.err.contains("help: "), "{}", ran.err);
        assert!(ran.err.contains("note: `own` of ") && ran.err.contains("stays in force"));
        assert_eq!(home.in_force()["digest"], digest);
    }
    // Nothing half written stays behind.
    let names: Vec<String> = fs::read_dir(home.list())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_list_that_lost_a_fifth_is_refused_unless_told() {
    let home = Home::new("shrunk");
    let names = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
    home.own(&names);
    let refused = home.own(&names[..7]);
    assert_eq!(refused.code, 1);
    let told = "`own` has 7 entries; the version in force has 10 (30 % lost)";
    assert!(
        refused.err.contains(told) && refused.err.contains("--allow-shrink"),
        "{}",
        refused.err
    );
    assert_eq!(home.in_force()["entries"], 10);
    assert_eq!(home.own(&names[..8]).code, 0, "a fifth may go");
    let text = "name\nA\nB\n";
    let taken = home.run_with(&["import", "--list", "own", "--allow-shrink", "-"], text);
    assert!(taken.out.contains("taken, as told"), "{}", taken.out);
    assert_eq!(home.in_force()["shrink_allowed"], true);
    // Expected counts of the descriptor hold for the first import too.
    let few = home.run(&["import", &fixture("un.xml")]);
    assert!(few.err.contains("`un/sc` has 2 entries; at least 500 are expected"), "{}", few.err);
}

#[test]
fn files_of_several_feeds_are_imported_apart() {
    let home = Home::new("several");
    let files = [
        "us_csl.csv",
        "un.xml",
        "eu.xml",
        "gb.csv",
        "dpl.txt",
        "meti.csv",
        "ftm.jsonl",
        "ofac_add.csv",
        "ofac_sdn.csv",
        "ofac_alt.csv",
        "ofac_comments.csv",
    ]
    .map(fixture);
    let mut arguments = vec!["import", "--allow-shrink", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    arguments.push("no-such-file");
    let ran = home.run(&arguments);
    assert_eq!(ran.code, 1, "a file that is not there is told, the others are imported");
    assert!(ran.err.starts_with("error: cannot read `no-such-file`"), "{}", ran.err);
    let imported: Vec<(String, u64)> = ran
        .out
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            (line["feed"].as_str().unwrap().to_owned(), line["entries"].as_u64().unwrap())
        })
        .collect();
    let expected = [
        ("us-csl", 13),
        ("un-sc", 2),
        ("eu-fsf", 2),
        ("gb-sanctions", 2),
        ("us-dpl", 3),
        ("jp-eul", 4),
        ("opensanctions", 2),
        ("us-ofac-sdn", 4),
    ];
    assert_eq!(imported, expected.map(|(feed, count)| (feed.to_owned(), count)));
    let csv = home.run(&["status", "--format", "csv", "--on", "2026-11-22"]);
    let un = csv.out.lines().find(|row| row.starts_with("un-sc")).unwrap();
    assert!(un.ends_with(",268,yes"), "the age counts from the publisher's day: {un}");
    let text = home.run(&["status", "un-sc", "--on", "2026-02-28"]);
    assert!(text.out.contains("as of 2026-02-27, imported ") && !text.out.contains("STALE"));
}

#[test]
fn tables_of_ones_own_need_an_id_and_perhaps_a_mapping() {
    let home = Home::new("tables");
    let table = fixture("own.csv");
    for arguments in [
        vec!["import", "--list", "own", "--mapping", "crates/lists/tests/data/own.toml", &table],
        vec![
            "import",
            "--list",
            "own",
            "--column",
            "name=Firma",
            "--column",
            "country=Land",
            &table,
        ],
    ] {
        let ran = home.run(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains("`Österreich"), "{}", ran.out);
    }
    for (arguments, code, told) in [
        (vec!["import", "--column", "name=Firma", &table], 2, "a table of your own without an id"),
        (vec!["import", "--list", "A b", &table], 2, "is no id"),
        (vec!["import", "--list", "own", "--column", "Firma", &table], 2, "names no column"),
        (vec!["import", "--list", "own", "--column", "names=Firma", &table], 2, "is no field"),
        (
            vec!["import", "--list", "own", "--column", "name=Name", &table],
            1,
            "there is no column `Name`",
        ),
        (vec!["import", &table], 1, "no form that navicert knows"),
        (vec!["import", "--as", "pdf", &table], 2, "`pdf` is no form"),
        (vec!["import", "--as", "un", &table], 1, "error: "),
        (
            vec![
                "import",
                "--list",
                "own",
                &table,
                "crates/lists/tests/data/un.xml",
                "--as",
                "csv",
            ],
            2,
            "one id cannot name several lists",
        ),
        (vec!["diff", "none"], 1, "`none` is not imported"),
        (vec!["diff", "own", "ffffffffffff"], 1, "there is no version"),
        (vec!["status", "none"], 1, "the imported lists are own"),
    ] {
        let ran = home.run(&arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_dry_run_keeps_nothing() {
    let home = Home::new("dry");
    let ran = home.run_with(&["import", "--list", "own", "--dry-run", "-"], "name\nAlpha\n");
    assert!(ran.out.contains("not kept (`--dry-run`)"), "{}", ran.out);
    assert!(!home.0.join("home").exists());
}

#[test]
fn a_damaged_version_is_told_and_replaced() {
    let home = Home::new("damaged");
    home.own(&["Alpha"]);
    home.own(&["Alpha", "Beta"]);
    let digest = home.in_force()["digest"].as_str().unwrap().to_owned();
    let path = home.list().join(&digest).join("list.navilist");
    let mut bytes = fs::read(&path).unwrap();
    bytes[20] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let told = home.run(&["diff", "own"]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("the stored list is damaged: its digest is wrong"), "{}", told.err);
    assert_eq!(home.own(&["Alpha", "Beta"]).code, 0);
    assert_eq!(home.run(&["diff", "own", "--summary"]).code, 0, "the import mended it");
    let current = home.list().join("current");
    fs::write(&current, "../../etc").unwrap();
    assert!(home.run(&["status"]).err.contains("does not name a version"));
    assert!(Path::new(&current).exists());
}
