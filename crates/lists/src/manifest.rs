//! What is known of a version of a list, beside its entries.

use navicert_model::day::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// What is known of a version: where it comes from, when it came, what it holds. Kept as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this description, [`Manifest::FORM`].
    pub form: u32,
    /// The feed's id.
    pub feed: String,
    /// What the feed is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// How often it is published, in a word.
    pub schedule: String,
    /// Days after which this version is stale.
    pub stale_after_days: u32,
    /// The digest of the entries: SHA-256, in hexadecimal. Equal entries have equal digests.
    pub digest: String,
    /// The day of which the publisher says the file is, as `2026-01-06`.
    pub as_of: Option<String>,
    /// When it was imported, RFC 3339.
    pub imported_at: String,
    /// The version of the program that imported it.
    pub engine: String,
    /// The files it was read from.
    pub files: Vec<ReadFile>,
    /// How many entries it has.
    pub entries: usize,
    /// How many names they have.
    pub names: usize,
    /// How many entries each list has.
    pub lists: BTreeMap<String, usize>,
    /// What was noticed, with how often.
    pub notices: Vec<(String, usize)>,
    /// Spellings of countries that are not known, with how often they stand.
    pub unknown_countries: Vec<(String, usize)>,
    /// Whether it was taken in spite of lists that had shrunk.
    pub shrink_allowed: bool,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFile {
    /// Its name, without directories.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The form that is written.
    pub const FORM: u32 = 1;

    /// Reads a description.
    ///
    /// # Errors
    /// [`ManifestError`].
    pub fn parse(bytes: &[u8]) -> Result<Manifest, ManifestError> {
        let manifest: Manifest = serde_json::from_slice(bytes)
            .map_err(|error| ManifestError::Json { message: error.to_string() })?;
        if manifest.form != Manifest::FORM {
            return Err(ManifestError::Form { form: manifest.form });
        }
        Ok(manifest)
    }

    /// Writes it as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        // Texts, numbers and maps with texts as keys can always be written.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The day from which its age counts: the publisher's, else that of the import.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        let imported = self.imported_at.get(..10);
        let day = |text: &str| Day::parse(text).ok();
        self.as_of.as_deref().and_then(day).or_else(|| day(imported?))
    }

    /// Its age in days on a day; 0 if it is of a later one.
    #[must_use]
    pub fn age_days(&self, today: Day) -> Option<u32> {
        let age = today.days().saturating_sub(self.day()?.days());
        Some(u32::try_from(age).unwrap_or(0))
    }

    /// Whether it is older than its schedule allows; `None` if its day is not known.
    #[must_use]
    pub fn is_stale(&self, today: Day) -> Option<bool> {
        Some(self.age_days(today)? > self.stale_after_days)
    }
}

/// Why a description cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ManifestError {
    /// It is no JSON, or a field is wrong.
    #[error("{message}")]
    Json {
        /// What the reader of JSON says.
        message: String,
    },
    /// A later form.
    #[error("the form {form} is not known")]
    Form {
        /// The form.
        form: u32,
    },
}
