//! The lanes that can fire for one class of codes, as tables of machine words.

use super::focus::Projection;
use super::form::{DayPred, DayValue, Form, Forms, Pred, joint};
use super::values::{Bits, Class, bit};
use super::{DIMS, Dim};
use crate::law::{ChangeIx, ClauseIx, ClauseKind, LawBook};
use navicert_model::verdict::Effect;

/// More lapses than this on one day go to the explaining evaluator.
const MAX_LAPSES: usize = 6;
/// A clause with more alternatives than this goes to the explaining evaluator.
const MAX_LANES: usize = 512;
/// A conjunction with more alternatives than this is split: its disjunctions become steps.
const SPLIT_FROM: usize = 24;

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
    /// Steps that must have come out yes.
    steps: Vec<u32>,
}

impl Alternative {
    fn absorbs(&self, other: &Alternative) -> bool {
        let within = |a: &[u32], b: &[u32]| a.iter().all(|one| b.contains(one));
        self.preds.iter().all(|pred| other.preds.contains(pred))
            && within(&self.days, &other.days)
            && within(&self.steps, &other.steps)
    }
}

/// A lane with the clause or the step it belongs to.
#[derive(Clone, Debug)]
struct Lane {
    of: LaneOf,
    preds: Vec<Pred>,
    steps: Vec<u32>,
    days: Vec<DayPred>,
    effect: DayPred,
    shown: DayPred,
}

/// What a lane is an alternative of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LaneOf {
    Clause(ClauseIx, LaneRole),
    Step(u32),
}

impl Lane {
    fn clause(&self) -> Option<ClauseIx> {
        match self.of {
            LaneOf::Clause(clause, _) => Some(clause),
            LaneOf::Step(_) => None,
        }
    }
}

/// What one value of a dimension says to the lanes of a slice: one bit a lane in each.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub certain: Vec<u64>,
    pub possible: Vec<u64>,
    /// For classes that are open and enumerable: the words of each outcome, one behind the other.
    pub outcomes: Option<Vec<u64>>,
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
    /// Of those that are shown, lanes that hang on no lapse but that of their clause.
    pub sure: Vec<u64>,
    /// Words of each outcome of the lapses; one if there are none; empty if too many.
    pub outcomes: Vec<u64>,
}

/// The lanes of one class of codes.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    pub words: usize,
    /// Clause by lane; none for the lanes of a step.
    pub clauses: Vec<Option<ClauseIx>>,
    /// Steps in the order in which they are settled: their lanes, the lanes that need them.
    pub steps: Vec<(Vec<u64>, Vec<u64>)>,
    pub laws: Vec<LawMasks>,
    /// Exceptions: their lanes, the lanes they lift.
    pub exceptions: Vec<(Vec<u64>, Vec<u64>)>,
    pub any_exception: Vec<u64>,
    /// First stretch of each interval.
    pub starts: Vec<u32>,
    pub intervals: Vec<Interval>,
    /// What the slice asks, by dimension.
    pub asks: Vec<Asks>,
}

/// What the lanes of a slice ask of one dimension.
#[derive(Clone, Debug, Default)]
pub(super) struct Asks {
    /// Lanes that ask something, with what they ask.
    pub lanes: Vec<(u32, Vec<u32>)>,
    classes: Projection,
}

impl Asks {
    /// Whether any lane asks something of the dimension.
    pub fn is_asked(&self) -> bool {
        !self.lanes.is_empty()
    }

    /// The number of a class among those that the slice tells apart, and whether it is new. `None`
    /// if there are too many.
    pub fn number(&mut self, index: u16, class: &Class) -> Option<(u16, bool)> {
        self.classes.number(index, class)
    }

