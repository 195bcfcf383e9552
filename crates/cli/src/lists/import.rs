//! `lists import`: publishers' files in, a version in force out.

use super::home::{Home, Version};
use super::short;
use super::source::{Seen, Source, Told};
use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::output::{Format as Shown, complain, counted, grouped, print, push_row};
use crate::record::{self, Who};
use clap::Args;
use navicert_lists::{
    Diff, Entry, Feed, Format, Import as Done, Input, Manifest, Mapping, MappingError, Shrunk,
    diff, feed, import, is_id, stored,
};
use navicert_model::day::Day;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// Import published lists
///
/// A file's form is recognised by its content. Nothing is half imported: a file with an error, or one
/// in which a list has lost more than a fifth of its entries, leaves the version in force as it is.
/// Earlier versions are kept.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert lists import consolidated.csv un.xml\n  \
    navicert lists import sdn.csv add.csv alt.csv sdn_comments.csv\n  \
    navicert lists import --list us-ofac-cons cons_advanced.xml\n  \
    navicert lists import --list own-blocks --column name=Firma --column country=Land blocks.xlsx\n  \
    navicert lists import --list own-blocks --mapping blocks.toml blocks.csv\n\n\
    Forms: US Consolidated Screening List (CSV, TSV, JSON), OFAC (four CSV files, advanced XML), BIS\n  \
    Denied Persons (tab), UN, EU (XML), UK (CSV), METI Foreign End User List (XLSX, CSV), FollowTheMoney\n  \
    (JSON Lines), any table with a header (CSV, XLSX). A table whose columns are called `id`, `name`,\n  \
    `country`, `kind`, `birth_date` needs no mapping.")]
pub struct Import {
    /// The publisher's files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The list's id: a built-in one, or one of your own for a table [default: by the file's form]
    #[arg(long, value_name = "ID", value_parser = list_id)]
    list: Option<String>,
    /// The file's form, if it is not recognised
    #[arg(long = "as", value_name = "FORM", value_parser = form)]
    form: Option<Format>,
    /// What the columns of a table mean, as TOML
    #[arg(long, value_name = "FILE", conflicts_with = "column")]
    mapping: Option<PathBuf>,
    /// Which column of a table fills a field: `name=Firma`; may be repeated
    #[arg(long, value_name = "FIELD=COLUMN")]
    column: Vec<String>,
    /// A descriptor of your own: title, publisher, schedule, lists, expected counts (TOML)
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    descriptor: Option<PathBuf>,
    /// The publisher's day, where the file does not say it
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    as_of: Option<Day>,
    /// Take lists that have lost more than a fifth of their entries, or have fewer than expected
    #[arg(long)]
    allow_shrink: bool,
    /// Read and report, keep nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    who: Who,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: Shown,
}

fn list_id(text: &str) -> Result<String, String> {
    if is_id(text) {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is no id; write small letters, digits and hyphens"))
}

fn form(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| {
        format!("`{text}` is no form; the forms are {}", Format::ALL.map(Format::as_str).join(", "))
    })
}

impl Import {
    /// Runs the command.
    ///
    /// # Errors
    /// A wrong command line, a data directory that cannot be used. Files that cannot be imported are
    /// told; the others are imported all the same.
    pub fn run(self) -> Result<Exit, Failure> {
        let mapping = self.mapping()?;
        let told = Told { format: self.form, table: mapping.is_some() };
        let home = Home::open()?;
        let mut report = Report::new(self.format);
        let mut exit = Exit::Go;
        let mut groups: Vec<Vec<Source>> = Vec::new();
        let paths: Vec<&PathBuf> = self.files.iter().collect();
        for path in paths {
            match Source::open(path, told) {
                Ok(source) => add(&mut groups, source),
                Err(failure) => exit = tell(failure)?,
            }
        }
        if groups.len() > 1 && (self.list.is_some() || self.descriptor.is_some()) {
            let help = "import the files one after the other, or leave the id out";
            return Err(Failure::usage("one id cannot name several lists", help));
        }
        let feeds: Result<Vec<Feed>, Failure> =
            groups.iter().map(|group| self.feed(group)).collect();
        for (feed, group) in feeds?.into_iter().zip(groups) {
            match self.one(&home, &feed, group, mapping.as_ref()) {
                Ok(imported) => report.add(&imported),
                Err(failure) => exit = tell(failure)?,
            }
        }
        report.print()?;
        Ok(exit)
    }

