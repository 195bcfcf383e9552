//! Many transfers: the compiled law beside the explaining one, and judgements that are shared.

use crate::pieces::{Asked, Pieces};
use crate::render::json::Shared;
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Verdict;
use navicert_rules::compiled::{Bound, Compiled, Row, Told};
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::opinion;
use navicert_rules::eval::state::{Prepared, State};
use navicert_rules::law::ClauseIx;
use std::sync::Arc;

/// Fewer lines than this are not worth compiling the law for.
const FEW: usize = 32;
/// In a book of more clauses sharing is always sought: judging a line by itself costs what the clauses
/// cost.
const CLAUSES: usize = 1_000;
/// After so many lines it is seen whether sharing was worth it.
const WINDOW: usize = 1 << 10;
/// Sharing is not sought for so many lines after a window in which it was not, at first and at most.
const PAUSE: [usize; 2] = [1 << 12, 1 << 14];

/// Whether what is alike is sought: where most lines are the first of their kind, finding out what
/// their values say to the law costs more than judging each by itself.
#[derive(Clone, Copy, Debug)]
struct Worth {
    /// Lines of this window, and those of them that were the first of their kind.
    lines: usize,
    first: usize,
    /// Lines still to be judged each by itself, and how many after the next bad window.
    left: usize,
    pause: usize,
}

impl Worth {
    /// Whether sharing is sought for the next line.
    fn next(&mut self) -> bool {
        if self.lines == WINDOW {
            let bad = self.first > WINDOW * 2 / 5;
            self.left = if bad { self.pause } else { 0 };
            self.pause = if bad { (self.pause * 2).min(PAUSE[1]) } else { PAUSE[0] };
            (self.lines, self.first) = (0, 0);
        }
        if self.left > 0 {
            self.left -= 1;
            return false;
        }
        self.lines += 1;
        true
    }
}

/// A transfer as the compiled law sees it.
#[derive(Clone, Debug)]
pub struct Key {
    bound: Bound,
    row: Row,
    /// How much guidance was given by the day.
    guided: u32,
}

/// The law compiled once there are many lines, with tables that grow with the values met, and the pieces
/// that judgements are put together from.
pub struct Many<'e> {
    prepared: &'e Prepared,
    known_day: Day,
    assumed: Vec<ClauseIx>,
    compiled: Option<Compiled<'e>>,
    /// Lines seen.
    lines: usize,
    worth: Worth,
    /// Days of guidance, sorted.
    guidance: Vec<Day>,
    pieces: Pieces,
    /// Room for what a transfer tells the clauses that may hold for it.
    told: Vec<Told>,
}

impl<'e> Many<'e> {
    /// Nothing is compiled yet.
    pub fn new(prepared: &'e Prepared, known_day: Day, assumed: Vec<ClauseIx>) -> Self {
        Many {
            prepared,
            known_day,
            assumed,
            compiled: None,
            lines: 0,
            worth: Worth { lines: 0, first: 0, left: 0, pause: PAUSE[0] },
            guidance: {
                let mut days: Vec<Day> =
                    prepared.book.guidance.iter().map(|guidance| guidance.day).collect();
                days.sort_unstable();
                days
            },
            pieces: Pieces::new(&prepared.book),
            told: Vec::new(),
        }
    }

    /// What the compiled law makes of a screened transfer; `None` while there are only few lines, and
    /// where most were the first of their kind.
    pub fn bind(&mut self, transfer: &Transfer, on: Day) -> Option<Key> {
        self.lines += 1;
        let few_clauses = self.prepared.book.clauses.len() <= CLAUSES;
        if self.lines < FEW || few_clauses && !self.worth.next() {
            return None;
        }
        let compiled = self
            .compiled
            .get_or_insert_with(|| Compiled::new(self.prepared, self.known_day, &self.assumed));
        let row = compiled.columns.encode(transfer, on);
        let bound = compiled.bind(&row);
        let guided = self.guidance.partition_point(|day| *day <= on) as u32;
        Some(Key { bound, row, guided })
    }

