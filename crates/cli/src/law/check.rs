//! `law check`: is the law sound?

use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{counted, print};
use clap::Args;
use navicert_rules::law::{LawBook, check};
use navicert_rules::syntax::Severity;
use std::path::PathBuf;

/// Check law files: names, dates, citations, clauses that can never apply
///
/// Ends with 1 if there is an error; warnings do not count.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert law check laws")]
pub struct Check {
    /// Directory with `.law` files [default: the law in this binary]
    directory: Option<PathBuf>,
}

impl Check {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let files = LawFiles::open(self.directory.as_deref())?;
        let (book, diagnostics) = check::check(&files.law);
        let errors =
            diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let mut out = files.render(&diagnostics);
        out.push_str(&counts(&book));
        out.push_str(&format!(
            "{}, {}\n",
            counted(errors, "error", "errors"),
            counted(diagnostics.len() - errors, "warning", "warnings"),
        ));
        print(&out)?;
        Ok(if errors == 0 { Exit::Go } else { Exit::Bad })
    }
}

fn counts(book: &LawBook) -> String {
    let entries = book.lists.iter().map(|list| list.entries.len()).sum();
    let parts = [
        counted(book.files, "file", "files"),
        counted(book.laws.len(), "law", "laws"),
        counted(book.acts.len(), "act", "acts"),
        counted(book.clauses.len(), "clause", "clauses"),
        counted(entries, "list entry", "list entries"),
        counted(book.parties.len(), "listed party", "listed parties"),
    ];
    format!("{}: ", parts.join(", "))
}
