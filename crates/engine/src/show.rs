//! One thing of the law, for a person: an act, a clause, an entry, a party, a group, a definition.

mod parts;

use crate::coverage::CaseIndex;
use crate::decision::Engine;
use crate::render::prose;
use crate::screen::normalise;
use navicert_model::day::Day;
use navicert_rules::eval::state::{is_under, prefixes};
use navicert_rules::law::{ActIx, ClauseIx, Entry, SourceFile};

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
        let versions: Vec<ClauseIx> = (0u32..)
            .zip(&book.clauses)
            .filter(|(_, clause)| clause.id == reference)
            .map(|(index, _)| ClauseIx(index))
            .collect();
        parts.extend(versions.iter().map(|ix| self.clause(*ix)));
        let conflicts = book.conflicts.iter().filter(|conflict| conflict.id == reference);
        parts.extend(conflicts.map(|conflict| self.conflict(conflict)));
        if let Some(last) = parts.last_mut().filter(|_| reference.contains('#')) {
            self.clause_cases(last, reference);
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

    /// On each list the entry nearest above a code, in short those above it and those below. An entry
    /// that stands on several lists is written once.
    fn code(&self, reference: &str) -> Option<String> {
        let lists = &self.engine.prepared.book.lists;
        let mut out = String::new();
        let mut known: Vec<(u32, u32)> = Vec::new();
        for list in lists {
            let covers = |code: &str| prefixes(reference).any(|prefix| prefix == code);
            let mut above = list.entries.iter().rev().filter(|entry| covers(&entry.code));
            let nearest: Vec<&Entry> = match above.next() {
                Some(first) => std::iter::once(first)
                    .chain(above.by_ref().take_while(|entry| entry.code == first.code))
                    .collect(),
                None => Vec::new(),
            };
            let new: Vec<&&Entry> =
                nearest.iter().filter(|entry| !known.contains(&entry.at)).collect();
            let is_new = !new.is_empty();
            let wider = list
                .entries
                .iter()
                .filter(|entry| covers(&entry.code) && nearest.iter().all(|n| n.code != entry.code))
                .filter(|_| is_new);
            for entry in new {
                known.push(entry.at);
                out.push_str(&self.entry(list, entry));
                let also: Vec<&str> = lists
                    .iter()
                    .filter(|other| other.name != list.name)
                    .filter(|other| other.entries.iter().any(|same| same.at == entry.at))
                    .map(|other| other.name.as_str())
                    .collect();
                if !also.is_empty() {
                    prose(&mut out, "  also on ", &also.join(", "));
                }
            }
            wider.for_each(|entry| out.push_str(&self.entry_line(entry)));
            let below = list
                .entries
                .iter()
                .filter(|entry| entry.code != reference && is_under(&entry.code, reference));
            for entry in below {
                if !known.contains(&entry.at) {
                    known.push(entry.at);
                    out.push_str(&self.entry_line(entry));
                }
            }
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
        let lists = book.lists.iter().map(|list| list.name.as_str());
        let party_lists = book.party_lists.iter().map(String::as_str);
        let conflicts = book.conflicts.iter().map(|conflict| conflict.id.as_str());
        let named = clauses.chain(conflicts).chain(lists).chain(party_lists);
        let names = acts.chain(named).chain(others).chain(definitions);
        let mut near: Vec<&str> =
            names.filter(|name| name.to_lowercase().contains(&wanted)).collect();
        near.dedup();
        near.truncate(6);
        near
    }
}
