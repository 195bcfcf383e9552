//! What a change may matter to: stretches of days, clauses, lines.

use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::concerned::{Concerned, concerned};
use crate::edition::breakpoints;
use crate::scan::{Scan, only};
use crate::sides::both;
use crate::touched::{Side, reading, touched};
use navicert_engine::screen::NameIndex;
use navicert_model::day::Day;
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::state::Prepared;
use std::collections::{BTreeSet, HashMap};

/// The stretches of days on which the lines are looked at: within one, no answer changes.
pub(crate) struct Stretches {
    /// The first days of a stretch, before and after.
    pub days: Vec<(Day, Day)>,
    /// By line.
    pub of: Vec<u32>,
}

impl Stretches {
    pub fn new(book: &OrderBook, change: &Change) -> Self {
        let default = match change.days {
            Days::Between(before, after) => {
                return Stretches { days: vec![(before, after)], of: vec![0; book.len()] };
            }
            Days::Own(day) => day,
        };
        let both = [&change.before, &change.after].map(|side| breakpoints(&side.engine));
        let mut breaks: Vec<Day> = both.into_iter().flatten().collect();
        breaks.sort_unstable();
        breaks.dedup();
        let mut known: HashMap<i32, u32, Quick> = HashMap::with_hasher(Quick);
        let mut numbers: HashMap<usize, u32, Quick> = HashMap::with_hasher(Quick);
        let mut days: Vec<(Day, Day)> = Vec::new();
        let of = (0..book.len()).map(|line| {
            let day = book.day(line).unwrap_or(default);
            *known.entry(day.days()).or_insert_with(|| {
                let at = breaks.partition_point(|known| *known <= day);
                *numbers.entry(at).or_insert_with(|| {
                    let first = at.checked_sub(1).and_then(|at| breaks.get(at)).copied();
                    let first = first.unwrap_or(Day::MIN);
                    days.push((first, first));
                    days.len() as u32 - 1
                })
            })
        });
        let of = of.collect();
        Stretches { days, of }
    }
}

/// What a change may matter to.
pub(crate) struct Moved {
    /// Clauses that may say something else, by place in the book.
    pub clauses: BTreeSet<usize>,
    /// Open lines that they may matter to.
    pub candidates: Vec<usize>,
    /// How many lines are open.
    pub open: usize,
}

impl Moved {
    /// Looks at every line, or at some.
    pub fn new(
        book: &OrderBook,
        change: &Change,
        stretches: &Stretches,
        some: Option<&[usize]>,
    ) -> Self {
        let (mut clauses, mut lists) = (BTreeSet::new(), BTreeSet::new());
        let mut screened = Vec::new();
        let names = [&change.before, &change.after].map(|side| &side.engine.names);
        for &days in &stretches.days {
            clauses.extend(touched(&change.before, &change.after, days));
            let concerned = concerned(book, (names[0], days.0), (names[1], days.1));
            lists.extend(concerned.iter().flat_map(|one| one.lists.clone()));
            screened.push(concerned);
        }
        let mut candidates = candidates(book, change, &clauses, stretches, &screened, some);
        clauses.extend(reading(&change.after.engine.prepared.book, &lists));
        if clauses.is_empty() {
            candidates.clear();
        }
        let open = book.open.iter().filter(|open| **open != 0).count();
        Moved { clauses, candidates, open }
    }
}

/// Open lines that the clauses may matter to, or whose parties are screened otherwise.
fn candidates(
    book: &OrderBook,
    change: &Change,
    clauses: &BTreeSet<usize>,
    stretches: &Stretches,
    screened: &[Option<Concerned>],
    some: Option<&[usize]>,
) -> Vec<usize> {
    if clauses.is_empty() && screened.iter().all(Option::is_none) {
        return Vec::new();
    }
    let open = |line: &usize| book.open.get(*line).is_some_and(|open| *open != 0);
    let lines: Vec<usize> = match some {
        Some(lines) => lines.iter().copied().filter(open).collect(),
        None => (0..book.len()).filter(open).collect(),
    };
    let may_touch = |side: &Side, days: Vec<Day>| {
        let mut law = Prepared::new(only(&side.engine.prepared.book, clauses));
        law.breakpoints.clone_from(&days);
        law.breakpoints.sort_unstable();
        law.breakpoints.dedup();
        let names: &NameIndex = &side.engine.names;
        let mut scan = Scan::new(&law, names, clauses, side.known_day, &side.assumed, days);
        let touch = |line: &usize| scan.may_touch(book, *line, stretches.of[*line] as usize);
        lines.iter().map(touch).collect::<Vec<bool>>()
    };
    let (before, after) = match clauses.is_empty() {
        true => (vec![false; lines.len()], vec![false; lines.len()]),
        false => both(
            || may_touch(&change.before, stretches.days.iter().map(|days| days.0).collect()),
            || may_touch(&change.after, stretches.days.iter().map(|days| days.1).collect()),
        ),
    };
    let concerned = |line: usize| {
        let screened = screened[stretches.of[line] as usize].as_ref();
        screened.is_some_and(|one| one.holds(book, line))
    };
    let touched = lines.into_iter().zip(before.into_iter().zip(after));
    let touched = touched.filter(|(line, (one, other))| *one || *other || concerned(*line));
    touched.map(|(line, _)| line).collect()
}
