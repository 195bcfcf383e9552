//! `law diff`: what two days of the law do not share.

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, known_laws};
use crate::output::print;
use clap::{Args, ValueEnum};
use navicert_engine::lawdiff;
use navicert_model::day::Day;
use std::path::PathBuf;

/// Say what changed in the law after one day, up to and with another
///
/// Clauses whose status changed, list entries that became or ceased to be listed, parties and
/// members of country groups that came or went, and what authorities said.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert law diff --between 2026-01-05 2026-01-06\n  navicert law diff us nl --between 2024-09-01 2025-01-01"
)]
pub struct Diff {
    /// Only these laws [default: all]
    #[arg(value_name = "LAW")]
    laws: Vec<String>,
    /// The two days
    #[arg(long, num_args = 2, required = true, value_names = ["DAY", "DAY"], value_parser = clock::day)]
    between: Vec<Day>,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    known_at: Option<Moment>,
    /// Directory with law files [default: the law in this binary]
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: TextOrJson,
}

/// Text or JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum TextOrJson {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl Diff {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let [from, to] = self.between[..] else {
            return Err(Failure::usage("`--between` wants two days", "write `--between DAY DAY`"));
        };
        if from > to {
            let help = format!("write `--between {to} {from}`");
            return Err(Failure::usage(format!("{from} is after {to}"), help));
        }
        let files = LawFiles::open(self.law.as_deref())?;
        let engine = files.engine()?;
        let known_at = self.known_at.unwrap_or_else(Moment::now).day;
        known_laws(&engine, &self.laws)?;
        let diff = lawdiff::between_in(&engine, &self.laws, from, to, known_at);
        let book = &engine.prepared.book;
        print(&match self.format {
            TextOrJson::Text => diff.text(book),
            TextOrJson::Json => diff.json(book, from, to),
        })?;
        Ok(Exit::Go)
    }
}
