//! `lists status`: what is imported, how old it is, what is stale.

use super::home::{Home, Version};
use super::short;
use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::output::{Format, counted, grouped, print, push_row};
use clap::Args;
use navicert_lists::feeds;
use navicert_model::day::Day;
use serde_json::json;

/// Show the imported lists: versions, counts, ages
///
/// A list is stale when its version is older than its publisher's schedule allows. The age counts from
/// the publisher's day, where the file gives it, else from the import.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert lists status\n  \
    navicert lists status us-csl --versions\n  navicert lists status --format json")]
pub struct Status {
    /// Lists to show [default: all]
    #[arg(value_name = "LIST")]
    lists: Vec<String>,
    /// Show the earlier versions too
    #[arg(long)]
    versions: bool,
    /// The day from which ages are counted [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    on: Option<Day>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A version, and whether it is in force.
struct Row {
    version: Version,
    in_force: bool,
}

impl Status {
    /// Runs the command.
    ///
    /// # Errors
    /// A list that was never imported, a data directory that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let home = Home::open()?;
        let imported = home.feeds()?;
        let today = self.on.unwrap_or_else(|| Moment::now().day);
        if let Some(unknown) = self.lists.iter().find(|list| !imported.contains(list)) {
            let help = match imported.is_empty() {
                true => "import a list first: `navicert lists import FILE`".to_owned(),
                false => format!("the imported lists are {}", imported.join(", ")),
            };
            return Err(Failure::bad(format!("`{unknown}` is not imported"), help));
        }
        let wanted = if self.lists.is_empty() { &imported } else { &self.lists };
        let mut rows = Vec::new();
        for feed in wanted {
            let current = home.current(feed)?;
            let digest = current.as_ref().map(|version| version.manifest.digest.clone());
            let versions = match self.versions {
                true => home.versions(feed)?,
                false => current.into_iter().collect(),
            };
            rows.extend(versions.into_iter().map(|version| Row {
                in_force: Some(&version.manifest.digest) == digest.as_ref(),
                version,
            }));
        }
        let text = match self.format {
            Format::Text => text(&rows, &imported, today, self.lists.is_empty()),
            Format::Json => rows.iter().map(|row| row.json(today)).collect(),
            Format::Csv => csv(&rows, today),
        };
        print(&text)?;
        Ok(Exit::Go)
    }
}

impl Row {
    fn json(&self, today: Day) -> String {
        let manifest = &self.version.manifest;
        let mut object = serde_json::to_value(manifest).unwrap_or_default();
        if let Some(object) = object.as_object_mut() {
            object.insert("in_force".to_owned(), json!(self.in_force));
            object.insert("age_days".to_owned(), json!(manifest.age_days(today)));
            object.insert("stale".to_owned(), json!(manifest.is_stale(today)));
        }
        format!("{object}\n")
    }
}

fn csv(rows: &[Row], today: Day) -> String {
    let mut out = String::new();
    let header = [
        "feed",
        "version",
        "in_force",
        "list",
        "entries",
        "as_of",
        "imported_at",
        "age_days",
        "stale",
    ];
    push_row(&mut out, header);
    for row in rows {
        let manifest = &row.version.manifest;
        let age = manifest.age_days(today).map_or_else(String::new, |age| age.to_string());
        let stale = manifest.is_stale(today).map_or("", |stale| if stale { "yes" } else { "no" });
        for (list, count) in &manifest.lists {
            let cells = [
                manifest.feed.as_str(),
                &manifest.digest,
                if row.in_force { "yes" } else { "no" },
                list,
                &count.to_string(),
                manifest.as_of.as_deref().unwrap_or_default(),
                &manifest.imported_at,
                &age,
                stale,
            ];
            push_row(&mut out, cells);
        }
    }
    out
}

fn text(rows: &[Row], imported: &[String], today: Day, all: bool) -> String {
    let mut out = String::new();
    for row in rows {
        let manifest = &row.version.manifest;
        let dash = if manifest.publisher.is_empty() { "" } else { " — " };
        let force = if row.in_force { "" } else { " (earlier version)" };
        out.push_str(&format!(
            "{}: {}{dash}{}{force}\n",
            manifest.feed, manifest.title, manifest.publisher
        ));
        let age = match manifest.age_days(today) {
            Some(age) => counted(age as usize, "day old", "days old"),
            None => "of unknown age".to_owned(),
        };
        let stale = match manifest.is_stale(today) {
            Some(true) => format!(
                ", STALE: published {}, so older than {} is late",
                manifest.schedule,
                counted(manifest.stale_after_days as usize, "day", "days")
            ),
            Some(false) => String::new(),
            None => ", perhaps stale".to_owned(),
        };
        let as_of =
            manifest.as_of.as_ref().map_or_else(String::new, |day| format!("as of {day}, "));
        out.push_str(&format!(
            "  version {}, {as_of}imported {}, {age}{stale}\n",
            short(&manifest.digest),
            manifest.imported_at
        ));
        let lists: Vec<String> = manifest
            .lists
            .iter()
            .map(|(list, count)| format!("{list} {}", grouped(*count as u64)))
            .collect();
        out.push_str(&format!(
            "  {}, {}: {}\n",
            counted(manifest.entries, "entry", "entries"),
            counted(manifest.names, "name", "names"),
            lists.join(", ")
        ));
        if manifest.shrink_allowed {
            out.push_str("  note: taken although lists had shrunk (`--allow-shrink`)\n");
        }
        for (notice, times) in &manifest.notices {
            out.push_str(&format!("  note: {notice} ({})\n", counted(*times, "time", "times")));
        }
    }
    if imported.is_empty() {
        out.push_str("no lists are imported; `navicert lists import FILE` imports one\n");
    }
    let missing: Vec<&str> = feeds()
        .iter()
        .filter(|feed| !imported.contains(&feed.id))
        .map(|feed| feed.id.as_str())
        .collect();
    if all && !missing.is_empty() {
        out.push_str(&format!("not imported: {}\n", missing.join(", ")));
    }
    out
}
