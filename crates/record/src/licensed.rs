//! Licences that a change touches: those that changed lines draw on, and those under which something
//! that they allow is judged otherwise.

use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::impact::{Impact, options};
use crate::touched::Side;
use navicert_engine::decision::standing_word;
use navicert_engine::{Decider, EngineError};
use navicert_model::country::{Country, CountrySet};
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Party, Place, Transfer};
use navicert_model::verdict::{Triage, Verdict};
use navicert_store::licences::{self, Item, Licence, State, Terms};
use navicert_store::{StoreError, Tx, orders};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// At most so many combinations of codes, countries and activities of one licence are judged.
const MOST: usize = 4_096;

/// A licence that a change touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its number.
    pub id: String,
    /// The law that it is given under.
    pub law: String,
    /// First day on which it is no longer valid.
    pub until: Day,
    /// What is neither set aside nor used of each limit.
    pub left: Vec<String>,
    /// Changed lines for which a part of it is set aside, by place in the book.
    pub lines: Vec<usize>,
    /// Their triage afterwards, in the order of [`Triage::ALL`].
    pub after: [usize; 4],
    /// What it allows and is judged otherwise; facts that a licence does not tell are unknown.
    pub allowed: Vec<Allowed>,
    /// It allows more than is looked at one by one.
    pub partly: bool,
}

/// Something that a licence allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The code.
    pub code: String,
    /// To where; nothing if the licence limits no country.
    pub to: String,
    /// What is said before.
    pub before: Verdict,
    /// What is said after.
    pub after: Verdict,
    /// The policies before and after, where a law states one.
    pub policies: [Vec<String>; 2],
    /// The clauses that say something else of it, by id.
    pub clauses: Vec<String>,
}

/// Why licences cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum LicensedError {
    /// The record.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The law.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// The licences of a record that a change touches, by id. Revoked ones, and those that have ended by
/// the day that is looked at, are left out.
///
/// # Errors
/// [`LicensedError`].
pub fn touched(
    tx: &mut dyn Tx,
    book: &OrderBook,
    change: &Change,
    found: &Impact,
) -> Result<Vec<Touched>, LicensedError> {
    let held = licences::all(tx, None)?;
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let drawn = drawn(tx, book, found)?;
    let mut sides = sides(change)?;
    let last = sides[1].1;
    let moved: BTreeSet<&str> = found.clauses.iter().map(String::as_str).collect();
    let mut touched = Vec::new();
    for licence in held {
        let terms = &licence.terms;
        if licence.state == State::Revoked || terms.until <= last {
            continue;
        }
        let lines = drawn.get(&terms.id).cloned().unwrap_or_default();
        let mut after = [0; 4];
        for line in &lines {
            if let Some(outcome) = found.outcome_of(*line) {
                after[outcome.after.verdict.triage() as usize] += 1;
            }
        }
        let (allowed, partly) = allowed(terms, &mut sides, &moved);
        if !lines.is_empty() || !allowed.is_empty() || partly {
            touched.push(one(&licence, lines, after, allowed, partly));
        }
    }
    Ok(touched)
}

fn one(
    licence: &Licence,
    lines: Vec<usize>,
    after: [usize; 4],
    allowed: Vec<Allowed>,
    partly: bool,
) -> Touched {
    let terms = &licence.terms;
    Touched {
        id: terms.id.clone(),
        law: terms.law.clone(),
        until: terms.until,
        left: left(licence),
        lines,
        after,
        allowed,
        partly,
    }
}

/// What is left of each limit of a licence: `item 1: 480 kg`.
#[must_use]
pub fn left(licence: &Licence) -> Vec<String> {
    let balances = licence.balances.iter();
    let told = balances.map(|one| match one.limit.item {
        0 => one.left().to_string(),
        item => format!("item {item}: {}", one.left()),
    });
    told.collect()
}

