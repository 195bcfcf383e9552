//! `law show`: one thing of the law, for a person.

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::print;
use clap::Args;
use navicert_engine::coverage::CaseIndex;
use navicert_engine::show;
use navicert_model::day::Day;
use std::path::PathBuf;

/// Show an act, a clause, a list entry, a party, a list, a country group or a definition
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert law show cn/2026-1#1\n  \
    navicert law show 1C905.a.4 --on 2026-01-06\n  navicert law show \"Mitsubishi Heavy\"")]
pub struct Show {
    /// `cn/2026-1`, `cn/2026-1#1`, `1C905.a`, `cn/dual-use`, `cn/export`, or the name of a party
    #[arg(value_name = "REF")]
    reference: String,
    /// The day whose law is shown [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    on: Option<Day>,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    known_at: Option<Moment>,
    /// Directory with law files [default: the law in this binary]
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
}

impl Show {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let files = LawFiles::open(self.law.as_deref())?;
        let engine = files.engine()?;
        let now = Moment::now().day;
        let show = show::Show {
            engine: &engine,
            files: &files.law,
            case_files: &files.cases,
            cases: CaseIndex::of(&files.cases),
            on: self.on.unwrap_or(now),
            known_at: self.known_at.map_or(now, |moment| moment.day),
        };
        let found = show.find(&self.reference);
        if found.is_empty() {
            let near = show.near(&self.reference);
            let help = match near.as_slice() {
                [] => "name an act, a clause, a code, a list, a group, a definition or a party; \
                       `navicert law show cn` lists the acts of a law"
                    .to_owned(),
                near => format!("did you mean {}?", near.join(", ")),
            };
            return Err(Failure::bad(
                format!("`{}` names nothing in the law", self.reference),
                help,
            ));
        }
        print(&found)?;
        Ok(Exit::Go)
    }
}
