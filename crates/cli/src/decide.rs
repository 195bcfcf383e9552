//! `decide`: transfers in, decisions out.

mod printer;
pub mod progress;
mod summary;

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, unknown_clause};
use crate::input::{self, InputFormat};
use crate::output::{Format, Output, complain, counted};
use crate::{owners, parties};
use clap::Args;
use navicert_engine::classify::master::{FromMaster, Master};
use navicert_engine::owners::Owners;
use navicert_engine::{Decider, Engine, Options};
use navicert_model::day::Day;
use navicert_model::read::Line;
use navicert_model::verdict::Triage;
use printer::Printer;
use progress::Progress;
use std::path::{Path, PathBuf};
use summary::Summary;

/// Which law is asked, as of when.
#[derive(Clone, Debug, Args)]
pub struct Asked {
    /// Use the law files below this directory instead of the law in this binary
    #[arg(long, value_name = "DIR")]
    pub law: Option<PathBuf>,
    /// Day whose law is asked for, where a line gives no `on` of its own [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    pub on: Option<Day>,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    pub known_at: Option<Moment>,
    /// Take a clause or an act as in force that is only reported, proposed or suspended; for `decide`
    /// also the file of a draft
    #[arg(long, value_name = "CLAUSE")]
    pub assume: Vec<String>,
}

impl Asked {
    /// What the engine is asked.
    pub fn options(&self) -> Options {
        let now = Moment::now();
        let on = self.on.unwrap_or(now.day);
        let known = self.known_at.clone().unwrap_or(now);
        Options { on, known_at: known.text, known_day: known.day, assume: self.assume.clone() }
    }
}

/// Decide transfers: JSON, JSON Lines or CSV in, one decision for each line out
///
/// Ends with the worst line: 0 go, 10 ask, 20 licence, 30 stop; with 1 if any line could not be
/// read (the others are decided all the same); with 2 if the command line is wrong.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert decide orders.jsonl\n  \
    navicert decide --on 2026-01-07 --format csv orders.csv > decisions.csv\n  \
    erp-export | navicert decide --summary -")]
pub struct Decide {
    /// Files with transfers; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// How decisions are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How the input is written [default: by the file's ending, then by what it looks like]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Take codes that a line leaves open from a part master (CSV, JSON Lines or XLSX), by `item.part`
    #[arg(long, value_name = "PARTS")]
    parts: Option<PathBuf>,
    /// Print counts instead of decisions
    #[arg(long)]
    summary: bool,
    /// Show the reasons of each finding (text; JSON always has them)
    #[arg(long)]
    why: bool,
    /// Who owns whom: an ownership table for parties whose owners the transfers leave out
    #[arg(long, value_name = "FILE")]
    owners: Option<PathBuf>,
    /// Screen parties against the law's own lists only, not against imported ones
    #[arg(long)]
    no_lists: bool,
}

impl Decide {
    /// Runs the command.
    ///
    /// # Errors
    /// A law that cannot be used, an assumption that names nothing, output that cannot be written.
    pub fn run(mut self) -> Result<Exit, Failure> {
        let law = self.asked.law.clone();
        let files = LawFiles::open_with_drafts(law.as_deref(), &mut self.asked.assume)?;
        let engine = files.engine()?;
        let engine = if self.no_lists { engine } else { parties::with_lists(engine)? };
        let mut run = Run::new(&engine, &self)?;
        if let Some(parts) = &self.parts {
            let parts = crate::classify::read_parts(parts, None)?;
            crate::classify::tell_bad(self.parts.as_deref(), &parts);
            run.master = Master::of(&parts);
        }
        for path in &self.files {
            run.file(path, self.input_format)?;
        }
        run.finish()
    }
}

/// A run over all inputs.
struct Run<'e> {
    decider: Decider<'e>,
    printer: Printer,
    summary: Option<Summary>,
    output: Output,
    progress: Progress,
    worst: Option<Triage>,
    /// Lines that could not be read, and inputs.
    bad_lines: usize,
    bad_files: usize,
    decided: usize,
    owners: Option<Owners>,
    /// Lines with a day of their own, if a day was asked for.
    own_day: Option<usize>,
    /// Codes of parts.
    master: Master,
}

