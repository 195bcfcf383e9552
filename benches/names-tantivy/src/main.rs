//! Fuzzy terms in tantivy, one edit a word, the fifty best names: a plain baseline without explanations.
//!
//! `bench-names-tantivy [--passes N] SIZE FILE…`, as `bench-names`.

use bench_names::measure::{Built, Pass};
use bench_names::{Arguments, Name, names, questions};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query};
use tantivy::schema::{Field, STORED, STRING, Schema, TEXT, Value};
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};

struct Engine {
    searcher: Searcher,
    text: Field,
    entry: Field,
}

fn main() -> tantivy::Result<()> {
    let Arguments { passes, size, files, .. } = Arguments::read();
    let all = names(&files, size);
    let asked = questions(&all, 1_000);
    let (engine, built) = Built::time(|| Engine::build(&all));
    let engine = engine?;
    let of = asked.iter().filter(|question| question.entry.is_some()).count();
    for _ in 0..passes {
        let (mut pass, mut found) = (Pass::default(), 0);
        for question in &asked {
            let entries = pass.ask(|| engine.ask(&question.text))?;
            found +=
                usize::from(question.entry.as_ref().is_some_and(|entry| entries.contains(entry)));
        }
        pass.print("tantivy", built, &[("candidates", found), ("of", of)]);
    }
    Ok(())
}

impl Engine {
    fn build(all: &[Name]) -> tantivy::Result<Engine> {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let entry = schema.add_text_field("entry", STRING | STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 64_000_000)?;
        for name in all {
            writer.add_document(doc!(text => plain(&name.text), entry => name.entry.as_str()))?;
        }
        writer.commit()?;
        Ok(Engine { searcher: index.reader()?.searcher(), text, entry })
    }

    fn ask(&self, question: &str) -> tantivy::Result<Vec<String>> {
        let words = plain(question);
        let terms = words.split(' ').filter(|word| !word.is_empty()).map(|word| {
            let edits = u8::from(word.chars().count() > 3);
            let query = FuzzyTermQuery::new(Term::from_field_text(self.text, word), edits, true);
            (Occur::Should, Box::new(query) as Box<dyn Query>)
        });
        let query = BooleanQuery::new(terms.collect());
        let best = self.searcher.search(&query, &TopDocs::with_limit(50).order_by_score())?;
        let found =
            best.into_iter().map(|(_, address)| self.searcher.doc::<TantivyDocument>(address));
        found
            .map(|found| {
                let found = found?;
                Ok(found
                    .get_first(self.entry)
                    .and_then(|value| value.as_str())
                    .unwrap_or_default()
                    .to_owned())
            })
            .collect()
    }
}

/// Words in lower case, with blanks between; characters of scripts without blanks one by one.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.to_lowercase().chars() {
        if ('\u{3040}'..='\u{9fff}').contains(&letter)
            || ('\u{ac00}'..='\u{d7a3}').contains(&letter)
        {
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
