//! The law itself: check it, test it, read it.

mod check;
mod coverage;
mod diff;
mod fmt;
mod show;
mod test;
mod timeline;

use crate::failure::{Exit, Failure};
use clap::Subcommand;

/// Commands about the law.
#[derive(Debug, Subcommand)]
pub enum Law {
    Check(check::Check),
    Test(test::Test),
    Fmt(fmt::Fmt),
    Show(show::Show),
    Timeline(timeline::Timeline),
    Diff(diff::Diff),
    Coverage(coverage::Coverage),
}

impl Law {
    /// Runs the command.
    ///
    /// # Errors
    /// Whatever keeps it from its work.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Law::Check(check) => check.run(),
            Law::Test(test) => test.run(),
            Law::Fmt(fmt) => fmt.run(),
            Law::Show(show) => show.run(),
            Law::Timeline(timeline) => timeline.run(),
            Law::Diff(diff) => diff.run(),
            Law::Coverage(coverage) => coverage.run(),
        }
    }
}
