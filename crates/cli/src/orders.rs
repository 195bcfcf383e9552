//! `orders`: the order book.

mod calendar;
mod close;
mod decide;
pub mod import;
mod list;
mod show;

use crate::failure::{Exit, Failure};
use clap::Subcommand;

/// What can be done with the order book.
#[derive(Debug, Subcommand)]
pub enum Orders {
    Import(import::Import),
    List(list::List),
    Show(show::Show),
    Decide(decide::Decide),
    Calendar(calendar::Calendar),
    Close(close::Close),
    Reopen(close::Reopen),
}

impl Orders {
    /// Runs the command.
    ///
    /// # Errors
    /// As the command.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Orders::Import(import) => import.run(),
            Orders::List(list) => list.run(),
            Orders::Show(show) => show.run(),
            Orders::Decide(decide) => decide.run(),
            Orders::Calendar(calendar) => calendar.run(),
            Orders::Close(close) => close.run(),
            Orders::Reopen(reopen) => reopen.run(),
        }
    }
}
