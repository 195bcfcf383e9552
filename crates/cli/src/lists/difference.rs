//! `lists diff`: what changed between two versions of a list.

use super::home::{Home, Version};
use super::short;
use crate::failure::{Exit, Failure};
use crate::output::{Format, Output, grouped, push_row};
use clap::Args;
use navicert_lists::{Changed, Diff, Entry, FieldChange, diff};
use serde_json::json;

/// Show what changed between two versions of a list
///
/// Without versions the one in force is compared with the one imported before it. A version is named by
/// the beginning of its digest (`navicert lists status --versions`).
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert lists diff un-sc\n  \
    navicert lists diff us-csl 3f2a91c0 8d01b7e2 --format csv\n  navicert lists diff us-csl --summary")]
pub struct Difference {
    /// The list's id
    #[arg(value_name = "LIST")]
    list: String,
    /// The earlier version [default: the one imported before that in force]
    #[arg(value_name = "A")]
    from: Option<String>,
    /// The later version [default: the one in force]
    #[arg(value_name = "B")]
    to: Option<String>,
    /// Count only
    #[arg(long)]
    summary: bool,
    /// How it is printed: json has a line for each entry, csv a row for each field
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Difference {
    /// Runs the command.
    ///
    /// # Errors
    /// A list or a version that is not there, or is damaged.
    pub fn run(self) -> Result<Exit, Failure> {
        let home = Home::open()?;
        let Some(current) = home.current(&self.list)? else {
            let imported = home.feeds()?;
            let help = match imported.is_empty() {
                true => "import a list first: `navicert lists import FILE`".to_owned(),
                false => format!("the imported lists are {}", imported.join(", ")),
            };
            return Err(Failure::bad(format!("`{}` is not imported", self.list), help));
        };
        let versions = home.versions(&self.list)?;
        let to = match &self.to {
            Some(to) => named(&versions, to)?,
            None => current,
        };
        let from = match &self.from {
            Some(from) => named(&versions, from)?,
            None => before(&self.list, &versions, &to)?,
        };
        let (old, new) = (from.entries()?, to.entries()?);
        let changes = diff(&old, &new);
        let mut output = Output::open();
        output.put(&match (self.summary, self.format) {
            (true, format) => summary(&from, &to, &changes, format),
            (false, Format::Text) => text(&from, &to, &changes),
            (false, Format::Json) => lines(&changes),
            (false, Format::Csv) => rows(&changes),
        })?;
        output.finish()?;
        Ok(Exit::Go)
    }
}

/// The one version that a beginning of a digest names.
fn named(versions: &[Version], beginning: &str) -> Result<Version, Failure> {
    let lower = beginning.to_lowercase();
    let mut found = versions.iter().filter(|version| version.manifest.digest.starts_with(&lower));
    match (found.next(), found.next()) {
        (Some(version), None) => Ok(version.clone()),
        (first, _) => {
            let what = match first {
                None => format!("there is no version `{beginning}`"),
                Some(_) => format!("`{beginning}` begins several versions"),
            };
            let known: Vec<&str> =
                versions.iter().map(|version| short(&version.manifest.digest)).collect();
            Err(Failure::bad(what, format!("the versions are {}", known.join(", "))))
        }
    }
}

/// The version imported before another.
fn before(list: &str, versions: &[Version], to: &Version) -> Result<Version, Failure> {
    let at = versions.iter().position(|version| version.manifest.digest == to.manifest.digest);
    let earlier = at.and_then(|at| versions.get(at + 1));
    earlier.cloned().ok_or_else(|| {
        let what = format!("`{list}` has no version before {}", short(&to.manifest.digest));
        Failure::bad(what, "import a later file, or name two versions")
    })
}

fn counts(changes: &Diff<'_>) -> [(&'static str, usize); 3] {
    [
        ("added", changes.added.len()),
        ("removed", changes.removed.len()),
        ("changed", changes.changed.len()),
    ]
}