    fn mapping(&self) -> Result<Option<Mapping>, Failure> {
        if let Some(path) = &self.mapping {
            let text = read(path)?;
            let mapping = Mapping::parse(&text).map_err(|error| mapped(Some(path), &error))?;
            return Ok(Some(mapping));
        }
        if self.column.is_empty() {
            return Ok(None);
        }
        let mut pairs = Vec::new();
        for pair in &self.column {
            let Some((field, column)) = pair.split_once('=') else {
                let help = "write the field, `=` and the column's name, as `name=Firma`";
                return Err(Failure::usage(format!("`--column {pair}` names no column"), help));
            };
            pairs.push((field.trim(), column.trim()));
        }
        Mapping::of_pairs(pairs).map(Some).map_err(|error| mapped(None, &error))
    }

    fn feed(&self, group: &[Source]) -> Result<Feed, Failure> {
        if let Some(path) = &self.descriptor {
            return Feed::parse(&read(path)?).map_err(|error| {
                let help = "see `lists/` of the source for descriptors to copy";
                Failure::bad(format!("`{}`: {error}", path.display()), help)
            });
        }
        let usual = group.first().and_then(|source| source.format.feed());
        match (self.list.as_deref(), usual) {
            (Some(id), _) => Ok(feed(id).cloned().unwrap_or_else(|| Feed::own(id, id, ""))),
            (None, Some(id)) => Ok(feed(id).cloned().unwrap_or_else(|| Feed::own(id, id, ""))),
            (None, None) => {
                let name = group.first().map_or("", |source| source.name.as_str());
                let help = "give it an id: `--list own-blocks`";
                Err(Failure::usage(format!("`{name}` is a table of your own without an id"), help))
            }
        }
    }

    fn one(
        &self,
        home: &Home,
        feed: &Feed,
        group: Vec<Source>,
        mapping: Option<&Mapping>,
    ) -> Result<Imported, Failure> {
        let before = home.current(&feed.id)?;
        let (inputs, seen): (Vec<Input<'_>>, Vec<Seen>) =
            group.into_iter().map(Source::parts).unzip();
        let mut done = import(feed, inputs, mapping).map_err(|problems| {
            let last = problems.last().map(|problem| problem.help.clone()).unwrap_or_default();
            let lines: Vec<String> = problems
                .iter()
                .enumerate()
                .map(|(index, problem)| match index + 1 < problems.len() {
                    true => format!("{problem}\n help: {}\nerror: ", problem.help),
                    false => problem.to_string(),
                })
                .collect();
            Failure::bad(lines.concat(), format!("{last}\n{}", stays(feed, before.as_ref())))
        })?;
        done.as_of = self.as_of.or(done.as_of);
        let in_force = before.as_ref().map(|version| &version.manifest.lists);
        let shrunk = done.shrunk(feed, in_force);
        if !shrunk.is_empty() && !self.allow_shrink {
            return Err(refused(feed, &shrunk, before.as_ref()));
        }
        let files: Result<Vec<_>, Failure> = seen.into_iter().map(Seen::finish).collect();
        let list = stored::write(&done.entries);
        let manifest = Manifest {
            form: Manifest::FORM,
            feed: feed.id.clone(),
            title: feed.title.clone(),
            publisher: feed.publisher.clone(),
            schedule: feed.schedule.clone(),
            stale_after_days: feed.stale_after_days,
            replaces: match &before {
                // The same again replaces what it replaced when it came first.
                Some(version) if version.manifest.digest == list.digest => {
                    version.manifest.replaces.clone()
                }
                Some(version) => Some(version.manifest.digest.clone()),
                None => None,
            },
            digest: list.digest.clone(),
            as_of: done.as_of.map(|day| day.to_string()),
            imported_at: Moment::now().text,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            files: files?,
            entries: done.entries.len(),
            names: done.names(),
            lists: done.lists.clone(),
            notices: done.notices.clone(),
            unknown_countries: done.unknown_countries.clone(),
            shrink_allowed: !shrunk.is_empty(),
        };
        let old = match &before {
            Some(version) if version.manifest.digest != manifest.digest => {
                // A damaged version in force must not keep a sound one out.
                version.entries().ok()
            }
            _ => None,
        };
        let changes = old.as_deref().map(|old| Changes::of(&diff(old, &done.entries)));
        if !self.dry_run {
            let payload = json!({
                "feed": manifest.feed, "digest": manifest.digest, "as_of": manifest.as_of,
                "entries": manifest.entries, "replaces": manifest.replaces,
                "changes": changes.as_ref().map(Changes::json),
                "files": manifest.files,
            });
            let (by, payload) = (self.who.by(), payload.to_string());
            let keep = || home.keep(&manifest, &list);
            record::with_act("lists.import", &manifest.feed, &by, &payload, keep)?;
        }
        let before = before.map(|version| version.manifest);
        Ok(Imported { manifest, before, changes, shrunk, kept: !self.dry_run, done })
    }
}

/// Files of one set are one import; every other file is one by itself.
fn add(groups: &mut Vec<Vec<Source>>, source: Source) {
    let set = |source: &Source| matches!(source.format, Format::OfacCsv(_));
    let found = groups.iter_mut().find(|group| set(&source) && group.first().is_some_and(set));
    match found {
        Some(group) => group.push(source),
        None => groups.push(vec![source]),
    }
}

fn tell(failure: Failure) -> Result<Exit, Failure> {
    match failure {
        Failure::Told { what, help, exit: Exit::Bad } => {
            complain(&format!("error: {what}\n help: {help}\n"));
            Ok(Exit::Bad)
        }
        other => Err(other),
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))
}

