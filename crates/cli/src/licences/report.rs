//! `licences report`: what was used, for customs and authorities.

use crate::clock;
use crate::failure::{Exit, Failure};
use crate::output::{Format, print, push_row};
use crate::record;
use clap::Args;
use navicert_model::amount::Amount;
use navicert_model::day::Day;
use navicert_store::licences::report::{Use, uses};
use std::fmt::Write;

/// Report what was used of licences: one row a use, with what was left after it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert licences report --since 2026-01-01 --until 2026-04-01 --format csv > q1.csv\n  \
    navicert licences report CN-2026-0042 --format json"
)]
pub struct Report {
    /// Only this licence
    licence: Option<String>,
    /// First day
    #[arg(long, value_parser = clock::day)]
    since: Option<Day>,
    /// First day that is no longer reported
    #[arg(long, value_parser = clock::day)]
    until: Option<Day>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const HEAD: [&str; 14] = [
    "licence",
    "authority",
    "form",
    "item",
    "codes",
    "description",
    "day",
    "declaration",
    "line",
    "quantity",
    "value",
    "quantity_left",
    "value_left",
    "move",
];

impl Report {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read, a licence that is not there.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        if let Some(id) = &self.licence {
            navicert_store::licences::get(&mut *tx, id).map_err(|error| super::refused(&error))?;
        }
        let found = uses(&mut *tx, self.licence.as_deref(), self.since, self.until);
        let found = found.map_err(|error| record::failed(&error))?;
        let mut out = String::new();
        if self.format == Format::Csv {
            push_row(&mut out, HEAD);
        }
        for one in &found {
            let cells = cells(one);
            match self.format {
                Format::Csv => push_row(&mut out, cells.iter().map(String::as_str)),
                Format::Json => {
                    let object: serde_json::Map<_, _> = HEAD
                        .iter()
                        .zip(cells)
                        .map(|(key, cell)| ((*key).to_owned(), cell.into()))
                        .collect();
                    let _ = writeln!(out, "{}", serde_json::Value::Object(object));
                }
                Format::Text => {
                    let shown = |amount: Option<Amount>| amount.map(|one| one.to_string());
                    let of: Vec<String> =
                        [one.quantity, one.value].into_iter().filter_map(shown).collect();
                    let left: Vec<String> =
                        [one.quantity_left, one.value_left].into_iter().filter_map(shown).collect();
                    let _ = writeln!(
                        out,
                        "{} {} item {} for {}: {} (left: {}) declaration {}",
                        one.day,
                        one.licence,
                        one.item,
                        one.line,
                        of.join(", "),
                        left.join(", "),
                        if one.reference.is_empty() { "not given" } else { &one.reference }
                    );
                }
            }
        }
        if found.is_empty() && self.format == Format::Text {
            out.push_str("nothing was used on these days\n");
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}

fn cells(one: &Use) -> [String; 14] {
    let shown = |amount: Option<Amount>| amount.map(|one| one.to_string()).unwrap_or_default();
    [
        one.licence.clone(),
        one.authority.clone(),
        one.form.clone(),
        one.item.to_string(),
        one.codes.clone(),
        one.description.clone(),
        one.day.to_string(),
        one.reference.clone(),
        one.line.clone(),
        shown(one.quantity),
        shown(one.value),
        shown(one.quantity_left),
        shown(one.value_left),
        one.number.to_string(),
    ]
}
