//! `lists`: published lists of parties; importing, looking at and comparing them.

mod difference;
pub mod home;
mod import;
mod source;
mod status;

use crate::failure::{Exit, Failure};
use clap::Subcommand;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Lists {
    Import(import::Import),
    Status(status::Status),
    Diff(difference::Difference),
}

impl Lists {
    /// Runs the command.
    ///
    /// # Errors
    /// Those of the subcommand.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Lists::Import(import) => import.run(),
            Lists::Status(status) => status.run(),
            Lists::Diff(difference) => difference.run(),
        }
    }
}

/// The beginning of a digest, for a person.
fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}
