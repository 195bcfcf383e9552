//! What changed between two versions of a list.

use crate::entry::Entry;
use std::collections::BTreeMap;

/// What changed between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff<'e> {
    /// Entries that only the later version has, in the order of their ids.
    pub added: Vec<&'e Entry>,
    /// Entries that only the earlier version has.
    pub removed: Vec<&'e Entry>,
    /// Entries that both have, with what differs.
    pub changed: Vec<Changed<'e>>,
}

impl Diff<'_> {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// An entry that both versions have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<'e> {
    /// As it was.
    pub before: &'e Entry,
    /// As it is.
    pub after: &'e Entry,
    /// The fields that differ, in the order of [`fields`].
    pub fields: Vec<FieldChange>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: &'static str,
    /// Its values as they were, in order.
    pub before: Vec<String>,
    /// Its values as they are.
    pub after: Vec<String>,
}

impl FieldChange {
    /// Values that it had and has no more.
    pub fn gone(&self) -> impl Iterator<Item = &str> {
        self.before.iter().filter(|value| !self.after.contains(value)).map(String::as_str)
    }

    /// Values that it has now.
    pub fn new_values(&self) -> impl Iterator<Item = &str> {
        self.after.iter().filter(|value| !self.before.contains(value)).map(String::as_str)
    }
}

/// Compares two versions by the ids of their entries.
///
/// ```
/// use navicert_lists::{Entry, Name, diff};
/// let before = vec![Entry { names: vec![Name::primary("A")], ..Entry::new("x", "x#1") }];
/// let after = vec![
///     Entry { names: vec![Name::primary("A"), Name::alias("B")], ..Entry::new("x", "x#1") },
///     Entry::new("x", "x#2"),
/// ];
/// let changes = diff(&before, &after);
/// assert_eq!((changes.added.len(), changes.removed.len()), (1, 0));
/// assert_eq!(changes.changed[0].fields[0].field, "names");
/// ```
#[must_use]
pub fn diff<'e>(before: &'e [Entry], after: &'e [Entry]) -> Diff<'e> {
    let by_id = |entries: &'e [Entry]| -> BTreeMap<&'e str, &'e Entry> {
        entries.iter().map(|entry| (entry.id.as_str(), entry)).collect()
    };
    let (old, new) = (by_id(before), by_id(after));
    let mut found = Diff::default();
    for (id, entry) in &new {
        match old.get(id) {
            None => found.added.push(entry),
            Some(earlier) if earlier == entry => {}
            Some(earlier) => found.changed.push(Changed {
                before: earlier,
                after: entry,
                fields: field_changes(earlier, entry),
            }),
        }
    }
    found.removed = old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(_, e)| *e).collect();
    found
}

fn field_changes(before: &Entry, after: &Entry) -> Vec<FieldChange> {
    let pairs = fields(before).into_iter().zip(fields(after));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| FieldChange { field, before, after })
        .collect()
}

/// The fields of an entry with their values as text, always all of them and in one order.
#[must_use]
pub fn fields(entry: &Entry) -> Vec<(&'static str, Vec<String>)> {
    let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    let quality = |name: &crate::Name| match name.quality {
        crate::Quality::Primary => name.text.clone(),
        other => format!("{} ({})", name.text, other.as_str()),
    };
    let tie = |tie: &crate::Tie| match tie.country {
        Some(country) => format!("{} {country}", tie.role.as_str()),
        None => format!("{} {}?", tie.role.as_str(), tie.given),
    };
    let number = |id: &crate::Identifier| format!("{} {}", id.label, id.value);
    let day = |day: Option<navicert_model::day::Day>| day.iter().map(ToString::to_string).collect();
    vec![
        ("kind", vec![entry.kind.to_string()]),
        ("names", entry.names.iter().map(quality).collect()),
        ("addresses", entry.addresses.iter().map(|address| address.text.clone()).collect()),
        ("countries", entry.countries().iter().map(ToString::to_string).collect()),
        ("ties", entry.ties.iter().map(tie).collect()),
        ("births", entry.births.iter().map(ToString::to_string).collect()),
        ("identifiers", entry.identifiers.iter().map(number).collect()),
        ("programmes", entry.programmes.clone()),
        ("since", day(entry.since)),
        ("until", day(entry.until)),
        ("requirement", one(&entry.requirement)),
        ("policy", one(&entry.policy)),
        ("footnotes", entry.footnotes.clone()),
        ("concerns", entry.concerns.clone()),
        ("citation", one(&entry.citation)),
        ("source", one(&entry.source)),
        ("remarks", entry.remarks.clone()),
    ]
}
