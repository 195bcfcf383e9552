//! `law fmt`: one way to write a law file, so that differences stay small.

use crate::failure::{Exit, Failure};
use crate::files::collect;
use crate::output::{complain, counted, print};
use clap::Args;
use navicert_rules::syntax::{self, Diagnostic};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Write law files in their one form
///
/// Comments stay. A file that cannot be read is left as it is.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert law fmt laws\n  navicert law fmt --check laws\n  \
    navicert law fmt - < draft.law")]
pub struct Fmt {
    /// Change nothing; name the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Law files, or directories with `.law` files in them or below them; `-` is standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
}

/// What became of the files.
#[derive(Default)]
struct Tally {
    seen: usize,
    changed: usize,
    bad: usize,
}

impl Fmt {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let mut tally = Tally::default();
        for path in &self.paths {
            if path.as_os_str() == "-" {
                self.standard_input(&mut tally)?;
                continue;
            }
            let mut files = Vec::new();
            collect(path, &mut files)?;
            let given = files.len() == 1 && files.first() == Some(path);
            for file in files {
                if given || file.extension().is_some_and(|ending| ending == "law") {
                    self.file(&file, &mut tally)?;
                }
            }
        }
        let verb = if self.check { "would change" } else { "changed" };
        let files = counted(tally.seen, "file", "files");
        complain(&format!("{files}, {} {verb}, {} cannot be read\n", tally.changed, tally.bad));
        Ok(if tally.bad > 0 || (self.check && tally.changed > 0) { Exit::Bad } else { Exit::Go })
    }

    fn standard_input(&self, tally: &mut Tally) -> Result<(), Failure> {
        let mut text = String::new();
        let read = std::io::stdin().lock().read_to_string(&mut text);
        read.map_err(|error| Failure::file("read", Path::new("-"), &error))?;
        match tidy("standard input", &text, tally) {
            Some(tidy) if self.check => tally.changed += usize::from(tidy != text),
            Some(tidy) => print(&tidy)?,
            None => {}
        }
        Ok(())
    }

    fn file(&self, path: &Path, tally: &mut Tally) -> Result<(), Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
        let Some(tidy) = tidy(&path.display().to_string(), &text, tally) else { return Ok(()) };
        if tidy == text {
            return Ok(());
        }
        tally.changed += 1;
        if !self.check {
            fs::write(path, tidy).map_err(|error| Failure::file("write", path, &error))?;
        }
        print(&format!("{}\n", path.display()))
    }
}

/// The text in its one form; what is wrong with it is told.
fn tidy(name: &str, text: &str, tally: &mut Tally) -> Option<String> {
    tally.seen += 1;
    match syntax::format(text) {
        Ok(tidy) => Some(tidy),
        Err(diagnostics) => {
            tally.bad += 1;
            for diagnostic in diagnostics {
                complain(&Diagnostic { file: name.to_owned(), ..diagnostic }.render(text));
            }
            None
        }
    }
}
