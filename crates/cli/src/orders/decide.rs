//! `orders decide`: what can have changed, again.

use crate::decide::Asked;
use crate::decide::progress::Progress;
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, unknown_clause};
use crate::output::{Format, complain, counted, grouped, print};
use crate::parties;
use crate::record::{self, Who};
use clap::Args;
use navicert_engine::{Decider, EngineError};
use navicert_record::again::{Again, AgainError, again};
use navicert_record::lists::Sources;
use std::fmt::Write;

/// Decide kept lines again under the law, the lists and the day of now
///
/// A line is stale if it was decided under another law or other lists, or for a day since which the
/// law has changed. Of the stale lines only those are decided again to which something that changed
/// may matter; the others are known to hold. Ends with 1 if a line cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert orders decide\n  \
    navicert orders decide --law my-law --format json\n  navicert orders decide --on 2026-11-27")]
pub struct Decide {
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    who: Who,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Decide {
    /// Runs the command.
    ///
    /// # Errors
    /// A law that cannot be used, a record that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let law = LawFiles::open(self.asked.law.as_deref())?;
        let lists = parties::lists()?;
        let engine = parties::put_on(&lists, law.engine()?)?;
        let decider =
            Decider::new(&engine, self.asked.options()).map_err(|error| unknown_clause(&error))?;
        let mut store = record::open()?;
        let mut progress = Progress::new(true);
        let sources = Sources { files: &law.law, lists: &lists };
        let by = self.who.by();
        let done = again(&mut *store, decider, sources, &by, &mut |lines| progress.at(lines));
        progress.clear();
        let done = done.map_err(|error| failed(&error))?;
        print(&match self.format {
            Format::Text => text(&done),
            Format::Json => json(&done),
            Format::Csv => csv(&done),
        })?;
        for seq in &done.damaged {
            complain(&format!(
                "error: line {seq} of the record cannot be read\n help: import it again\n"
            ));
        }
        Ok(if done.damaged.is_empty() { Exit::Go } else { Exit::Bad })
    }
}

fn failed(error: &AgainError) -> Failure {
    match error {
        AgainError::Store(error) => record::failed(error),
        AgainError::Engine(EngineError::Law(_)) => Failure::bad(
            "the law under which lines were decided before cannot be read by this program",
            "import the orders again",
        ),
        AgainError::Engine(error) => unknown_clause(error),
        AgainError::Lists(error) => parties::failed(error),
    }
}

fn text(done: &Again) -> String {
    let mut out = format!(
        "{}, {} stale, {} decided again, {} came out otherwise\n",
        counted(done.lines, "open line", "open lines"),
        grouped(done.stale as u64),
        grouped(done.decided as u64),
        grouped(done.changed as u64)
    );
    for ((before, after), lines) in &done.moves {
        let _ = writeln!(out, "  {before} → {after}: {}", grouped(*lines as u64));
    }
    out
}

fn json(done: &Again) -> String {
    let moves: Vec<String> = done
        .moves
        .iter()
        .map(|((before, after), lines)| {
            format!("{{\"before\":\"{before}\",\"after\":\"{after}\",\"lines\":{lines}}}")
        })
        .collect();
    format!(
        "{{\"lines\":{},\"stale\":{},\"decided\":{},\"changed\":{},\"moves\":[{}],\"damaged\":{:?}}}\n",
        done.lines,
        done.stale,
        done.decided,
        done.changed,
        moves.join(","),
        done.damaged
    )
}

fn csv(done: &Again) -> String {
    let mut out = String::from("before,after,lines\n");
    for ((before, after), lines) in &done.moves {
        let _ = writeln!(out, "{before},{after},{lines}");
    }
    out
}
