//! `audit`: the log of acts.

mod export;
mod log;
mod replay;
mod verify;

use crate::failure::{Exit, Failure};
use clap::Subcommand;

/// What can be done with the log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    Log(log::Log),
    Head(log::Head),
    Export(export::Export),
    Verify(verify::Verify),
    Prove(export::Prove),
    Replay(replay::Replay),
    Prov(export::Prov),
}

impl Audit {
    /// Runs the command.
    ///
    /// # Errors
    /// As the command.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Audit::Log(log) => log.run(),
            Audit::Head(head) => head.run(),
            Audit::Export(export) => export.run(),
            Audit::Verify(verify) => verify.run(),
            Audit::Prove(prove) => prove.run(),
            Audit::Replay(replay) => replay.run(),
            Audit::Prov(prov) => prov.run(),
        }
    }
}
