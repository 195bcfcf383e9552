//! `law coverage`: what is modelled, and how much of it the cases touch.

use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{Format, print, push_row};
use clap::Args;
use navicert_engine::coverage::{self, CaseIndex};
use std::path::PathBuf;

/// Say what is modelled, what is only flagged, what is not looked at, and which clauses have no case
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert law coverage --format csv > clauses.csv")]
pub struct Coverage {
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
        let laws = coverage::coverage(&engine, &CaseIndex::of(&files.cases));
        let mut out = String::new();
        match self.format {
            Format::Text => laws.iter().for_each(|law| out.push_str(&law.text())),
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
