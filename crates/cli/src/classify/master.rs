//! `--master`: parts as a part master, with the classifications that are certain.

use super::{Classify, read_parts, tell_bad};
use crate::failure::{Exit, Failure};
use crate::output::{Output, complain, counted, push_row};
use navicert_engine::classify::parts::Parts;
use navicert_engine::classify::{Answer, Classifier, Status};
use navicert_model::day::Day;
use std::collections::BTreeMap;

/// Prints the master of the files.
///
/// # Errors
/// An input that is no table, output that cannot be written.
pub fn run(
    arguments: &Classify,
    classifier: &mut Classifier<'_>,
    law_digest: &str,
    on: Day,
) -> Result<Exit, Failure> {
    let mut output = Output::open();
    let (mut bad, mut new, mut open) = (0, 0, 0);
    for path in &arguments.file {
        let parts = read_parts(path, arguments.input_format)?;
        tell_bad(Some(path), &parts);
        if parts.header.is_empty() {
            return Err(Failure::bad(
                format!("`{}` is no table of parts", path.display()),
                "give CSV or XLSX with a header; JSON has no columns to fill",
            ));
        }
        bad += parts.lines.iter().filter(|line| line.result.is_err()).count();
        let rows = rows(
            &parts,
            classifier,
            arguments.reviewer.as_deref(),
            law_digest,
            on,
            &mut new,
            &mut open,
        );
        output.put(&rows)?;
    }
    output.finish()?;
    complain(&format!(
        "{} added, {} left open\n",
        counted(new, "classification", "classifications"),
        counted(open, "is", "are")
    ));
    Ok(if bad > 0 { Exit::Bad } else { Exit::Go })
}

/// The five cells of a classification, by column.
const CELLS: [&str; 5] = ["codes", "basis", "classified_on", "reviewer", "law_digest"];

fn rows(
    parts: &Parts,
    classifier: &mut Classifier<'_>,
    reviewer: Option<&str>,
    law_digest: &str,
    on: Day,
    new: &mut usize,
    open: &mut usize,
) -> String {
    let answers: Vec<Option<Answer>> = parts
        .lines
        .iter()
        .map(|line| {
            let part = line.result.as_ref().ok()?;
            Some(classifier.classify(&part.transfer, &part.said))
        })
        .collect();
    let laws: Vec<String> = answers
        .iter()
        .flatten()
        .next()
        .map(|answer| answer.laws.iter().map(|law| law.law.clone()).collect())
        .unwrap_or_default();
    let mut header = parts.header.clone();
    for law in &laws {
        for cell in CELLS {
            let name = format!("{cell}.{law}");
            if !header.contains(&name) {
                header.push(name);
            }
        }
    }
    let mut out = String::new();
    push_row(&mut out, header.iter().map(String::as_str));
    for (line, answer) in parts.lines.iter().zip(&answers) {
        let (Ok(part), Some(answer)) = (&line.result, answer) else { continue };
        let mut cells: BTreeMap<&str, String> = BTreeMap::new();
        for (name, cell) in parts.header.iter().zip(&part.cells) {
            cells.insert(name, cell.clone());
        }
        for law in &answer.laws {
            if part.classified.iter().any(|one| one.law == law.law) {
                continue;
            }
            let (Status::Listed | Status::NotListed, Some(code)) = (law.status, &law.code) else {
                *open += 1;
                continue;
            };
            *new += 1;
            let values = [
                code.clone(),
                "own".to_owned(),
                on.to_string(),
                reviewer.unwrap_or_default().to_owned(),
                law_digest.to_owned(),
            ];
            for (cell, value) in CELLS.iter().zip(values) {
                let name = header.iter().find(|name| **name == format!("{cell}.{}", law.law));
                if let Some(name) = name {
                    cells.insert(name, value);
                }
            }
        }
        push_row(
            &mut out,
            header.iter().map(|name| cells.get(name.as_str()).map_or("", String::as_str)),
        );
    }
    out
}
