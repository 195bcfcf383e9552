//! Imported lists of parties, and what was said of hits, as lines are decided under them.

use navicert_engine::Engine;
use navicert_engine::screen::{Adjudication, Adjudications, Outcome};
use navicert_lists::{Entry, stored};
use navicert_model::day::Day;
use navicert_rules::law::SourceFile;
use navicert_store::hits::{self, Said};
use navicert_store::orders::{self, ListVersion};
use navicert_store::{StoreError, Tx};
use std::fmt::Write;

/// Lists and what was said of hits on them.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The versions, by feed.
    pub versions: Vec<ListVersion>,
    /// What was said, in order.
    pub said: Vec<Said>,
}

/// What lines are decided under, as the record keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'e> {
    /// The law's files.
    pub files: &'e [SourceFile],
    /// The lists.
    pub lists: &'e Lists,
}

/// Why lists cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListsError {
    /// A version that cannot be read.
    #[error("version {digest} of the list `{feed}` cannot be read: {why}")]
    List {
        /// Which list.
        feed: String,
        /// Which version.
        digest: String,
        /// What is wrong.
        why: String,
    },
    /// Something said of a hit that this program does not understand.
    #[error("what {who} said of `{party}` has the {what}")]
    Said {
        /// Who said it.
        who: String,
        /// Of whom.
        party: String,
        /// What is wrong.
        what: String,
    },
}

impl Lists {
    /// Those under which an edition was decided.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if a version is missing.
    pub fn of_edition(tx: &mut dyn Tx, number: i64) -> Result<Lists, StoreError> {
        let (versions, count) = orders::edition_lists(tx, number)?;
        let mut said = if count > 0 { hits::all(tx)? } else { Vec::new() };
        said.truncate(usize::try_from(count).unwrap_or(0));
        Ok(Lists { versions, said })
    }

    /// The engine with these lists.
    ///
    /// # Errors
    /// [`ListsError`].
    pub fn put_on(&self, engine: Engine) -> Result<Engine, ListsError> {
        if self.versions.is_empty() && self.said.is_empty() {
            return Ok(engine);
        }
        let adjudications = self.said.iter().map(read).collect::<Result<Vec<_>, ListsError>>()?;
        Ok(engine.with_lists(&self.entries()?, Adjudications::of(adjudications)))
    }

    fn entries(&self) -> Result<Vec<Entry>, ListsError> {
        let mut entries = Vec::new();
        for ListVersion { feed, digest, body } in &self.versions {
            let failed =
                |why: String| ListsError::List { feed: feed.clone(), digest: digest.clone(), why };
            let found = stored::digest(body).map_err(|error| failed(error.to_string()))?;
            if found != *digest {
                return Err(failed("it is another version's".to_owned()));
            }
            entries.extend(stored::read(body).map_err(|error| failed(error.to_string()))?);
        }
        Ok(entries)
    }

    /// The versions as a JSON object, feed by feed; with a comma before it, for an act of the log.
    /// Nothing if there are none.
    pub(crate) fn payload(&self) -> String {
        if self.versions.is_empty() {
            return String::new();
        }
        let mut out = String::from(",\"lists\":{");
        for (index, one) in self.versions.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let _ = write!(out, "{comma}\"{}\":\"{}\"", one.feed, one.digest);
        }
        out.push('}');
        out
    }
}

fn read(said: &Said) -> Result<Adjudication, ListsError> {
    let damaged =
        |what: String| ListsError::Said { who: said.who.clone(), party: said.party.clone(), what };
    let outcome = Outcome::parse(&said.outcome)
        .ok_or_else(|| damaged(format!("unknown outcome `{}`", said.outcome)))?;
    let day = |text: &String| Day::parse(text).map_err(|_| damaged(format!("wrong day `{text}`")));
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
