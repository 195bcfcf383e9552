//! Entries as importers hand them over, and what is noticed on the way.

use crate::countries;
use crate::entry::{Address, Entry, Role, Tie};
use crate::feed::Feed;
use crate::problem::{MOST, Problem};
use crate::words::{slug, some};
use navicert_model::country::Country;
use navicert_model::day::Day;
use std::collections::{BTreeMap, HashMap};

/// Collects the entries of an import.
pub(crate) struct Builder<'f> {
    pub(crate) feed: &'f Feed,
    pub(crate) entries: Vec<Entry>,
    pub(crate) as_of: Option<Day>,
    pub(crate) unknown_countries: BTreeMap<String, usize>,
    pub(crate) notices: BTreeMap<String, usize>,
    pub(crate) problems: Vec<Problem>,
    ids: HashMap<String, usize>,
    lists: HashMap<String, String>,
}

/// So many problems that reading on would tell nothing new.
#[derive(Debug)]
pub(crate) struct Stop;

impl<'f> Builder<'f> {
    pub(crate) fn new(feed: &'f Feed) -> Self {
        Builder {
            feed,
            entries: Vec::new(),
            as_of: None,
            unknown_countries: BTreeMap::new(),
            notices: BTreeMap::new(),
            problems: Vec::new(),
            ids: HashMap::new(),
            lists: HashMap::new(),
        }
    }

    /// The list of what the file calls a source.
    pub(crate) fn list_of(&mut self, source: &str) -> String {
        if let Some(list) = self.lists.get(source) {
            return list.clone();
        }
        let (list, known) = self.feed.list_of(source);
        if !known {
            let source = crate::problem::shortened(source);
            self.notice(format!("the source `{source}` is new; its entries stand on `{list}`"));
        }
        self.lists.insert(source.to_owned(), list.clone());
        list
    }

    /// Takes an entry whose id is the publisher's number; `Err` if the list has the number already.
    pub(crate) fn numbered(&mut self, mut entry: Entry, number: &str) -> Result<(), Taken> {
        entry.id = format!("{}#{number}", entry.list);
        let count = self.ids.entry(entry.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            return Err(Taken);
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Takes an entry that the publisher does not number: its id is a form of its name (or of what
    /// stands in place of one); the second of the same name gets `~2`.
    pub(crate) fn named(&mut self, mut entry: Entry, name: &str) {
        let stem = format!("{}#{}", entry.list, slug(name));
        let count = self.ids.entry(stem.clone()).or_insert(0);
        *count += 1;
        entry.id = if *count > 1 { format!("{stem}~{count}") } else { stem };
        self.entries.push(entry);
    }

    /// The country of a spelling; one that is not known is counted.
    pub(crate) fn country(&mut self, given: &str) -> Option<Country> {
        let country = countries::country(given);
        if country.is_none() && !given.trim().is_empty() {
            self.unknown_country(given);
        }
        country
    }

    /// Counts a spelling that is not known.
    pub(crate) fn unknown_country(&mut self, given: &str) {
        let given = crate::problem::shortened(given.trim());
        *self.unknown_countries.entry(given).or_insert(0) += 1;
    }

    /// A tie to a country, if a spelling is given.
    pub(crate) fn tie(&mut self, role: Role, given: &str) -> Option<Tie> {
        let given = some(given)?;
        Some(Tie { role, country: self.country(&given), given })
    }

    /// An address of its parts and a country's spelling.
    pub(crate) fn address<'t>(
        &mut self,
        parts: impl IntoIterator<Item = &'t str>,
        country: &'t str,
    ) -> Option<Address> {
        let text = crate::words::joined(parts.into_iter().chain([country]), ", ");
        (!text.is_empty()).then(|| Address { text, country: self.country(country) })
    }

    /// Counts something worth telling that stops nothing.
    pub(crate) fn notice(&mut self, text: impl Into<String>) {
        *self.notices.entry(text.into()).or_insert(0) += 1;
    }

    /// Keeps a problem; `Err` if there are enough.
    pub(crate) fn problem(&mut self, problem: Problem) -> Result<(), Stop> {
        self.problems.push(problem);
        if self.problems.len() >= MOST { Err(Stop) } else { Ok(()) }
    }
}

/// The list has an entry of this number already.
#[derive(Debug)]
pub(crate) struct Taken;
