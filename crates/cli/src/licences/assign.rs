//! `licences assign`: the licence that fits an order line.

use super::{by, refused};
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::output::{Format, print, push_row};
use crate::record::{self, Who};
use clap::Args;
use navicert_model::day::Day;
use navicert_model::tri::Tri;
use navicert_record::assign::{Assigned, Outcome, assign};
use navicert_store::licences::Fit;
use serde_json::{Value, json};
use std::fmt::Write;

/// Find the licences that fit order lines; reserve where exactly one does
///
/// Under each law that asks for a licence every item of every licence is held against the line. If
/// exactly one fits, the line's quantity and value are reserved on it. Otherwise nothing is, and it
/// is said which fit and why the others do not. An unknown fact is no fit. Ends with 1 if a line
/// that needs a licence has none after it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert licences assign --dry-run SO-1001/10\n  \
    navicert licences assign SO-1001/10 SO-1002/10 --key run-17 --format json")]
pub struct Assign {
    /// Ids of the order lines
    #[arg(required = true, value_name = "ID")]
    lines: Vec<String>,
    /// Day of the shipment [default: the line's own]
    #[arg(long, value_parser = clock::day)]
    day: Option<Day>,
    /// Only look
    #[arg(long)]
    dry_run: bool,
    /// Do it once: asking again with the same key changes nothing
    #[arg(long)]
    key: Option<String>,
    #[command(flatten)]
    who: Who,
    /// How the answer is printed; CSV has a row for each item of each licence
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Assign {
    /// Runs the command.
    ///
    /// # Errors
    /// A line that is not there, a record that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let by = by(&self.who);
        let mut out = String::new();
        if self.format == Format::Csv {
            push_row(&mut out, ["line", "law", "outcome", "licence", "item", "fits", "against"]);
        }
        let mut lacking = false;
        for line in &self.lines {
            let tx = if self.dry_run { store.read() } else { store.write() };
            let mut tx = tx.map_err(|error| record::failed(&error))?;
            let key = self.key.as_ref().map(|key| format!("{key}/{line}"));
            let done = assign(&mut *tx, line, self.day, !self.dry_run, key.as_deref(), &by);
            let done = done.map_err(|error| refused(&error))?;
            let done = done.ok_or_else(|| {
                let what = format!("the record holds no line `{line}`");
                Failure::bad(what, "`navicert orders list` has the lines")
            })?;
            tx.commit().map_err(|error| record::failed(&error))?;
            let good = |one: &Assigned| {
                matches!(one.outcome, Outcome::Reserved(_) | Outcome::Would | Outcome::Already(_))
            };
            lacking |= !done.iter().all(good);
            match self.format {
                Format::Text => text(&mut out, line, &done),
                Format::Json => writeln!(out, "{}", object(line, &done)).unwrap_or_default(),
                Format::Csv => rows(&mut out, line, &done),
            }
        }
        print(&out)?;
        Ok(if lacking { Exit::Bad } else { Exit::Go })
    }
}

fn text(out: &mut String, line: &str, done: &[Assigned]) {
    if done.is_empty() {
        let _ = writeln!(out, "{line}: no law that is modelled asks for a licence");
    }
    for one in done {
        let said = match &one.outcome {
            Outcome::Reserved(_) => "reserved on the only licence that fits".to_owned(),
            Outcome::Would => "exactly one licence fits".to_owned(),
            Outcome::Already(number) => format!("reservation {number} is there already"),
            Outcome::NoneFits => "no licence fits".to_owned(),
            Outcome::Several => {
                "several licences fit; choose one with `navicert licences reserve`".to_owned()
            }
            Outcome::Unsure => "not sure: facts of the line are missing".to_owned(),
            Outcome::Open => {
                "the decision is open; answer its questions first (`navicert orders show`)"
                    .to_owned()
            }
            Outcome::Prohibited => "prohibited: a licence is of no use".to_owned(),
        };
        let _ = writeln!(out, "{line} under {} ({}): {said}", one.law, one.verdict);
        for fit in &one.fits {
            let word = match fit.fits {
                Tri::Yes => "fits",
                Tri::No => "does not fit",
                Tri::Unknown => "may fit",
            };
            let _ = writeln!(out, "  {} item {} {word}", fit.licence, fit.item);
            for check in fit.against() {
                let _ = writeln!(out, "    {}: {}", check.what, check.why);
            }
        }
    }
}

fn against(fit: &Fit) -> Vec<Value> {
    fit.against()
        .map(|one| json!({ "what": one.what, "holds": one.holds.as_str(), "why": one.why }))
        .collect()
}

fn object(line: &str, done: &[Assigned]) -> Value {
    let laws: Vec<Value> = done
        .iter()
        .map(|one| {
            let fits: Vec<Value> = one
                .fits
                .iter()
                .map(|fit| {
                    json!({
                        "licence": fit.licence, "item": fit.item, "fits": fit.fits.as_str(),
                        "against": against(fit),
                    })
                })
                .collect();
            let reserved: Option<Value> = match &one.outcome {
                Outcome::Reserved(text) => serde_json::from_str(text).ok(),
                Outcome::Already(number) => Some(json!({ "reservation": number })),
                _ => None,
            };
            json!({
                "law": one.law, "verdict": one.verdict.to_string(),
                "outcome": one.outcome.as_str(), "reserved": reserved, "licences": fits,
            })
        })
        .collect();
    json!({ "line": line, "laws": laws })
}

fn rows(out: &mut String, line: &str, done: &[Assigned]) {
    for one in done {
        for fit in &one.fits {
            let why: Vec<String> =
                fit.against().map(|check| format!("{}: {}", check.what, check.why)).collect();
            let (item, why) = (fit.item.to_string(), why.join("; "));
            let cells = [line, &one.law, one.outcome.as_str(), &fit.licence, &item];
            push_row(out, cells.into_iter().chain([fit.fits.as_str(), why.as_str()]));
        }
        if one.fits.is_empty() {
            push_row(out, [line, &one.law, one.outcome.as_str(), "", "", "", ""]);
        }
    }
}
