//! What is known of each published list before it is read: descriptors, as data under `lists/`.

use crate::words::slug;
use serde::Deserialize;
use std::sync::OnceLock;
use thiserror::Error;

/// A published list, or several in one file.
///
/// ```
/// let feed = navicert_lists::feed("us-csl").expect("it is built in");
/// assert!(feed.sources.iter().any(|source| source.list == "us/entity-list"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Its id: small letters, digits and hyphens.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The publisher's page about it.
    pub page: String,
    /// Where the files are.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// How often it is published, in a word.
    pub schedule: String,
    /// Days after which a version is stale.
    pub stale_after_days: u32,
    /// The lists in it.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
}

/// A list in a feed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What the file calls it; empty if the file holds one list and does not name it.
    #[serde(default)]
    pub name: String,
    /// The list, as the law names it.
    pub list: String,
    /// How many entries it has at least; fewer means that something is missing.
    #[serde(default)]
    pub at_least: usize,
}

impl Feed {
    /// A feed of one list about which nothing is known but its id, for files of one's own.
    #[must_use]
    pub fn own(id: &str, title: &str, publisher: &str) -> Feed {
        Feed {
            id: id.to_owned(),
            title: title.to_owned(),
            publisher: publisher.to_owned(),
            page: String::new(),
            addresses: Vec::new(),
            schedule: "as needed".to_owned(),
            stale_after_days: 365,
            sources: vec![Source { name: String::new(), list: id.to_owned(), at_least: 0 }],
        }
    }

    /// Reads a descriptor.
    ///
    /// # Errors
    /// [`FeedError`].
    pub fn parse(text: &str) -> Result<Feed, FeedError> {
        let feed: Feed = toml::from_str(text)
            .map_err(|error| FeedError::Toml { message: error.message().to_owned() })?;
        if !is_id(&feed.id) {
            return Err(FeedError::Id { id: feed.id });
        }
        if feed.sources.is_empty() {
            return Err(FeedError::Empty { id: feed.id });
        }
        Ok(feed)
    }

    /// The list of what a file calls a source, and whether the descriptor knows it: a source that it
    /// does not know gets a list of its own.
    pub(crate) fn list_of(&self, source: &str) -> (String, bool) {
        match self.sources.iter().find(|known| known.name == source) {
            Some(known) => (known.list.clone(), true),
            None => (format!("{}/{}", self.id, slug(source)), false),
        }
    }

    /// The first list: the only one, where the file does not name any.
    pub(crate) fn only_list(&self) -> String {
        self.sources.first().map_or_else(|| self.id.clone(), |source| source.list.clone())
    }
}

/// Whether a text can be a feed's id: small letters, digits and hyphens.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=60).contains(&text.len()) && text.bytes().all(fits) && !text.starts_with('-')
}

/// Why a descriptor cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FeedError {
    /// It is no TOML, or a field is wrong.
    #[error("{message}")]
    Toml {
        /// What the reader of TOML says.
        message: String,
    },
    /// The id cannot name a directory.
    #[error("`{id}` is no id; write small letters, digits and hyphens")]
    Id {
        /// The id given.
        id: String,
    },
    /// No list is named.
    #[error("`{id}` names no `[[source]]`")]
    Empty {
        /// The feed.
        id: String,
    },
}

const BUILT_IN: [&str; 9] = [
    include_str!("../../../lists/us-csl.toml"),
    include_str!("../../../lists/us-ofac-sdn.toml"),
    include_str!("../../../lists/us-ofac-cons.toml"),
    include_str!("../../../lists/us-dpl.toml"),
    include_str!("../../../lists/un-sc.toml"),
    include_str!("../../../lists/eu-fsf.toml"),
    include_str!("../../../lists/gb-sanctions.toml"),
    include_str!("../../../lists/jp-eul.toml"),
    include_str!("../../../lists/opensanctions.toml"),
];

/// The feeds that are built in, in the order of their ids.
#[must_use]
pub fn feeds() -> &'static [Feed] {
    static FEEDS: OnceLock<Vec<Feed>> = OnceLock::new();
    FEEDS.get_or_init(|| {
        // A test holds that every one can be read.
        let mut feeds: Vec<Feed> =
            BUILT_IN.iter().filter_map(|text| Feed::parse(text).ok()).collect();
        feeds.sort_by(|a, b| a.id.cmp(&b.id));
        feeds
    })
}

/// A feed that is built in.
#[must_use]
pub fn feed(id: &str) -> Option<&'static Feed> {
    feeds().iter().find(|feed| feed.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_descriptor_is_read() {
        assert_eq!(feeds().len(), BUILT_IN.len());
        for feed in feeds() {
            assert!(!feed.title.is_empty() && !feed.publisher.is_empty(), "{}", feed.id);
            assert!(feed.page.starts_with("https://") && feed.stale_after_days > 0, "{}", feed.id);
            for (index, source) in feed.sources.iter().enumerate() {
                let others = &feed.sources[..index];
                assert!(others.iter().all(|other| other.name != source.name), "{}", source.name);
            }
        }
    }

    #[test]
    fn wrong_descriptors_say_why() {
        for (text, message) in [
            ("", "missing field `id`"),
            (
                "id = \"A b\"\ntitle=\"\"\npublisher=\"\"\npage=\"\"\nschedule=\"\"\nstale_after_days=1\nsource=[]",
                "`A b` is no id; write small letters, digits and hyphens",
            ),
            (
                "id = \"ab\"\ntitle=\"\"\npublisher=\"\"\npage=\"\"\nschedule=\"\"\nstale_after_days=1\nsource=[]",
                "`ab` names no `[[source]]`",
            ),
        ] {
            assert_eq!(Feed::parse(text).unwrap_err().to_string(), message);
        }
    }
}