    /// The judgement of a bound transfer under the law of its day.
    ///
    /// Cost: that of binding, one look-up for each clause that may hold, and one for all of them, if
    /// the like was met before.
    pub fn judge(&mut self, key: &Key, state: &State<'_>, transfer: &Transfer) -> Arc<Judgement> {
        let asked = Asked { state, transfer, on: key.row.on, guided: key.guided };
        match self.gather(key, &asked) {
            true => self.pieces.judgement(&asked),
            false => self.judge_by_itself(key, &asked),
        }
    }

    /// Writes the body of a bound transfer; its joint verdict. `None`, and nothing is written, if it
    /// stands for itself.
    ///
    /// Cost: as [`Many::judge`], and what is written.
    pub fn write(
        &mut self,
        key: &Key,
        (state, transfer): (&State<'_>, &Transfer),
        shared: &Shared,
        out: &mut String,
    ) -> Option<Verdict> {
        let asked = Asked { state, transfer, on: key.row.on, guided: key.guided };
        self.gather(key, &asked).then(|| self.pieces.write(&asked, shared, out))
    }

    /// Gathers the pieces of a bound transfer; `false` if it stands for itself.
    fn gather(&mut self, key: &Key, asked: &Asked<'_>) -> bool {
        let Some(compiled) = &mut self.compiled else { return false };
        let made = self.pieces.made;
        self.pieces.begin();
        for (index, laws) in self.prepared.together.iter().enumerate() {
            self.told.clear();
            if !compiled.tell(index, (&key.bound, &key.row), &mut self.told) {
                return false;
            }
            let Some(alike) = compiled.reached_alike(index, &key.bound, &key.row) else {
                return false;
            };
            let (group, phase) = (index as u32, compiled.phase(index, &key.bound));
            self.pieces.reach(((group, alike), phase), laws, asked);
            self.pieces.choose(group, laws, &self.told, asked);
        }
        self.pieces.settle(asked);
        self.worth.first += usize::from(self.pieces.made > made);
        true
    }

    fn judge_by_itself(&self, key: &Key, asked: &Asked<'_>) -> Arc<Judgement> {
        let groups = 0..self.prepared.together.len();
        let clauses: Vec<Vec<ClauseIx>> = match &self.compiled {
            Some(compiled) => {
                groups.map(|group| compiled.candidates_of(group, &key.bound)).collect()
            }
            None => groups
                .map(|group| self.prepared.clauses_of(&self.prepared.together[group]))
                .collect(),
        };
        Arc::new(opinion::judge_among(asked.state, asked.transfer, &clauses))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of some lines sharing is sought for, if every `n`th of these is the first of its kind.
    fn sought(lines: usize, n: usize) -> usize {
        let mut worth = Worth { lines: 0, first: 0, left: 0, pause: PAUSE[0] };
        let mut sought = 0;
        for _ in 0..lines {
            if worth.next() {
                sought += 1;
                worth.first += usize::from(sought % n == 0);
            }
        }
        sought
    }

    #[test]
    fn sharing_is_sought_where_it_is_found() {
        assert_eq!(sought(100_000, 3), 100_000, "two of three lines were met before");
        let few = sought(100_000, 1);
        assert!((1_024..10_240).contains(&few), "no line was met before, sought for {few}");
    }

    #[test]
    fn sharing_is_sought_again_after_a_pause() {
        let mut worth = Worth { lines: WINDOW, first: WINDOW, left: 0, pause: PAUSE[0] };
        assert!(!worth.next(), "the window was bad");
        let paused = (0..100_000).take_while(|_| !worth.next()).count();
        assert_eq!(paused, PAUSE[0] - 1);
        assert_eq!(worth.pause, 2 * PAUSE[0]);
    }
}
