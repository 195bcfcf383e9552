//! `orders import`: lines into the record, each decided.

use crate::decide::Asked;
use crate::decide::progress::Progress;
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, unknown_clause};
use crate::input::{self, InputFormat};
use crate::output::{Format, complain, counted, grouped, print};
use crate::parties;
use crate::record::{self, Who};
use clap::{Args, ValueEnum};
use navicert_engine::Decider;
use navicert_model::read::{FieldError, Line, read_table};
use navicert_model::verdict::Triage;
use navicert_record::lists::Sources;
use navicert_record::tables::{self, Table};
use navicert_record::{Batch, Entry, ImportError, Importer, Total};
use std::path::{Path, PathBuf};

/// At most so many threads decide: more would wait for the one that reads.
const DECIDING: usize = 4;
/// From this line on.
const MANY: usize = 1 << 16;

/// Keep order lines and decide each: CSV, XLSX or JSON Lines in
///
/// A line is known by its `id`: an id that is there already replaces what was, which stays in the
/// history. Lines are kept in batches, each whole or not at all; what was reported as kept is on
/// disk. Ends with 1 if any line could not be kept (the others are), else with 0.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert orders import orders.csv\n  \
    navicert orders import --who 'A. Example' backlog.xlsx\n  \
    erp-export | navicert orders import --format json -")]
pub struct Import {
    /// Files with order lines; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the rows are; tables of parts, suppliers and stock are CSV or XLSX
    #[arg(long = "as", value_enum, value_name = "WHAT", default_value_t)]
    what: What,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    who: Who,
    /// How the report is printed; JSON and CSV have a row for each batch that is on disk
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How the input is written [default: by the file's ending, then by what it looks like]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Lines a batch
    #[arg(long, value_name = "LINES", default_value_t = navicert_record::import::BATCH,
        value_parser = batch)]
    batch: usize,
}

/// What is imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum What {
    /// Order lines
    #[default]
    Orders,
    /// Parts: `part`, and whatever is known of it
    Parts,
    /// Suppliers: `supplier`, `country`, …
    Suppliers,
    /// Stock: `part`, `site`, `quantity`, …
    Stock,
}

fn batch(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(lines @ 1..=100_000) => Ok(lines),
        _ => Err("a batch has 1 to 100000 lines".to_owned()),
    }
}

impl Import {
    /// Runs the command.
    ///
    /// # Errors
    /// A law that cannot be used, a record that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        match self.what {
            What::Orders => self.orders(),
            What::Parts => self.table(Table::Parts),
            What::Suppliers => self.table(Table::Suppliers),
            What::Stock => self.table(Table::Stock),
        }
    }

    /// Rows of a table: the good ones of a file are kept together, bad ones are told.
    fn table(&self, table: Table) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let place = store.place().to_owned();
        let (mut total, mut bad) = (tables::Kept::default(), 0);
        for path in &self.files {
            let text = input::table(path)?;
            let rows = read_table(&text).map_err(|error| {
                let what = format!("{}: {error}", input::named(path));
                Failure::bad(what, error.help)
            })?;
            let mut good = Vec::new();
            for row in rows {
                match tables::check(table, &row) {
                    Ok(()) => good.push(row),
                    Err(errors) => {
                        bad += 1;
                        let line = Line { number: row.line, id: None, result: Err(errors.clone()) };
                        complain(&self::bad(path, &line, &errors));
                    }
                }
            }
            let source = path.display().to_string();
            let kept = tables::keep(&mut *store, table, &source, &good, &self.who.by())
                .map_err(|error| record::failed(&error))?;
            total.added += kept.added;
            total.changed += kept.changed;
            total.unchanged += kept.unchanged;
        }
        let tables::Kept { added, changed, unchanged } = total;
        print(&match self.format {
            Format::Text => format!(
                "{added} new, {changed} changed, {unchanged} as they were in {}; record: {place}\n",
                table.name()
            ),
            Format::Json => format!(
                "{{\"table\":\"{}\",\"added\":{added},\"changed\":{changed},\
                 \"unchanged\":{unchanged},\"bad\":{bad}}}\n",
                table.name()
            ),
            Format::Csv => format!("{},{added},{changed},{unchanged},{bad}\n", table.name()),
        })?;
        Ok(if bad > 0 { Exit::Bad } else { Exit::Go })
    }

    fn orders(self) -> Result<Exit, Failure> {
        let law = LawFiles::open(self.asked.law.as_deref())?;
        let lists = parties::lists()?;
        let engine = parties::put_on(&lists, law.engine()?)?;
        let decider =
            Decider::new(&engine, self.asked.options()).map_err(|error| unknown_clause(&error))?;
        let mut store = record::open()?;
        let place = store.place().to_owned();
        let sources = Sources { files: &law.law, lists: &lists };
        let importer = Importer::new(&mut *store, decider, sources, self.who.by());
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(DECIDING);
        let importer =
            importer.with_threads(threads, MANY).map_err(|error| unknown_clause(&error))?;
        let mut importer = importer.with_batch(self.batch);
        let mut report = Report::new(self.format);
        let mut bad_files = 0;
        for path in &self.files {
            let lines = match input::lines(path, self.input_format) {
                Ok(lines) => lines,
                Err(Failure::Told { what, help, .. }) => {
                    bad_files += 1;
                    complain(&format!("error: {what}\n help: {help}\n"));
                    continue;
                }
                Err(other) => return Err(other),
            };
            let source = path.display().to_string();
            let told = importer.input(&source, lines, &mut |entry| report.entry(path, &entry));
            match told {
                Ok(()) => {}
                Err(ImportError::Told(failure)) => return Err(failure),
                Err(ImportError::Store(error)) => {
                    report.progress.clear();
                    complain(&format!("{}\n", kept(&importer.total(), &place)));
                    return Err(record::failed(&error));
                }
            }
        }
        let total = importer.total();
        report.finish(&total, &place)?;
        Ok(if total.bad + bad_files > 0 { Exit::Bad } else { Exit::Go })
    }
}

