//! `law coverage`: what is modelled, and how much of it the cases touch.

use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, known_laws};
use crate::output::{Format, print, push_row};
use clap::Args;
use navicert_engine::coverage::{self, CaseIndex};
use std::path::PathBuf;

/// Say what is modelled, what is only flagged, what is not looked at, and which clauses have no case
///
/// A row for each act: clauses that count, clauses that are only reported, list entries and parties,
/// on what basis it is known and when the text was last checked; then what is flagged and what is not
/// modelled, in words.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert law coverage us jp\n  navicert law coverage --clauses cn\n  navicert law coverage --format csv > clauses.csv"
)]
pub struct Coverage {
    /// Only these laws [default: all]
    #[arg(value_name = "LAW")]
    laws: Vec<String>,
    /// Every clause with its cases, too
    #[arg(long)]
    clauses: bool,
    /// Directory with law and case files [default: those in this binary]
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// How it is printed; CSV has a row for each clause
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Coverage {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let files = LawFiles::open(self.law.as_deref())?;
        let engine = files.engine()?;
        known_laws(&engine, &self.laws)?;
        let mut laws = coverage::coverage(&engine, &CaseIndex::of(&files.cases));
        laws.retain(|law| self.laws.is_empty() || self.laws.iter().any(|name| name == law.law));
        let mut out = String::new();
        match self.format {
            Format::Text => {
                if laws.len() > 1 {
                    out.push_str(&coverage::summary(&laws));
                    out.push('\n');
                }
                let texts: Vec<String> = laws.iter().map(|law| law.text(self.clauses)).collect();
                out.push_str(&texts.join("\n"));
            }
            Format::Json => laws.iter().for_each(|law| out.push_str(&law.json())),
            Format::Csv => {
                push_row(&mut out, coverage::HEADER);
                for row in laws.iter().flat_map(|law| law.rows()) {
                    push_row(&mut out, row.iter().map(String::as_str));
                }
            }
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}
