//! `hits`: what people say of hits.

use crate::clock::Moment;
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{Format, Output, push_row};
use crate::parties;
use crate::record::{self, Who};
use crate::screen::country;
use clap::{Args, Subcommand};
use navicert_engine::screen::{Outcome, party_digest};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Party, Place};
use navicert_store::hits::{self as kept, Said};
use serde_json::json;
use std::path::PathBuf;

/// What can be said of hits.
#[derive(Debug, Subcommand)]
pub enum Hits {
    /// The party is the listed one
    Confirm(Say),
    /// The party is not the listed one: until a day, and as long as neither side changes
    Clear(Say),
    /// What was said before no longer counts
    Reopen(Say),
    /// All that was said, in order
    List(List),
}

/// What is said of one hit
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert hits clear \"Example Optics Co.\" --country CN \
    --entry \"us/entity-list#example-optics\" \\\n    --reason other-address --note \"Suzhou, not Xi'an; register extract of 2026-01-05\" --until 2027-01-05")]
pub struct Say {
    /// The party's name, as it stands in the transfers
    #[arg(value_name = "NAME")]
    party: String,
    /// The id of the listed entry, as `decide` and `screen` show it
    #[arg(long, value_name = "ID")]
    entry: String,
    /// Where the party is, as in the transfers
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    country: Option<Country>,
    /// Where its seat is, as in the transfers
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    headquarters: Option<Country>,
    /// Why, in a code of your own: `other-address`, `other-person`, `same-register-number`
    #[arg(long, value_name = "CODE")]
    reason: String,
    /// What was looked at
    #[arg(long, value_name = "TEXT")]
    note: String,
    /// First day on which it no longer holds
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    until: Option<Day>,
    #[command(flatten)]
    who: Who,
    /// Law files to use instead of those of the binary
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
}

/// All that was said of hits
#[derive(Debug, Args)]
pub struct List {
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Hits {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read or written, an entry that is on no list.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Hits::Confirm(say) => say.run(Outcome::Confirmed),
            Hits::Clear(say) => say.run(Outcome::Cleared),
            Hits::Reopen(say) => say.run(Outcome::Reopened),
            Hits::List(list) => list.run(),
        }
    }
}

impl Say {
    fn run(self, outcome: Outcome) -> Result<Exit, Failure> {
        for (what, text) in [("name", &self.party), ("reason", &self.reason), ("note", &self.note)]
        {
            if text.trim().is_empty() {
                return Err(Failure::bad(
                    format!("the {what} is empty"),
                    "a clearance without a reason and a note proves nothing",
                ));
            }
        }
        if outcome == Outcome::Cleared && self.until.is_none() {
            return Err(Failure::bad(
                "a clearance needs a last day",
                "give `--until DAY`, the first day on which it no longer holds",
            ));
        }
        let engine = parties::with_lists(LawFiles::open(self.law.as_deref())?.engine()?)?;
        let entry = engine.names.entry_of(&self.entry).ok_or_else(|| {
            Failure::bad(
                format!("`{}` is an entry of no list that is loaded", self.entry),
                "take the id from a hit of `navicert decide` or `navicert screen`",
            )
        })?;
        let place = |country: Option<Country>| country.map_or(Place::Unknown, Place::One);
        let party = Party {
            name: Some(self.party.as_str().into()),
            country: place(self.country),
            headquarters: place(self.headquarters),
            ..Party::default()
        };
        let now = Moment::now();
        if let Some(until) = self.until.filter(|until| *until <= now.day) {
            return Err(Failure::bad(
                format!("{until} is not after today"),
                "give a day on which it shall be looked at again",
            ));
        }
        let by = self.who.by();
        let said = Said {
            party: self.party.clone(),
            entry: entry.id.to_string(),
            outcome: outcome.as_str().to_owned(),
            reason: self.reason.clone(),
            note: self.note.clone(),
            who: by.who,
            at: by.at,
            until: self.until.map(|day| day.to_string()),
            party_digest: party_digest(&party),
            entry_digest: entry.digest.clone(),
        };
        let mut store = record::open()?;
        let failed = |error: &navicert_store::StoreError| record::failed(error);
        let mut tx = store.write().map_err(|error| failed(&error))?;
        kept::say(&mut *tx, &said, &payload(&said).to_string()).map_err(|error| failed(&error))?;
        tx.commit().map_err(|error| failed(&error))?;
        let mut output = Output::open();
        output.put(&format!(
            "{}: {} ~ {} ({})\n",
            said.outcome,
            said.party,
            entry.title(),
            entry.id
        ))?;
        output.finish()?;
        Ok(Exit::Go)
    }
}

fn payload(said: &Said) -> serde_json::Value {
    json!({
        "party": said.party, "entry": said.entry, "outcome": said.outcome, "reason": said.reason,
        "note": said.note, "who": said.who, "at": said.at, "until": said.until,
        "party_digest": said.party_digest, "entry_digest": said.entry_digest,
    })
}

impl List {
    fn run(self) -> Result<Exit, Failure> {
        let all = parties::said()?;
        let mut output = Output::open();
        let mut out = String::new();
        match self.format {
            Format::Json => {
                for said in &all {
                    out.push_str(&payload(said).to_string());
                    out.push('\n');
                }
            }
            Format::Csv => {
                out.push_str("party,entry,outcome,reason,note,who,at,until\n");
                for said in &all {
                    let until = said.until.as_deref().unwrap_or_default();
                    let cells = [&said.party, &said.entry, &said.outcome, &said.reason, &said.note];
                    let cells = cells.into_iter().map(String::as_str);
                    push_row(&mut out, cells.chain([&*said.who, &*said.at, until]));
                }
            }
            Format::Text => {
                for said in &all {
                    let until =
                        said.until.as_ref().map_or_else(String::new, |day| format!(" until {day}"));
                    out.push_str(&format!(
                        "{}  {:<9} {} ~ {}{until}\n    {}: {}, {}\n",
                        said.at,
                        said.outcome,
                        said.party,
                        said.entry,
                        said.who,
                        said.reason,
                        said.note
                    ));
                }
                if all.is_empty() {
                    out.push_str("nothing was said of any hit\n");
                }
            }
        }
        output.put(&out)?;
        output.finish()?;
        Ok(Exit::Go)
    }
}
