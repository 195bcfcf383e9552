//! To which event a claim belongs, without asking every event.
//!
//! Events lie under keys that a claim of theirs must share: the act, or what they are about within
//! some weeks. What lies under the keys of a claim is then looked at; the newest that fits is taken.

use super::{Said, Sort, Work, kin, parties, period};
use crate::claims::Told;
use navicert_model::day::Day;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many days apart two reports may speak of one thing.
const WEEKS: i32 = 45;

type Key = (Sort, Option<String>, String);

/// Events by what a claim of theirs must share.
#[derive(Debug, Default)]
pub(super) struct Places {
    acts: HashMap<Key, BTreeSet<usize>>,
    articles: HashMap<Key, BTreeSet<usize>>,
    /// By all destinations: the dated ones, the undated ones.
    destinations: HashMap<Key, [BTreeSet<usize>; 2]>,
    /// By subject and stretch of `WEEKS` days; the undated ones under `None`.
    subjects: HashMap<Key, BTreeMap<Option<i32>, BTreeSet<usize>>>,
}

fn stretch(day: Day) -> i32 {
    day.days().div_euclid(WEEKS)
}

fn open(destination: &[String]) -> bool {
    destination.is_empty() || destination == ["*"]
}

/// Sorts in which a thing may be one although nobody dates it.
fn ageless(sort: Sort) -> bool {
    matches!(sort, Sort::Past | Sort::Figures | Sort::Budget | Sort::Company)
}

/// What an event, or a claim, is about: one of these it must share with the other.
fn subjects(sort: Sort, destination: &[String], action: &str, said: &Said) -> Vec<String> {
    match sort {
        Sort::Figures => vec![destination.join(" ")],
        Sort::Budget => {
            said.figures.iter().map(|(unit, value)| format!("{unit} {value}")).collect()
        }
        // A claim without a party is of any.
        Sort::Company => {
            let parties = said.parties.get(action).into_iter().flatten();
            let named = parties.flatten().map(|p| format!("{action} {p}"));
            let mut found: Vec<String> = named.collect();
            found.push(format!("{action} any"));
            found
        }
        Sort::Talks => vec![String::new()],
        _ => {
            let mut found = destination.to_vec();
            if open(destination) {
                found.push(String::new());
            }
            found
        }
    }
}

impl Places {
    /// Notes that an event has taken a claim.
    pub(super) fn put(&mut self, at: usize, work: &Work, one: &Told) {
        let key = |text: String| (work.sort, work.actor.clone(), text);
        for act in &work.acts {
            self.acts.entry(key(act.clone())).or_default().insert(at);
        }
        self.articles.entry(key(one.claim.article.clone())).or_default().insert(at);
        let [dated, undated] =
            self.destinations.entry(key(work.destination.join(" "))).or_default();
        if work.day.is_some() { dated } else { undated }.insert(at);
        // Other undated events are found by article or destination alone.
        if work.day.is_none() && !ageless(work.sort) {
            return;
        }
        for subject in subjects(work.sort, &work.destination, &one.claim.action, &work.said) {
            let days = self.subjects.entry(key(subject)).or_default();
            days.entry(work.day.map(stretch)).or_default().insert(at);
        }
    }

    /// The newest event that a claim belongs to.
    pub(super) fn find(
        &self,
        works: &[Work],
        sort: Sort,
        one: &Told,
        day: Option<Day>,
    ) -> Option<usize> {
        let claim = &one.claim;
        let key = |text: &str| (sort, claim.actor.country.clone(), text.to_owned());
        let mut lists: Vec<&BTreeSet<usize>> = Vec::new();
        lists.extend(claim.act.as_ref().and_then(|act| self.acts.get(&key(act))));
        lists.extend(self.articles.get(&key(&claim.article)));
        let all = Some(claim.destination.join(" ")).filter(|_| !open(&claim.destination));
        if let Some([dated, undated]) = all.and_then(|all| self.destinations.get(&key(&all))) {
            lists.push(undated);
            lists.extend(day.is_none().then_some(dated));
        }
        let mut said = Said::default();
        said.take(one);
        for subject in subjects(sort, &claim.destination, &claim.action, &said) {
            let Some(days) = self.subjects.get(&key(&subject)) else { continue };
            match day.map(stretch).filter(|_| sort != Sort::Past) {
                Some(cell) => {
                    lists.extend(days.get(&None));
                    lists.extend(days.range(Some(cell - 1)..=Some(cell + 1)).map(|(_, list)| list));
                }
                None if ageless(sort) => lists.extend(days.values()),
                None => {}
            }
        }
        let fits = |at: &&usize| works.get(**at).is_some_and(|work| belongs(work, one, day));
        lists.into_iter().filter_map(|list| list.iter().rev().find(fits).copied()).max()
    }
}

/// Whether a claim is about what an event is about.
fn belongs(work: &Work, one: &Told, day: Option<Day>) -> bool {
    let claim = &one.claim;
    if let (Some(act), false) = (&claim.act, work.acts.is_empty()) {
        return work.acts.contains(act);
    }
    let near = match (work.day, day) {
        (Some(a), Some(b)) => work.sort == Sort::Past || (a.days() - b.days()).abs() <= WEEKS,
        // Without a day only the same goods to the same place, or the same article, are the same thing.
        _ => {
            let clear = !open(&claim.destination) && claim.destination == work.destination;
            work.said.articles.contains(&claim.article)
                || (clear && work.sort != Sort::Listing)
                || ageless(work.sort)
        }
    };
    if !near {
        return false;
    }
    let places = (open(&work.destination) && open(&claim.destination))
        || work.destination.iter().any(|d| claim.destination.contains(d));
    let items = kin(&work.families, &claim.items.families);
    match work.sort {
        Sort::Budget => claim
            .figures
            .iter()
            .any(|f| work.said.figures.contains(&(f.unit.clone(), f.value.clone()))),
        Sort::Figures => {
            let same_period =
                period(one).is_none_or(|own| work.said.periods.iter().all(|p| *p == own));
            items && work.destination == claim.destination && same_period
        }
        Sort::Company => work.said.parties.get(&claim.action).is_some_and(|known| {
            let own = parties(one);
            known.contains(&None) || own.contains(&None) || own.iter().any(|p| known.contains(p))
        }),
        Sort::Talks => places || open(&work.destination) || open(&claim.destination),
        Sort::Listing => {
            let class = claim.parties.first().map(|p| p.class.clone());
            places && work.said.classes.contains(&class)
        }
        Sort::Past | Sort::Law | Sort::Open | Sort::Guidance | Sort::Practice => {
            let pauses =
                |action: &str| matches!(action, "suspend" | "extend" | "revoke" | "reinstate");
            let alike = work.said.parties.keys().any(|a| pauses(a) == pauses(&claim.action));
            items && places && (alike || work.sort != Sort::Law)
        }
        Sort::Words => false,
    }
}
