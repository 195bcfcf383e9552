//! The days ahead on which the law changes, and what they would do to an order book.

use crate::already::Already;
use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::impact::{Impact, impact};
use crate::licensed::Ending;
use crate::touched::Side;
use navicert_engine::Engine;
use navicert_model::day::Day;
use navicert_rules::law::{ChangeKind, ClauseIx, LawBook, Standing};
use std::collections::BTreeMap;

/// What happens on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A suspension of clauses ends: the act that suspends, the clauses.
    SuspensionEnds(String, Vec<String>),
    /// A clause begins.
    ClauseBegins(String),
    /// A clause ends.
    ClauseEnds(String),
    /// Parties come onto a list: the list, the act, how many.
    ListBegins(String, String, usize),
    /// An entry of a control list begins or ends: the list, how many.
    Entries(String, usize),
    /// A period of grace of a clause ends.
    GraceEnds(String),
    /// Parties come onto an imported list, or leave it: the list, how many.
    Listings(String, usize),
    /// What was said of hits no longer holds: how many.
    ClearancesEnd(usize),
    /// A licence is no longer valid: its number, its law.
    LicenceEnds(String, String),
}

/// A day on which something happens.
#[derive(Debug)]
pub struct Date {
    /// The day.
    pub day: Day,
    /// How many days ahead.
    pub ahead: i32,
    /// What happens.
    pub events: Vec<Event>,
    /// What the day does if nothing more is published: the day before, and the day.
    pub passes: Impact,
    /// What it does if the suspensions that end are not prolonged and their clauses hold again; only
    /// where a suspension ends.
    pub revived: Option<Impact>,
    /// What it does if the suspensions that end are prolonged.
    pub extended: Option<Impact>,
    /// Licences that end on it, with the lines that rely on them.
    pub licences: Vec<Ending>,
}

impl Date {
    /// Whether only licences end: the law says the same as the day before.
    #[must_use]
    pub fn only_licences(&self) -> bool {
        self.events.iter().all(|event| matches!(event, Event::LicenceEnds(..)))
    }
}

/// Days after `today` within `ahead` days on which something happens, soonest first.
#[must_use]
pub fn events(engine: &Engine, today: Day, known: Day, ahead: i32) -> BTreeMap<Day, Vec<Event>> {
    let book = &engine.prepared.book;
    let within = |day: Day| today < day && day <= today.add_days(ahead);
    let mut found: BTreeMap<Day, Vec<Event>> = BTreeMap::new();
    let mut add = |day: Day, event: Event| found.entry(day).or_default().push(event);
    for change in book.changes.iter().filter(|change| change.known <= known) {
        if let (ChangeKind::Suspend(_), Some(until)) = (&change.kind, change.days.until)
            && within(until)
        {
            let act = &book.acts[change.act.0 as usize].id;
            add(until, Event::SuspensionEnds(act.clone(), ids(book, &change.clauses)));
        }
    }
    for clause in &book.clauses {
        if clause.known > known || clause.standing != Standing::InForce {
            continue;
        }
        if within(clause.days.since) {
            add(clause.days.since, Event::ClauseBegins(clause.id.clone()));
        }
        if let Some(until) = clause.days.until.filter(|day| within(*day)) {
            add(until, Event::ClauseEnds(clause.id.clone()));
        }
        for until in clause.grace.iter().filter_map(|grace| grace.until) {
            if within(until) {
                add(until, Event::GraceEnds(clause.id.clone()));
            }
        }
    }
    let mut rounds: BTreeMap<(Day, &str, &str), usize> = BTreeMap::new();
    for party in book.parties.iter().filter(|party| within(party.since)) {
        let act = book.acts[party.round.0 as usize].id.as_str();
        *rounds.entry((party.since, party.list.as_str(), act)).or_default() += 1;
    }
    for ((day, list, act), count) in rounds {
        add(day, Event::ListBegins(list.to_owned(), act.to_owned(), count));
    }
    for list in &book.lists {
        let mut days: BTreeMap<Day, usize> = BTreeMap::new();
        for entry in &list.entries {
            for day in [entry.since, entry.until].into_iter().flatten().filter(|day| within(*day)) {
                *days.entry(day).or_default() += 1;
            }
        }
        for (day, count) in days {
            add(day, Event::Entries(list.name.clone(), count));
        }
    }
    let mut listings: BTreeMap<(Day, &str), usize> = BTreeMap::new();
    for entry in engine.names.imported() {
        for day in entry.days().filter(|day| within(*day)) {
            *listings.entry((day, &entry.list)).or_default() += 1;
        }
    }
    for ((day, list), count) in listings {
        add(day, Event::Listings(list.to_owned(), count));
    }
    let mut ends: BTreeMap<Day, usize> = BTreeMap::new();
    for day in engine.names.ends().filter(|day| within(*day)) {
        *ends.entry(day).or_default() += 1;
    }
    for (day, count) in ends {
        add(day, Event::ClearancesEnd(count));
    }
    found.values_mut().for_each(|events| {
        events.sort();
        events.dedup();
    });
    found
}

