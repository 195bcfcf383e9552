//! `orders calendar`: the days ahead on which the law changes, and what they do to the order book.

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::impact::Source;
use crate::input::InputFormat;
use crate::output::{Format, counted, grouped, print, push_row};
use crate::parties;
use clap::Args;
use navicert_model::day::Day;
use navicert_model::verdict::Triage;
use navicert_record::calendar::{Date, Event, calendar};
use navicert_record::impact::Impact;
use navicert_record::judged::quoted;
use navicert_record::licensed::Ending;
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;

/// The bands in which days ahead are told.
const BANDS: [i32; 3] = [7, 30, 90];

/// Show the days ahead on which the law changes, and what they do to the order book
///
/// Suspensions that end, clauses, periods of grace and lists that begin or end, clearances and licences
/// that run out. For each day: what it does if nothing more is published; where a suspension ends, also
/// what it does if the suspended clauses hold again, and if the suspension is prolonged; where a licence
/// ends, which lines rely on it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert orders calendar\n  \
    navicert orders calendar --today 2026-10-15 --ahead 60 samples/orders.jsonl")]
pub struct Calendar {
    /// Order files to look at instead of the record; `-` is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Use the law files below this directory instead of the law in this binary
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// The day from which to look ahead [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    today: Option<Day>,
    /// How many days to look ahead
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(i32).range(1..=3660))]
    ahead: i32,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    known_at: Option<Moment>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How the files are written [default: by the file's ending, then by what it looks like]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
}

impl Calendar {
    /// Runs the command.
    ///
    /// # Errors
    /// A law, a record or a file that cannot be used.
    pub fn run(self) -> Result<Exit, Failure> {
        let law = LawFiles::open(self.law.as_deref())?;
        let engine = parties::with_lists(law.engine()?)?;
        let now = Moment::now();
        let today = self.today.unwrap_or(now.day);
        let known = self.known_at.map_or(now.day, |moment| moment.day);
        let mut source = match self.files.is_empty() {
            true => Source::of_record()?,
            false => Source::of_files(&self.files, self.input_format)?,
        };
        let licences = source.ending(today, self.ahead)?;
        let dates = calendar(&engine, &source.book, &licences, today, known, self.ahead);
        let lines = dates.iter().flat_map(|date| &date.licences);
        let lines = lines.flat_map(|one| one.after.iter().chain(&one.undated));
        source.name_lines(&lines.copied().collect::<Vec<_>>())?;
        print(&match self.format {
            Format::Text => text(&source, today, self.ahead, &dates),
            Format::Json => dates.iter().map(|date| json(&source, date)).collect(),
            Format::Csv => csv(&dates),
        })?;
        Ok(if source.bad > 0 { Exit::Bad } else { Exit::Go })
    }
}

fn event(event: &Event) -> String {
    let some = |clauses: &[String]| match clauses {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] => format!("{first} … {last}, {} clauses", clauses.len()),
    };
    match event {
        Event::SuspensionEnds(act, clauses) => {
            format!("the suspension by {act} ends ({})", some(clauses))
        }
        Event::ClauseBegins(clause) => format!("{clause} begins"),
        Event::ClauseEnds(clause) => format!("{clause} ends"),
        Event::ListBegins(list, act, count) => {
            format!("{} on {list} ({act})", counted(*count, "party comes", "parties come"))
        }
        Event::Entries(list, count) => {
            format!("{} of {list} begin or end", counted(*count, "entry", "entries"))
        }
        Event::GraceEnds(clause) => format!("a period of grace of {clause} ends"),
        Event::Listings(list, count) => {
            let parties = counted(*count, "party comes", "parties come");
            format!("{parties} onto the imported list {list}, or leave it")
        }
        Event::ClearancesEnd(count) => {
            format!("what was said of {} no longer holds", counted(*count, "hit", "hits"))
        }
        Event::LicenceEnds(licence, law) => format!("the licence {licence} ({law}) ends"),
    }
}

fn effect(found: &Impact) -> String {
    if found.changed.is_empty() {
        return "no line changes".to_owned();
    }
    let verdicts: usize = found.triage[1].iter().sum();
    let moves: Vec<String> = Triage::ALL
        .iter()
        .rev()
        .map(|one| (one, found.triage(*one)))
        .filter(|(_, (before, after))| before + after > 0)
        .map(|(one, (before, after))| {
            format!("{one} {} → {}", grouped(before as u64), grouped(after as u64))
        })
        .collect();
    let other = found.changed.len() - verdicts;
    let other = match other {
        0 => String::new(),
        other => format!("; {} otherwise", counted(other, "line changes", "lines change")),
    };
    let verdict = counted(verdicts, "line has", "lines have");
    let moves = if moves.is_empty() { String::new() } else { format!(": {}", moves.join(", ")) };
    format!("{verdict} another verdict{moves}{other}")
}

