//! What a change of the law does to an order book.
//!
//! The clauses that may say something else are found first, then by columns the lines that they may
//! matter to; only those are decided, under both states, and once for all that agree in every fact.

use crate::already::Already;
use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::moved::{Moved, Stretches};
use crate::outcome::{Difference, Outcome, Outcomes, Policies};
use crate::scan::only;
use crate::sides::{Asked, When, both, judgements, spans};
use crate::touched::Side;
use navicert_engine::{Engine, Options};
use navicert_model::amount::{Amount, Decimal};
use navicert_model::country::Country;
use navicert_model::verdict::{Triage, Verdict};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::law::LawBook;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Lines that move alike.
#[derive(Clone, Debug, Default)]
pub struct Move {
    /// How many lines.
    pub lines: usize,
    /// Their value by currency.
    pub value: BTreeMap<&'static str, Decimal>,
    /// Lines without a value.
    pub without_value: usize,
    /// Customers.
    pub customers: HashSet<u32, Quick>,
    /// Parts.
    pub parts: HashSet<u32, Quick>,
}

/// From what to what: difference, verdict and policies before, and after.
pub type MoveKey = (Difference, Verdict, Policies, Verdict, Policies);

/// Where goods were made, where they leave, where they go.
pub type Way = (Country, Country, String);

/// What a change does.
#[derive(Debug, Default)]
pub struct Impact {
    /// Clauses that may say something else, by id.
    pub clauses: Vec<String>,
    /// Open lines looked at.
    pub lines: usize,
    /// Lines that are closed and were not looked at.
    pub closed: usize,
    /// Lines that the clauses may matter to; all of them were decided under both states.
    pub candidates: usize,
    /// Lines that cannot be decided, by place in the book.
    pub undecided: Vec<usize>,
    /// Lines with a difference, with their outcome.
    pub changed: Vec<(usize, u32)>,
    /// Outcomes by number.
    pub outcomes: Vec<Outcome>,
    /// Lines with a difference, by move.
    pub moves: BTreeMap<MoveKey, Move>,
    /// Changed lines whose goods leave another country than the one they were made in, by that one,
    /// by where they leave and where they go (nothing = not said): lines, and value by currency.
    pub third_country: BTreeMap<Way, (usize, BTreeMap<&'static str, Decimal>)>,
    /// Triage of the lines with another verdict, before and after, in the order of [`Triage::ALL`].
    pub triage: [[usize; 4]; 2],
}

/// Looks at every open line of a book; what the record says already of its lines is not worked out
/// again.
#[must_use]
pub fn impact(book: &OrderBook, change: &Change, already: &Already) -> Impact {
    let stretches = Stretches::new(book, change);
    let Moved { clauses, candidates, open } = Moved::new(book, change, &stretches, None);
    let all = &change.after.engine.prepared.book.clauses;
    let mut found = Impact {
        clauses: clauses.iter().filter_map(|at| all.get(*at)).map(|one| one.id.clone()).collect(),
        lines: open,
        closed: book.len() - open,
        candidates: candidates.len(),
        ..Impact::default()
    };
    if candidates.is_empty() {
        return found;
    }
    let laws = clauses.iter().filter_map(|at| all.get(*at)).map(|one| one.law).collect();
    let asked = Asked { book, stretches: &stretches, own: matches!(change.days, Days::Own(_)) };
    let engines = engines(change, &laws);
    let (before, after) = both(
        || judgements(&engines[0], &change.before, asked, When::Before, &candidates),
        || judgements(&engines[1], &change.after, asked, When::After, &candidates),
    );
    let mut outcomes = Outcomes::default();
    let numbers = [(&engines[0], &before), (&engines[1], &after)]
        .map(|(engine, side)| outcomes.say(&engine.prepared.book, &laws, &side.said));
    let mut changed: Vec<(usize, u32, u32)> = Vec::new();
    for (place, &line) in candidates.iter().enumerate() {
        let number = |side: usize, at: u32| numbers[side].get(at as usize).copied();
        match (number(0, before.of[place]), number(1, after.of[place])) {
            (Some(before), Some(after)) if before != after => changed.push((line, before, after)),
            (Some(_), Some(_)) => {}
            _ => found.undecided.push(line),
        }
    }
    let lines: Vec<usize> = changed.iter().map(|(line, ..)| *line).collect();
    let others = others(change, &laws, asked, &lines, already);
    for ((line, before, after), others) in changed.into_iter().zip(others) {
        match others {
            Some(others) => found.changed.push((line, outcomes.of(before, after, others))),
            None => found.undecided.push(line),
        }
    }
    found.undecided.sort_unstable();
    found.outcomes = outcomes.all;
    found.sum(book);
    found
}

/// What the laws say of lines that no moved clause belongs to: as far as the record does not say it,
/// they are asked. `None` for a line that cannot be read.
pub(crate) fn others(
    change: &Change,
    laws: &BTreeSet<usize>,
    asked: Asked<'_>,
    lines: &[usize],
    already: &Already,
) -> Vec<Option<Verdict>> {
    let book = &change.after.engine.prepared.book;
    if laws.len() == book.laws.len() {
        return vec![Some(Verdict::FREE); lines.len()];
    }
    let names = book.laws.iter().enumerate().filter(|(at, _)| !laws.contains(at));
    let names: BTreeSet<&str> = names.map(|(_, law)| law.name.as_str()).collect();
    let mut said = already.say(lines, &names);
    let open: Vec<usize> = (0..lines.len()).filter(|place| said[*place].is_none()).collect();
    if !open.is_empty() {
        let engine = some_laws(&change.after, |law| !laws.contains(&law));
        let asked_of: Vec<usize> = open.iter().map(|place| lines[*place]).collect();
        let found = spans(&engine, &change.after, asked, When::After, &asked_of);
        for (at, place) in open.into_iter().enumerate() {
            said[place] = found.at(at).copied();
        }
    }
    said
}

fn add(sum: &mut BTreeMap<&'static str, Decimal>, value: Amount) {
    let sum = sum.entry(value.unit.as_str()).or_default();
    *sum = sum.saturating_add(value.value);
}

impl Impact {
    fn sum(&mut self, book: &OrderBook) {
        // The move of each outcome, and the way of each route of some goods, are looked up once.
        let mut moves: Vec<Move> = Vec::new();
        let mut numbers: BTreeMap<MoveKey, usize> = BTreeMap::new();
        let number = |outcome: &Outcome| {
            let Outcome { before, after, .. } = outcome;
            let policies = [&before.policies, &after.policies].map(Policies::clone);
            let [policies_before, policies_after] = policies;
            let difference = outcome.difference();
            *numbers
                .entry((difference, before.verdict, policies_before, after.verdict, policies_after))
                .or_insert_with(|| {
                    moves.push(Move::default());
                    moves.len() - 1
                })
        };
        let of_outcome: Vec<usize> = self.outcomes.iter().map(number).collect();
        let mut ways: HashMap<(u32, u32), Option<Way>, Quick> = HashMap::with_hasher(Quick);
        for &(line, outcome) in &self.changed {
            let sum = &mut moves[of_outcome[outcome as usize]];
            sum.lines += 1;
            let value = book.value(line);
            match value {
                Some(value) => add(&mut sum.value, value),
                None => sum.without_value += 1,
            }
            let way = ways.entry(book.way_of(line)).or_insert_with(|| book.passes_on(line));
            if let Some(way) = way {
                let (lines, sum) = match self.third_country.get_mut(way) {
                    Some(known) => known,
                    None => self.third_country.entry(way.clone()).or_default(),
                };
                *lines += 1;
                value.into_iter().for_each(|value| add(sum, value));
            }
            sum.customers.insert(book.facets[1].get(line).copied().unwrap_or(0));
            sum.parts.insert(book.part.get(line).copied().unwrap_or(0));
            let outcome = &self.outcomes[outcome as usize];
            if outcome.difference() == Difference::Verdict {
                self.triage[0][outcome.before.verdict.triage() as usize] += 1;
                self.triage[1][outcome.after.verdict.triage() as usize] += 1;
            }
        }
        let moved = numbers.into_iter();
        self.moves = moved.map(|(key, at)| (key, std::mem::take(&mut moves[at]))).collect();
    }