impl<'e> Run<'e> {
    fn new(engine: &'e Engine, arguments: &Decide) -> Result<Self, Failure> {
        let options = arguments.asked.options();
        let printer = Printer::new(engine, &options, arguments.format, arguments.why);
        let output = Output::open();
        let progress = Progress::new(arguments.summary || !output.is_terminal());
        Ok(Run {
            decider: Decider::new(engine, options).map_err(|error| unknown_clause(&error))?,
            printer,
            summary: arguments.summary.then(Summary::default),
            output,
            progress,
            worst: None,
            bad_lines: 0,
            bad_files: 0,
            decided: 0,
            owners: arguments.owners.as_deref().map(owners::read).transpose()?,
            own_day: arguments.asked.on.map(|_| 0),
            master: Master::default(),
        })
    }

    fn file(&mut self, path: &Path, format: Option<InputFormat>) -> Result<(), Failure> {
        let lines = match input::open(path, format) {
            Ok(lines) => lines,
            Err(Failure::Told { what, help, .. }) => {
                self.bad_files += 1;
                complain(&format!("error: {what}\n help: {help}\n"));
                return Ok(());
            }
            Err(other) => return Err(other),
        };
        let before = self.decided + self.bad_lines;
        for mut line in lines {
            let mut used = Vec::new();
            if let Ok(transfer) = &mut line.result {
                if !self.master.is_empty() {
                    used = self.master.fill(transfer);
                }
                if let Some(owners) = &self.owners {
                    owners.fill(transfer);
                }
            }
            self.line(path, line, &used)?;
            self.progress.step(self.decided + self.bad_lines);
        }
        if self.decided + self.bad_lines == before {
            self.bad_files += 1;
            complain(&format!(
                "error: {} holds no transfers\n help: give one transfer a line below the header\n",
                input::named(path)
            ));
        }
        Ok(())
    }

    fn line(&mut self, path: &Path, mut line: Line, used: &[FromMaster]) -> Result<(), Failure> {
        let transfer = match &mut line.result {
            Ok(transfer) => transfer,
            Err(errors) => {
                let errors = std::mem::take(errors);
                self.bad_lines += 1;
                match &mut self.summary {
                    Some(summary) => summary.bad(path, &line, &errors),
                    None => self.printer.bad(&mut self.output, path, &line, &errors)?,
                }
                return Ok(());
            }
        };
        self.decided += 1;
        if let (Some(count), Some(_)) = (&mut self.own_day, transfer.on) {
            *count += 1;
        }
        let triage = match &mut self.summary {
            Some(summary) => summary.add(&mut self.decider, transfer),
            None => self.printer.decide(&mut self.output, &mut self.decider, transfer, used)?,
        };
        self.worst = self.worst.max(Some(triage));
        Ok(())
    }

    fn finish(mut self) -> Result<Exit, Failure> {
        self.progress.clear();
        if let Some(summary) = &mut self.summary {
            summary.settle();
            let book = &self.decider.engine.prepared.book;
            let text = self.printer.summary(summary, book);
            self.output.put(&text)?;
        }
        self.output.finish()?;
        self.remarks();
        if self.bad_lines + self.bad_files > 0 {
            return Ok(Exit::Bad);
        }
        Ok(match self.worst {
            None | Some(Triage::Go) => Exit::Go,
            Some(Triage::Ask) => Exit::Ask,
            Some(Triage::Licence) => Exit::Licence,
            Some(Triage::Stop) => Exit::Stop,
        })
    }

    /// What the exit code alone does not tell.
    fn remarks(&self) {
        if let Some(count @ 1..) = self.own_day {
            let lines =
                counted(count, "line gives its own day, which", "lines give their own days, which");
            let verb = if count == 1 { "was" } else { "were" };
            complain(&format!("note: {lines} {verb} used instead of `--on`\n"));
        }
        if self.bad_lines > 0 {
            complain(&format!(
                "error: {} could not be read; {} decided\n",
                counted(self.bad_lines, "line", "lines"),
                counted(self.decided, "other was", "others were"),
            ));
        }
    }
}
