//! Which clauses may say something else under another state of the same law.

use navicert_engine::Engine;
use navicert_engine::lawdiff::{Listed, listed};
use navicert_model::day::Day;
use navicert_model::vocabulary::Tag;
use navicert_rules::law::{
    Clause, ClauseIx, Cond, Conflict, GroupIx, LawBook, ListIx, Places, Test,
};
use std::collections::BTreeSet;

/// The law of one side, with what it is asked.
#[derive(Debug)]
pub struct Side {
    /// The law.
    pub engine: Engine,
    /// What was known when.
    pub known_day: Day,
    /// Clauses assumed.
    pub assumed: Vec<ClauseIx>,
}

impl Side {
    fn status(&self, clause: usize, on: Day) -> navicert_rules::law::status::Status {
        let ix = ClauseIx(clause as u32);
        let assumed = self.assumed.binary_search(&ix).is_ok();
        let prepared = &self.engine.prepared;
        prepared.changes.status(&prepared.book, ix, on, self.known_day, assumed)
    }
}

/// Clauses, by place in the book, that may say something else of a transfer of `days.0` under
/// `before` than of the same transfer on `days.1` under `after`. Both books have the same clauses
/// and conditions; their days and standings may differ. What lists say of parties is not looked at
/// here: see [`crate::concerned`].
#[must_use]
pub fn touched(before: &Side, after: &Side, days: (Day, Day)) -> BTreeSet<usize> {
    let book = &before.engine.prepared.book;
    let changed: Vec<bool> = (0..book.clauses.len())
        .map(|at| before.status(at, days.0) != after.status(at, days.1))
        .collect();
    let moved = Moved::new(before, after, days, &changed);
    let mut found = BTreeSet::new();
    // A conflict changes no verdict, but is part of what is said of a line.
    let other = &after.engine.prepared.book;
    for (conflict, then) in book.conflicts.iter().zip(&other.conflicts) {
        let holds =
            |one: &Conflict, side: &Side, day| one.days.holds(day) && one.known <= side.known_day;
        if holds(conflict, before, days.0) != holds(then, after, days.1)
            || moved.reads(&conflict.when)
        {
            found.extend(conflict.obeying.iter().map(|ix| ix.0 as usize));
        }
    }
    for (at, clause) in book.clauses.iter().enumerate() {
        let graces = clause.grace.iter().filter_map(|grace| grace.until);
        let ran_out = graces.into_iter().any(|until| (days.0 < until) != (days.1 < until));
        // A clause to come is shown from the publication of its act on.
        let published = book.acts[clause.act.0 as usize].published;
        let is_moved = ran_out
            || (published <= days.0) != (published <= days.1)
            || changed[at]
            || (!moved.is_empty() && moved.reads_clause(clause));
        if is_moved {
            found.insert(at);
        }
    }
    found
}

/// Clauses that read some lists of parties, by place in the book.
#[must_use]
pub fn reading(book: &LawBook, lists: &BTreeSet<String>) -> BTreeSet<usize> {
    let moved = Moved::lists(book, lists);
    let conflicts = book.conflicts.iter().filter(|conflict| moved.reads(&conflict.when));
    let mut found: BTreeSet<usize> =
        conflicts.flat_map(|one| one.obeying.iter().map(|ix| ix.0 as usize)).collect();
    let clauses = book.clauses.iter().enumerate();
    found.extend(clauses.filter(|(_, one)| moved.reads_clause(one)).map(|(at, _)| at));
    found
}

/// What moved between the two sides, besides clauses.
#[derive(Debug, Default)]
struct Moved {
    lists: BTreeSet<u32>,
    groups: BTreeSet<u32>,
    party_lists: BTreeSet<String>,
    /// Tags that are derived from something that moved.
    tags: Vec<Tag>,
    /// Definitions that read something that moved.
    definitions: BTreeSet<u32>,
}