    /// What became of a line; `None` if it did not change.
    #[must_use]
    pub fn outcome_of(&self, line: usize) -> Option<&Outcome> {
        let at = self.changed.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        let (_, outcome) = self.changed[at];
        self.outcomes.get(outcome as usize)
    }

    /// Lines of a triage with another verdict, before and after.
    #[must_use]
    pub fn triage(&self, triage: Triage) -> (usize, usize) {
        (self.triage[0][triage as usize], self.triage[1][triage as usize])
    }
}

/// The laws that a moved clause belongs to, before and after.
pub(crate) fn engines(change: &Change, laws: &BTreeSet<usize>) -> [Engine; 2] {
    [&change.before, &change.after].map(|side| some_laws(side, |law| laws.contains(&law)))
}

/// A side with some of its laws only.
pub(crate) fn some_laws(side: &Side, wanted: impl Fn(usize) -> bool) -> Engine {
    let book = &side.engine.prepared.book;
    let kept = (0..book.clauses.len()).filter(|at| wanted(book.clauses[*at].law)).collect();
    side.engine.with_book(only(book, &kept))
}

pub(crate) fn options(book: &LawBook, side: &Side) -> Options {
    let assumed = side.assumed.iter().filter_map(|ix| book.clauses.get(ix.0 as usize));
    Options {
        on: side.known_day,
        known_at: side.known_day.to_string(),
        known_day: side.known_day,
        assume: assumed.map(|clause| clause.id.clone()).collect(),
    }
}
