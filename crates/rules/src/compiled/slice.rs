//! The lanes that can fire for one class of codes, as tables of machine words.

use super::form::{DayPred, DayValue, Form, Forms, Pred, joint};
use super::values::{Bits, Class, Classes, bit};
use super::{DIMS, Dim};
use crate::law::{ChangeIx, ClauseIx, ClauseKind, LawBook};
use navicert_model::verdict::Effect;
use std::collections::HashMap;

/// More lapses than this on one day go to the explaining evaluator.
const MAX_LAPSES: usize = 6;
/// A clause with more alternatives than this goes to the explaining evaluator.
const MAX_LANES: usize = 512;

/// A clause as a form over literals.
#[derive(Clone, Debug)]
pub(super) struct ClauseForm {
    pub clause: ClauseIx,
    pub form: Form,
    /// Days on which the clause has effect, and on which it may be shown.
    pub effect: u32,
    pub shown: u32,
    pub role: LaneRole,
}

/// Lapses that must come out so; `None` = never.
type Needs = Option<Vec<(ChangeIx, bool)>>;

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

/// One alternative: predicates and day predicates that must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Alternative {
    preds: Vec<Pred>,
    days: Vec<u32>,
}

impl Alternative {
    fn absorbs(&self, other: &Alternative) -> bool {
        let within = |a: &[u32], b: &[u32]| a.iter().all(|one| b.contains(one));
        self.preds.iter().all(|pred| other.preds.contains(pred)) && within(&self.days, &other.days)
    }
}

/// A lane with the clause it belongs to.
#[derive(Clone, Debug)]
struct Lane {
    clause: ClauseIx,
    role: LaneRole,
    preds: Vec<Pred>,
    days: Vec<DayPred>,
    effect: DayPred,
    shown: DayPred,
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
    /// Lanes that ask several open things of a class whose joint outcomes are not known.
    pub vague: Vec<u64>,
    /// Lanes that ask what other dimensions may decide.
    pub crossing: Vec<u64>,
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
    /// What each lane asks.
    lanes: Vec<Vec<Pred>>,
    /// By dimension: for each class, the first class that says the same to this slice.
    alike: Vec<Alike>,
}

/// Classes of one dimension that a slice does not tell apart.
#[derive(Clone, Debug, Default)]
struct Alike {
    /// Predicates that the slice's lanes ask, and those that every slice must tell apart.
    relevant: Vec<u64>,
    /// Those that every slice must tell apart.
    always: Vec<u64>,
    /// Classes in which other dimensions may decide one of these.
    crossing: Vec<bool>,
    first: Vec<u16>,
    known: HashMap<(Bits, Bits, u16), u16>,
}

impl Alike {
    fn add(&mut self, index: usize, class: &Class) {
        let project = |bits: &Bits| -> Bits {
            let mask = self.relevant.iter().chain(std::iter::repeat(&0));
            bits.iter().zip(mask).map(|(word, mask)| word & mask).collect()
        };
        let (certain, possible) = (project(&class.certain), project(&class.possible));
        // What is open raises questions of its own: such a class stands for itself.
        let own = if certain == possible { 0 } else { index as u16 + 1 };
        let first = *self.known.entry((certain, possible, own)).or_insert(index as u16);
        self.first.push(first);
        let met = class.crossing.iter().zip(&self.always).any(|(word, mask)| word & mask != 0);
        self.crossing.push(met);
    }
}

/// Adds a predicate to a set.
fn include(set: &mut Vec<u64>, pred: Pred) {
    let word = pred.index as usize / 64;
    if set.len() <= word {
        set.resize(word + 1, 0);
    }
    set[word] |= 1 << (pred.index % 64);
}

fn mark(words: &mut [u64], lane: usize) {
    words[lane / 64] |= 1 << (lane % 64);
}

/// Rewrites forms for one class of codes, and one stretch of days if the codes are open.
struct Reducer<'f, 'p> {
    forms: &'f Forms<'p>,
    code: &'f Class,
    stretch: Option<u32>,
    days: Vec<DayPred>,
}

/// A form reduced: never, always, or something between.
enum Reduced {
    Never,
    Some(Vec<Alternative>),
}

impl Reducer<'_, '_> {
    fn day(&mut self, pred: DayPred) -> u32 {
        match self.days.iter().position(|known| *known == pred) {
            Some(known) => known as u32,
            None => {
                self.days.push(pred);
                self.days.len() as u32 - 1
            }
        }
    }

