//! `orders`: the order book.

pub mod import;

use crate::failure::{Exit, Failure};
use clap::Subcommand;

/// What can be done with the order book.
#[derive(Debug, Subcommand)]
pub enum Orders {
    Import(import::Import),
}

impl Orders {
    /// Runs the command.
    ///
    /// # Errors
    /// As the command.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Orders::Import(import) => import.run(),
        }
    }
}