fn text(source: &Source, today: Day, ahead: i32, dates: &[Date]) -> String {
    let mut out = String::new();
    if dates.is_empty() {
        return format!("nothing changes within {ahead} days after {today}\n");
    }
    let mut band = 0;
    for date in dates {
        let within = BANDS.into_iter().find(|days| date.ahead <= *days).unwrap_or(ahead);
        if within != band {
            band = within;
            let _ = writeln!(out, "within {within} days after {today}");
        }
        let _ = writeln!(out, "  {}  in {}", date.day, counted(date.ahead as usize, "day", "days"));
        for one in &date.events {
            let _ = writeln!(out, "    {}", event(one));
        }
        for one in &date.licences {
            licence(&mut out, source, one);
        }
        if date.only_licences() {
            continue;
        }
        let _ = writeln!(out, "    if nothing more is published: {}", effect(&date.passes));
        if let Some(found) = &date.revived {
            let _ = writeln!(out, "    if the suspended clauses hold again: {}", effect(found));
        }
        if let Some(found) = &date.extended {
            let _ = writeln!(out, "    if the suspension is prolonged: {}", effect(found));
        }
    }
    out
}

/// At most so many lines are named; JSON has all.
const NAMED: usize = 10;

fn licence(out: &mut String, source: &Source, one: &Ending) {
    let left = match one.left.is_empty() {
        true => "no limits".to_owned(),
        false => format!("{} left", one.left.join(", ")),
    };
    let reserved = counted(one.reservations, "open reservation", "open reservations");
    let _ = writeln!(out, "    {}: {left}; {reserved}", one.id);
    let named = |lines: &[usize]| {
        let ids: Vec<&str> = lines.iter().take(NAMED).map(|line| source.id(*line)).collect();
        let more = lines.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", ids.join(", "))
    };
    if !one.after.is_empty() {
        let lines = counted(one.after.len(), "line ships", "lines ship");
        let named = named(&one.after);
        let _ = writeln!(out, "      not extended: {lines} too late for it: {named}");
    }
    if !one.undated.is_empty() {
        let lines =
            counted(one.undated.len(), "line without a day has", "lines without a day have");
        let named = named(&one.undated);
        let _ = writeln!(out, "      not extended: {lines} to ship before: {named}");
    }
    if one.after.is_empty() && one.undated.is_empty() {
        let _ = writeln!(out, "      not extended: no open line loses its licence");
    }
    let covered = one.before + one.after.len() + one.undated.len();
    let lines = counted(covered, "open line stays", "open lines stay");
    let _ = writeln!(out, "      extended: {lines} covered by what is set aside");
}

/// The branches of a date, with their names.
fn branches(date: &Date) -> Vec<(&'static str, &Impact)> {
    if date.only_licences() {
        return Vec::new();
    }
    let mut all = vec![("nothing-published", &date.passes)];
    all.extend(date.revived.iter().map(|found| ("holds-again", found)));
    all.extend(date.extended.iter().map(|found| ("prolonged", found)));
    all
}

fn json(source: &Source, date: &Date) -> String {
    let mut out = format!("{{\"day\":\"{}\",\"ahead\":{},\"events\":[", date.day, date.ahead);
    for (index, one) in date.events.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        quoted(&mut out, &event(one));
    }
    out.push_str("],\"if\":{");
    for (index, (name, found)) in branches(date).into_iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(out, "{comma}\"{name}\":{{\"changed\":{}", found.changed.len());
        for one in Triage::ALL {
            let (before, after) = found.triage(one);
            let _ = write!(out, ",\"{one}\":{{\"before\":{before},\"after\":{after}}}");
        }
        out.push('}');
    }
    out.push_str("},\"licences\":");
    let ids =
        |lines: &[usize]| -> Vec<&str> { lines.iter().map(|line| source.id(*line)).collect() };
    let licences = date.licences.iter().map(|one| {
        json!({
            "id": one.id, "law": one.law, "until": one.until.to_string(), "left": one.left,
            "reservations": one.reservations, "not_extended": {
                "without_licence": ids(&one.after), "only_if_before": ids(&one.undated),
                "covered": one.before,
            },
            "extended": { "covered": one.before + one.after.len() + one.undated.len() },
            "lines_not_open": one.not_open,
        })
    });
    out.push_str(&licences.collect::<serde_json::Value>().to_string());
    out.push_str("}\n");
    out
}

fn csv(dates: &[Date]) -> String {
    let mut out = String::new();
    push_row(&mut out, ["day", "ahead", "events", "if", "changed", "effect"]);
    for date in dates {
        let events: Vec<String> = date.events.iter().map(event).collect();
        for one in &date.licences {
            let cells = [date.day.to_string(), date.ahead.to_string(), events.join("; ")];
            let lost = one.after.len() + one.undated.len();
            let effect = format!(
                "licence {}: {} ship too late for it, {} have no day, {} are covered",
                one.id,
                one.after.len(),
                one.undated.len(),
                one.before
            );
            let lost = lost.to_string();
            let row = cells.iter().map(String::as_str).chain(["not-extended", &lost, &effect]);
            push_row(&mut out, row);
        }
        for (name, found) in branches(date) {
            let cells = [date.day.to_string(), date.ahead.to_string(), events.join("; ")];
            let (changed, effect) = (found.changed.len().to_string(), effect(found));
            let cells = cells.iter().map(String::as_str).chain([name, &changed, &effect]);
            push_row(&mut out, cells);
        }
    }
    out
}
