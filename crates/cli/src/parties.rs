//! The lists of the data directory, and what was said of hits.

use crate::failure::Failure;
use crate::lists::home::Home;
use crate::record;
use navicert_engine::Engine;
use navicert_engine::screen::{Adjudication, Adjudications, Outcome};
use navicert_model::day::Day;
use navicert_store::hits::{self, Said};

/// The engine with the imported lists in force and what was said of hits; as it is, if nothing was
/// ever imported or said.
///
/// # Errors
/// Lists or a record that cannot be read.
pub fn with_lists(engine: Engine) -> Result<Engine, Failure> {
    let Ok(home) = Home::open() else { return Ok(engine) };
    let mut entries = Vec::new();
    for feed in home.feeds()? {
        if let Some(version) = home.current(&feed)? {
            entries.extend(version.entries()?);
        }
    }
    let said = said()?;
    if entries.is_empty() && said.is_empty() {
        return Ok(engine);
    }
    let adjudications = said.iter().map(read).collect::<Result<Vec<_>, Failure>>()?;
    Ok(engine.with_lists(&entries, Adjudications::of(adjudications)))
}

/// All that was said of hits; nothing if there is no record yet.
///
/// # Errors
/// A record that cannot be read.
pub fn said() -> Result<Vec<Said>, Failure> {
    if !record::exists()? {
        return Ok(Vec::new());
    }
    let mut store = record::open()?;
    let mut tx = store.read().map_err(|error| record::failed(&error))?;
    hits::all(&mut *tx).map_err(|error| record::failed(&error))
}

fn read(said: &Said) -> Result<Adjudication, Failure> {
    let damaged = |what: &str| {
        Failure::bad(
            format!("what {} said of `{}` has the {what}", said.who, said.party),
            "the record was written by a later navicert, or is damaged: `navicert audit verify` tells",
        )
    };
    let outcome = Outcome::parse(&said.outcome)
        .ok_or_else(|| damaged(&format!("unknown outcome `{}`", said.outcome)))?;
    let day = |text: &String| Day::parse(text).map_err(|_| damaged(&format!("wrong day `{text}`")));
    Ok(Adjudication {
        party: said.party.clone(),
        entry: said.entry.clone(),
        outcome,
        reason: said.reason.clone(),
        note: said.note.clone(),
        by: said.who.clone(),
        at: said.at.clone(),
        until: said.until.as_ref().map(day).transpose()?,
        party_digest: said.party_digest.clone(),
        entry_digest: said.entry_digest.clone(),
    })
}
