//! `screen --since`: earlier answers that no change of the lists concerns are kept.

use super::print;
use super::table::Row;
use crate::failure::Failure;
use crate::files::LawFiles;
use crate::input::named;
use crate::lists::home::Home;
use navicert_engine::screen::{Adjudications, NameIndex};
use navicert_lists::Entry;
use navicert_model::day::Day;
use navicert_names::{Index, MATCHER, Options, Shown};
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// The answers of an earlier run, as JSON Lines.
pub struct Earlier {
    bytes: Vec<u8>,
    lines: HashMap<String, Range<usize>>,
    /// The lists that it was asked against.
    pub version: String,
    /// The day whose lists those were; none for a table of listed parties.
    pub on: Option<Day>,
}

impl Earlier {
    /// Reads earlier answers; `None` if another matcher gave them, so that none can be kept.
    ///
    /// # Errors
    /// A file that cannot be read, holds no answers, or answers of several lists.
    pub fn open(path: &Path) -> Result<Option<Earlier>, Failure> {
        let bytes = fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
        let help = "give the JSON Lines that one run of `navicert screen --format json` wrote";
        let mut lines = HashMap::new();
        let mut of: Option<(String, Option<Day>)> = None;
        let mut start = 0;
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let range = start..start + line.len();
            start = range.end + 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let wrong = |what: &str| {
                Failure::bad(format!("{}, line {}: {what}", named(path), at + 1), help)
            };
            let answer: Value = serde_json::from_slice(line).map_err(|_| wrong("it is no JSON"))?;
            // A row that could not be read has no answer to keep.
            if answer.get("errors").is_some() {
                continue;
            }
            let text = |field: &str| answer[field].as_str().map(str::to_owned);
            let (Some(id), Some(version)) = (text("id"), text("list_version")) else {
                return Err(wrong("it is no answer: it has no `id` or no `list_version`"));
            };
            if answer["matcher"] != MATCHER {
                return Ok(None);
            }
            let on = text("on").and_then(|day| Day::parse(&day).ok());
            match &of {
                Some(known) if *known != (version.clone(), on) => {
                    return Err(wrong("it was asked against other lists than the lines above"));
                }
                _ => of = Some((version, on)),
            }
            lines.insert(id, range);
        }
        let Some((version, on)) = of else {
            return Err(Failure::bad(format!("{} holds no answers", named(path)), help));
        };
        Ok(Some(Earlier { bytes, lines, version, on }))
    }

    /// The answer that was given to the same question.
    pub fn answer(&self, row: &Row, options: &Options) -> Option<Value> {
        let line = self.bytes.get(self.lines.get(&row.id)?.clone())?;
        let answer: Value = serde_json::from_slice(line).ok()?;
        let question = print::question(row.query.as_ref().ok()?, options);
        let same = |field: &&str| answer.get(*field) == question.get(*field);
        print::QUESTION.iter().all(same).then_some(answer)
    }

    /// The listed parties that it was asked against, from the versions of the imported lists that are kept.
    ///
    /// # Errors
    /// Lists that cannot be read; no state that has the version.
    pub fn index(&self) -> Result<Index, Failure> {
        let on = self.on.ok_or_else(|| {
            let what = "the earlier answers were given against a table of listed parties";
            Failure::usage(what, "give it as `--before`, and the present one as `--against`")
        })?;
        let law = LawFiles::open(None)?;
        for entries in states()? {
            let entries = entries?;
            let engine = law.engine()?.with_lists(&entries, Adjudications::default());
            if version(&engine.names) == self.version {
                return Ok(Index::build(engine.names.listed_on(on)));
            }
        }
        Err(Failure::bad(
            format!("no state of the imported lists that is kept has the version {}", self.version),
            "leave out `--since`: all parties have to be screened anew",
        ))
    }
}

/// The hits of an earlier answer.
pub fn shown(answer: &Value) -> Vec<Shown<'_>> {
    fn text<'a>(hit: &'a Value, field: &str) -> &'a str {
        hit[field].as_str().unwrap_or_default()
    }
    let hits = answer["hits"].as_array().into_iter().flatten();
    let all =
        |hit| Shown { list: text(hit, "list"), entry: text(hit, "entry"), name: text(hit, "name") };
    hits.map(all).collect()
}

/// The version of what is listed, as answers carry it.
pub fn version(names: &NameIndex) -> String {
    let mut version = names.version();
    version.truncate(16);
    version
}

/// What was in force after each import, the latest first; at last the law's own lists alone.
fn states() -> Result<impl Iterator<Item = Result<Vec<Entry>, Failure>>, Failure> {
    let mut versions = Vec::new();
    if let Ok(home) = Home::open() {
        for feed in home.feeds()? {
            versions.push(home.versions(&feed)?);
        }
    }
    let mut last: Vec<(usize, usize)> = Vec::new();
    for (feed, all) in versions.iter().enumerate() {
        last.extend((0..all.len()).map(|at| (feed, at)));
    }
    last.sort_by_key(|(feed, at)| Reverse(versions[*feed][*at].manifest.imported_at.clone()));
    let state = move |one: &(usize, usize)| -> Result<Vec<Entry>, Failure> {
        let time = &versions[one.0][one.1].manifest.imported_at;
        let mut entries = Vec::new();
        for (feed, all) in versions.iter().enumerate() {
            let found = match feed == one.0 {
                true => all.get(one.1),
                false => all.iter().find(|other| other.manifest.imported_at <= *time),
            };
            entries.extend(found.map(|version| version.entries()).transpose()?.unwrap_or_default());
        }
        Ok(entries)
    };
    Ok(last.into_iter().map(move |one| state(&one)).chain([Ok(Vec::new())]))
}
