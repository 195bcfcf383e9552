//! Scores the desk against labels: `score FOLDER LABELS…` (`.json` in the form of the contract, else our own form).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a tool for developers"
)]
#![allow(missing_docs, dead_code, clippy::type_complexity, reason = "a tool for developers")]

#[path = "../tests/score/mod.rs"]
mod score;

use navicert_news::desk::{Input, desk};
use navicert_news::library::Library;
use std::collections::BTreeMap;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder");
    let labels: Vec<String> = arguments.collect();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        files.insert(
            path.file_name().unwrap().to_string_lossy().into_owned(),
            std::fs::read(&path).unwrap(),
        );
    }
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let dossier = desk(&inputs, &Library::default());
    if labels.is_empty() {
        println!("{}", serde_json::to_string_pretty(&dossier).unwrap());
        return;
    }
    let text: String = labels.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let contract = labels.iter().all(|path| path.ends_with(".json"));
    let gold = if contract { score::json(&text) } else { score::labels(&text) };
    let texts = files
        .iter()
        .map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    let report = score::score(&dossier, &gold, &texts);
    for note in &report.notes {
        println!("{note}");
    }
    println!("{}", score::table(&report));
}
