//! Decisions and unreadable lines in the form asked for.

use super::summary::Summary;
use crate::failure::Failure;
use crate::output::{Format, Output, complain, push_row};
use navicert_engine::classify::master::{self, FromMaster};
use navicert_engine::render::{csv, json, text};
use navicert_engine::{Decider, Engine, Options};
use navicert_model::read::{FieldError, Line};
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Triage;
use navicert_rules::law::LawBook;
use std::path::Path;

/// Prints decisions one by one.
pub struct Printer {
    format: Format,
    detail: text::Detail,
    shared: json::Shared,
    buffer: String,
    header_done: bool,
}

impl Printer {
    /// A printer for one run.
    pub fn new(engine: &Engine, options: &Options, format: Format, why: bool) -> Self {
        let shared = json::Shared::new(engine, options);
        let detail = text::Detail { why };
        Printer { format, detail, shared, buffer: String::new(), header_done: false }
    }

    /// Decides one transfer and prints the decision.
    pub fn decide(
        &mut self,
        output: &mut Output,
        decider: &mut Decider<'_>,
        transfer: &mut Transfer,
        used: &[FromMaster],
    ) -> Result<Triage, Failure> {
        self.begin();
        let (format, detail, shared, buffer) =
            (self.format, self.detail, &self.shared, &mut self.buffer);
        if format == Format::Json {
            let triage = decider.write_json(transfer, shared, buffer);
            add_master(buffer, used);
            output.put(&self.buffer)?;
            return Ok(triage);
        }
        let triage = decider.decide(transfer, |decision| {
            match format {
                Format::Json => json::write(buffer, decision, shared),
                Format::Csv => push_row(buffer, csv::row(decision).iter().map(String::as_str)),
                Format::Text => {
                    text::write(buffer, decision, detail);
                    buffer.push_str(&master::text(used));
                    buffer.push('\n');
                }
            }
            decision.triage()
        });
        output.put(&self.buffer)?;
        Ok(triage)
    }

    /// Prints what is wrong with a line: in its place, or on standard error for a person.
    pub fn bad(
        &mut self,
        output: &mut Output,
        path: &Path,
        line: &Line,
        errors: &[FieldError],
    ) -> Result<(), Failure> {
        self.begin();
        match self.format {
            Format::Text => {
                complain(&told(path, line, errors));
                return Ok(());
            }
            Format::Json => {
                json::write_errors(&mut self.buffer, line.id.as_deref(), line.number, errors);
            }
            Format::Csv => {
                let errors = on_one_line(line.number, errors);
                let id = line.id.as_deref().unwrap_or_default();
                let cells = csv::HEADER.iter().map(|column| match *column {
                    "id" => id,
                    "errors" => errors.as_str(),
                    _ => "",
                });
                push_row(&mut self.buffer, cells);
            }
        }
        output.put(&self.buffer)
    }

    fn begin(&mut self) {
        self.buffer.clear();
        if self.format == Format::Csv && !self.header_done {
            push_row(&mut self.buffer, csv::HEADER);
        }
        self.header_done = true;
    }

    /// The summary in the form asked for.
    pub fn summary(&self, summary: &Summary, book: &LawBook) -> String {
        match self.format {
            Format::Text => summary.text(book),
            Format::Json => summary.json(book),
            Format::Csv => summary.csv(book),
        }
    }
}

/// Says in a decision which facts came from the part master.
fn add_master(line: &mut String, used: &[FromMaster]) {
    if used.is_empty() {
        return;
    }
    // A decision is one object on a line.
    if let Some(end) = line.rfind('}') {
        line.insert_str(end, &format!(",\"part_master\":{}", master::json(used)));
    }
}

/// What is wrong with a line, for a person: where, what, and what to do.
pub fn told(path: &Path, line: &Line, errors: &[FieldError]) -> String {
    let place = match path.as_os_str() == "-" {
        true => format!("standard input, line {}", line.number),
        false => format!("{}:{}", path.display(), line.number),
    };
    let id = line.id.as_deref().map(|id| format!(" ({id})")).unwrap_or_default();
    let mut out = String::new();
    for error in errors {
        out.push_str(&format!("error: {place}{id}: {error}\n help: {}\n", error.help));
    }
    out
}

fn on_one_line(number: usize, errors: &[FieldError]) -> String {
    let errors: Vec<String> =
        errors.iter().map(|error| format!("{error} ({})", error.help)).collect();
    format!("line {number}: {}", errors.join("; "))
}