impl Moved {
    fn new(before: &Side, after: &Side, days: (Day, Day), changed: &[bool]) -> Self {
        let book = &before.engine.prepared.book;
        let mut moved = Moved::default();
        for (at, list) in book.lists.iter().enumerate() {
            let same = list.entries.iter().all(|entry| {
                if days.0 == days.1 && !changed[entry.by.0 as usize] {
                    return true;
                }
                let on = |side: &Side, day| entry_day(side, entry, day);
                on(before, days.0) == on(after, days.1)
            });
            if !same {
                moved.lists.insert(at as u32);
            }
        }
        for (at, group) in book.groups.iter().enumerate() {
            let on = |day: Day| {
                group.members.iter().filter(move |(_, since, until)| {
                    since.is_none_or(|since| since <= day) && until.is_none_or(|until| day < until)
                })
            };
            if !on(days.0).map(|one| &one.0).eq(on(days.1).map(|one| &one.0)) {
                moved.groups.insert(at as u32);
            }
        }
        moved.derived(book);
        moved
    }

    /// Lists of parties, and what reads them.
    fn lists(book: &LawBook, lists: &BTreeSet<String>) -> Self {
        let mut moved = Moved { party_lists: lists.clone(), ..Moved::default() };
        moved.derived(book);
        moved
    }

    fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.groups.is_empty() && self.party_lists.is_empty()
    }

    /// Definitions and derived tags that read what moved, until nothing more is found.
    fn derived(&mut self, book: &LawBook) {
        if self.is_empty() {
            return;
        }
        loop {
            let before = (self.definitions.len(), self.tags.len());
            for (at, definition) in book.definitions.iter().enumerate() {
                if self.reads(&definition.cond) {
                    self.definitions.insert(at as u32);
                }
            }
            for derive in &book.derives {
                if !self.tags.contains(&derive.tag) && self.reads(&derive.cond) {
                    self.tags.push(derive.tag);
                }
            }
            if before == (self.definitions.len(), self.tags.len()) {
                return;
            }
        }
    }

    fn reads_clause(&self, clause: &Clause) -> bool {
        let parts = clause.policy.iter().chain(&clause.bars).chain(&clause.duty);
        let conds = parts.filter_map(|part| part.when.as_ref());
        let conds = conds.chain(clause.grace.iter().map(|grace| &grace.when));
        let conds = conds.chain(clause.readings.iter().map(|reading| &reading.when));
        let mut conds = conds.chain([&clause.reach, &clause.when]);
        conds.any(|cond| self.reads(cond))
    }

    fn reads(&self, cond: &Cond) -> bool {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => parts.iter().any(|part| self.reads(part)),
            Cond::Not(inner) => self.reads(inner),
            Cond::Some { cond, .. }
            | Cond::Content { cond, .. }
            | Cond::MadeWith { cond, .. }
            | Cond::Tool(cond)
            | Cond::Unsure(cond) => self.reads(cond),
            Cond::Holds(definition) => self.definitions.contains(&definition.0),
            Cond::Test(leaf) => self.reads_test(&leaf.test),
        }
    }

    fn reads_test(&self, test: &Test) -> bool {
        let places =
            |places: &Places| places.groups.iter().any(|GroupIx(at)| self.groups.contains(at));
        let lists = |names: &[String]| names.iter().any(|name| self.party_lists.contains(name));
        match test {
            Test::Place { places: named, .. } | Test::Via(named) | Test::Nationality(named) => {
                places(named)
            }
            Test::Listed { list: ListIx(at), .. } | Test::Near { list: ListIx(at), .. } => {
                self.lists.contains(at)
            }
            Test::PartyTag(tag) => self.tags.contains(tag),
            Test::PartyListed(test) => lists(&test.lists),
            Test::PartyOwned { lists: named, .. } => lists(named),
            Test::Activity(_)
            | Test::Kind(_)
            | Test::CodeUnder { .. }
            | Test::CodeNone { .. }
            | Test::Hs(_)
            | Test::ItemTag(_)
            | Test::Parameter { .. }
            | Test::Quantity(_)
            | Test::Value(_)
            | Test::EndUse(_)
            | Test::KnownEndUse(_)
            | Test::Knowledge(_)
            | Test::Informed { .. }
            | Test::Facility(_)
            | Test::FacilityParameter { .. }
            | Test::ContractedBefore(_)
            | Test::ShippedBefore(_)
            | Test::Claims(_)
            | Test::Evidence(_) => false,
        }
    }
}

fn entry_day(side: &Side, entry: &navicert_rules::law::Entry, day: Day) -> Listed {
    if side.assumed.binary_search(&entry.by).is_ok() {
        let own = entry.since.is_none_or(|since| since <= day)
            && entry.until.is_none_or(|until| day < until);
        return if own { Listed::Yes } else { Listed::No };
    }
    listed(&side.engine, entry, day, side.known_day)
}
