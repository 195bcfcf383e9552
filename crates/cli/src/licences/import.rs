//! `licences import`: licences into the record.

use super::{by, refused};
use crate::failure::{Exit, Failure};
use crate::input;
use crate::output::{Format, complain, print, push_row};
use crate::record::{self, Who};
use clap::Args;
use navicert_store::licences::{self, Put, Terms};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Keep licences: JSON in, one object a licence
///
/// A licence that is there is replaced and keeps what was drawn; its former wording stays in the log.
/// Every licence of a run is kept or none is. `until` is the first day on which it is no longer
/// valid; `last_day` may stand in its place. What is absent is not limited.
#[derive(Debug, Args)]
#[command(after_help = "A licence:\n  \
    {\"id\": \"CN-2026-0042\", \"law\": \"cn\", \"form\": \"cn/single\", \"authority\": \"Ministry of Commerce\",\n   \
    \"since\": \"2026-01-05\", \"last_day\": \"2027-01-04\", \"activities\": [\"export\"], \"from\": [\"CN\"], \"to\": [\"JP\"],\n   \
    \"parties\": [{\"role\": \"end-user\", \"name\": \"Example Seimitsu K.K.\", \"country\": \"JP\"}],\n   \
    \"items\": [{\"codes\": {\"cn\": [\"1C902.a.4\"]}, \"description\": \"magnets\", \"quantity\": \"500 kg\"}],\n   \
    \"value\": \"90000 USD\", \"provisos\": [\"no resale without consent\"]}\n\n\
    Examples:\n  navicert licences import licences.json\n  \
    erp-export | navicert licences import --who 'A. Example' -")]
pub struct Import {
    /// Files with licences; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    who: Who,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Import {
    /// Runs the command.
    ///
    /// # Errors
    /// A file that cannot be read, a licence that cannot be kept.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut terms = Vec::new();
        let mut bad = 0;
        for path in &self.files {
            for (number, read) in (1..).zip(Terms::parse_all(&text(path)?)) {
                match read {
                    Ok(one) => terms.push(one),
                    Err(errors) => {
                        bad += 1;
                        for one in errors {
                            let place = format!("{}: licence {number}", input::named(path));
                            complain(&format!("error: {place}: {one}\n help: {}\n", one.help));
                        }
                    }
                }
            }
        }
        if bad > 0 {
            return Err(Failure::bad(
                "nothing was kept",
                "correct the licences above and run it again",
            ));
        }
        if terms.is_empty() {
            return Err(Failure::bad(
                "there is no licence in it",
                "see `--help` for what one looks like",
            ));
        }
        let by = by(&self.who);
        let mut store = record::open()?;
        let mut tx = store.write().map_err(|error| record::failed(&error))?;
        let mut done = Vec::new();
        for one in &terms {
            done.push(licences::put(&mut *tx, one, &by).map_err(|error| refused(&error))?);
        }
        tx.commit().map_err(|error| record::failed(&error))?;
        print(&report(self.format, &terms, &done))?;
        Ok(Exit::Go)
    }
}

fn text(path: &Path) -> Result<String, Failure> {
    let read = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    read.map_err(|error| Failure::file("read", path, &error))
}

fn report(format: Format, terms: &[Terms], done: &[Put]) -> String {
    let mut out = String::new();
    if format == Format::Csv {
        push_row(&mut out, ["licence", "done"]);
    }
    for (one, put) in terms.iter().zip(done) {
        let word = match put {
            Put::Added => "added",
            Put::Changed => "changed",
            Put::Unchanged => "unchanged",
        };
        match format {
            Format::Text => out.push_str(&format!("{} {word}\n", one.id)),
            Format::Csv => push_row(&mut out, [one.id.as_str(), word]),
            Format::Json => {
                out.push_str(&format!(
                    "{}\n",
                    serde_json::json!({ "licence": one.id, "done": word })
                ));
            }
        }
    }
    out
}