    /// The words of a class. Cost: the lanes that ask something, times what they ask.
    pub fn lay(&self, words: usize, class: &Class) -> Laid {
        let words_of = |holds: &dyn Fn(&[u32]) -> bool, else_bit: bool| {
            let mut out = vec![if else_bit { u64::MAX } else { 0 }; words];
            for (lane, preds) in &self.lanes {
                let (word, bit) = (*lane as usize / 64, 1 << (lane % 64));
                if holds(preds) {
                    out[word] |= bit;
                } else {
                    out[word] &= !bit;
                }
            }
            out
        };
        let all = |bits: &Bits, preds: &[u32]| preds.iter().all(|&pred| bit(bits, pred));
        let open = |pred: &&u32| !bit(&class.certain, **pred);
        let several = |preds: &[u32]| preds.iter().filter(open).count() > 1;
        let possible = |preds: &[u32]| {
            all(&class.possible, preds)
                && match &class.outcomes {
                    Some(outcomes) if several(preds) => {
                        outcomes.iter().any(|bits| all(bits, preds))
                    }
                    _ => true,
                }
        };
        let outcomes = class.outcomes.as_ref().map(|outcomes| {
            let mut laid: Vec<Vec<u64>> =
                outcomes.iter().map(|bits| words_of(&|preds| all(bits, preds), true)).collect();
            laid.sort_unstable();
            laid.dedup();
            laid.concat()
        });
        Laid {
            certain: words_of(&|preds| all(&class.certain, preds), true),
            possible: words_of(&possible, true),
            outcomes,
            low: words_of(&|preds| all(&class.low, preds), true),
            vague: words_of(
                &|preds| class.outcomes.is_none() && several(preds) && all(&class.possible, preds),
                false,
            ),
            crossing: words_of(
                &|preds| preds.iter().any(|&pred| bit(&class.crossing, pred)),
                false,
            ),
        }
    }
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
    /// Disjunctions that are settled once, before the lanes that need them.
    steps: Vec<Vec<Alternative>>,
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
    fn alternatives(&mut self, form: &Form) -> Option<Vec<Alternative>> {
        match form {
            Form::Lit(pred) => {
                Some(vec![Alternative { preds: vec![*pred], ..Alternative::default() }])
            }
            Form::Day(day) => {
                Some(vec![Alternative { days: vec![*day], ..Alternative::default() }])
            }
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
                let mut factors: Vec<Vec<Alternative>> = Vec::with_capacity(parts.len());
                for part in parts {
                    factors.push(self.alternatives(part)?);
                }
                let product = factors.iter().map(Vec::len).fold(1, usize::saturating_mul);
                if product > SPLIT_FROM && factors.iter().filter(|one| one.len() > 1).count() > 1 {
                    for factor in factors.iter_mut().filter(|factor| factor.len() > 1) {
                        let steps = vec![self.step(std::mem::take(factor))];
                        factor.push(Alternative { steps, ..Alternative::default() });
                    }
                }
                for factors in factors {
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

    /// The step of a disjunction, one for all that are the same.
    fn step(&mut self, alternatives: Vec<Alternative>) -> u32 {
        let known = self.steps.iter().position(|known| *known == alternatives);
        known.unwrap_or_else(|| {
            self.steps.push(alternatives);
            self.steps.len() - 1
        }) as u32
    }

    /// Both alternatives at once; `None` if their days exclude each other.
    fn meet(&self, a: &Alternative, b: &Alternative) -> Option<Alternative> {
        let mut both = a.clone();
        both.preds.extend(b.preds.iter().filter(|pred| !a.preds.contains(pred)));
        both.steps.extend(b.steps.iter().filter(|step| !a.steps.contains(step)));
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
    ) -> Option<Self> {
        let mut reducer = Reducer { forms, code, stretch, days: Vec::new(), steps: Vec::new() };
        let mut lanes: Vec<Lane> = Vec::new();
        let lane = |reducer: &Reducer<'_, '_>, of, alternative: Alternative, effect, shown| Lane {
            of,
            preds: alternative.preds,
            steps: alternative.steps,
            days: alternative.days.iter().map(|&day| reducer.days[day as usize].clone()).collect(),
            effect,
            shown,
        };
        for one in all {
            let Reduced::Some(alternatives) = reducer.lanes(&one.form)? else { continue };
            for alternative in alternatives {
                let days = [one.effect, one.shown].map(|day| forms.days[day as usize].clone());
                let [effect, shown] = days;
                let of = LaneOf::Clause(one.clause, one.role);
                lanes.push(lane(&reducer, of, alternative, effect, shown));
            }
        }
        for (number, alternatives) in std::mem::take(&mut reducer.steps).into_iter().enumerate() {
            for alternative in alternatives {
                let (always, of) = (DayPred::always(), LaneOf::Step(number as u32));
                lanes.push(lane(&reducer, of, alternative, always.clone(), always));
            }
        }
        Some(Slice::of(&forms.prepared.book, &lanes, laws))
    }

    /// A slice without lanes, for rows that no clause can reach.
    pub fn empty(book: &LawBook, laws: &[usize]) -> Self {
        Slice::of(book, &[], laws)
    }

    fn of(book: &LawBook, lanes: &[Lane], laws: &[usize]) -> Self {
        // Wide slices have one of two widths, so that their loops need not count.
        let words = match lanes.len().div_ceil(64).max(1) {
            7 => 8,
            words @ 9..16 => words.next_power_of_two(),
            words => words,
        };
        let mut slice = Slice {
            words,
            clauses: lanes.iter().map(Lane::clause).collect(),
            steps: Vec::new(),
            laws: vec![
                LawMasks { prohibited: vec![0; words], licence: vec![0; words] };
                laws.len()
            ],
            exceptions: Vec::new(),
            any_exception: vec![0; words],
            starts: Vec::new(),
            intervals: Vec::new(),
            asks: vec![Asks::default(); DIMS.len()],
        };
        for &pred in lanes.iter().flat_map(|lane| &lane.preds) {
            slice.asks[pred.dim as usize].classes.include(pred);
        }
        for (number, lane) in lanes.iter().enumerate() {
            for dim in DIMS {
                let asked = lane.preds.iter().filter(|pred| pred.dim == dim);
                let asked: Vec<u32> = asked.map(|pred| pred.index).collect();
                if !asked.is_empty() {
                    slice.asks[dim as usize].lanes.push((number as u32, asked));
                }
            }
        }
        slice.masks(book, laws, lanes);
        slice.days(lanes);
        slice
    }

    fn masks(&mut self, book: &LawBook, laws: &[usize], lanes: &[Lane]) {
        let mut exceptions: Vec<ClauseIx> = Vec::new();
        for (index, lane) in lanes.iter().enumerate() {
            let LaneOf::Clause(ix, role) = lane.of else { continue };
            let clause = &book.clauses[ix.0 as usize];
            let Some(law) = laws.iter().position(|law| *law == clause.law) else { continue };
            match (&clause.kind, role) {
                (ClauseKind::Effect(Effect::Prohibited), _) => {
                    mark(&mut self.laws[law].prohibited, index);
                }
                (ClauseKind::Effect(Effect::Licence), _) => {
                    mark(&mut self.laws[law].licence, index);
                }
                (ClauseKind::Exception { .. }, LaneRole::Exception) => {
                    if !exceptions.contains(&ix) {
                        exceptions.push(ix);
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
                if lane.of == LaneOf::Clause(exception, LaneRole::Exception) {
                    mark(&mut own, index);
                }
                if lane.clause().is_some_and(|clause| lifts.contains(&clause)) {
                    mark(&mut lifted, index);
                }
            }
            self.exceptions.push((own, lifted));
        }
        let steps = lanes.iter().flat_map(|lane| &lane.steps).max().map_or(0, |last| last + 1);
        for step in 0..steps {
            let (mut own, mut needing) = (vec![0; self.words], vec![0; self.words]);
            for (index, lane) in lanes.iter().enumerate() {
                if lane.of == LaneOf::Step(step) {
                    mark(&mut own, index);
                }
                if lane.steps.contains(&step) {
                    mark(&mut needing, index);
                }
            }
            self.steps.push((own, needing));
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
            sure: zero.clone(),
            outcomes: Vec::new(),
        };
        for (index, [effect, shown]) in needs.iter().enumerate() {
            if let Some(needed) = shown {
                mark(&mut interval.shown, index);
                if needed.is_empty() {
                    mark(&mut interval.sure, index);
                }
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
}
