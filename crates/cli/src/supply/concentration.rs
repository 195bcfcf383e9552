//! `supply concentration`: how concentrated the sources of minerals and of imports are.

use crate::failure::{Exit, Failure};
use crate::output::{Format, Output, push_row};
use clap::Args;
use navicert_supply::render::{concentration as render, svg};
use navicert_supply::shares::Concentration as Found;
use std::path::PathBuf;

/// Say how concentrated the sources of minerals are, and whether imports are dependent
///
/// From shares of countries: the Herfindahl-Hirschman index of each mineral, stage and year, from 0
/// to 10000; what is left to nobody who is named makes it a range. From imports and exports: the
/// three dependency indicators of the European Commission. Ends with 1 if a stage had to be left out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    navicert supply concentration samples/supply/shares.csv\n  \
    navicert supply concentration shares.csv --svg bars.svg --format csv\n\n\
    Tables (CSV in UTF-8 or XLSX, recognised by their columns):\n  \
    shares  mineral,stage,country,share,year   (`share` as `71 %`, or `share_pct` as `71`)\n  \
    flows   product,year,flow,scope,partner,value\n          \
    `flow` is `import` or `export`; `scope` of an import `extra` (from outside) or `intra`;\n          \
    `value` as `1200 EUR`; a blank partner is unknown")]
pub struct Concentration {
    /// Tables of shares, or of imports and exports; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How answers are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Draw bars into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

impl Concentration {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let sources = super::sources(&self.files)?;
        let (found, left_out) = Found::read(&sources).map_err(|faults| super::refused(&faults))?;
        if let Some(path) = &self.svg {
            super::write(path, &svg::bars(&found.stages, &found.dependencies))?;
        }
        let mut out = String::new();
        match self.format {
            Format::Json => {
                found.stages.iter().for_each(|one| render::stage_json(&mut out, one));
                found.dependencies.iter().for_each(|one| render::dependency_json(&mut out, one));
            }
            Format::Text => {
                for one in &found.stages {
                    render::stage_text(&mut out, one);
                    out.push('\n');
                }
                for one in &found.dependencies {
                    render::dependency_text(&mut out, one);
                    out.push('\n');
                }
            }
            Format::Csv => {
                push_row(&mut out, render::HEADER);
                let stages = found.stages.iter().map(render::stage_row);
                let dependencies = found.dependencies.iter().map(render::dependency_row);
                for row in stages.chain(dependencies) {
                    push_row(&mut out, row.iter().map(String::as_str));
                }
            }
        }
        let mut output = Output::open();
        output.put(&out)?;
        output.finish()?;
        if left_out.is_empty() { Ok(Exit::Go) } else { Err(super::refused(&left_out)) }
    }
}
