//! Times the index on one thread, and plain trigrams beside it, in turns: build, memory, questions by processor
//! time, latencies, recall.
//!
//! `bench-names [--passes N] SIZE FILE…`: names of the files and made-up ones up to SIZE. `--last` adds quality on the labelled
//! pairs, recall by kind of alteration, and screening again. `--batch N` asks so many parties on all processors. `--write FOLDER`
//! writes the list and the questions for peers in other languages. benches/names.sh runs all peers in turns.

mod ours;
mod pairs;
mod trigrams;

use bench_names::{Arguments, Name, names, questions};

fn main() {
    let Arguments { passes, last, batch, write: folder, size, files } = Arguments::read();
    let all = names(&files, size);
    if let Some(folder) = folder {
        return write(&folder, &all);
    }
    let asked = questions(&all, 1_000);
    let ours = ours::Ours::build(&all, &asked);
    if let Some(count) = batch {
        return ours.many(count);
    }
    let trigrams = trigrams::Trigrams::build(&all);
    for _ in 0..passes {
        ours.pass();
        trigrams.pass(&asked);
    }
    if last {
        pairs::quality();
        ours.ways();
        ours.again();
    }
}

fn write(folder: &str, all: &[Name]) {
    let mut list = csv::Writer::from_path(format!("{folder}/list.csv")).expect("a writable folder");
    list.write_record(["id", "name", "kind"]).expect("written");
    for name in all {
        list.write_record([&name.entry, &name.text, name.kind]).expect("written");
    }
    let mut file =
        csv::Writer::from_path(format!("{folder}/questions.csv")).expect("a writable folder");
    file.write_record(["id", "name", "entry", "way"]).expect("written");
    for (at, question) in questions(all, 1_000).iter().enumerate() {
        file.write_record([
            &at.to_string(),
            &question.text,
            question.entry.as_deref().unwrap_or_default(),
            question.way,
        ])
        .expect("written");
    }
}
