//! The lanes that can fire for one class of codes, as tables of machine words.

use super::form::{DayValue, Forms, Lane, Pred, joint};
use super::values::{Bits, Class, Classes, bit};
use super::{DIMS, Dim};
use crate::law::{ChangeIx, ClauseIx, ClauseKind, LawBook};
use navicert_model::verdict::Effect;

/// More lapses than this on one day go to the explaining evaluator.
const MAX_LAPSES: usize = 6;

/// A lane with the clause it belongs to.
#[derive(Clone, Debug)]
pub(super) struct ClauseLane {
    pub clause: ClauseIx,
    pub lane: Lane,
    /// Days on which the clause has effect, and on which it may be shown.
    pub effect: u32,
    pub shown: u32,
    pub role: LaneRole,
}

/// What a lane is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaneRole {
    /// A clause: verdict and findings.
    Clause,
    /// An exception that is claimed, if it must be: verdict.
    Exception,
    /// An exception whether claimed or not: findings.
    Candidate,
}

/// One dimension's table: for each class the certain words, then the possible ones.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub dim: Dim,
    pub words: Vec<u64>,
    /// For classes that are open and enumerable: the words of each outcome; empty otherwise.
    pub outcomes: Vec<Option<Vec<u64>>>,
    /// Words of the class's one low completion.
    pub low: Vec<u64>,
}

/// One law's lanes.
#[derive(Clone, Debug)]
pub(super) struct LawMasks {
    pub prohibited: Vec<u64>,
    pub licence: Vec<u64>,
}

/// The day's words in one interval.
#[derive(Clone, Debug, Default)]
pub(super) struct Interval {
    pub certain: Vec<u64>,
    pub possible: Vec<u64>,
    pub shown: Vec<u64>,
    /// Words of each outcome of the lapses; one if there are none; empty if too many.
    pub outcomes: Vec<u64>,
}

/// The lanes of one class of codes.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    pub words: usize,
    pub clauses: Vec<ClauseIx>,
    pub laws: Vec<LawMasks>,
    /// Exceptions: their lanes, the lanes they lift.
    pub exceptions: Vec<(Vec<u64>, Vec<u64>)>,
    pub any_exception: Vec<u64>,
    pub tables: Vec<Table>,
    /// First stretch of each interval.
    pub starts: Vec<u32>,
    pub intervals: Vec<Interval>,
}

fn mark(words: &mut [u64], lane: usize) {
    words[lane / 64] |= 1 << (lane % 64);
}

impl Slice {
    /// Selects the lanes that a class of codes can fire and lays out the day's words. Cost: lanes
    /// times their days.
    pub fn new(forms: &Forms<'_>, all: &[ClauseLane], code: &Class, laws: usize) -> Self {
        let fits = |lane: &&ClauseLane| {
            lane.lane.preds.iter().filter(|p| p.dim == Dim::Code).all(|p| bit(&code.possible, p.index))
        };
        let lanes: Vec<&ClauseLane> = all.iter().filter(fits).collect();
        let words = lanes.len().div_ceil(64).max(1);
        let book = &forms.prepared.book;
        let mut slice = Slice {
            words,
            clauses: lanes.iter().map(|lane| lane.clause).collect(),
            laws: vec![LawMasks { prohibited: vec![0; words], licence: vec![0; words] }; laws],
            exceptions: Vec::new(),
            any_exception: vec![0; words],
            tables: Vec::new(),
            starts: Vec::new(),
            intervals: Vec::new(),
        };
        slice.masks(book, &lanes);
        slice.days(forms, &lanes);
        for dim in DIMS {
            let asked = |lane: &&ClauseLane| lane.lane.preds.iter().any(|pred| pred.dim == dim);
            if lanes.iter().any(asked) {
                let table =
                    Table { dim, words: Vec::new(), outcomes: Vec::new(), low: Vec::new() };
                slice.tables.push(table);
            }
        }
        slice
    }

    fn masks(&mut self, book: &LawBook, lanes: &[&ClauseLane]) {
        let mut exceptions: Vec<ClauseIx> = Vec::new();
        for (index, lane) in lanes.iter().enumerate() {
            let clause = &book.clauses[lane.clause.0 as usize];
            match (&clause.kind, lane.role) {
                (ClauseKind::Effect(Effect::Prohibited), _) => {
                    mark(&mut self.laws[clause.law].prohibited, index);
                }
                (ClauseKind::Effect(Effect::Licence), _) => {
                    mark(&mut self.laws[clause.law].licence, index);
                }
                (ClauseKind::Exception { .. }, LaneRole::Exception) => {
                    if !exceptions.contains(&lane.clause) {
                        exceptions.push(lane.clause);
                    }
                    mark(&mut self.any_exception, index);
                }
                (ClauseKind::Effect(Effect::Free) | ClauseKind::Exception { .. }, _) => {}
            }
        }
        for exception in exceptions {
            let ClauseKind::Exception { lifts, .. } = &book.clauses[exception.0 as usize].kind else {
                continue;
            };
            let (mut own, mut lifted) = (vec![0; self.words], vec![0; self.words]);
            for (index, lane) in lanes.iter().enumerate() {
                if lane.clause == exception && lane.role == LaneRole::Exception {
                    mark(&mut own, index);
                }
                if lifts.contains(&lane.clause) {
                    mark(&mut lifted, index);
                }
            }
            self.exceptions.push((own, lifted));
        }
    }

