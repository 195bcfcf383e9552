//! The lists of the data directory, and what was said of hits.

use crate::failure::Failure;
use crate::lists::home::Home;
use crate::record;
use navicert_engine::Engine;
use navicert_record::lists::{Lists, ListsError};
use navicert_store::hits::{self, Said};

/// The engine with the imported lists in force and what was said of hits; as it is, if nothing was
/// ever imported or said.
///
/// # Errors
/// Lists or a record that cannot be read.
pub fn with_lists(engine: Engine) -> Result<Engine, Failure> {
    put_on(&lists()?, engine)
}

/// The engine with lists.
///
/// # Errors
/// Lists that cannot be read.
pub fn put_on(lists: &Lists, engine: Engine) -> Result<Engine, Failure> {
    lists.put_on(engine).map_err(|error| failed(&error))
}

/// Lists that cannot be used, for a person.
pub fn failed(error: &ListsError) -> Failure {
    let help = match error {
        ListsError::List { .. } => "import the list again",
        ListsError::Said { .. } => {
            "the record was written by a later navicert, or is damaged: `navicert audit verify` tells"
        }
    };
    Failure::bad(error.to_string(), help)
}

/// The imported lists in force, and what was said of hits.
///
/// # Errors
/// Lists or a record that cannot be read.
pub fn lists() -> Result<Lists, Failure> {
    let Ok(home) = Home::open() else { return Ok(Lists::default()) };
    let mut versions = Vec::new();
    for feed in home.feeds()? {
        if let Some(version) = home.current(&feed)? {
            versions.push(version.stored()?);
        }
    }
    Ok(Lists { versions, said: said()? })
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
