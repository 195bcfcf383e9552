//! `law test`: do the golden cases hold?

use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{grouped, print};
use clap::Args;
use navicert_engine::cases;
use navicert_model::day::Day;
use std::path::PathBuf;

/// Run the cases that stand beside the law (`*.cases.md`)
///
/// A case that gives no `known_at` is judged with all that the files say, whatever the date.
/// Ends with 1 if a case fails.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert law test laws")]
pub struct Test {
    /// Directory with `.law` and `.cases.md` files [default: those in this binary]
    directory: Option<PathBuf>,
}

impl Test {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let files = LawFiles::open(self.directory.as_deref())?;
        let engine = files.engine()?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let (ran, failures) = cases::run_all(&engine, &files.cases, Day::MAX, threads);
        let mut out = String::new();
        for failure in &failures {
            out.push_str(&format!(
                "{}:{}: {}\n\n",
                files.shown(&failure.file),
                failure.line,
                failure.message
            ));
        }
        let failed = failures.len();
        let passed = ran.saturating_sub(failed);
        out.push_str(&format!(
            "{} passed, {} failed\n",
            grouped(passed as u64),
            grouped(failed as u64)
        ));
        if ran == 0 {
            print(&out)?;
            return Err(Failure::bad(
                "no case was found",
                "write cases beside the law, in `*.cases.md`",
            ));
        }
        print(&out)?;
        Ok(if failed == 0 { Exit::Go } else { Exit::Bad })
    }
}