    /// The form with the code's literals decided; `None` = never.
    fn reduce(&mut self, form: &Form) -> Option<Form> {
        match form {
            Form::Lit(pred) if pred.dim == Dim::Code => {
                if bit(&self.code.certain, pred.index) {
                    Some(Form::All(Vec::new()))
                } else {
                    bit(&self.code.possible, pred.index).then(|| form.clone())
                }
            }
            Form::Lit(_) => Some(form.clone()),
            Form::Day(day) => {
                let mut pred = self.forms.days[*day as usize].clone();
                if let Some(stretch) = self.stretch {
                    let value = pred.at(stretch).clone();
                    match value {
                        DayValue::No => return None,
                        DayValue::Yes => return Some(Form::All(Vec::new())),
                        DayValue::If(_) => pred = DayPred { runs: vec![(0, value)] },
                    }
                }
                let day = self.day(pred);
                Some(Form::Day(day))
            }
            Form::All(parts) => {
                let mut kept = Vec::new();
                for part in parts {
                    match self.reduce(part)? {
                        Form::All(inner) => kept.extend(inner),
                        other => kept.push(other),
                    }
                }
                Some(Form::All(kept))
            }
            Form::Any(parts) => self.reduce_any(parts),
        }
    }

    fn reduce_any(&mut self, parts: &[Form]) -> Option<Form> {
        let mut kept: Vec<Form> = Vec::new();
        let mut days: Option<DayPred> = None;
        for part in parts {
            let reduced = match self.reduce(part) {
                None => continue,
                Some(Form::All(inner)) if inner.len() == 1 => inner.into_iter().next()?,
                Some(other) => other,
            };
            match reduced {
                Form::All(inner) if inner.is_empty() => return Some(Form::All(Vec::new())),
                Form::Any(inner) => kept.extend(inner),
                Form::Day(day) => {
                    let pred = self.days[day as usize].clone();
                    days = match days {
                        None => Some(pred),
                        Some(before) => match before.either(&pred) {
                            Some(both) => Some(both),
                            None => {
                                let day = self.day(before);
                                kept.push(Form::Day(day));
                                Some(pred)
                            }
                        },
                    };
                }
                other => kept.push(other),
            }
        }
        if let Some(pred) = days {
            let day = self.day(pred);
            kept.push(Form::Day(day));
        }
        match kept.len() {
            0 => None,
            1 => kept.into_iter().next(),
            _ => Some(Form::Any(kept)),
        }
    }

    /// The alternatives of a reduced form; `None` = too many.
    fn alternatives(&self, form: &Form) -> Option<Vec<Alternative>> {
        match form {
            Form::Lit(pred) => Some(vec![Alternative { preds: vec![*pred], days: Vec::new() }]),
            Form::Day(day) => Some(vec![Alternative { preds: Vec::new(), days: vec![*day] }]),
            Form::Any(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    for alternative in self.alternatives(part)? {
                        keep(&mut all, alternative);
                    }
                }
                (all.len() <= MAX_LANES).then_some(all)
            }
            Form::All(parts) => {
                let mut all = vec![Alternative::default()];
                for part in parts {
                    let factors = self.alternatives(part)?;
                    let mut next = Vec::new();
                    for one in &all {
                        for factor in &factors {
                            if let Some(both) = self.meet(one, factor) {
                                keep(&mut next, both);
                            }
                            if next.len() > MAX_LANES {
                                return None;
                            }
                        }
                    }
                    all = next;
                }
                Some(all)
            }
        }
    }

    /// Both alternatives at once; `None` if their days exclude each other.
    fn meet(&self, a: &Alternative, b: &Alternative) -> Option<Alternative> {
        let mut both = a.clone();
        both.preds.extend(b.preds.iter().filter(|pred| !a.preds.contains(pred)));
        let before = both.days.len();
        both.days.extend(b.days.iter().filter(|day| !a.days.contains(day)));
        if both.days.len() > before && both.days.len() > 1 {
            let preds: Vec<&DayPred> =
                both.days.iter().map(|&day| &self.days[day as usize]).collect();
            let starts = preds.iter().flat_map(|pred| pred.runs.iter().map(|(from, _)| *from));
            let mut starts: Vec<u32> = starts.collect();
            starts.sort_unstable();
            let some =
                starts.iter().any(|&at| joint(preds.iter().map(|pred| pred.at(at))).is_some());
            if !some {
                return None;
            }
        }
        Some(both)
    }

    fn lanes(&mut self, form: &Form) -> Option<Reduced> {
        match self.reduce(form) {
            None => Some(Reduced::Never),
            Some(reduced) => self.alternatives(&reduced).map(Reduced::Some),
        }
    }
}

/// Adds an alternative unless a wider one is there; takes out narrower ones.
fn keep(all: &mut Vec<Alternative>, new: Alternative) {
    if all.iter().any(|old| old.absorbs(&new)) {
        return;
    }
    all.retain(|old| !new.absorbs(old));
    all.push(new);
}