    fn days(&mut self, forms: &Forms<'_>, lanes: &[&ClauseLane]) {
        let mut starts: Vec<u32> = vec![0];
        for lane in lanes {
            for &day in lane.lane.days.iter().chain([&lane.effect, &lane.shown]) {
                starts.extend(forms.days[day as usize].runs.iter().map(|(from, _)| *from));
            }
        }
        starts.sort_unstable();
        starts.dedup();
        self.intervals = starts.iter().map(|&start| self.interval(forms, lanes, start)).collect();
        self.starts = starts;
    }

    fn interval(&self, forms: &Forms<'_>, lanes: &[&ClauseLane], stretch: u32) -> Interval {
        let at = |day: u32| -> &DayValue { forms.days[day as usize].at(stretch) };
        let needs: Vec<[Option<Vec<(ChangeIx, bool)>>; 2]> = lanes
            .iter()
            .map(|lane| {
                let days = || lane.lane.days.iter().map(|&day| at(day));
                let effect = joint(days().chain([at(lane.effect)]));
                let shown = joint(days().chain([at(lane.shown)]));
                [effect, shown]
            })
            .collect();
        let mut lapses: Vec<ChangeIx> =
            needs.iter().flatten().flatten().flatten().map(|(change, _)| *change).collect();
        lapses.sort_unstable();
        lapses.dedup();
        let zero = vec![0; self.words];
        let mut interval = Interval {
            certain: zero.clone(),
            possible: zero.clone(),
            shown: zero.clone(),
            outcomes: Vec::new(),
        };
        for (index, [effect, shown]) in needs.iter().enumerate() {
            if shown.is_some() {
                mark(&mut interval.shown, index);
            }
            if let Some(needed) = effect {
                mark(&mut interval.possible, index);
                if needed.is_empty() {
                    mark(&mut interval.certain, index);
                }
            }
        }
        if lapses.len() <= MAX_LAPSES {
            for outcome in 0..1_usize << lapses.len() {
                let mut words = zero.clone();
                for (index, [effect, _]) in needs.iter().enumerate() {
                    let met = effect.as_ref().is_some_and(|needed| {
                        needed.iter().all(|(change, yes)| {
                            lapses.iter().position(|known| known == change).is_some_and(|bit| {
                                (outcome >> bit & 1 == 1) == *yes
                            })
                        })
                    });
                    if met {
                        mark(&mut words, index);
                    }
                }
                interval.outcomes.extend(words);
            }
        }
        interval
    }

    /// Lays out the words of classes that are new since the last call.
    pub fn extend(&mut self, lanes: &[&ClauseLane], classes: &[Classes], only: &[Option<u16>]) {
        let words = self.words;
        for table in &mut self.tables {
            let preds: Vec<Option<Pred>> = lanes
                .iter()
                .map(|lane| lane.lane.preds.iter().copied().find(|pred| pred.dim == table.dim))
                .collect();
            let all = &classes[table.dim as usize].classes;
            let wanted = only[table.dim as usize];
            for index in table.outcomes.len()..all.len() {
                let skip = wanted.is_some_and(|class| usize::from(class) != index);
                let class = &all[index];
                let lay = |bits: &Bits| {
                    let mut out = vec![0; words];
                    if skip {
                        return out;
                    }
                    for (lane, pred) in preds.iter().enumerate() {
                        if pred.is_none_or(|pred| bit(bits, pred.index)) {
                            mark(&mut out, lane);
                        }
                    }
                    out
                };
                table.words.extend(lay(&class.certain));
                table.words.extend(lay(&class.possible));
                table.low.extend(lay(&class.low));
                let outcomes = class.outcomes.as_ref().filter(|_| !skip).map(|outcomes| {
                    let mut laid: Vec<Vec<u64>> = outcomes.iter().map(lay).collect();
                    laid.sort_unstable();
                    laid.dedup();
                    laid.concat()
                });
                table.outcomes.push(outcomes);
            }
        }
    }
}