fn ids(book: &LawBook, clauses: &[ClauseIx]) -> Vec<String> {
    let ids = clauses.iter().filter_map(|ix| book.clauses.get(ix.0 as usize));
    ids.map(|clause| clause.id.clone()).collect()
}

/// The days ahead with what they do to a book; `licences` are those of [`crate::licensed::ending`].
#[must_use]
pub fn calendar(
    engine: &Engine,
    book: &OrderBook,
    licences: &[Ending],
    today: Day,
    known: Day,
    ahead: i32,
) -> Vec<Date> {
    // Judgements are kept for other days.
    let none = &Already::default();
    let mut dates = Vec::new();
    let mut all = events(engine, today, known, ahead);
    for one in licences {
        let event = Event::LicenceEnds(one.id.clone(), one.law.clone());
        all.entry(one.until).or_default().push(event);
    }
    for (day, events) in all {
        let days = (day.add_days(-1), day);
        let passes = impact(book, &Change::between(engines(engine), days, known), none);
        let ends = events.iter().any(|event| matches!(event, Event::SuspensionEnds(..)));
        let (mut revived, mut extended) = (None, None);
        if ends {
            revived = Some(impact(book, &revive(engine, day, known), none));
            extended = Some(impact(book, &prolong(engine, day, known), none));
        }
        let ahead = day.days() - today.days();
        let licences = licences.iter().filter(|one| one.until == day).cloned().collect();
        dates.push(Date { day, ahead, events, passes, revived, extended, licences });
    }
    dates
}

fn engines(engine: &Engine) -> [Engine; 2] {
    let book = &engine.prepared.book;
    [engine.with_book(book.clone()), engine.with_book(book.clone())]
}

/// The day before, and the day with the clauses in force whose suspension ends on it.
fn revive(engine: &Engine, day: Day, known: Day) -> Change {
    let [before, after] = engines(engine);
    let book = &after.prepared.book;
    let ends = book.changes.iter().filter(|change| {
        matches!(change.kind, ChangeKind::Suspend(_)) && change.days.until == Some(day)
    });
    let mut assumed: Vec<ClauseIx> = ends.flat_map(|change| change.clauses.clone()).collect();
    assumed.sort_unstable();
    assumed.dedup();
    let named = ids(book, &assumed);
    let side = |engine, assumed| Side { engine, known_day: known, assumed };
    Change {
        before: side(before, Vec::new()),
        after: side(after, assumed),
        days: Days::Between(day.add_days(-1), day),
        named,
    }
}

/// The day before, and the day with the suspensions prolonged that end on it.
fn prolong(engine: &Engine, day: Day, known: Day) -> Change {
    let [before, after] = engines(engine);
    let mut book = after.prepared.book.clone();
    for change in &mut book.changes {
        if matches!(change.kind, ChangeKind::Suspend(_)) && change.days.until == Some(day) {
            change.days.until = Some(day.add_days(365));
        }
    }
    let after = after.with_book(book);
    Change::between([before, after], (day.add_days(-1), day), known)
}