fn heading(from: &Version, to: &Version, changes: &Diff<'_>) -> String {
    let side = |version: &Version| {
        let manifest = &version.manifest;
        let day = manifest.day().map_or_else(String::new, |day| format!(" of {day}"));
        format!("{}{day}", short(&manifest.digest))
    };
    let counts: Vec<String> =
        counts(changes).iter().map(|(word, n)| format!("{} {word}", grouped(*n as u64))).collect();
    let feed = &to.manifest.feed;
    format!("{feed}: {} → {}: {}\n", side(from), side(to), counts.join(", "))
}

fn summary(from: &Version, to: &Version, changes: &Diff<'_>, format: Format) -> String {
    match format {
        Format::Text => heading(from, to, changes),
        Format::Json => {
            let [(_, added), (_, removed), (_, changed)] = counts(changes);
            let object = json!({
                "feed": to.manifest.feed, "from": from.manifest.digest, "to": to.manifest.digest,
                "added": added, "removed": removed, "changed": changed,
            });
            format!("{object}\n")
        }
        Format::Csv => {
            let mut out = String::new();
            push_row(&mut out, ["change", "entries"]);
            for (word, count) in counts(changes) {
                push_row(&mut out, [word, &count.to_string()]);
            }
            out
        }
    }
}

fn text(from: &Version, to: &Version, changes: &Diff<'_>) -> String {
    let mut out = heading(from, to, changes);
    let line = |sign: char, entry: &Entry| format!("{sign} {}  {}\n", entry.id, entry.title());
    for entry in &changes.added {
        out.push_str(&line('+', entry));
    }
    for entry in &changes.removed {
        out.push_str(&line('-', entry));
    }
    for Changed { after, fields, .. } in &changes.changed {
        out.push_str(&line('~', after));
        for change in fields {
            let gone: Vec<&str> = change.gone().collect();
            let new: Vec<&str> = change.new_values().collect();
            let (gone, new) = (gone.join("; "), new.join("; "));
            let said = match (gone.is_empty(), new.is_empty()) {
                (true, true) => "in another order".to_owned(),
                (true, false) => format!("+ {new}"),
                (false, true) => format!("- {gone}"),
                (false, false) => format!("{gone} → {new}"),
            };
            out.push_str(&format!("    {}: {said}\n", change.field));
        }
    }
    out
}

fn lines(changes: &Diff<'_>) -> String {
    let entry = |change: &str, entry: &Entry| json!({ "change": change, "id": entry.id, "list": entry.list, "name": entry.name() });
    let mut out = String::new();
    for added in &changes.added {
        out.push_str(&format!("{}\n", entry("added", added)));
    }
    for removed in &changes.removed {
        out.push_str(&format!("{}\n", entry("removed", removed)));
    }
    for Changed { after, fields, .. } in &changes.changed {
        let mut object = entry("changed", after);
        let fields: Vec<_> = fields
            .iter()
            .map(|FieldChange { field, before, after }| {
                json!({ "field": field, "before": before, "after": after })
            })
            .collect();
        if let Some(object) = object.as_object_mut() {
            object.insert("fields".to_owned(), json!(fields));
        }
        out.push_str(&format!("{object}\n"));
    }
    out
}

fn rows(changes: &Diff<'_>) -> String {
    let mut out = String::new();
    push_row(&mut out, ["change", "id", "list", "name", "field", "before", "after"]);
    for (word, entries) in [("added", &changes.added), ("removed", &changes.removed)] {
        for entry in entries {
            let name = entry.name().unwrap_or_default();
            push_row(&mut out, [word, &entry.id, &entry.list, name, "", "", ""]);
        }
    }
    for Changed { after: entry, fields, .. } in &changes.changed {
        for FieldChange { field, before, after } in fields {
            let (before, after) = (before.join("; "), after.join("; "));
            let name = entry.name().unwrap_or_default();
            push_row(&mut out, ["changed", &entry.id, &entry.list, name, field, &before, &after]);
        }
    }
    out
}
