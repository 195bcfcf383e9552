//! Fuzzy terms in tantivy, one edit a word, the fifty best names: a plain baseline without explanations.
//!
//! `bench-names-tantivy SIZE FILE…`, as `bench-names`.

use bench_names::measure::{processor_seconds, report, resident_mb};
use bench_names::{names, questions};
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query};
use tantivy::schema::{STORED, STRING, Schema, TEXT, Value};
use tantivy::{Index, TantivyDocument, Term, doc};

fn main() -> tantivy::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let size: usize = arguments.next().and_then(|size| size.parse().ok()).unwrap_or(70_000);
    let files: Vec<String> = arguments.collect();
    let all = names(&files, size);
    let asked = questions(&all, 1_000);

    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT);
    let entry = schema.add_text_field("entry", STRING | STORED);
    let before = resident_mb();
    let (started, cpu) = (Instant::now(), processor_seconds());
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 64_000_000)?;
    for name in &all {
        writer.add_document(doc!(text => plain(&name.text), entry => name.entry.as_str()))?;
    }
    writer.commit()?;
    println!(
        "tantivy, {} names: {:.2} s ({:.2} s CPU of this thread), {:.0} MB with the writer",
        all.len(),
        started.elapsed().as_secs_f64(),
        processor_seconds() - cpu,
        resident_mb() - before,
    );
    let searcher = index.reader()?.searcher();
    let ask = |question: &str| -> tantivy::Result<Vec<String>> {
        let words = plain(question);
        let terms = words.split(' ').filter(|word| !word.is_empty()).map(|word| {
            let edits = u8::from(word.chars().count() > 3);
            let query = FuzzyTermQuery::new(Term::from_field_text(text, word), edits, true);
            (Occur::Should, Box::new(query) as Box<dyn Query>)
        });
        let query = BooleanQuery::new(terms.collect());
        let best = searcher.search(&query, &TopDocs::with_limit(50).order_by_score())?;
        let found = best.into_iter().map(|(_, address)| searcher.doc::<TantivyDocument>(address));
        found
            .map(|found| {
                let found = found?;
                Ok(found.get_first(entry).and_then(|value| value.as_str()).unwrap_or_default().to_owned())
            })
            .collect()
    };
    let (mut times, mut found) = (Vec::new(), 0);
    for question in &asked {
        ask(&question.text)?;
    }
    let cpu = processor_seconds();
    for question in &asked {
        let started = Instant::now();
        let entries = ask(&question.text)?;
        times.push(started.elapsed().as_secs_f64());
        found += usize::from(question.entry.as_ref().is_some_and(|entry| entries.contains(entry)));
    }
    let seconds = processor_seconds() - cpu;
    let of = asked.iter().filter(|question| question.entry.is_some()).count();
    report("tantivy fuzzy terms, top 50", &mut times, seconds, found, of);
    Ok(())
}

/// Words in lower case, with blanks between; characters of scripts without blanks one by one.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.to_lowercase().chars() {
        if ('\u{3040}'..='\u{9fff}').contains(&letter) || ('\u{ac00}'..='\u{d7a3}').contains(&letter) {
            out.push(' ');
            out.push(letter);
            out.push(' ');
        } else if letter.is_alphanumeric() {
            out.push(letter);
        } else {
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
