//! `audit verify`: does an export, a proof or the record itself hold?

use crate::failure::{Exit, Failure};
use crate::output::{Format, complain, counted, grouped, print, push_row};
use crate::record;
use clap::Args;
use navicert_store::audit::proof::{Proof, Shown};
use navicert_store::audit::verify::{Report, Trust, verify};
use navicert_store::audit::{Signed, export};
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};

/// Verify an export or a proof, offline; without a file, the record itself
///
/// Every act is held against its hash, the tree of all acts against every signed head. A changed byte
/// is found and the record that it stands in is named. Ends with 1 if anything is wrong.
///
/// Who holds both the key and the record can write another history. Only a head that was kept
/// elsewhere shows that: give it with --known.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert audit verify log-2026-11.jsonl\n  \
    navicert audit verify --key 5f3c… --known head-2026-10.json log-2026-11.jsonl\n  \
    navicert audit verify act-17.json")]
pub struct Verify {
    /// The export or the proof; `-` is standard input [default: the record]
    file: Option<PathBuf>,
    /// Id of a key that may sign; can be given again [default: the keys that the file names]
    #[arg(long = "key", value_name = "ID")]
    keys: Vec<String>,
    /// A file with heads that were kept elsewhere: `audit head`, or an older export
    #[arg(long, value_name = "FILE")]
    known: Vec<PathBuf>,
    /// How the answer is printed; CSV has a row for each fault
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Verify {
    /// Runs the command.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut trust = Trust { keys: self.keys.clone(), known: Vec::new() };
        for path in &self.known {
            trust.known.extend(heads(path)?.into_iter().map(|signed| signed.head));
        }
        let mut reader = match &self.file {
            None => Box::new(BufReader::new(Cursor::new(of_record()?))) as Box<dyn BufRead>,
            Some(path) if path.as_os_str() == "-" => Box::new(BufReader::new(std::io::stdin())),
            Some(path) => Box::new(BufReader::new(open(path)?)),
        };
        let failed = |error| {
            let path = self.file.clone().unwrap_or_default();
            Failure::file("read", &path, &error)
        };
        let start = reader.fill_buf().map_err(failed)?;
        if start.starts_with(b"{\"proof\":") {
            let mut text = String::new();
            reader.read_to_string(&mut text).map_err(failed)?;
            return self.proof(&text);
        }
        let report = verify(&mut *reader, &trust).map_err(failed)?;
        self.told(&report)?;
        Ok(if report.holds() { Exit::Go } else { Exit::Bad })
    }

    fn proof(&self, text: &str) -> Result<Exit, Failure> {
        let shown = Proof::parse(text).and_then(|proof| proof.verify(&self.keys));
        let shown = shown.map_err(|error| {
            Failure::bad(format!("the proof does not hold: {error}"), "ask for it again")
        })?;
        let (said, object) = match shown {
            Shown::Inclusion { act, size } => {
                let act_read: serde_json::Value = serde_json::from_str(&act).unwrap_or_default();
                let said =
                    format!("holds: this act is in the signed log of {size} acts\n  {act}\n");
                (said, json!({ "holds": true, "acts": size, "act": act_read }))
            }
            Shown::Consistency { from, size } => {
                let said = format!(
                    "holds: the signed log of {size} acts begins with that of {from} acts\n"
                );
                (said, json!({ "holds": true, "acts": size, "from": from }))
            }
        };
        print(&match self.format {
            Format::Text => said,
            Format::Json => format!("{object}\n"),
            Format::Csv => "line,record,why\n".to_owned(),
        })?;
        Ok(Exit::Go)
    }

    fn told(&self, report: &Report) -> Result<(), Failure> {
        let mut out = String::new();
        match self.format {
            Format::Text => out = text(report),
            Format::Json => {
                let faults: Vec<_> = report
                    .faults
                    .iter()
                    .map(|one| json!({ "line": one.line, "record": one.record, "why": one.why }))
                    .collect();
                let head = report.head.as_ref();
                let object = json!({
                    "holds": report.holds(), "acts": report.acts, "heads": report.heads,
                    "size": head.map(|one| one.size), "root": head.map(|one| one.root.as_str()),
                    "keys": report.keys, "faults": faults,
                });
                out.push_str(&format!("{object}\n"));
            }
            Format::Csv => {
                push_row(&mut out, ["line", "record", "why"]);
                for one in &report.faults {
                    push_row(&mut out, [one.line.to_string().as_str(), &one.record, &one.why]);
                }
            }
        }
        print(&out)?;
        if self.keys.is_empty() && report.holds() && self.format == Format::Text {
            complain(
                "note: the keys are those that the file names; compare their ids with the ones you \
                 know, or give them with --key\n",
            );
        }
        Ok(())
    }
}

fn text(report: &Report) -> String {
    let read = format!(
        "{}, {}",
        counted(report.acts as usize, "act", "acts"),
        counted(report.heads as usize, "signed head", "signed heads")
    );
    if report.holds() {
        let root = report.head.as_ref().map(|one| one.root.as_str()).unwrap_or_default();
        return format!(
            "holds: {read}\n  root {root}\n  signed by key {}\n",
            report.keys.join(", ")
        );
    }
    let mut out = format!("does not hold: {read}\n");
    for one in &report.faults {
        out.push_str(&format!("  line {}: {}: {}\n", grouped(one.line), one.record, one.why));
    }
    out
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| Failure::file("read", path, &error))
}

/// Heads in a file: lines that are heads; others are passed over.
fn heads(path: &Path) -> Result<Vec<Signed>, Failure> {
    let mut found = Vec::new();
    for line in BufReader::new(open(path)?).lines() {
        let line = line.map_err(|error| Failure::file("read", path, &error))?;
        found.extend(Signed::parse(&line));
    }
    if found.is_empty() {
        let what = format!("`{}` holds no head", path.display());
        return Err(Failure::bad(
            what,
            "give what `navicert audit head` printed, or an older export",
        ));
    }
    Ok(found)
}

fn of_record() -> Result<Vec<u8>, Failure> {
    let mut store = record::open()?;
    let mut tx = store.read().map_err(|error| record::failed(&error))?;
    let mut bytes = Vec::new();
    let done = export::export(&mut *tx, &mut |line| -> Result<(), Failure> {
        bytes.extend_from_slice(line);
        Ok(())
    });
    match done {
        Ok(_) => Ok(bytes),
        Err(export::ExportError::Store(error)) => Err(record::failed(&error)),
        Err(export::ExportError::Write(failure)) => Err(failure),
    }
}
