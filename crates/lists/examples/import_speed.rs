//! Imports the files named on the command line as one feed and loads the stored form again: how long
//! each takes, and what came in.
//!
//! `cargo run --release -p navicert-lists --example import_speed -- FILE…`

#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "an example opens files itself")]

use navicert_lists::{Feed, Format, Input, feed, import, recognise, recognise_workbook, stored};
use std::fs;
use std::io::BufReader;
use std::time::Instant;

fn main() {
    let mut inputs = Vec::new();
    let mut of = None;
    for name in std::env::args().skip(1) {
        let bytes = fs::read(&name).expect("the file can be read");
        let beginning = bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default();
        let format = match recognise(beginning).expect("the form is known") {
            Format::Xlsx => recognise_workbook(&bytes),
            format => format,
        };
        drop(bytes);
        of = of.or_else(|| feed(format.feed()?).cloned());
        let file = fs::File::open(&name).expect("the file can be opened");
        inputs.push(Input { name, format, reader: Box::new(BufReader::new(file)) });
    }
    let feed = of.unwrap_or_else(|| Feed::own("own", "own", "own"));
    let begun = Instant::now();
    let done = match import(&feed, inputs, None) {
        Ok(done) => done,
        Err(problems) => {
            problems.iter().for_each(|problem| println!("{problem}\n help: {}", problem.help));
            return;
        }
    };
    let read = begun.elapsed();
    let begun = Instant::now();
    let written = stored::write(&done.entries);
    let wrote = begun.elapsed();
    let begun = Instant::now();
    let again = stored::read(&written.bytes).expect("what was written can be read");
    let loaded = begun.elapsed();
    assert!(again == done.entries, "what is read is what was written");
    println!(
        "{} entries, {} names, as of {:?}; read {read:?}, written {wrote:?} ({} bytes), loaded {loaded:?}",
        done.entries.len(),
        done.names(),
        done.as_of,
        written.bytes.len(),
    );
    println!("{:?}\n{:#?}\n{:?}", done.lists, done.notices, done.unknown_countries);
    println!("{:?}", done.shrunk(&feed, None));
    if std::env::var_os("SHOW").is_some() {
        done.entries
            .iter()
            .step_by(done.entries.len() / 12 + 1)
            .for_each(|entry| println!("{entry:#?}"));
    }
}