fn mapped(path: Option<&Path>, error: &MappingError) -> Failure {
    match path {
        Some(path) => Failure::bad(format!("`{}`: {error}", path.display()), error.help()),
        None => Failure::usage(error.to_string(), error.help()),
    }
}

/// What stays when an import fails.
fn stays(feed: &Feed, before: Option<&Version>) -> String {
    match before {
        Some(version) => format!(
            " note: `{}` of {} stays in force",
            feed.id,
            version.manifest.day().map_or_else(String::new, |day| day.to_string()),
        ),
        None => format!(" note: nothing was imported as `{}`", feed.id),
    }
}

fn refused(feed: &Feed, shrunk: &[Shrunk], before: Option<&Version>) -> Failure {
    let lists: Vec<String> = shrunk.iter().map(ToString::to_string).collect();
    let what = format!("a part of `{}` seems to be missing: {}", feed.id, lists.join("; "));
    let help =
        "check that the file is whole and the publisher's; `--allow-shrink` takes it as it is";
    Failure::bad(what, format!("{help}\n{}", stays(feed, before)))
}

/// A list that was imported.
struct Imported {
    manifest: Manifest,
    before: Option<Manifest>,
    changes: Option<Changes>,
    shrunk: Vec<Shrunk>,
    kept: bool,
    done: Done,
}

/// How many entries changed.
struct Changes {
    added: usize,
    removed: usize,
    changed: usize,
}

impl Changes {
    fn of(diff: &Diff<'_>) -> Changes {
        Changes {
            added: diff.added.len(),
            removed: diff.removed.len(),
            changed: diff.changed.len(),
        }
    }

    fn json(&self) -> serde_json::Value {
        json!({ "added": self.added, "removed": self.removed, "changed": self.changed })
    }
}

/// What is told of an import.
struct Report {
    format: Shown,
    text: String,
}

impl Report {
    fn new(format: Shown) -> Report {
        let mut text = String::new();
        if format == Shown::Csv {
            push_row(&mut text, ["feed", "version", "list", "entries", "entries_before"]);
        }
        Report { format, text }
    }

