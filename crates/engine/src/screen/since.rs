//! What changed between two states of the lists, and which parties it can concern: those are screened again.

use super::{NameIndex, normalise};
use navicert_model::day::Day;
use navicert_model::transfer::Party;
use navicert_names::{Changes, Concern, Query};
use std::collections::{HashMap, HashSet};

/// What changed between two states of the lists.
///
/// What was found for a party that it does not concern is what would be found now.
#[derive(Debug)]
pub struct ListChanges<'a> {
    changes: Changes<'a>,
    /// Normal names of the changed entries.
    exact: HashSet<String>,
    /// Ids of the entries that are new, gone or not as they were, in order.
    ids: Vec<Box<str>>,
}

/// Asks whom the changes can concern. One for each thread.
#[derive(Debug)]
pub struct Concerned<'c> {
    concern: Concern<'c>,
    exact: &'c HashSet<String>,
}

impl NameIndex {
    /// What changed since a state of the lists on a day `was`, if today is `on`: entries that are new, gone, or
    /// another in name, number, footnote, day or place; those whose first or last day has come; and words that so many
    /// more or fewer entries carry that they weigh otherwise. Linear in both states.
    pub fn since<'a>(&'a self, before: &'a NameIndex, was: Day, on: Day) -> ListChanges<'a> {
        let digests = |index: &NameIndex, day: Day| -> HashMap<Box<str>, (String, bool)> {
            let entries = index.entries.iter();
            entries.map(|one| (one.id.clone(), (one.digest.clone(), one.listed_on(day)))).collect()
        };
        let (old, new) = (digests(before, was), digests(self, on));
        let other = |id: &str| old.get(id) != new.get(id);
        let positions = (0..).zip(&self.entries).filter(|(_, entry)| other(&entry.id));
        let also: Vec<u32> = positions.map(|(at, _)| at).collect();
        let entries = before.entries.iter().chain(&self.entries).filter(|entry| other(&entry.id));
        let mut ids: Vec<Box<str>> = entries.clone().map(|entry| entry.id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let names = entries.flat_map(|entry| &entry.names);
        ListChanges {
            changes: Changes::between(before.names(), self.names(), &also),
            exact: names.map(|name| normalise(&name.text)).collect(),
            ids,
        }
    }
}

impl ListChanges<'_> {
    /// Whether nothing changed: then nobody is concerned.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Ids of the entries that are new, gone or not as they were, in order: an earlier hit on one of them is void.
    pub fn ids(&self) -> &[Box<str>] {
        &self.ids
    }

    /// Something to ask with.
    pub fn concerned(&self) -> Concerned<'_> {
        Concerned { concern: self.changes.concern(), exact: &self.exact }
    }
}

impl Concerned<'_> {
    /// Whether what is found for a query may be other than before; `false` is certain. Some tens of microseconds.
    pub fn query(&mut self, query: &Query) -> bool {
        self.exact.contains(&normalise(&query.name)) || self.concern.concerns(query, None)
    }

    /// The same for a party as it stands in a transfer, with its owners, parent and employer left out.
    pub fn party(&mut self, party: &Party) -> bool {
        party.name.as_deref().is_some_and(|name| self.query(&super::query(name, party)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use navicert_lists::{Entry, Name};

    fn index(names: &[(&str, &str)]) -> NameIndex {
        let entries: Vec<Entry> = names
            .iter()
            .map(|(id, name)| Entry { names: vec![Name::primary(*name)], ..Entry::new("l", *id) })
            .collect();
        let mut index = NameIndex::default();
        index.import(&entries);
        index
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn only_whom_a_change_can_concern_is_screened_again() {
        let (monday, tuesday) = (day("2026-11-23"), day("2026-11-24"));
        let before = index(&[("l#1", "Radiopribor JSC"), ("l#2", "永盛达科技有限公司")]);
        let after = index(&[("l#1", "Radiopribor JSC"), ("l#3", "Ostrovok Marine")]);
        let changes = after.since(&before, monday, tuesday);
        assert_eq!(changes.ids(), [Box::from("l#2"), Box::from("l#3")]);
        let mut concerned = changes.concerned();
        let mut asked =
            |name: &str| concerned.party(&Party { name: Some(name.into()), ..Party::default() });
        let names = ["Radio Pribor", "Yongshengda Keji", "OSTROVOK MARINE LTD", "Nobody at all"];
        assert_eq!(names.map(&mut asked), [false, true, true, false]);
        assert!(after.since(&after, monday, monday).is_empty());
    }

    #[test]
    fn a_last_day_that_has_come_is_a_change() {
        let mut entry =
            Entry { names: vec![Name::primary("Radiopribor")], ..Entry::new("l", "l#1") };
        entry.until = Some(day("2026-11-24"));
        let mut index = NameIndex::default();
        index.import(&[entry]);
        let party = Party { name: Some("Radiopribor OOO".into()), ..Party::default() };
        let asked = |on| index.since(&index, day("2026-11-22"), on).concerned().party(&party);
        assert!(!asked(day("2026-11-23")) && asked(day("2026-11-24")));
    }
}
