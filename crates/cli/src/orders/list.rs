//! `orders list`: kept lines by what was decided.

use crate::clock::Moment;
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{Format, Output, counted, grouped, push_row};
use crate::parties;
use crate::record;
use clap::Args;
use navicert_model::verdict::Triage;
use navicert_record::edition::edition;
use navicert_record::judged::quoted;
use navicert_record::look::{self, Listed};
use std::fmt::Write;
use std::path::PathBuf;

/// List kept order lines with what was decided
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert orders list --triage stop\n  \
    navicert orders list --triage ask --triage licence --most 100 --format csv")]
pub struct List {
    /// Only lines of this triage: go, ask, licence or stop; may be repeated
    #[arg(long, value_name = "TRIAGE", value_parser = triage)]
    triage: Vec<Triage>,
    /// Lines that were delivered or cancelled, instead of open ones
    #[arg(long)]
    closed: bool,
    /// At most so many lines
    #[arg(long, value_name = "LINES", default_value_t = 50)]
    most: usize,
    /// The law with which the lines' law is compared, instead of the law in this binary
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// How the list is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

fn triage(word: &str) -> Result<Triage, String> {
    let found = Triage::ALL.into_iter().find(|one| one.as_str() == word);
    found.ok_or_else(|| format!("`{word}` is none of go, ask, licence, stop"))
}

impl List {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let engine = LawFiles::open(self.law.as_deref())?.engine()?;
        let engine = parties::with_lists(engine)?;
        let now = edition(&engine, &[], Moment::now().day);
        let mut store = record::open()?;
        let place = store.place().to_owned();
        let list = {
            let mut tx = store.read().map_err(|error| record::failed(&error))?;
            look::list(&mut *tx, &self.triage, self.most, self.closed, &now)
                .map_err(|error| record::failed(&error))?
        };
        let mut out = String::new();
        match self.format {
            Format::Text => {
                let (one, many) = match self.closed {
                    true => ("closed line", "closed lines"),
                    false => ("open line", "open lines"),
                };
                let _ = writeln!(
                    out,
                    "{}: {}; record: {place}",
                    counted(list.triage.iter().sum(), one, many),
                    Triage::ALL
                        .iter()
                        .rev()
                        .map(|one| format!("{} {one}", grouped(list.triage[*one as usize] as u64)))
                        .collect::<Vec<_>>()
                        .join(", ")
                );
                if list.closed > 0 && !self.closed {
                    let lines = counted(list.closed, "closed line", "closed lines");
                    let _ = writeln!(out, "{lines} not shown; `--closed` shows them");
                }
                if list.stale > 0 {
                    let lines = counted(list.stale, "line was", "lines were");
                    let _ = writeln!(
                        out,
                        "{lines} decided under another law or other lists; `navicert orders \
                         decide` brings them up to date"
                    );
                }
                list.lines.iter().for_each(|line| text(&mut out, line));
                if list.found > list.lines.len() {
                    let more = grouped((list.found - list.lines.len()) as u64);
                    let _ = writeln!(out, "… {more} more; `--most` shows more");
                }
            }
            Format::Json => list.lines.iter().for_each(|line| json(&mut out, line)),
            Format::Csv => {
                push_row(&mut out, ["id", "triage", "verdict", "day", "value", "customer", "part"]);
                for line in &list.lines {
                    let cells = cells(line);
                    push_row(&mut out, cells.iter().map(String::as_str));
                }
            }
        }
        let mut output = Output::open();
        output.put(&out)?;
        output.finish()?;
        Ok(Exit::Go)
    }
}

fn cells(line: &Listed) -> [String; 7] {
    [
        line.id.clone(),
        line.verdict.triage().to_string(),
        line.verdict.to_string(),
        line.day.map(|day| day.to_string()).unwrap_or_default(),
        line.value.map(|value| value.to_string()).unwrap_or_default(),
        line.customer.clone(),
        line.part.clone(),
    ]
}

fn text(out: &mut String, line: &Listed) {
    let [id, triage, verdict, day, value, customer, part] = cells(line);
    let _ = writeln!(out, "{triage:<8} {id:<18} {verdict:<20} {day}  {customer}  {part}  {value}");
}

fn json(out: &mut String, line: &Listed) {
    let names = ["id", "triage", "verdict", "day", "value", "customer", "part"];
    let filled = names.iter().zip(cells(line)).filter(|(_, cell)| !cell.is_empty());
    for (index, (name, cell)) in filled.enumerate() {
        let _ = write!(out, "{}\"{name}\":", if index == 0 { "{" } else { "," });
        quoted(out, &cell);
    }
    out.push_str("}\n");
}