    fn add(&mut self, imported: &Imported) {
        match self.format {
            Shown::Text => self.text.push_str(&imported.text()),
            Shown::Json => self.text.push_str(&imported.json()),
            Shown::Csv => {
                let manifest = &imported.manifest;
                for (list, count) in &manifest.lists {
                    let (count, was) = (count.to_string(), imported.was(list));
                    let was = was.map_or_else(String::new, |was| was.to_string());
                    let cells = [&manifest.feed, &manifest.digest, list, &count, &was];
                    push_row(&mut self.text, cells.map(String::as_str));
                }
            }
        }
    }

    fn print(&self) -> Result<(), Failure> {
        if self.text.is_empty() { Ok(()) } else { print(&self.text) }
    }
}

impl Imported {
    fn was(&self, list: &str) -> Option<usize> {
        let before = self.before.as_ref()?;
        Some(before.lists.get(list).copied().unwrap_or(0))
    }

    fn unchanged(&self) -> bool {
        self.before.as_ref().is_some_and(|before| before.digest == self.manifest.digest)
    }

    fn text(&self) -> String {
        let manifest = &self.manifest;
        let dash = if manifest.publisher.is_empty() { "" } else { " — " };
        let mut out = format!(
            "{}: {}{dash}{}\n  {}, {}",
            manifest.feed,
            manifest.title,
            manifest.publisher,
            counted(manifest.entries, "entry", "entries"),
            counted(manifest.names, "name", "names"),
        );
        if let Some(day) = &manifest.as_of {
            out.push_str(&format!(", as of {day}"));
        }
        let state = match (self.kept, self.unchanged()) {
            (false, _) => "not kept (`--dry-run`)",
            (true, true) => "unchanged, in force",
            (true, false) => "in force",
        };
        out.push_str(&format!("; version {} {state}\n", short(&manifest.digest)));
        let width = manifest.lists.keys().map(String::len).max().unwrap_or(0);
        for (list, count) in &manifest.lists {
            let was = match self.was(list) {
                Some(was) if was != *count => format!("  (was {})", grouped(was as u64)),
                _ => String::new(),
            };
            out.push_str(&format!("  {list:width$}  {:>8}{was}\n", grouped(*count as u64)));
        }
        if let Some(changes) = &self.changes {
            out.push_str(&format!(
                "  {} added, {} removed, {} changed\n",
                grouped(changes.added as u64),
                grouped(changes.removed as u64),
                grouped(changes.changed as u64),
            ));
        }
        let address =
            self.done.entries.iter().filter(|entry: &&Entry| entry.address_only()).count();
        if address > 0 {
            let text = counted(address, "entry is", "entries are");
            out.push_str(&format!("  note: {text} an address without a name: no name finds it\n"));
        }
        for shrunk in &self.shrunk {
            out.push_str(&format!("  note: {shrunk}: taken, as told\n"));
        }
        for (notice, times) in &manifest.notices {
            let times = counted(*times, "time", "times");
            out.push_str(&format!("  note: {notice} ({times})\n"));
        }
        if !manifest.unknown_countries.is_empty() {
            let spelled: Vec<String> = manifest
                .unknown_countries
                .iter()
                .take(10)
                .map(|(spelling, times)| format!("`{spelling}` ({times})"))
                .collect();
            let more = manifest.unknown_countries.len().saturating_sub(10);
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            let spelled = spelled.join(", ");
            out.push_str(&format!("  note: spellings of countries not known: {spelled}{more}\n"));
        }
        out
    }

    fn json(&self) -> String {
        let manifest = serde_json::to_value(&self.manifest).unwrap_or_default();
        let mut object = json!({ "kept": self.kept, "unchanged": self.unchanged() });
        if let (Some(object), Some(fields)) = (object.as_object_mut(), manifest.as_object()) {
            for (key, value) in fields {
                object.insert(key.clone(), value.clone());
            }
            let before = self.before.as_ref().map(|before| {
                json!({ "digest": before.digest, "entries": before.entries, "lists": before.lists })
            });
            object.insert("before".to_owned(), before.unwrap_or_default());
            let changes = self.changes.as_ref().map(Changes::json);
            object.insert("changes".to_owned(), changes.unwrap_or_default());
            let shrunk: Vec<String> = self.shrunk.iter().map(ToString::to_string).collect();
            object.insert("shrunk".to_owned(), json!(shrunk));
        }
        format!("{object}\n")
    }
}