impl Slice {
    /// Selects the lanes that a class of codes can fire and lays out the day's words; `None` if
    /// some clause has too many alternatives. Cost: forms, plus lanes times their days.
    pub fn new(
        forms: &Forms<'_>,
        all: &[ClauseForm],
        code: &Class,
        stretch: Option<u32>,
        laws: &[usize],
        always: &[Pred],
    ) -> Option<Self> {
        let mut reducer = Reducer { forms, code, stretch, days: Vec::new() };
        let mut lanes: Vec<Lane> = Vec::new();
        for one in all {
            let Reduced::Some(alternatives) = reducer.lanes(&one.form)? else { continue };
            for alternative in alternatives {
                lanes.push(Lane {
                    clause: one.clause,
                    role: one.role,
                    preds: alternative.preds,
                    days: alternative
                        .days
                        .iter()
                        .map(|&day| reducer.days[day as usize].clone())
                        .collect(),
                    effect: forms.days[one.effect as usize].clone(),
                    shown: forms.days[one.shown as usize].clone(),
                });
            }
        }
        let words = lanes.len().div_ceil(64).max(1);
        let book = &forms.prepared.book;
        let mut slice = Slice {
            words,
            clauses: lanes.iter().map(|lane| lane.clause).collect(),
            laws: vec![
                LawMasks { prohibited: vec![0; words], licence: vec![0; words] };
                laws.len()
            ],
            exceptions: Vec::new(),
            any_exception: vec![0; words],
            tables: Vec::new(),
            starts: Vec::new(),
            intervals: Vec::new(),
            lanes: Vec::new(),
            alike: vec![Alike::default(); DIMS.len()],
        };
        for &pred in lanes.iter().flat_map(|lane| &lane.preds).chain(always) {
            include(&mut slice.alike[pred.dim as usize].relevant, pred);
        }
        for &pred in always {
            include(&mut slice.alike[pred.dim as usize].always, pred);
        }
        slice.masks(book, laws, &lanes);
        slice.days(&lanes);
        for dim in DIMS {
            let asked = |lane: &Lane| lane.preds.iter().any(|pred| pred.dim == dim);
            if lanes.iter().any(asked) {
                let table = Table {
                    dim,
                    words: Vec::new(),
                    outcomes: Vec::new(),
                    low: Vec::new(),
                    vague: Vec::new(),
                    crossing: Vec::new(),
                };
                slice.tables.push(table);
            }
        }
        slice.lanes = lanes.into_iter().map(|lane| lane.preds).collect();
        Some(slice)
    }

