//! Running the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run left behind.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in the project's directory, with nothing on standard input.
pub fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, b"")
}

/// Runs the program with this standard input.
pub fn run_with(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_navicert"))
        .args(arguments)
        .current_dir(root())
        // No record, whatever the person who runs the tests keeps.
        .env("NAVICERT_HOME", nowhere())
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may stop reading early; that is no failure of the test.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    ended(output)
}

/// What an ended run left behind; it did not panic.
fn ended(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    let ran = Ran {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// Runs the program on a record of its own.
pub fn run_at(home: &Path, who: &str, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_navicert"))
        .args(arguments)
        .current_dir(root())
        .env("NAVICERT_HOME", home)
        .env("NAVICERT_USER", who)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    ended(output)
}

/// A directory that is not there.
pub fn nowhere() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("nowhere")
}

/// The project's directory.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A directory of its own for a test, empty.
pub fn scratch(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// One sample order as a JSON line.
pub fn order(id: &str) -> String {
    let orders = include_str!("../../samples/orders.jsonl");
    let wanted = format!("\"id\": \"{id}\"");
    orders.lines().find(|line| line.contains(&wanted)).unwrap().to_owned() + "\n"
}