/// Changed lines by the licence of which a part is set aside for them.
fn drawn(
    tx: &mut dyn Tx,
    book: &OrderBook,
    found: &Impact,
) -> Result<BTreeMap<String, Vec<usize>>, StoreError> {
    let reserved = licences::reservations(tx, None, None)?;
    let ids: BTreeSet<&str> = reserved.iter().map(|one| one.line.as_str()).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    for order in orders::by_id(tx, &ids.into_iter().collect::<Vec<_>>())? {
        let line = usize::try_from(order.seq - 1).unwrap_or(usize::MAX);
        if line < book.len() && found.outcome_of(line).is_some() {
            places.insert(order.id, line);
        }
    }
    let mut drawn: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for one in reserved {
        if let Some(line) = places.get(&one.line) {
            let lines = drawn.entry(one.licence).or_default();
            if !lines.contains(line) {
                lines.push(*line);
            }
        }
    }
    Ok(drawn)
}

/// Both sides, each with the day on which it is asked.
///
/// # Errors
/// [`EngineError`] if a clause that is assumed is not there.
pub(crate) fn sides(change: &Change) -> Result<[(Decider<'_>, Day); 2], EngineError> {
    let days = match change.days {
        Days::Own(day) => (day, day),
        Days::Between(first, second) => (first, second),
    };
    let judge = |side: &'_ Side| options(&side.engine.prepared.book, side);
    let (before, after) = (judge(&change.before), judge(&change.after));
    Ok([
        (Decider::new(&change.before.engine, before)?, days.0),
        (Decider::new(&change.after.engine, after)?, days.1),
    ])
}

/// What one side says of something.
pub(crate) struct Said {
    pub verdict: Verdict,
    policies: Vec<String>,
    /// The moved clauses among its grounds, with how they stand.
    grounds: BTreeSet<(String, &'static str)>,
}

impl Said {
    /// Asks one side on its day.
    pub fn of(
        (decider, day): &mut (Decider<'_>, Day),
        moved: &BTreeSet<&str>,
        transfer: &Transfer,
    ) -> Self {
        let judgement = decider.judge(&Transfer { on: Some(*day), ..transfer.clone() });
        let clauses = &decider.engine.prepared.book.clauses;
        let findings = judgement.laws.iter().flat_map(|law| &law.findings);
        let grounds = findings.filter_map(|one| {
            let id = &clauses.get(one.clause.0 as usize)?.id;
            moved.contains(id.as_str()).then(|| (id.clone(), standing_word(one.standing)))
        });
        Said {
            verdict: judgement.verdict,
            policies: judgement.laws.iter().filter_map(|law| law.policy.clone()).collect(),
            grounds: grounds.collect(),
        }
    }

    /// The clauses of which both sides say something else, by id.
    pub fn other([before, after]: &[Said; 2]) -> Vec<String> {
        let other = before.grounds.symmetric_difference(&after.grounds);
        let mut clauses: Vec<String> = other.map(|(id, _)| id.clone()).collect();
        clauses.dedup();
        clauses
    }
}

/// What of a licence is judged otherwise, and whether it allows more than was looked at.
fn allowed(
    terms: &Terms,
    sides: &mut [(Decider<'_>, Day); 2],
    moved: &BTreeSet<&str>,
) -> (Vec<Allowed>, bool) {
    let mut found = Vec::new();
    if moved.is_empty() {
        return (found, false);
    }
    let mut looked_at = 0;
    for item in &terms.items {
        for (code, to, transfer) in transfers(terms, item) {
            looked_at += 1;
            if looked_at > MOST {
                return (found, true);
            }
            let said = sides.each_mut().map(|side| Said::of(side, moved, &transfer));
            let clauses = Said::other(&said);
            let [before, after] = said;
            let one = Allowed {
                code,
                to,
                before: before.verdict,
                after: after.verdict,
                policies: [before.policies, after.policies],
                clauses,
            };
            let same = one.before == one.after && one.policies[0] == one.policies[1];
            if (!same || !one.clauses.is_empty()) && !found.contains(&one) {
                found.push(one);
            }
        }
    }
    (found, false)
}

/// What an item of a licence allows, a transfer for each code, country and activity.
fn transfers(terms: &Terms, item: &Item) -> impl Iterator<Item = (String, String, Transfer)> {
    let parties: Vec<Party> = terms
        .parties
        .iter()
        .map(|one| Party {
            role: Some(one.role),
            name: Some(one.name.as_str().into()),
            country: one.country.map_or(Place::Unknown, Place::One),
            ..Party::default()
        })
        .collect();
    let own = item.codes.iter().find(|(scheme, _)| *scheme == terms.law);
    let codes = own.map_or_else(|| vec![None], |(_, all)| all.iter().cloned().map(Some).collect());
    let to = some(&terms.to);
    let activities = some(&terms.activities);
    let from = place(&terms.from);
    let scheme: Box<str> = terms.law.as_str().into();
    let mut all = Vec::new();
    for code in codes {
        for to in &to {
            for activity in &activities {
                let mut transfer = Transfer {
                    activity: *activity,
                    from: from.clone(),
                    to: to.map_or(Place::Unknown, Place::One),
                    parties: parties.clone(),
                    ..Transfer::default()
                };
                let listed = code.as_deref().map(|code| Code::Listed(code.into()));
                transfer.item.codes =
                    listed.map(|code| (scheme.clone(), code)).into_iter().collect();
                let to = to.map_or_else(String::new, |to| to.to_string());
                all.push((code.clone().unwrap_or_default(), to, transfer));
            }
        }
    }
    all.into_iter()
}

/// Each one; `None` alone if there is no limit.
fn some<T: Copy>(all: &[T]) -> Vec<Option<T>> {
    if all.is_empty() { vec![None] } else { all.iter().copied().map(Some).collect() }
}

fn place(countries: &[Country]) -> Place {
    match countries {
        [] => Place::Unknown,
        [one] => Place::One(*one),
        several => {
            let set = several.iter().map(|one| CountrySet::one(*one));
            Place::OneOf(Box::new(set.fold(CountrySet::empty(), CountrySet::union)))
        }
    }
}

/// A licence that ends, with what relies on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Its number.
    pub id: String,
    /// The law that it is given under.
    pub law: String,
    /// First day on which it is no longer valid.
    pub until: Day,
    /// What is neither set aside nor used of each limit, and will be lost.
    pub left: Vec<String>,
    /// Reservations that are still open.
    pub reservations: usize,
    /// Their lines that ship on that day or later, by place in the book: without an extension they
    /// have no licence.
    pub after: Vec<usize>,
    /// Their lines without a day: they have a licence only if they ship before.
    pub undated: Vec<usize>,
    /// Their lines that ship before.
    pub before: usize,
    /// Lines of reservations that are closed or not in the book.
    pub not_open: usize,
}

/// Licences that may be drawn on and end after `today` within `ahead` days, soonest first.
///
/// # Errors
/// Whatever the record refuses.
pub fn ending(
    tx: &mut dyn Tx,
    book: &OrderBook,
    today: Day,
    ahead: i32,
) -> Result<Vec<Ending>, StoreError> {
    let mut found = Vec::new();
    let last = today.add_days(ahead);
    for licence in licences::all(tx, None)? {
        let terms = &licence.terms;
        if licence.state == State::Revoked || terms.until <= today || last < terms.until {
            continue;
        }
        let reserved = licences::reservations(tx, Some(&terms.id), None)?;
        let mut one = Ending {
            id: terms.id.clone(),
            law: terms.law.clone(),
            until: terms.until,
            left: left(&licence),
            reservations: reserved.len(),
            after: Vec::new(),
            undated: Vec::new(),
            before: 0,
            not_open: 0,
        };
        let ids: BTreeSet<&str> = reserved.iter().map(|one| one.line.as_str()).collect();
        let orders = orders::by_id(tx, &ids.iter().copied().collect::<Vec<_>>())?;
        one.not_open = ids.len() - orders.len();
        let mut lines: Vec<i64> = orders.iter().map(|order| order.seq - 1).collect();
        lines.sort_unstable();
        for line in lines.into_iter().filter_map(|line| usize::try_from(line).ok()) {
            match book.day(line) {
                _ if book.open.get(line) != Some(&1) => one.not_open += 1,
                Some(day) if day < terms.until => one.before += 1,
                Some(_) => one.after.push(line),
                None => one.undated.push(line),
            }
        }
        found.push(one);
    }
    found.sort_by(|a, b| (a.until, &a.id).cmp(&(b.until, &b.id)));
    Ok(found)
}

/// Triage afterwards as words: `2 stop, 1 ask`.
#[must_use]
pub fn triage(after: &[usize; 4]) -> String {
    let some = Triage::ALL.into_iter().rev().filter(|one| after[*one as usize] > 0);
    let words: Vec<String> = some.map(|one| format!("{} {one}", after[one as usize])).collect();
    words.join(", ")
}
