//! Of which parties of an order book two states of the lists say something else.
//!
//! Every party is screened by both states, against all of their entries: what a name weighs depends
//! on all names of a list, so that an index of the changed entries alone would miss some.

use crate::book::OrderBook;
use crate::facets::Kind;
use navicert_engine::screen::NameIndex;
use navicert_model::day::Day;
use navicert_model::transfer::{Listing, Party, Transfer};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Lists on a day.
pub type On<'n> = (&'n Arc<NameIndex>, Day);

/// Parties that are screened otherwise.
#[derive(Clone, Debug)]
pub struct Concerned {
    /// By number of [`Kind::Parties`]: whether somebody among them is.
    parties: Vec<bool>,
    /// The lists that say something else of somebody.
    pub lists: BTreeSet<String>,
}

impl Concerned {
    /// Whether a line is concerned. What cannot be read may be anybody.
    pub(crate) fn holds(&self, book: &OrderBook, line: usize) -> bool {
        let number = book.facets[1].get(line).copied().unwrap_or(0);
        self.parties.get(number as usize).copied().unwrap_or(true)
    }
}

/// Parties of a book that are screened otherwise; `None` if nobody can be.
#[must_use]
pub fn concerned(book: &OrderBook, before: On<'_>, after: On<'_>) -> Option<Concerned> {
    let (first, last) = (before.1.min(after.1), before.1.max(after.1));
    if Arc::ptr_eq(before.0, after.0) && before.0.days().all(|day| day <= first || last < day) {
        return None;
    }
    let said = |on: On<'_>, party: &Transfer| {
        let mut screened = party.clone();
        on.0.screen(&mut screened, on.1);
        screened
    };
    let mut lists = BTreeSet::new();
    let mut other = vec![true; book.facets_of(Kind::Party) + 1];
    for (number, other) in (0..).zip(&mut other).skip(1) {
        if let Some(party) = book.facet(Kind::Party, number) {
            let (then, now) = (said(before, &party), said(after, &party));
            *other = then != now;
            if *other {
                moved(&then, &now, &mut lists);
            }
        }
    }
    let of = |number: u32| {
        let mut parties = book.numbers_of_parties(number);
        parties.any(|party| party.is_none_or(|party| other.get(party).copied().unwrap_or(true)))
    };
    let parties = (0..=book.facets_of(Kind::Parties) as u32).map(of).collect();
    Some(Concerned { parties, lists })
}

/// The lists of what is said on one side only.
fn moved(then: &Transfer, now: &Transfer, lists: &mut BTreeSet<String>) {
    let all = |transfer: &Transfer| {
        let mut found = Vec::new();
        transfer.parties.iter().for_each(|party| listings(party, 0, &mut found));
        found
    };
    let (then, now) = (all(then), all(now));
    let one_side = then.iter().filter(|one| !now.contains(one));
    let one_side: Vec<_> = one_side.chain(now.iter().filter(|one| !then.contains(one))).collect();
    // The same is said of others among the owners.
    let one_side = if one_side.is_empty() { then.iter().chain(&now).collect() } else { one_side };
    lists.extend(one_side.into_iter().map(|(_, one)| one.list.to_string()));
}

/// What is said of a party and of those behind it, each with how far behind.
fn listings(party: &Party, depth: usize, out: &mut Vec<(usize, Listing)>) {
    out.extend(party.listed.iter().flatten().map(|one| (depth, one.clone())));
    party.owners.iter().flatten().for_each(|owner| listings(&owner.party, depth + 1, out));
    let others = [&party.ultimate_parent, &party.employer];
    others.into_iter().flatten().for_each(|other| listings(other, depth + 1, out));
}