    fn masks(&mut self, book: &LawBook, laws: &[usize], lanes: &[Lane]) {
        let mut exceptions: Vec<ClauseIx> = Vec::new();
        for (index, lane) in lanes.iter().enumerate() {
            let clause = &book.clauses[lane.clause.0 as usize];
            let Some(law) = laws.iter().position(|law| *law == clause.law) else { continue };
            match (&clause.kind, lane.role) {
                (ClauseKind::Effect(Effect::Prohibited), _) => {
                    mark(&mut self.laws[law].prohibited, index);
                }
                (ClauseKind::Effect(Effect::Licence), _) => {
                    mark(&mut self.laws[law].licence, index);
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
            let ClauseKind::Exception { lifts, .. } = &book.clauses[exception.0 as usize].kind
            else {
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

    fn days(&mut self, lanes: &[Lane]) {
        let mut starts: Vec<u32> = vec![0];
        for lane in lanes {
            for day in lane.days.iter().chain([&lane.effect, &lane.shown]) {
                starts.extend(day.runs.iter().map(|(from, _)| *from));
            }
        }
        starts.sort_unstable();
        starts.dedup();
        self.intervals = starts.iter().map(|&start| self.interval(lanes, start)).collect();
        self.starts = starts;
    }

    fn interval(&self, lanes: &[Lane], stretch: u32) -> Interval {
        let needs: Vec<[Needs; 2]> = lanes
            .iter()
            .map(|lane| {
                let days = || lane.days.iter().map(|day| day.at(stretch));
                let effect = joint(days().chain([lane.effect.at(stretch)]));
                let shown = joint(days().chain([lane.shown.at(stretch)]));
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
                            lapses
                                .iter()
                                .position(|known| known == change)
                                .is_some_and(|bit| (outcome >> bit & 1 == 1) == *yes)
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

    /// Adds the clauses whose lanes may hold, in the order of the book, whatever their status that
    /// is worth showing.
    pub fn shown(&self, classes: &[u16; DIMS.len()], stretch: u32, out: &mut Vec<ClauseIx>) {
        let before = out.len();
        self.possible(classes, stretch, |word, mut bits, _| {
            while bits != 0 {
                let clause = self.clauses[word * 64 + bits.trailing_zeros() as usize];
                if out.len() == before || out.last() != Some(&clause) {
                    out.push(clause);
                }
                bits &= bits - 1;
            }
        });
        out[before..].sort_unstable();
        let mut last = None;
        let mut kept = before;
        for at in before..out.len() {
            if last != Some(out[at]) {
                last = Some(out[at]);
                out[kept] = out[at];
                kept += 1;
            }
        }
        out.truncate(kept);
    }

    /// Whether other dimensions may decide something of a row that its classes leave open.
    pub fn is_crossed(&self, classes: &[u16; DIMS.len()], stretch: u32) -> bool {
        let always =
            self.alike.iter().zip(classes).any(|(alike, &class)| {
                alike.crossing.get(usize::from(class)).copied().unwrap_or(true)
            });
        let mut crossed = always;
        self.possible(classes, stretch, |_, bits, crossing| crossed |= bits & crossing != 0);
        crossed
    }

    /// Calls `each` with every word of the lanes that may hold and of those that other dimensions
    /// may decide.
    fn possible(
        &self,
        classes: &[u16; DIMS.len()],
        stretch: u32,
        mut each: impl FnMut(usize, u64, u64),
    ) {
        let interval = &self.intervals[self.starts.partition_point(|&from| from <= stretch) - 1];
        for word in 0..self.words {
            let (mut bits, mut crossing) = (interval.shown[word], 0);
            for table in &self.tables {
                let class = usize::from(classes[table.dim as usize]);
                bits &= table.words[class * self.words * 2 + self.words + word];
                crossing |= table.crossing[class * self.words + word];
            }
            each(word, bits, crossing);
        }
    }

    /// The first class of a dimension that says the same to this slice as `class`.
    pub fn alike(&self, dim: Dim, class: u16) -> u16 {
        self.alike[dim as usize].first.get(usize::from(class)).copied().unwrap_or(class)
    }

    /// Lays out the words of classes that are new since the last call; of codes only the slice's
    /// own class `code`. Whether there were any.
    pub fn extend(&mut self, classes: &[Classes], code: u16) -> bool {
        let words = self.words;
        let mut changed = false;
        for (dim, alike) in self.alike.iter_mut().enumerate() {
            for (index, class) in classes[dim].classes.iter().enumerate().skip(alike.first.len()) {
                alike.add(index, class);
            }
        }
        for table in &mut self.tables {
            let preds: Vec<Vec<Pred>> = self
                .lanes
                .iter()
                .map(|lane| lane.iter().copied().filter(|pred| pred.dim == table.dim).collect())
                .collect();
            let all = &classes[table.dim as usize].classes;
            changed |= table.outcomes.len() < all.len();
            let laid = table.outcomes.len();
            for (index, class) in all.iter().enumerate().skip(laid) {
                if table.dim == Dim::Code && usize::from(code) != index {
                    table.skip(words);
                } else {
                    table.lay(words, &preds, class);
                }
            }
        }
        changed
    }
}

impl Table {
    /// A class that no row of the slice has.
    fn skip(&mut self, words: usize) {
        self.words.extend(std::iter::repeat_n(0, words * 2));
        self.low.extend(std::iter::repeat_n(0, words));
        self.vague.extend(std::iter::repeat_n(0, words));
        self.crossing.extend(std::iter::repeat_n(0, words));
        self.outcomes.push(None);
    }

    fn lay(&mut self, words: usize, lanes: &[Vec<Pred>], class: &Class) {
        let words_of = |holds: &dyn Fn(&[Pred]) -> bool| {
            let mut out = vec![0; words];
            for (lane, preds) in lanes.iter().enumerate() {
                if holds(preds) {
                    mark(&mut out, lane);
                }
            }
            out
        };
        let all = |bits: &Bits, preds: &[Pred]| preds.iter().all(|pred| bit(bits, pred.index));
        let open = |pred: &&Pred| !bit(&class.certain, pred.index);
        let several = |preds: &[Pred]| preds.iter().filter(open).count() > 1;
        let possible = |preds: &[Pred]| {
            all(&class.possible, preds)
                && match &class.outcomes {
                    Some(outcomes) if several(preds) => {
                        outcomes.iter().any(|bits| all(bits, preds))
                    }
                    _ => true,
                }
        };
        self.words.extend(words_of(&|preds| all(&class.certain, preds)));
        self.words.extend(words_of(&possible));
        self.low.extend(words_of(&|preds| all(&class.low, preds)));
        self.vague.extend(words_of(&|preds| {
            class.outcomes.is_none() && several(preds) && all(&class.possible, preds)
        }));
        self.crossing
            .extend(words_of(&|preds| preds.iter().any(|pred| bit(&class.crossing, pred.index))));
        self.outcomes.push(class.outcomes.as_ref().map(|outcomes| {
            let mut laid: Vec<Vec<u64>> =
                outcomes.iter().map(|bits| words_of(&|preds| all(bits, preds))).collect();
            laid.sort_unstable();
            laid.dedup();
            laid.concat()
        }));
    }
}
