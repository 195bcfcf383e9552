//! Pipes that close, bytes that are no text, command lines that make no sense.

use crate::run::{nowhere, order, root, run, run_with};
use std::io::{Read, Write};
use std::process::{Command, Stdio};

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_navicert"))
        .args(["decide", "--format", "json", "-"])
        .current_dir(root())
        .env("NAVICERT_HOME", nowhere())
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let line = order("SO-1002/10");
    let writer = std::thread::spawn(move || {
        for _ in 0..2000 {
            if stdin.write_all(line.as_bytes()).is_err() {
                break;
            }
        }
    });
    let mut first = [0; 64];
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(output.status.code(), Some(141));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn bytes_that_are_no_text_are_an_error_of_their_line() {
    let mut input = order("SO-1011/10").into_bytes();
    input.extend(b"{\"id\": \"\xff\xfe\"}\n");
    input.extend(order("SO-1011/10").into_bytes());
    let ran = run_with(&["decide", "--on", "2026-01-06", "-"], &input);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("line 2: the line is not UTF-8 at byte 9"), "{}", ran.err);
    assert_eq!(ran.out.matches("GO ").count(), 2);
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    for arguments in [
        &["decide"][..],
        &["decide", "--on", "06.01.2026", "samples/orders.jsonl"],
        &["decide", "--known-at", "yesterday", "samples/orders.jsonl"],
        &["decide", "--format", "xml", "samples/orders.jsonl"],
        &["law", "diff", "--between", "2026-01-06"],
        &["law", "diff", "--between", "2026-01-06", "2026-01-05"],
        &["schema", "transfers"],
        &["frobnicate"],
        &[],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty());
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        "decide",
        "law check",
        "law test",
        "law fmt",
        "law show",
        "law timeline",
        "law diff",
        "law coverage",
        "schema",
        "demo",
    ] {
        let arguments: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let ran = run(&arguments);
        assert_eq!(ran.code, 0, "{command}");
        assert!(ran.out.contains(&format!("navicert {command}")), "{command}: {}", ran.out);
        assert!(ran.out.contains("Example"), "{command} shows no example");
    }
}