/// What a person sees.
struct Report {
    format: Format,
    progress: Progress,
    lines: usize,
}

impl Report {
    fn new(format: Format) -> Self {
        Report { format, progress: Progress::new(true), lines: 0 }
    }

    fn entry(&mut self, path: &Path, entry: &Entry<'_>) -> Result<(), Failure> {
        match entry {
            Entry::Bad(line, errors) => {
                self.progress.clear();
                complain(&bad(path, line, errors));
                Ok(())
            }
            Entry::Kept(batch) => {
                self.lines += batch.added + batch.changed + batch.unchanged;
                self.progress.at(self.lines);
                match self.format {
                    Format::Text => Ok(()),
                    Format::Json => print(&json(path, batch)),
                    Format::Csv => print(&csv(path, batch)),
                }
            }
        }
    }

    fn finish(&mut self, total: &Total, place: &str) -> Result<(), Failure> {
        self.progress.clear();
        if self.format == Format::Text {
            print(&format!("{}\n", kept(total, place)))?;
        }
        if total.bad > 0 {
            complain(&format!(
                "error: {} not kept; the others are\n",
                counted(total.bad, "line was", "lines were")
            ));
        }
        Ok(())
    }
}

fn kept(total: &Total, place: &str) -> String {
    let mut out = format!(
        "{} new, {} changed, {} as they were; record: {place}",
        grouped(total.added as u64),
        grouped(total.changed as u64),
        grouped(total.unchanged as u64)
    );
    if total.reopened > 0 {
        let lines = counted(total.reopened, "of these was", "of these were");
        out.push_str(&format!("\n{lines} closed, and open again"));
    }
    if total.added + total.changed > 0 {
        let triage: Vec<String> = Triage::ALL
            .iter()
            .rev()
            .map(|one| format!("{} {one}", grouped(total.triage[*one as usize] as u64)))
            .collect();
        out.push_str(&format!("\ndecided: {}", triage.join(", ")));
    }
    out
}

/// What is wrong with a line, for a person.
pub fn bad(path: &Path, line: &Line, errors: &[FieldError]) -> String {
    let id = line.id.as_deref().map(|id| format!(" ({id})")).unwrap_or_default();
    let place = match path.as_os_str() == "-" {
        true => format!("standard input, line {}", line.number),
        false => format!("{}:{}", path.display(), line.number),
    };
    let told = errors.iter().map(|one| format!("error: {place}{id}: {one}\n help: {}\n", one.help));
    told.collect()
}

fn json(path: &Path, batch: &Batch) -> String {
    let mut out = String::from("{\"file\":");
    navicert_record::judged::quoted(&mut out, &path.display().to_string());
    let act = batch.act.map_or("null".to_owned(), |act| act.to_string());
    out.push_str(&format!(
        ",\"to_line\":{},\"added\":{},\"changed\":{},\"unchanged\":{},\"act\":{act}",
        batch.to_line, batch.added, batch.changed, batch.unchanged
    ));
    for triage in Triage::ALL {
        out.push_str(&format!(",\"{triage}\":{}", batch.triage[triage as usize]));
    }
    out.push_str("}\n");
    out
}

fn csv(path: &Path, batch: &Batch) -> String {
    let act = batch.act.map(|act| act.to_string()).unwrap_or_default();
    let mut cells = vec![path.display().to_string()];
    cells.extend(
        [batch.to_line, batch.added, batch.changed, batch.unchanged].map(|n| n.to_string()),
    );
    cells.push(act);
    let mut out = String::new();
    crate::output::push_row(&mut out, cells.iter().map(String::as_str));
    out
}
