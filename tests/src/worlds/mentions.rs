//! The facts that a law asks about on a day.

use crate::plain::{Plain, Status};
use crate::random::{Cond, Kind, Line, Place, roles};
use navicert_model::transfer::Transfer;
use navicert_model::vocabulary::Role;
use std::collections::{BTreeMap, BTreeSet};

/// What the clauses that have or may have effect ask about.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub activities: BTreeSet<&'static str>,
    pub places: BTreeMap<Place, BTreeSet<&'static str>>,
    pub code: bool,
    pub parameters: BTreeSet<usize>,
    pub uav: bool,
    pub uses: BTreeSet<&'static str>,
    pub knowledge: BTreeSet<&'static str>,
    pub informed: BTreeSet<&'static str>,
    pub contracted: bool,
    pub content: bool,
    pub content_places: BTreeSet<&'static str>,
    pub content_code: bool,
    pub unsure: Vec<Line>,
    /// Roles that are asked about although nobody may be named.
    pub roles: BTreeSet<Role>,
    /// What is asked about parties, by role.
    pub parties: BTreeMap<Role, PartyMentions>,
}

/// What is asked about a party.
#[derive(Clone, Debug, Default)]
pub(super) struct PartyMentions {
    pub tags: BTreeSet<&'static str>,
    pub countries: BTreeSet<&'static str>,
    pub seats: BTreeSet<&'static str>,
    /// Lists, each with the rounds asked for.
    pub listed: BTreeMap<usize, BTreeSet<usize>>,
    /// How many lines test a listing.
    pub tests: usize,
}

impl Mentions {
    pub(super) fn of(plain: &Plain<'_>) -> Mentions {
        let mut mentions = Mentions::default();
        for (index, clause) in plain.law.clauses.iter().enumerate() {
            if !matches!(plain.status[index], Status::InForce | Status::Lapsed(_)) {
                continue;
            }
            if matches!(&clause.kind, Kind::Exception { lifts, .. } if lifts.is_empty()) {
                continue;
            }
            let grace = clause.grace.iter().map(|(_, cond)| cond);
            let conds = [&clause.reach, &clause.when, &clause.unless].into_iter().flatten();
            conds.chain(grace).for_each(|cond| mentions.cond(plain, cond, &[], false));
        }
        mentions
    }

    fn cond(&mut self, plain: &Plain<'_>, cond: &Cond, of: &[Role], content: bool) {
        match cond {
            Cond::All(parts) | Cond::Any(parts) | Cond::NoneOf(parts) => {
                parts.iter().for_each(|part| self.cond(plain, part, of, content));
            }
            Cond::Not(inner) => self.cond(plain, inner, of, content),
            Cond::Party { roles: words, cond, .. } => {
                let mut all = Vec::new();
                for (asks, named) in words.iter().map(|word| roles(word)) {
                    self.roles.extend(&asks);
                    all.extend(asks.into_iter().chain(named));
                }
                // A missing consignee is the end user.
                if all.contains(&Role::Consignee) {
                    all.push(Role::EndUser);
                }
                self.cond(plain, cond, &all, content);
            }
            Cond::Content { cond, .. } => {
                self.content = true;
                self.cond(plain, cond, of, true);
            }
            Cond::Unsure(line) => {
                if !self.unsure.contains(line) {
                    self.unsure.push((**line).clone());
                }
                self.line(line, of, content);
            }
            Cond::Linked => {
                if let Some(cond) = &plain.law.define {
                    self.cond(plain, cond, of, content);
                }
            }
            Cond::Line(line) => self.line(line, of, content),
        }
    }

    fn line(&mut self, line: &Line, of: &[Role], content: bool) {
        let mut party = |add: &dyn Fn(&mut PartyMentions)| {
            of.iter().for_each(|role| add(self.parties.entry(*role).or_default()));
        };
        match line {
            Line::In(Place::Origin, words) if content => self.content_places.extend(words),
            Line::CodeUnder(_) | Line::CodeNone if content => self.content_code = true,
            Line::Activity(words) => self.activities.extend(words),
            Line::In(place, words) => self.places.entry(*place).or_default().extend(words),
            Line::CodeUnder(_) | Line::CodeNone | Line::Listed { .. } => self.code = true,
            Line::Uav => self.uav = true,
            Line::Parameter(threshold) => drop(self.parameters.insert(threshold.parameter)),
            Line::EndUse(words) | Line::KnownEndUse(words) => self.uses.extend(words),
            Line::Knowledge(word) => drop(self.knowledge.insert(word)),
            Line::Informed(words) => self.informed.extend(words),
            Line::Contracted(_) => self.contracted = true,
            Line::Claims(_) => {}
            Line::PartyIs(words) => party(&|party| party.tags.extend(words)),
            Line::PartyIn(words) => party(&|party| party.countries.extend(words)),
            Line::PartySeat(words) => party(&|party| party.seats.extend(words)),
            Line::PartyOf(words) => party(&|party| {
                party.countries.extend(words);
                party.seats.extend(words);
            }),
            Line::PartyListed(list, rounds) => party(&|party| {
                party.listed.entry(*list).or_default().extend(rounds);
                party.tests += 1;
            }),
        }
    }

    fn rounds_are_open(&self, transfer: &Transfer) -> bool {
        transfer.parties.iter().any(|party| {
            let asked = party.role.and_then(|role| self.parties.get(&role));
            let open = party.listed.iter().flatten().any(|listing| listing.round.is_none());
            open && asked.is_some_and(|asked| asked.tests > 1)
        })
    }

    /// Whether the engine's span must be the exact one. Known to be coarser, always wider:
    /// - content shares where a line or the whole content is open: one yes or no stands for all;
    /// - a parameter that is open, tested by a clause, and in a threshold of an entry: the engine
    ///   does not combine it with the code;
    /// - a listing whose round is not said, and several lines that ask for rounds: the engine lets
    ///   it be of two rounds at once.
    pub(super) fn is_exact(&self, plain: &Plain<'_>, transfer: &Transfer) -> bool {
        let content = self.content && super::dims::content_is_open(self, transfer);
        let thresholds = plain.law.entries.iter().flat_map(|entry| &entry.when);
        let tangled = thresholds
            .filter(|threshold| self.parameters.contains(&threshold.parameter))
            .any(|threshold| crate::plain::points(threshold.parameter, &transfer.item).len() > 1);
        !content && !tangled && !self.rounds_are_open(transfer)
    }
}
