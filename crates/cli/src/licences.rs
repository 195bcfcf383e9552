//! `licences`: what an authority allows, and what is drawn of it.

mod assign;
mod draw;
mod import;
mod look;
mod report;

use crate::failure::{Exit, Failure};
use crate::record::Who;
use clap::Subcommand;
use navicert_store::licences::{By, LicenceError};

/// What can be done with licences.
#[derive(Debug, Subcommand)]
pub enum Licences {
    Import(import::Import),
    List(look::List),
    Show(look::Show),
    Assign(assign::Assign),
    Reserve(draw::Reserve),
    Use(draw::Use),
    Release(draw::Release),
    State(look::SetState),
    Report(report::Report),
}

impl Licences {
    /// Runs the command.
    ///
    /// # Errors
    /// As the command.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Licences::Import(import) => import.run(),
            Licences::List(list) => list.run(),
            Licences::Show(show) => show.run(),
            Licences::Assign(assign) => assign.run(),
            Licences::Reserve(reserve) => reserve.run(),
            Licences::Use(using) => using.run(),
            Licences::Release(release) => release.run(),
            Licences::State(state) => state.run(),
            Licences::Report(report) => report.run(),
        }
    }
}

/// What a licence refused, for a person.
fn refused(error: &LicenceError) -> Failure {
    Failure::bad(error.to_string(), error.help())
}

/// Who, now.
pub fn by(who: &Who) -> By {
    let by = who.by();
    By { who: by.who, at: by.at }
}
