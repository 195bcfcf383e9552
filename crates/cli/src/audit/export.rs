//! `audit export`, `prove` and `prov`.

use crate::failure::{Exit, Failure};
use crate::output::{Output, print};
use crate::record;
use clap::Args;
use navicert_store::audit::export::{ExportError, export};
use navicert_store::audit::proof::{self, ProofError};
use navicert_store::audit::prov;

/// Export the whole log with its signed heads, to standard output
///
/// `audit verify` needs nothing but this file.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert audit export > log-2026-11.jsonl")]
pub struct Export {}

/// Prove to somebody who shall not see the log that one act is in it, or that it only grew
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert audit prove --act 17 > act-17.json\n  \
    navicert audit prove --since 120 > grown.json\n  navicert audit verify act-17.json")]
#[group(required = true, multiple = false)]
pub struct Prove {
    /// Number of the act
    #[arg(long)]
    act: Option<u64>,
    /// Acts in the head that the other side knows
    #[arg(long, value_name = "ACTS")]
    since: Option<u64>,
}

/// Export the log as W3C PROV-JSON: activities, agents, entities and what came of what
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert audit prov --after 120 > prov.json")]
pub struct Prov {
    /// Only acts after this number
    #[arg(long, default_value_t = 0)]
    after: i64,
}

impl Export {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let mut output = Output::open();
        let done = export(&mut *tx, &mut |line| {
            output.put(std::str::from_utf8(line).map_err(|_| {
                Failure::bad(
                    "an act is no text",
                    "keep a copy of the record and report this as a bug",
                )
            })?)
        });
        done.map_err(|error| match error {
            ExportError::Store(error) => record::failed(&error),
            ExportError::Write(failure) => failure,
        })?;
        output.finish()?;
        Ok(Exit::Go)
    }
}

impl Prove {
    /// Runs the command.
    ///
    /// # Errors
    /// An act or a head that is not there.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let made = match (self.act, self.since) {
            (Some(act), _) => proof::inclusion(&mut *tx, act),
            (None, since) => proof::consistency(&mut *tx, since.unwrap_or_default()),
        };
        print(&made.map_err(|error| match error {
            ProofError::Store(error) => record::failed(&error),
            ProofError::NoAct { .. } => Failure::bad(error.to_string(), "see `navicert audit log`"),
            ProofError::NoHead { .. } | ProofError::NotGrown { .. } => {
                Failure::bad(error.to_string(), "write the `size` of a head that was kept")
            }
        })?)?;
        Ok(Exit::Go)
    }
}

impl Prov {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let document =
            prov::document(&mut *tx, self.after).map_err(|error| record::failed(&error))?;
        print(&format!("{document:#}\n"))?;
        Ok(Exit::Go)
    }
}
