//! Lines under one state of a law, judged once for all that agree in everything that the law reads.

use crate::book::OrderBook;
use crate::encode::Rows;
use crate::moved::Stretches;
use crate::touched::Side;
use navicert_engine::Engine;
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Verdict;
use navicert_rules::compiled::{Alike, Bound, Compiled, Row};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::opinion::{self, Opinion};
use navicert_rules::eval::state::{AsOf, State};
use navicert_rules::law::ClauseIx;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Lines of a book that are asked about, each on its day.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The book.
    pub book: &'a OrderBook,
    /// The stretches of days.
    pub stretches: &'a Stretches,
    /// Whether a line is looked at on its own day, where it has one.
    pub own: bool,
}

/// Which of the two days of a stretch is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// The one before.
    Before,
    /// The one after.
    After,
}

impl Asked<'_> {
    /// The day of a line.
    pub fn day(&self, line: usize, when: When) -> Day {
        let days = self.stretches.days[self.stretches.of[line] as usize];
        let day = if when == When::Before { days.0 } else { days.1 };
        self.book.day(line).filter(|_| self.own).unwrap_or(day)
    }
}

/// Does two things at once.
pub(crate) fn both<A: Send, B>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (one, other)
    })
}

/// Stands for a line that cannot be read.
pub(crate) const UNREADABLE: u32 = u32::MAX;

/// What one state says of lines.
pub(crate) struct Said<T> {
    /// By place among the lines: a number, or [`UNREADABLE`].
    pub of: Vec<u32>,
    /// By number.
    pub said: Vec<T>,
}

impl<T> Said<T> {
    /// What is said of the line at a place among those that were asked about.
    pub fn at(&self, place: usize) -> Option<&T> {
        self.said.get(*self.of.get(place)? as usize)
    }
}

/// The spans of lines alone.
pub(crate) fn spans(
    engine: &Engine,
    side: &Side,
    asked: Asked<'_>,
    when: When,
    lines: &[usize],
) -> Said<Verdict> {
    all(engine, side, asked, when, lines, |compiled, row, _, _| Some(compiled.decide(row).joint()))
}

/// The judgements of lines.
pub(crate) fn judgements(
    engine: &Engine,
    side: &Side,
    asked: Asked<'_>,
    when: When,
    lines: &[usize],
) -> Said<Arc<Judgement>> {
    let (alike, opined) = (HashMap::with_hasher(Quick), HashMap::with_hasher(Quick));
    let mut judge = Judge { engine, side, states: HashMap::new(), alike, opined };
    all(engine, side, asked, when, lines, |compiled, row, line, day| {
        let bound = compiled.bind(row);
        let alike = compiled.alike(&bound, row);
        if let Some(known) = judge.alike.get(&alike) {
            return Some(Arc::clone(known));
        }
        let new = Arc::new(judge.anew(compiled, (&bound, &alike), asked.book.transfer(line)?, day));
        if alike.iter().all(Option::is_some) {
            judge.alike.insert(alike, Arc::clone(&new));
        }
        Some(new)
    })
}

fn all<'e, T: Clone + Eq + Hash>(
    engine: &'e Engine,
    side: &Side,
    asked: Asked<'_>,
    when: When,
    lines: &[usize],
    mut say: impl FnMut(&mut Compiled<'e>, &Row, usize, Day) -> Option<T>,
) -> Said<T> {
    let mut compiled = Compiled::new(&engine.prepared, side.known_day, &side.assumed);
    let mut rows = Rows::new(engine);
    let mut known: HashMap<(u32, Row), u32, Quick> = HashMap::with_hasher(Quick);
    let mut numbers: HashMap<T, u32, Quick> = HashMap::with_hasher(Quick);
    let mut said = Said { of: Vec::with_capacity(lines.len()), said: Vec::new() };
    for &line in lines {
        let (stretch, day) = (asked.stretches.of[line], asked.day(line, when));
        let row = rows.row(&mut compiled.columns, asked.book, line, stretch, day);
        let number = row.and_then(|row| {
            if let Some(number) = known.get(&(stretch, row)) {
                return Some(*number);
            }
            let new = say(&mut compiled, &Row { on: day, ..row }, line, day)?;
            let number = *numbers.entry(new).or_insert_with_key(|new| {
                said.said.push(new.clone());
                said.said.len() as u32 - 1
            });
            known.insert((stretch, row), number);
            Some(number)
        });
        said.of.push(number.unwrap_or(UNREADABLE));
    }
    said
}

struct Judge<'e> {
    engine: &'e Engine,
    side: &'e Side,
    states: HashMap<usize, State<'e>>,
    /// By what a line says to the law, as far as it is told apart.
    alike: HashMap<Vec<Option<Alike>>, Arc<Judgement>, Quick>,
    /// What laws that are judged together say, by their place and by what a line says to them.
    opined: HashMap<(usize, Alike), Arc<Opinion>, Quick>,
}

impl<'e> Judge<'e> {
    /// The judgement of a line of which the like was not met, with the clauses that can matter to it.
    fn anew(
        &mut self,
        compiled: &Compiled<'e>,
        (bound, alike): (&Bound, &[Option<Alike>]),
        mut transfer: Transfer,
        day: Day,
    ) -> Judgement {
        transfer.on = Some(day);
        if self.engine.names.wanted(&transfer) {
            self.engine.names.screen(&mut transfer, day);
        }
        let prepared = &self.engine.prepared;
        let state = self.states.entry(prepared.stretch(day)).or_insert_with(|| {
            let known_at = self.side.known_day;
            State::new(prepared, AsOf { on: day, known_at, assumed: self.side.assumed.clone() })
        });
        let mut opinions = Vec::with_capacity(alike.len());
        for (index, (laws, alike)) in prepared.together.iter().zip(alike).enumerate() {
            let opine = |clauses: &[ClauseIx]| opinion::opine(state, &transfer, laws, clauses);
            opinions.push(match alike {
                Some(alike) => {
                    Arc::clone(self.opined.entry((index, *alike)).or_insert_with(|| {
                        Arc::new(opine(compiled.candidates_alike(index, alike)))
                    }))
                }
                None => Arc::new(opine(&prepared.clauses_of(laws))),
            });
        }
        opinion::join(&prepared.book, &opinions).unwrap_or_else(|| {
            opinion::judge_at_once(state, &transfer, &compiled.candidates(bound))
        })
    }
}
