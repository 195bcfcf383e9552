//! `law timeline`: what was in force when.

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, unknown_clause};
use crate::output::print;
use clap::{Args, ValueEnum};
use navicert_engine::timeline;
use navicert_model::day::Day;
use std::fs;
use std::path::PathBuf;

/// Draw what was in force when, clause by clause
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert law timeline cn/2025-61 cn/2024-46\n  \
    navicert law timeline us --since 2022-01-01\n  \
    navicert law timeline --format svg -o law.svg")]
pub struct Timeline {
    /// Laws, acts or clauses [default: all]
    #[arg(value_name = "REF")]
    acts: Vec<String>,
    /// The day that is marked [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    on: Option<Day>,
    /// The first day that is drawn [default: the first change, but not more than ten years back]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    since: Option<Day>,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    known_at: Option<Moment>,
    /// Take a clause or an act as in force that is only reported, proposed or suspended
    #[arg(long, value_name = "CLAUSE")]
    assume: Vec<String>,
    /// Directory with law files [default: the law in this binary]
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// How it is drawn
    #[arg(long, value_enum, default_value_t)]
    format: Drawing,
    /// Write it to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Text or SVG.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Drawing {
    /// Bars of characters
    #[default]
    Text,
    /// A picture that stands alone
    Svg,
}

impl Timeline {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let files = LawFiles::open(self.law.as_deref())?;
        let engine = files.engine()?;
        let now = Moment::now().day;
        let known_at = self.known_at.map_or(now, |moment| moment.day);
        let on = self.on.unwrap_or(now);
        let timeline =
            timeline::Timeline::of(&engine, &self.acts, &self.assume, (self.since, on), known_at)
                .map_err(|error| unknown_clause(&error))?;
        let drawing = match self.format {
            Drawing::Text => timeline.text(),
            Drawing::Svg => timeline.svg(),
        };
        match &self.output {
            Some(path) => {
                fs::write(path, drawing).map_err(|error| Failure::file("write", path, &error))?;
            }
            None => print(&drawing)?,
        }
        Ok(Exit::Go)
    }
}
