//! One thing of the law, for a person: an act, a clause, an entry, a party, a group, a definition.

mod parts;

use crate::coverage::CaseIndex;
use crate::decision::Engine;
use crate::screen::normalise;
use navicert_model::day::Day;
use navicert_rules::eval::state::{is_under, prefixes};
use navicert_rules::law::{ActIx, ClauseIx, SourceFile};

/// Where to look, and as of when.
#[derive(Debug)]
pub struct Show<'e> {
    /// The law.
    pub engine: &'e Engine,
    /// The files that it was made of, in the same order.
    pub files: &'e [SourceFile],
    /// The files of its cases.
    pub case_files: &'e [SourceFile],
    /// The cases by clause.
    pub cases: CaseIndex,
    /// The day whose law is shown.
    pub on: Day,
    /// The day whose knowledge is used.
    pub known_at: Day,
}

impl Show<'_> {
    /// Everything that `reference` names; empty if there is nothing.
    pub fn find(&self, reference: &str) -> String {
        let book = &self.engine.prepared.book;
        let mut parts: Vec<String> = Vec::new();
        for (index, act) in book.acts.iter().enumerate() {
            if act.id == reference {
                parts.push(self.act(ActIx(index as u32)));
            }
        }
        for (index, clause) in book.clauses.iter().enumerate() {
            if clause.id == reference {
                parts.push(self.clause(ClauseIx(index as u32)));
            }
        }
        parts.extend(book.laws.iter().filter(|law| law.name == reference).map(|law| self.law(law)));
        parts.extend(
            book.groups
                .iter()
                .filter(|group| group.name == reference)
                .map(|group| self.group(group)),
        );
        parts.extend(
            book.lists.iter().filter(|list| list.name == reference).map(|list| self.list(list)),
        );
        if book.party_lists.iter().any(|list| list == reference) {
            parts.push(self.party_list(reference));
        }
        if book.definitions.iter().any(|definition| definition.name == reference) {
            parts.push(self.definition(reference));
        }
        parts.extend(self.code(reference));
        if parts.is_empty() {
            parts.extend(self.party(reference));
        }
        parts.join("\n")
    }

    /// Entries that cover a code, the nearest first, and in short those below it.
    fn code(&self, reference: &str) -> Option<String> {
        let mut out = String::new();
        for list in &self.engine.prepared.book.lists {
            let covers = |code: &str| prefixes(reference).any(|prefix| prefix == code);
            let above = list.entries.iter().rev().filter(|entry| covers(&entry.code));
            above.for_each(|entry| out.push_str(&self.entry(list, entry)));
            let below = list
                .entries
                .iter()
                .filter(|entry| entry.code != reference && is_under(&entry.code, reference));
            below.for_each(|entry| out.push_str(&self.entry_line(entry)));
        }
        (!out.is_empty()).then_some(out)
    }

    /// Parties of this name; failing that, parties whose name holds it.
    fn party(&self, reference: &str) -> Option<String> {
        let wanted = normalise(reference);
        if wanted.is_empty() {
            return None;
        }
        let book = &self.engine.prepared.book;
        let named = |party: &&navicert_rules::law::ListedParty, test: &dyn Fn(&str) -> bool| {
            std::iter::once(&party.title).chain(&party.names).any(|name| test(&normalise(name)))
        };
        let mut found: Vec<_> =
            book.parties.iter().filter(|party| named(party, &|name| name == wanted)).collect();
        if found.is_empty() && wanted.chars().count() >= 2 {
            found = book
                .parties
                .iter()
                .filter(|party| named(party, &|name| name.contains(&wanted)))
                .collect();
        }
        let texts: Vec<String> = found.into_iter().map(|party| self.listed_party(party)).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    /// Names near a reference that names nothing, for a message.
    pub fn near(&self, reference: &str) -> Vec<&str> {
        let book = &self.engine.prepared.book;
        let wanted = reference.to_lowercase();
        let acts = book.acts.iter().map(|act| act.id.as_str());
        let clauses = book.clauses.iter().map(|clause| clause.id.as_str());
        let others = book.groups.iter().map(|group| group.name.as_str());
        let definitions = book.definitions.iter().map(|definition| definition.name.as_str());
        let names = acts.chain(clauses).chain(others).chain(definitions);
        let mut near: Vec<&str> =
            names.filter(|name| name.to_lowercase().contains(&wanted)).collect();
        near.dedup();
        near.truncate(6);
        near
    }
}
