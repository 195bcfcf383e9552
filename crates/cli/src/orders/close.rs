//! `orders close`, `orders reopen`: lines that leave the open book, and come back.

use crate::failure::{Exit, Failure};
use crate::input;
use crate::output::{Format, complain, counted, grouped, print, push_row};
use crate::record::{self, Who};
use clap::{Args, ValueEnum};
use navicert_model::read::read_table;
use navicert_record::close::{self, Done, State};
use serde_json::json;
use std::path::PathBuf;

/// Take lines out of the open book: delivered or cancelled
///
/// They keep their history, decisions and cases; `impact`, `calendar` and `decide` leave them out and
/// count them. A closed line that is imported again with other facts is open again. Ends with 1 if an
/// id is not there (the others are closed).
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert orders close SO-1001/10\n  \
    navicert orders close --as cancelled --note 'customer withdrew' SO-1001/20\n  \
    navicert orders close --file shipped.csv")]
pub struct Close {
    #[command(flatten)]
    which: Which,
    /// What became of them
    #[arg(long = "as", value_enum, value_name = "WHAT", default_value_t)]
    what: What,
}

/// Put closed lines back into the open book
///
/// They are decided again by `navicert orders decide`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert orders reopen --note 'returned' SO-1001/10")]
pub struct Reopen {
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Args)]
struct Which {
    /// Ids of the lines
    #[arg(required_unless_present = "file", value_name = "ID")]
    ids: Vec<String>,
    /// A table with a column `id`: CSV or XLSX; `-` is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Why, for the log
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    #[command(flatten)]
    who: Who,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum What {
    /// The goods went out
    #[default]
    Delivered,
    /// They never will
    Cancelled,
}

impl Close {
    /// Runs the command.
    ///
    /// # Errors
    /// A table that cannot be read, a record that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        self.which.run(match self.what {
            What::Delivered => State::Delivered,
            What::Cancelled => State::Cancelled,
        })
    }
}

impl Reopen {
    /// Runs the command.
    ///
    /// # Errors
    /// As [`Close::run`].
    pub fn run(self) -> Result<Exit, Failure> {
        self.which.run(State::Open)
    }
}

impl Which {
    fn run(mut self, state: State) -> Result<Exit, Failure> {
        self.read()?;
        let mut store = record::open()?;
        let done = close::set(&mut *store, &self.ids, state, &self.note, &self.who.by())
            .map_err(|error| record::failed(&error))?;
        let word = if state == State::Open { "open again" } else { state.as_str() };
        print(&match self.format {
            Format::Text => text(&done, word),
            Format::Json => format!("{}\n", json(&done, state)),
            Format::Csv => csv(&done, state),
        })?;
        for id in &done.unknown {
            complain(&format!(
                "error: the record holds no line `{id}`\n help: `navicert orders list` has the lines; \
                 ids are compared letter by letter\n"
            ));
        }
        for one in &done.reserved {
            complain(&format!(
                "note: reservation {} of {} for `{}` is still set aside: `navicert licences use` or \
                 `navicert licences release {}`\n",
                one.number, one.licence, one.line, one.number
            ));
        }
        Ok(if done.unknown.is_empty() { Exit::Go } else { Exit::Bad })
    }

    /// Adds the ids of the table.
    fn read(&mut self) -> Result<(), Failure> {
        let Some(path) = &self.file else { return Ok(()) };
        let text = input::table(path)?;
        let wrong = |what: String, help: &str| {
            Failure::bad(format!("{}{what}", input::named(path)), help.to_owned())
        };
        let rows = read_table(&text).map_err(|error| wrong(format!(": {error}"), &error.help))?;
        for row in &rows {
            let id = row.cell("id").ok_or_else(|| {
                let help = "write a header with the column `id`, and an id on each line";
                wrong(format!(", line {}: there is no `id`", row.line), help)
            })?;
            self.ids.push(id.to_owned());
        }
        Ok(())
    }
}

fn text(done: &Done, word: &str) -> String {
    let lines = counted(done.changed, "line is", "lines are");
    let mut out = format!("{lines} {word}");
    if !done.unchanged.is_empty() {
        out.push_str(&format!("; {} before", grouped(done.unchanged.len() as u64)));
    }
    out.push('\n');
    out
}

fn json(done: &Done, state: State) -> serde_json::Value {
    let reserved = done
        .reserved
        .iter()
        .map(|one| json!({ "reservation": one.number, "licence": one.licence, "line": one.line }));
    json!({
        "state": state.as_str(), "changed": done.changed, "unchanged": done.unchanged,
        "unknown": done.unknown, "act": done.act,
        "still_reserved": reserved.collect::<serde_json::Value>(),
    })
}

fn csv(done: &Done, state: State) -> String {
    let mut out = String::new();
    push_row(&mut out, ["state", "changed", "unchanged", "unknown"]);
    let counts = [done.changed, done.unchanged.len(), done.unknown.len()].map(|n| n.to_string());
    push_row(&mut out, [state.as_str()].into_iter().chain(counts.iter().map(String::as_str)));
    out
}
